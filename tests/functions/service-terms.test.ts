import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { contractInput, withAutoRenew } from '../auto-renew-shop'
import { orderCard, pay } from '../faults/payments'
import { documents, leftOpen, violations } from '../invariants'
import { openShop, quoteFor, type Shop } from '../shop'
import { topUp, topUpInput } from '../stored-value-shop'

const SUMMARY = '手机号改为可以随时自己删除'
const CLERK = 'clerk-laojie'

describe('newer service terms', () => {
  let shop: Shop
  beforeAll(async () => {
    shop = await openShop({ draft: withAutoRenew() })
  })
  afterAll(async () => {
    expect(violations(shop)).toEqual([])
    expect(leftOpen(shop)).toEqual([])
    await shop.close()
  })

  const publishing = async (change: (draft: CatalogueDraft) => void) => {
    const { release, draft } = await shop.call('owner', 'operations.catalogue', {})
    if (!draft) throw new Error('nothing was released')
    change(draft)
    await shop.clock.advance(60_000)
    return { operationId: shop.operationId(), expectedRelease: release, draft }
  }
  const publish = async (change: (draft: CatalogueDraft) => void) => {
    await shop.call('owner', 'operations.release', await publishing(change))
    await shop.clock.advance(31_000)
  }
  /** Another sentence each time, so that each is a version of its own. */
  const publishTerms = (sentence: string, summary = `${SUMMARY}:${sentence}`) =>
    publish(({ agreements }) => {
      const service = agreements.find(({ id }) => id === 'service')!
      Object.assign(service, { text: `${service.text}\n${sentence}`, summary })
    })
  const termsOf = (person: string) => shop.call(person, 'membership.terms', {})
  const stateOf = (person: string) =>
    documents<MemberDocument>(shop, 'members').find(({ _id }) => _id === shop.numberOf(person))!.state
  const answer = async (person: string, agrees: boolean) => {
    const { agreementId, versions } = await termsOf(person)
    const version = versions.find(({ current }) => current)!.version
    return { operationId: shop.operationId(), agreementId, version, agrees }
  }
  const noticeOf = async (person: string) =>
    (await shop.call(person, 'membership.home', {})).entries?.newTerms
  const buyInput = async (person: string, agreed: (id: string) => boolean) => {
    const planId = 'nianka'
    const { versionId, price, agreements } = await shop.call(person, 'membership.plan', { planId })
    const accepted = agreements.filter(({ id }) => agreed(id)).map(({ id, version }) => ({ id, version }))
    return { operationId: shop.operationId(), planId, versionId, price, agreements: accepted }
  }

  it('L9 publishing a changed text asks for one sentence on what changed, and a new one each time', async () => {
    const without = await publishing(({ agreements }) => {
      agreements.find(({ id }) => id === 'service')!.text += '\n十、试一试。'
    })
    const refused = await shop.ask('owner', 'operations.release', without)
    expect(refused).toMatchObject({ ok: false, code: 'DRAFT_INVALID', detail: { code: 'SUMMARY_MISSING' } })
    await publishTerms('六、说明甲。', SUMMARY)
    const same = await publishing(({ agreements }) => {
      agreements.find(({ id }) => id === 'service')!.text += '\n七、又改了。'
    })
    expect(await shop.refusal('owner', 'operations.release', same)).toBe('DRAFT_INVALID')
  })

  it('L9 the home says what changed until it is answered; each version stays readable', async () => {
    await shop.join('lin')
    expect(await noticeOf('lin')).toBeUndefined()
    expect(await termsOf('lin')).toMatchObject({ pending: false, declinedAt: null })
    await publishTerms('八、说明乙。')
    await publishTerms('九、说明丙。')
    expect(await noticeOf('lin')).toEqual({ title: '会员加入说明', summary: `${SUMMARY}:九、说明丙。` })
    const { versions, pending, agreementId } = await termsOf('lin')
    expect(pending).toBe(true)
    expect(versions.map(({ current, accepted }) => [current, accepted])).toMatchObject([
      [true, false],
      [false, false],
      [false, true],
      [false, false],
    ])
    for (const { version } of versions)
      expect(await shop.call('lin', 'membership.agreement', { agreementId, version })).toMatchObject({
        version,
      })

    const old = { ...(await answer('lin', true)), version: versions[1]!.version }
    expect(await shop.refusal('lin', 'membership.answerTerms', old)).toBe('AGREEMENT_CHANGED')
    const input = await answer('lin', true)
    const agreed = await shop.call('lin', 'membership.answerTerms', input)
    // The same intention once more answers the same; another has nothing to answer.
    expect(await shop.call('lin', 'membership.answerTerms', input)).toEqual(agreed)
    expect(
      await shop.refusal('lin', 'membership.answerTerms', { ...input, operationId: shop.operationId() }),
    ).toBe('NOT_FOUND')
    expect(await termsOf('lin')).toMatchObject({ pending: false, acceptedAt: agreed.at })
    expect(await noticeOf('lin')).toBeUndefined()
    expect(await shop.refusal('stranger', 'membership.terms', {})).toBe('JOIN_REQUIRED')
  })

  it('L1 L7 L9 a no takes nothing of what was bought, and the till asks nobody; only new purchases ask', async () => {
    await shop.join('chen')
    await shop.buy('chen')
    await topUp(shop, 'chen', 'chong-100')
    const { cards } = await shop.call('chen', 'membership.cards', {})
    const quoted = await quoteFor(shop, 'chen', [['tusi', 1]])
    await publishTerms('十、说明丁。')
    await shop.call('chen', 'membership.answerTerms', await answer('chen', false))
    expect(await noticeOf('chen')).toBeUndefined()
    expect(await termsOf('chen')).toMatchObject({ pending: true, declinedAt: expect.any(Number) })
    const consents = stateOf('chen').consents.map(({ purpose, granted }) => [purpose, granted])
    expect(consents).toEqual([['service', true]])

    // What was bought goes on: the card, its prices, the balance, refunds.
    expect((await shop.call('chen', 'membership.cards', {})).cards).toEqual(cards)
    const { quote, receipt } = await quoteFor(shop, 'chen', [['tusi', 1]])
    expect(receipt.paid).toBe(quoted.receipt.paid)
    const settled = await shop.ask(CLERK, 'counter.settle', {
      branchId: 'laojie',
      quote,
      tender: 'stored_value',
    })
    expect(settled.ok).toBe(true)

    // New ones ask, each by its typed refusal, and make no order.
    const before = documents(shop, 'orders').length
    const without = await buyInput('chen', (id) => id !== 'service')
    expect(await shop.refusal('chen', 'payment.buy', without)).toBe('AGREEMENT_REQUIRED')
    const stale = [...without.agreements, { id: 'service', version: 'another' }]
    expect(
      await shop.refusal('chen', 'payment.buy', {
        ...without,
        operationId: shop.operationId(),
        agreements: stale,
      }),
    ).toBe('AGREEMENT_CHANGED')
    const topping = await topUpInput(shop, 'chen', 'chong-100')
    expect(topping.agreements.map(({ id }) => id)).toContain('service')
    const bare = topping.agreements.filter(({ id }) => id !== 'service')
    expect(await shop.refusal('chen', 'payment.topUp', { ...topping, agreements: bare })).toBe(
      'AGREEMENT_REQUIRED',
    )
    const contract = await contractInput(shop, 'chen')
    const unticked = contract.agreements.filter(({ id }) => id !== 'service')
    expect(await shop.refusal('chen', 'payment.signContract', { ...contract, agreements: unticked })).toBe(
      'AGREEMENT_REQUIRED',
    )
    expect(documents(shop, 'orders')).toHaveLength(before)
  })

  it('L9 L6 who agrees with a purchase has agreed: its copy holds the text, and nothing waits any more', async () => {
    await shop.join('wang')
    await publishTerms('十一、说明戊。')
    const input = await buyInput('wang', () => true)
    expect(input.agreements.map(({ id }) => id)).toEqual(['membership', 'service'])
    const { agreementId, versions } = await termsOf('wang')
    const current = versions.find(({ current: inForce }) => inForce)!
    const orderId = await shop.buy('wang')
    expect(await termsOf('wang')).toMatchObject({ pending: false })
    expect(stateOf('wang').consents.find(({ purpose }) => purpose === 'service')).toMatchObject({
      version: `${agreementId}@${current.version}`,
      granted: true,
    })
    const { agreements, text } = await shop.call('wang', 'payment.agreementCopy', { id: orderId })
    expect(agreements.map(({ id }) => id)).toContain('service')
    expect(text).toContain('十一、说明戊。')
    expect((await buyInput('wang', () => true)).agreements.map(({ id }) => id)).toEqual(['membership'])
  })

  it('L7 an order that was made under the former terms is delivered under them, whatever is published meanwhile', async () => {
    await shop.join('zhao')
    const order = await orderCard(shop, 'zhao')
    await publishTerms('十二、说明己。')
    pay(shop, order)
    await shop.wechat.tick()
    const { card } = await shop.call('zhao', 'membership.home', {})
    expect(card).not.toBeNull()
    expect(await termsOf('zhao')).toMatchObject({ pending: true })
  })

  it('M062 joining accepts the version in force and no other', async () => {
    const { version } = await shop.call('sun', 'membership.agreement', { agreementId: 'service' })
    await publishTerms('十三、说明庚。')
    const joining = { agreement: { id: 'service', version }, marketing: false }
    expect(
      await shop.refusal('sun', 'membership.join', { operationId: shop.operationId(), ...joining }),
    ).toBe('AGREEMENT_CHANGED')
    await shop.join('sun')
    expect(await termsOf('sun')).toMatchObject({ pending: false })
  })
})
