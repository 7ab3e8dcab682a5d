import { createHash } from 'node:crypto'
import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import { live, memberOf, runTimers, sign, withAutoRenew } from '../auto-renew-shop'
import { openShop, quoteFor, type Shop } from '../shop'
import { topUp } from '../stored-value-shop'

/** What anybody who has the file can work out without the shop. */
function proven(text: string): { digest: string; written: string | undefined } {
  const [, agreed = '', written] = /^([^]*)\n校验码:([0-9a-f]{16})$/.exec(text) ?? []
  return { digest: createHash('sha256').update(agreed).digest('hex').slice(0, 16), written }
}

describe('L6 the copy of what was agreed', () => {
  let shop: Shop
  beforeAll(async () => {
    shop = await openShop({ draft: withAutoRenew() })
    await shop.join('lin')
  })
  afterAll(() => shop.close())

  const copyOf = (id: string, person = 'lin') => shop.call(person, 'payment.agreementCopy', { id })
  const publish = async (change: (draft: CatalogueDraft) => void) => {
    const { release, draft } = await shop.call('owner', 'operations.catalogue', {})
    if (!draft) throw new Error('nothing was released')
    change(draft)
    await shop.clock.advance(60_000)
    await shop.call('owner', 'operations.release', {
      operationId: shop.operationId(),
      expectedRelease: release,
      draft,
    })
    await shop.clock.advance(31_000)
  }

  it('L6 L7 names the merchant, what was bought, the refund and every agreement in the accepted words', async () => {
    const orderId = await shop.buy('lin')
    const copy = await copyOf(orderId)
    const { draft } = await shop.call('owner', 'operations.catalogue', {})
    expect(copy).toMatchObject({ id: orderId, kind: 'card', title: '麦香年卡', amount: 19900 })
    expect(copy.sections.map(({ title }) => title)).toEqual([
      '商家',
      '购买内容',
      '订单',
      '权益',
      '使用规则',
      '退款',
    ])
    for (const words of [
      draft!.shop.name,
      draft!.shop.licence,
      draft!.shop.servicePhone,
      '第1版,2027-03-10起',
      '12个月',
      '¥199.00',
      orderId,
      '2027-03-10 10:00',
      '7天内',
      draft!.agreements.find(({ id }) => id === 'membership')!.text.trim(),
    ])
      expect(copy.text).toContain(words)
    for (const rule of draft!.plans[0]!.terms.rules) expect(copy.text).toContain(rule)
    expect(copy.consents).toMatchObject([{ title: '加入会员', granted: true }])
    expect(copy.agreements.map(({ id }) => id)).toEqual(draft!.plans[0]!.terms.agreementIds)
  })

  it('L6 stays the same to the letter, whatever the shop changes and publishes afterwards', async () => {
    const orderId = await shop.buy('lin')
    const contractCode = await sign(shop, 'lin')
    const before = await copyOf(orderId)
    const signed = await copyOf(contractCode)
    expect(proven(before.text)).toEqual({ digest: before.digest, written: before.digest })
    expect(proven(signed.text)).toEqual({ digest: signed.digest, written: signed.digest })
    await publish((draft) => {
      draft.shop.name = '改了名字的店'
      draft.shop.licence = '另一张执照'
      draft.branches[0]!.name = '搬走的店'
      draft.categories[0]!.name = '另一类'
      for (const agreement of draft.agreements)
        Object.assign(agreement, { text: `${agreement.text}\n新加的一条。`, summary: '新加了一条' })
      const { terms } = draft.plans[0]!
      draft.plans[0]!.terms = { ...terms, price: 21900, rules: ['新的规则'], months: 6 }
    })
    expect(await copyOf(orderId)).toEqual({ ...before, consents: (await copyOf(orderId)).consents })
    expect((await copyOf(contractCode)).text).toBe(signed.text)
    const later = await copyOf(await shop.buy('lin'))
    expect(later.digest).not.toBe(before.digest)
    for (const words of ['改了名字的店', '第2版', '6个月', '¥219.00', '新的规则', '新加的一条。'])
      expect(later.text).toContain(words)
  })

  it('L6 the owner has the same copy by the order’s number, and L5 it names what the issuer is filed under', async () => {
    await publish((draft) => {
      const prepaid = draft.settings?.prepaid
      if (draft.settings && prepaid) draft.settings.prepaid = { ...prepaid, filingNumber: '沪备0012' }
    })
    const orderId = await shop.buy('lin')
    const own = await copyOf(orderId)
    expect(await shop.call('owner', 'operations.agreementCopy', { orderId })).toEqual({
      ...own,
      consents: [],
    })
    expect(own.text).toContain('沪备0012')
  })

  it('L6 a contract that ended long ago has left the state, and its copy stays the same to the letter', async () => {
    await shop.join('wang')
    await shop.buy('wang')
    const contractCode = await sign(shop, 'wang')
    const before = await copyOf(contractCode, 'wang')
    await shop.call('wang', 'payment.cancelContract', { operationId: shop.operationId(), contractCode })
    await shop.clock.advance(100 * 86_400_000)
    await runTimers(shop)
    const other = await sign(shop, 'wang')
    await runTimers(shop)
    expect((await copyOf(other, 'wang')).id).toBe(other)
    const { agreements } = await shop.call('wang', 'payment.agreementCopies', {})
    expect(agreements.map(({ id }) => id)).not.toContain(contractCode)
    expect((await copyOf(contractCode, 'wang')).text).toBe(before.text)
  })

  it('L6 a withdrawn consent changes no copy', async () => {
    const orderId = await shop.buy('lin')
    const before = await copyOf(orderId)
    await shop.call('lin', 'membership.consent', {
      operationId: shop.operationId(),
      purpose: 'marketing',
      granted: true,
    })
    const after = await copyOf(orderId)
    expect(after.text).toBe(before.text)
    expect(after.consents).toContainEqual(expect.objectContaining({ title: '接收优惠消息', granted: true }))
  })

  it('L6 a top-up says what was paid, what was given, and how both come back', async () => {
    const orderId = await topUp(shop, 'lin', 'chong-500')
    const { kind, amount, text } = await copyOf(orderId)
    expect({ kind, amount }).toEqual({ kind: 'top_up', amount: 50_000 })
    for (const words of ['本金:¥500.00', '赠金:¥50.00', '9.5折', '消费时先用本金', '赠金不退现'])
      expect(text).toContain(words)
  })

  it('L1 L6 a contract has its copy, and what is charged under it carries the same agreements', async () => {
    await shop.join('chen')
    await shop.buy('chen', 'yueka')
    const contractCode = await sign(shop, 'chen')
    const contract = await copyOf(contractCode, 'chen')
    for (const words of [
      '用途:自动续费',
      '每次最多:¥39.00',
      '每1个月一次',
      '主动勾选同意',
      '随时取消,立即生效',
    ])
      expect(contract.text).toContain(words)
    const { cycle } = memberOf(shop, 'chen').state.contracts[0]!
    await live(shop, 'chen', Date.parse(`${cycle!.chargeOn}T00:00:00+08:00`) + 40 * 3_600_000)
    await runTimers(shop)
    const { agreements } = await shop.call('chen', 'payment.agreementCopies', {})
    expect(agreements.map(({ kind }) => kind)).toEqual(['charge', 'contract', 'card'])
    const charge = await copyOf(agreements[0]!.id, 'chen')
    expect(charge.text).toContain(`自动扣款约定:${contractCode}`)
    expect(charge.agreements).toEqual(contract.agreements)
    expect(charge.agreements).not.toEqual([])
  })

  it('lists what was paid and handed over, and nothing else; of nobody else', async () => {
    await shop.join('wu')
    const paid = await shop.buy('wu')
    const plan = await shop.call('wu', 'membership.plan', { planId: 'nianka' })
    const { order } = await shop.call('wu', 'payment.buy', {
      operationId: shop.operationId(),
      planId: 'nianka',
      versionId: plan.versionId,
      price: plan.price,
      agreements: plan.agreements.map(({ id, version }) => ({ id, version })),
    })
    const { quote } = await quoteFor(shop, 'wu', [['meishi', 1]])
    await shop.call('clerk-laojie', 'counter.settle', { branchId: 'laojie', quote, tender: 'external' })
    const { agreements, next } = await shop.call('wu', 'payment.agreementCopies', {})
    expect(agreements.map(({ id }) => id)).toEqual([paid])
    expect(next).toBeNull()
    expect(await shop.refusal('wu', 'payment.agreementCopy', { id: order.orderId })).toBe('ORDER_NOT_FOUND')
    expect(await shop.refusal('chen', 'payment.agreementCopy', { id: paid })).toBe('ORDER_NOT_FOUND')
  })

  it('P1 takes two reads, warm', async () => {
    const orderId = await shop.buy('lin')
    await copyOf(orderId)
    const list = await shop.countCalls(() => shop.call('lin', 'payment.agreementCopies', {}))
    const one = await shop.countCalls(() => copyOf(orderId))
    expect(list.calls).toHaveLength(2)
    expect([...one.calls].sort()).toEqual(['getDocument members', 'getDocument orders'])
  })
})
