import { askForPerk, BY_INTERFACE, fillPool, withAlliance } from '../alliance-shop'
import { documents, leftOpen, violations } from '../invariants'
import { openShop, type Shop } from '../shop'
import { type LocalPartner, startPartner } from '../../local/partners/server'
import type { JournalEntry } from '../../cloudfunctions/domain/decision'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'

const KEY = 'partner-key-for-tests-only'

describe('cards with partners', () => {
  let shop: Shop
  let partner: LocalPartner
  const printed: string[] = []

  beforeAll(async () => {
    for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
      jest
        .spyOn(console, method)
        .mockImplementation((...texts: unknown[]) => void printed.push(texts.map(String).join(' ')))
    let clock = () => 0
    partner = await startPartner({ key: KEY, clock: () => clock() })
    shop = await openShop({
      draft: withAlliance(undefined, [BY_INTERFACE]),
      variables: partner.variables('yueting'),
    })
    clock = () => shop.clock.now()
  })
  afterAll(async () => {
    jest.restoreAllMocks()
    await shop.close()
    await partner.close()
  })

  const perksOf = async (person: string) => (await shop.call(person, 'membership.perks', {})).perks
  const settle = async () => {
    for (let round = 0; round < 3; round += 1) {
      await shop.clock.advance(61_000)
      await shop.timer('renewal', 'sweep')
      await shop.timer('payment', 'settleDue')
      await shop.wechat.tick()
      await shop.clock.advance(61_000)
    }
  }

  it('M016 buying gives each perk once, offered; nothing is shared before its own consent (L9)', async () => {
    const [first] = await fillPool(shop, 'yingyin', 2)
    const orderId = await shop.buy('lin', 'lianming')
    const plan = await shop.call('lin', 'membership.plan', { planId: 'lianming' })
    expect(plan.offers.perks).toMatchObject([{ perkId: 'yingyin', left: 2, deduction: 6000 }])
    expect(await perksOf('lin')).toMatchObject([
      { perkId: 'yingyin', state: 'offered', code: null, dataShared: '订单编号' },
    ])
    const input = { operationId: shop.operationId(), orderId, perkId: 'yingyin' }
    expect(await shop.refusal('lin', 'membership.issuePerk', input)).toBe('INPUT_INVALID')
    expect(await shop.refusal('chen', 'membership.issuePerk', { ...input, consent: true })).toBe('NOT_FOUND')
    const issued = await askForPerk(shop, 'lin', orderId, 'yingyin', input.operationId)
    expect(issued).toMatchObject({ state: 'issued', paidThrough: '2028-03-10', activateBy: '2027-04-09' })
    expect(issued.codeValidThrough).toBe('2029-12-31')
    expect(issued.code?.slice(0, 4)).toBe(first?.slice(0, 4))
    // The same again, under the same id and under another: the same code.
    expect(await askForPerk(shop, 'lin', orderId, 'yingyin', input.operationId)).toEqual(issued)
    expect(await askForPerk(shop, 'lin', orderId, 'yingyin')).toEqual(issued)
    expect(await perksOf('lin')).toEqual([issued])
    const member = documents<MemberDocument>(shop, 'members').find(({ _id }) => _id === shop.numberOf('lin'))
    const about = member?.state.consents.map(({ purpose }) => purpose)
    expect(about).toContain('partner:yinghe')
  })

  it('M016 codes that ran out: the substitute of the same partner, then money back on the card’s order', async () => {
    while ((await pool('yingyin')) > 0)
      await askForPerk(shop, 'f', await shop.buy('f', 'lianming'), 'yingyin')
    await fillPool(shop, 'yuedu', 1)
    const first = await shop.buy('chen', 'lianming')
    expect(await askForPerk(shop, 'chen', first, 'yingyin')).toMatchObject({
      state: 'void',
      instead: '已领完,换为“影盒阅读月卡”',
    })
    expect(await perksOf('chen')).toMatchObject([{ state: 'void' }, { perkId: 'yuedu', state: 'issued' }])

    const second = await shop.buy('wang', 'lianming')
    const operationId = shop.operationId()
    await askForPerk(shop, 'wang', second, 'yingyin', operationId)
    expect(await perksOf('wang')).toMatchObject([
      { state: 'void' },
      { perkId: 'yuedu', state: 'refunded', instead: '已领完,¥20.00原路退回' },
    ])
    // Codes that come later don't change what was decided.
    await fillPool(shop, 'yingyin', 1)
    await askForPerk(shop, 'wang', second, 'yingyin', operationId)
    await settle()
    const given = shop.wechat.refunds().filter(({ orderId }) => orderId === second)
    expect(given.map(({ amount }) => amount)).toEqual([2000])
    expect(leftOpen(shop)).toEqual([])
    expect(violations(shop)).toEqual([])
  })

  it('M115 giving the card back revokes unused codes only, and takes a used one off at its told value', async () => {
    await fillPool(shop, 'yingyin', 2)
    const unused = await shop.buy('zhao', 'lianming')
    await askForPerk(shop, 'zhao', unused, 'yingyin')
    const { refund } = await shop.call('zhao', 'payment.refundQuote', { orderId: unused })
    expect(refund).toBe(29_900)
    await shop.call('zhao', 'payment.refund', { operationId: shop.operationId(), orderId: unused, refund })
    expect(await perksOf('zhao')).toMatchObject([{ state: 'void', code: null }])

    const used = await shop.buy('qian', 'lianming')
    const perk = await askForPerk(shop, 'qian', used, 'yingyin')
    await shop.call('qian', 'membership.activatedPerk', {
      operationId: shop.operationId(),
      orderId: used,
      perkId: 'yingyin',
    })
    const quote = await shop.call('qian', 'payment.refundQuote', { orderId: used })
    expect(quote.refund).toBe(29_900 - perk.deduction)
    await shop.call('qian', 'payment.refund', {
      operationId: shop.operationId(),
      orderId: used,
      refund: quote.refund,
    })
    expect(await perksOf('qian')).toMatchObject([{ state: 'activated', code: perk.code }])
    await settle()
    const codes = documents<{ state: string; entitlement: string | null }>(shop, 'partner_codes')
    expect(codes.find(({ entitlement }) => entitlement === `${unused}:yingyin`)?.state).toBe('revoked')
    expect(codes.find(({ entitlement }) => entitlement === `${used}:yingyin`)?.state).toBe('issued')
    expect(violations(shop)).toEqual([])
  })

  it('M035 a single perk at our own counter is marked once, for its holder who stands there', async () => {
    await fillPool(shop, 'yingyin', 1)
    const perk = await askForPerk(shop, 'sun', await shop.buy('sun', 'lianming'), 'yingyin')
    let unused: number | undefined
    const at = async (person: string) => {
      const shown = { branchId: 'laojie', code: await shop.codeOf(person) }
      const { visit, member } = await shop.call('clerk-laojie', 'counter.resolve', shown)
      unused = member.perks
      return { operationId: shop.operationId(), branchId: 'laojie', visit, code: ` ${perk.code ?? ''} ` }
    }
    await shop.join('other')
    expect(await shop.refusal('clerk-laojie', 'counter.partnerCode', await at('other'))).toBe(
      'PARTNER_CODE_INVALID',
    )
    expect(unused).toBeUndefined()
    const input = await at('sun')
    expect(unused).toBe(1)
    const used = await shop.call('clerk-laojie', 'counter.partnerCode', input)
    expect(used).toMatchObject({ title: '影盒视频年卡', partnerName: '影盒视频' })
    expect(await shop.call('clerk-laojie', 'counter.partnerCode', input)).toEqual(used)
    const again = { ...input, operationId: shop.operationId() }
    expect(await shop.refusal('clerk-laojie', 'counter.partnerCode', again)).toBe('PARTNER_CODE_INVALID')
    await shop.clock.advance(11 * 60_000)
    expect(await shop.refusal('clerk-laojie', 'counter.partnerCode', again)).toBe('VISIT_EXPIRED')
  })

  it('M016 a partner that is asked over its interface: an answer that was lost is asked after, never assumed', async () => {
    for (const fault of ['after', 'before', 'forged', 'server_error'] as const) {
      const person = `api-${fault}`
      const orderId = await shop.buy(person, 'yinyueka')
      partner.fail(fault, 2)
      const operationId = shop.operationId()
      const input = { operationId, orderId, perkId: 'yinyue', consent: true }
      expect(await shop.refusal(person, 'membership.issuePerk', input)).toBe('PARTNER_UNREACHABLE')
      expect(await perksOf(person)).toMatchObject([{ state: 'offered' }])
      const issued = await askForPerk(shop, person, orderId, 'yinyue', operationId)
      const made = partner.perks().filter(({ key }) => key === `${orderId}:yinyue`)
      expect(made.map(({ code }) => code)).toEqual([issued.code])
    }
    // An answer that was lost once is found by asking: the person notices nothing.
    const orderId = await shop.buy('api-once', 'yinyueka')
    partner.fail('after')
    expect(await askForPerk(shop, 'api-once', orderId, 'yinyue')).toMatchObject({ state: 'issued' })
    partner.setStock(0)
    const without = await shop.buy('api-none', 'yinyueka')
    expect(await askForPerk(shop, 'api-none', without, 'yinyue')).toMatchObject({ state: 'refunded' })
    partner.setStock(undefined)
    const { refund } = await shop.call('api-once', 'payment.refundQuote', { orderId })
    await shop.call('api-once', 'payment.refund', { operationId: shop.operationId(), orderId, refund })
    await settle()
    expect(partner.perks().find(({ key }) => key === `${orderId}:yinyue`)?.revoked).toBe(true)
    expect(leftOpen(shop)).toEqual([])
    expect(violations(shop)).toEqual([])
  })

  it('M092 a perk ends when its partner was paid for, whatever the card does', async () => {
    await fillPool(shop, 'yingyin', 1)
    const orderId = await shop.buy('zhou', 'lianming')
    await shop.buy('zhou', 'lianming')
    await askForPerk(shop, 'zhou', orderId, 'yingyin')
    await shop.clock.set(Date.UTC(2028, 2, 10, 16))
    const [perk] = (await perksOf('zhou')).filter((one) => one.orderId === orderId)
    expect(perk).toMatchObject({ state: 'expired', code: null, paidThrough: '2028-03-10' })
    expect((await shop.call('zhou', 'membership.home', {})).standing).toBe('holder')
  })

  it('M115 a code that nobody activated is reminded of once, when its days are over, and stays good', async () => {
    await fillPool(shop, 'yingyin', 2)
    const forgotten = await shop.buy('wei', 'lianming')
    const perk = await askForPerk(shop, 'wei', forgotten, 'yingyin')
    const activated = await shop.buy('han', 'lianming')
    await askForPerk(shop, 'han', activated, 'yingyin')
    const input = { operationId: shop.operationId(), orderId: activated, perkId: 'yingyin' }
    await shop.call('han', 'membership.activatedPerk', input)
    const entries = () => [
      ...documents<JournalEntry>(shop, 'journal'),
      ...documents<MemberDocument>(shop, 'members').flatMap(({ tail }) => [...tail]),
    ]
    /** By entry: one may stand in journal and tail alike. */
    const of = (orderId: string) => [
      ...new Set(
        entries()
          .filter(({ due }) => due.some((one) => one.kind === 'message' && one.about.id === orderId))
          .map(({ _id }) => _id),
      ),
    ]
    expect(perk.activateBy).toBe('2028-04-10')
    await shop.clock.set(Date.UTC(2028, 3, 10, 15, 50))
    await settle()
    expect(of(forgotten)).toHaveLength(0)
    await shop.clock.set(Date.UTC(2028, 3, 10, 16, 1))
    await settle()
    expect(of(forgotten)).toHaveLength(1)
    await shop.clock.advance(40 * 86_400_000)
    await settle()
    expect(of(forgotten)).toHaveLength(1)
    expect(of(activated)).toHaveLength(0)
    expect(await perksOf('wei')).toMatchObject([{ state: 'issued', code: perk.code }])
    expect(leftOpen(shop)).toEqual([])
  })

  it('M016 the shares of a month sum to the cards’ prices less refunds, to the fen, and to the journal', async () => {
    const { settlement } = await shop.call('owner', 'operations.partners', { month: '2027-03' })
    expect(settlement.map(({ planId }) => planId)).toEqual(['lianming', 'yinyueka'])
    const entries = [
      ...documents<JournalEntry>(shop, 'journal'),
      ...documents<MemberDocument>(shop, 'members').flatMap(({ tail }) => [...tail]),
    ]
    const once = [...new Map(entries.map((entry) => [entry._id, entry])).values()]
    const legs = (asset: string, account: string) =>
      once
        .filter(({ day }) => day.startsWith('2027-03'))
        .flatMap(({ postings }) => postings)
        .filter((leg) => leg.asset === asset && leg.account === account)
        .reduce((sum, { amount }) => sum + amount, 0)
    const shares = settlement.flatMap((plan) => plan.shares)
    const shareOf = (id: string | null) =>
      shares.filter(({ partnerId }) => partnerId === id).reduce((sum, { amount }) => sum + amount, 0)
    for (const { price, refunded, shares: own } of settlement)
      expect(own.reduce((sum, { amount }) => sum + amount, 0)).toBe(price - refunded)
    const taken = settlement.reduce((sum, { price, refunded }) => sum + price - refunded, 0)
    expect(taken).toBe(legs('cash', 'shop/cards'))
    for (const id of ['yinghe', 'yueting']) expect(shareOf(id)).toBe(legs('perk', `shop/partners/${id}`))
    expect(shareOf('yinghe')).toBeGreaterThan(0)
    expect(shareOf(null)).toBe(taken - shareOf('yinghe') - shareOf('yueting'))
  })

  it('codes are cleaned of what spreadsheets leave in them, and known ones are counted', async () => {
    const importing = (codes: string[], operationId = shop.operationId()) => ({
      operationId,
      planId: 'lianming',
      perkId: 'yuedu',
      codes,
      validThrough: '2029-12-31',
    })
    const dirty = importing(['\ufeffCLEAN-1\u200b', ' CLEAN-2\t', 'CLEAN-1', '＃ＣＬ－３'])
    const left = await pool('yuedu')
    const added = await shop.call('owner', 'operations.importCodes', dirty)
    expect(added).toEqual({ added: 3, known: 0, left: left + 3 })
    expect(await shop.call('owner', 'operations.importCodes', dirty)).toEqual(added)
    expect(
      await shop.call('owner', 'operations.importCodes', importing(['CLEAN-2', 'CLEAN-4'])),
    ).toMatchObject({
      added: 1,
      known: 1,
    })
    expect(await shop.refusal('owner', 'operations.importCodes', importing(['卡号一二三四']))).toBe(
      'INPUT_INVALID',
    )
    const gone = { ...importing(['CLEAN-5']), validThrough: '2027-01-01' }
    expect(await shop.refusal('owner', 'operations.importCodes', gone)).toBe('INPUT_INVALID')
  })

  it('L9 no code stands in a log, a journal or a member, nor what a partner knows the member by', async () => {
    const codes = documents<{ code: string; state: string }>(shop, 'partner_codes').map(({ code }) => code)
    expect(codes.length).toBeGreaterThan(10)
    const logs = printed.join('\n')
    const books = ['members', 'journal', 'outbox', 'orders', 'perk_issues']
      .flatMap((name) => documents<object>(shop, name))
      .map((document) => JSON.stringify(document))
      .join('\n')
    expect(logs).toContain('"partner"')
    expect(codes.filter((code) => logs.includes(code) || books.includes(code))).toEqual([])
    expect(logs).not.toContain(KEY)
  })

  async function pool(perkId: string): Promise<number> {
    const { partners } = await shop.call('owner', 'operations.partners', {})
    const pools = partners.flatMap((one) => one.pools)
    return pools.find((one) => one.perkId === perkId && one.planId === 'lianming')?.left ?? 0
  }
})
