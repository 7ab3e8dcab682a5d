import type { Answer } from '../../cloudfunctions/contract/envelope'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { recover } from '../faults/payments'
import { documents, leftOpen, violations } from '../invariants'
import { openShop, quoteFor, settleFor, type Shop } from '../shop'
import { registerName, topUp, withStoredValue } from '../stored-value-shop'

const BRANCH = 'laojie'
const CLERK = 'clerk-laojie'

describe('a balance at the counter', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop({ draft: withStoredValue() })
  })
  afterEach(async () => {
    await recover(shop, 2)
    expect(violations(shop)).toEqual([])
    expect(leftOpen(shop)).toEqual([])
  })
  afterAll(() => shop.close())

  const stateOf = (person: string) =>
    documents<MemberDocument>(shop, 'members').find(({ _id }) => _id === shop.numberOf(person))?.state
  const balanceOf = async (person: string) => {
    const { principal, bonus } = await shop.call(person, 'membership.wallet', {})
    return principal + bonus
  }
  const code = (answer: Answer) => (answer.ok ? 'ok' : answer.code)
  const friendCode = async (person: string, most: number) =>
    (await shop.call(person, 'membership.friendCode', { operationId: shop.operationId(), most })).code
  const friendsQuote = async (shown: string, productId: string, quantity = 1) => {
    const { visit } = await shop.call(CLERK, 'counter.resolve', { branchId: BRANCH, code: shown })
    const lines = [{ productId, quantity }]
    return shop.call(CLERK, 'counter.quote', { branchId: BRANCH, visit, lines })
  }
  const settle = (quote: string, more: object = {}) =>
    shop.ask(CLERK, 'counter.settle', { branchId: BRANCH, quote, tender: 'stored_value', ...more })

  it('M014 the quote says what the balance covers; a rest is taken otherwise only if the clerk says which', async () => {
    await topUp(shop, 'lin', 'chong-100')
    const { quote, balance, receipt } = await quoteFor(shop, 'lin', [['dangao', 1]])
    expect(receipt.paid).toBe(16_800)
    expect(balance).toEqual({ available: 10_000, covers: 10_000, shortfall: 6800 })
    for (const shortfall of [undefined, 0, 6801]) {
      const answer = await settle(quote, shortfall === undefined ? {} : { shortfall })
      expect(answer).toMatchObject({ ok: false, code: 'BALANCE_SHORT', detail: balance })
    }
    const settled = await settle(quote, { shortfall: 6800 })
    expect(settled).toMatchObject({
      ok: true,
      data: { receipt: { tenders: { cash: 6800, principal: 10_000, bonus: 0 }, tender: 'stored_value' } },
    })
    expect(await balanceOf('lin')).toBe(0)
    const undo = { branchId: BRANCH, memberNumber: shop.numberOf('lin'), receiptId: receipt.receiptId }
    expect((await shop.call(CLERK, 'counter.undo', undo)).back).toEqual({
      tender: 'stored_value',
      amount: 16_800,
      state: 'refunded',
      inCash: 6800,
    })
    expect(await balanceOf('lin')).toBe(10_000)
    expect(stateOf('lin')?.spending).toEqual({})
  })

  it('M014 two tills spend one balance at once: what is gone for the second is said, nothing is overdrawn', async () => {
    await topUp(shop, 'su', 'chong-100')
    const quotes = []
    for (let till = 0; till < 2; till += 1) quotes.push(await quoteFor(shop, 'su', [['tusi', 4]]))
    const answers = await Promise.all(quotes.map(({ quote }) => settle(quote)))
    expect(answers.map(code).sort()).toEqual(['BALANCE_SHORT', 'ok'])
    expect(await balanceOf('su')).toBe(1200)
  })

  it('P1 a settlement from the balance makes three calls', async () => {
    await topUp(shop, 'gao', 'chong-500')
    await settleFor(shop, 'gao', [['meishi', 1]])
    const { quote } = await quoteFor(shop, 'gao', [['tusi', 1]])
    const { calls, result } = await shop.countCalls(() => settle(quote))
    expect(code(result)).toBe('ok')
    expect(calls).toEqual(['getDocument members', 'insertDocument journal', 'modifyDocument members'])
  })

  it('M015 two clerks scan one friend’s code at the same moment: one bill is paid, and the payer sees where and by whom', async () => {
    await registerName(shop, 'chen')
    await topUp(shop, 'chen', 'chong-3000')
    const { version } = await shop.call('chen', 'membership.code', {})
    const shown = await friendCode('chen', 20_000)
    const quotes = [await friendsQuote(shown, 'meishi', 2), await friendsQuote(shown, 'meishi', 2)]
    const visit = await shop.call(CLERK, 'counter.resolve', { branchId: BRANCH, code: shown })
    expect(visit.member).toMatchObject({ friendMost: 20_000, balance: 20_000, card: null, savedTotal: 0 })
    const answers = await Promise.all(quotes.map(({ quote }) => settle(quote)))
    expect(answers.map(code).sort()).toEqual(['CODE_USED', 'ok'])
    expect(await balanceOf('chen')).toBe(300_000 - 2400)
    const { latest } = await shop.call('chen', 'membership.pulse', { since: version })
    const clerk = `店员${shop.numberOf(CLERK).slice(-4)}`
    expect(latest).toMatchObject({ paid: 2400, forFriend: true, branchName: '老街店', clerk })
    const receipt = await shop.call('chen', 'membership.receipt', { receiptId: latest?.receiptId ?? '' })
    expect(receipt).toMatchObject({ forFriend: true, clerk, tenders: { principal: 2400 } })
    expect(await shop.refusal(CLERK, 'counter.resolve', { branchId: BRANCH, code: shown })).toBe('CODE_USED')
  })

  it('M015 the code is good for 60 s, up to its limit, for the balance and nothing else', async () => {
    await topUp(shop, 'wu', 'chong-500')
    const late = await friendCode('wu', 10_000)
    await shop.clock.advance(60_000)
    expect(await shop.refusal(CLERK, 'counter.resolve', { branchId: BRANCH, code: late })).toBe(
      'CODE_EXPIRED',
    )
    expect(
      await shop.refusal(CLERK, 'counter.resolve', { branchId: BRANCH, code: `${late.slice(0, -1)}0` }),
    ).toBe(late.endsWith('0') ? 'CODE_EXPIRED' : 'CODE_FORGED')
    const shown = await friendCode('wu', 10_000)
    const { visit } = await shop.call(CLERK, 'counter.resolve', { branchId: BRANCH, code: shown })
    const dear = { branchId: BRANCH, visit, lines: [{ productId: 'dangao', quantity: 1 }] }
    expect(await shop.refusal(CLERK, 'counter.quote', dear)).toBe('FRIEND_CODE_LIMIT')
    const { quote } = await friendsQuote(shown, 'tusi')
    for (const tender of ['external', 'wechat'])
      expect(await shop.refusal(CLERK, 'counter.settle', { branchId: BRANCH, quote, tender })).toBe(
        'INPUT_INVALID',
      )
    const gift = {
      operationId: shop.operationId(),
      branchId: BRANCH,
      visit,
      orderId: shop.operationId(),
      giftId: 'wan',
    }
    expect(await shop.refusal(CLERK, 'counter.handOver', gift)).toBe('VISIT_INVALID')
    expect(code(await settle(quote))).toBe('ok')
    expect(await balanceOf('wu')).toBe(55_000 - 2090)
  })

  it('an undone friend’s bill goes back to the balance; the code stays used', async () => {
    const before = await balanceOf('wu')
    const shown = await friendCode('wu', 10_000)
    const { quote } = await friendsQuote(shown, 'meishi')
    const settled = (await settle(quote)) as { data: { receipt: { receiptId: string } } }
    const { receiptId } = settled.data.receipt
    await shop.call(CLERK, 'counter.undo', { branchId: BRANCH, memberNumber: shop.numberOf('wu'), receiptId })
    expect(await balanceOf('wu')).toBe(before)
    expect(await shop.refusal(CLERK, 'counter.resolve', { branchId: BRANCH, code: shown })).toBe('CODE_USED')
  })

  it('found by phone nobody’s balance is shown or spent', async () => {
    await shop.join('zhao')
    await topUp(shop, 'zhao', 'chong-100')
    const phone = '13700008888'
    const phoneCode = shop.wechat.phoneCode('openid-zhao', phone)
    await shop.call('zhao', 'membership.bindPhone', { operationId: shop.operationId(), code: phoneCode })
    const find = { operationId: shop.operationId(), branchId: BRANCH, phone }
    const { visit, member } = await shop.call(CLERK, 'counter.find', find)
    expect(member.balance).toBeUndefined()
    const lines = [{ productId: 'meishi', quantity: 1 }]
    const { quote, balance } = await shop.call(CLERK, 'counter.quote', { branchId: BRANCH, visit, lines })
    expect(balance).toBeUndefined()
    expect(code(await settle(quote))).toBe('VISIT_INVALID')
    expect(await balanceOf('zhao')).toBe(10_000)
  })
})
