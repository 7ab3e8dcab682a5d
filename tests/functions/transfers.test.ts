import cloudbase from '@cloudbase/node-sdk'
import type { Order, Refund } from '../../cloudfunctions/domain/order'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { openDatabase } from '../../cloudfunctions/ledger/database'
import { verifyBooks } from '../../cloudfunctions/ledger/verify'
import { disagreements, recover } from '../faults/payments'
import { documents, leftOpen, violations } from '../invariants'
import { giveBack, withGuarantees } from '../refund-shop'
import { openShop, settleFor, type Shop } from '../shop'
import { registerName, topUp, withStoredValue } from '../stored-value-shop'
import { acceptance, BALANCE, cardItem, offer, passOn } from '../transfer-story'

const DAY = 86_400_000
const MINUTE = 60_000

describe('L6 passing on a balance or a card', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop({ draft: withGuarantees(withStoredValue()) })
  })
  afterEach(async () => {
    await recover(shop, 2)
    expect(leftOpen(shop)).toEqual([])
    expect(violations(shop)).toEqual([])
    expect(disagreements(shop)).toEqual([])
  })
  afterAll(async () => {
    const app = cloudbase.init({
      env: 'local',
      serviceUrl: shop.cloudbase.url,
      secretId: 'local',
      secretKey: 'local',
    })
    const books = await verifyBooks(openDatabase(app))
    expect(books.difference).toBeNull()
    expect(books.open).toBe(0)
    await shop.close()
  })

  const stateOf = (person: string) =>
    documents<MemberDocument>(shop, 'members').find(({ _id }) => _id === shop.numberOf(person))?.state
  const walletOf = (person: string) => shop.call(person, 'membership.wallet', {})
  const joined = async (...people: string[]) => {
    for (const person of people) await shop.join(person)
  }

  it('L6 the receiver sees exactly what passes, agrees, and has it; the holder has it no more', async () => {
    await joined('jia', 'yi')
    const orderId = await topUp(shop, 'jia', 'chong-500')
    await settleFor(shop, 'jia', [['meishi', 1]])
    await shop.clock.advance(20 * MINUTE)
    const { items, rules } = await shop.call('jia', 'membership.transferable', {})
    expect(items).toMatchObject([
      { item: BALANCE, title: '储值余额', worth: { principal: 50_000, bonus: 5000, through: null } },
    ])
    expect(rules.join()).toContain('原路退回最初的付款账户')
    const code = await offer(shop, 'jia', BALANCE)
    const preview = await shop.call('yi', 'membership.transferPreview', { code })
    expect(preview).toMatchObject({
      ...items[0],
      obstacle: null,
      lots: [{ paid: 50_000, bonus: 5000, memberBasisPoints: 9500 }],
    })
    expect(preview.agreements.length).toBeGreaterThan(0)
    const input = await acceptance(shop, 'yi', code)
    expect(await shop.refusal('yi', 'membership.acceptTransfer', { ...input, agreements: [] })).toBe(
      'AGREEMENT_REQUIRED',
    )
    const done = await shop.call('yi', 'membership.acceptTransfer', input)
    expect(done).toMatchObject({ item: BALANCE, worth: { principal: 50_000, bonus: 5000 } })
    expect(await shop.call('yi', 'membership.acceptTransfer', input)).toEqual(done)
    expect(await walletOf('yi')).toMatchObject({
      principal: 50_000,
      bonus: 5000,
      memberBasisPoints: 9500,
      lots: [{ orderId, received: true }],
      history: [{ kind: 'transfer', principal: 50_000, bonus: 5000 }],
    })
    expect(await walletOf('jia')).toMatchObject({ principal: 0, bonus: 0, lots: [] })
    expect((await walletOf('jia')).history[0]).toMatchObject({ kind: 'transfer', principal: -50_000 })
  })

  it('L6 X4 a code is good once, until it is withdrawn, replaced or half an hour old', async () => {
    await joined('bing', 'ding', 'wu')
    await topUp(shop, 'bing', 'chong-100')
    const first = await offer(shop, 'bing', BALANCE)
    const second = await offer(shop, 'bing', BALANCE)
    expect(await shop.refusal('ding', 'membership.transferPreview', { code: first })).toBe(
      'TRANSFER_CODE_INVALID',
    )
    expect((await shop.call('bing', 'membership.transferable', {})).offered?.code).toBe(second)
    await shop.call('bing', 'membership.withdrawTransfer', { operationId: shop.operationId() })
    expect(await shop.refusal('ding', 'membership.transferPreview', { code: second })).toBe(
      'TRANSFER_CODE_INVALID',
    )
    const third = await offer(shop, 'bing', BALANCE)
    const late = await acceptance(shop, 'ding', third)
    expect(await shop.refusal('bing', 'membership.acceptTransfer', late)).toBe('TRANSFER_NOT_POSSIBLE')
    await shop.clock.advance(31 * MINUTE)
    expect(await shop.refusal('ding', 'membership.acceptTransfer', late)).toBe('TRANSFER_CODE_INVALID')
    const fourth = await offer(shop, 'bing', BALANCE)
    const both = [await acceptance(shop, 'ding', fourth), await acceptance(shop, 'wu', fourth)] as const
    const answers = await Promise.all([
      shop.ask('ding', 'membership.acceptTransfer', both[0]),
      shop.ask('wu', 'membership.acceptTransfer', both[1]),
    ])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    const balances = await Promise.all(['bing', 'ding', 'wu'].map(walletOf))
    expect(balances.map(({ principal }) => principal).sort((a, b) => a - b)).toEqual([0, 0, 10_000])
  })

  it('L6 what was spent meanwhile is shown anew before anything passes', async () => {
    await joined('geng', 'xin')
    await topUp(shop, 'geng', 'chong-100')
    const input = await acceptance(shop, 'xin', await offer(shop, 'geng', BALANCE))
    await settleFromBalance('geng')
    expect(await shop.refusal('xin', 'membership.acceptTransfer', input)).toBe('PAYMENT_OPEN')
    await shop.clock.advance(20 * MINUTE)
    expect(await shop.refusal('xin', 'membership.acceptTransfer', input)).toBe('TRANSFER_CHANGED')
    const again = await acceptance(shop, 'xin', input.code)
    expect(again.worth.principal).toBeLessThan(10_000)
    await shop.call('xin', 'membership.acceptTransfer', again)
    expect((await walletOf('xin')).principal).toBe(again.worth.principal)
  })

  it('L5 the cap of the receiver’s registration holds; a registered name lifts it at once', async () => {
    await joined('ren', 'gui')
    await registerName(shop, 'ren')
    await topUp(shop, 'ren', 'chong-3000')
    const code = await offer(shop, 'ren', BALANCE)
    const preview = await shop.call('gui', 'membership.transferPreview', { code })
    expect(preview.obstacle).toMatchObject({ code: 'PREPAID_CAP' })
    const input = await acceptance(shop, 'gui', code)
    expect(await shop.refusal('gui', 'membership.acceptTransfer', input)).toBe('PREPAID_CAP')
    await registerName(shop, 'gui')
    await shop.call('gui', 'membership.acceptTransfer', input)
    expect(await walletOf('gui')).toMatchObject({ principal: 300_000, cap: { level: 'named' } })
    expect((await walletOf('ren')).cap.level).toBe('named')
  })

  it('L6 M047 a card passes with its days, its guarantee and what it saved', async () => {
    await joined('zi', 'chou')
    const orderId = await shop.buy('zi', 'baochang-nian')
    await settleFor(shop, 'zi', [['meishi', 1]])
    await shop.clock.advance(30 * DAY)
    const before = await shop.call('zi', 'payment.guarantee', { orderId })
    const [card] = (await shop.call('zi', 'membership.cards', {})).cards
    const passed = await passOn(shop, 'zi', 'chou', await cardItem(shop, 'zi'))
    expect(passed.worth.through).toBe(card?.validThrough)
    expect(await shop.call('chou', 'payment.guarantee', { orderId })).toEqual(before)
    expect((await shop.call('chou', 'membership.cards', {})).cards).toMatchObject([
      { validThrough: card?.validThrough, state: 'active', periods: [{ orderId, saved: before.saved }] },
    ])
    expect((await shop.call('zi', 'membership.home', {})).standing).not.toBe('holder')
    // Who has the card has paid for it; what was saved so far stays with who saved it.
    expect((await shop.call('chou', 'membership.savings', {})).all.fees).toBe(19_900)
    expect((await shop.call('zi', 'membership.savings', {})).all).toMatchObject({ fees: 0, saved: 600 })
    await settleFor(shop, 'chou', [['meishi', 1]])
    expect((await shop.call('chou', 'membership.home', {})).savedTotal).toBe(600)
  })

  it('L6 a refund of what was passed on goes back to who paid; both are told', async () => {
    await joined('yin', 'mao')
    const orderId = await shop.buy('yin')
    await passOn(shop, 'yin', 'mao', await cardItem(shop, 'yin'))
    expect(await shop.refusal('yin', 'payment.refundQuote', { orderId })).toBe('REFUND_NOT_POSSIBLE')
    const quote = await shop.call('mao', 'payment.refundQuote', { orderId })
    expect(quote).toMatchObject({ refund: 19_900, toPayer: true })
    const owner = await shop.call('owner', 'operations.refundQuote', { orderId, cause: 'consumer' })
    expect(owner).toMatchObject({ memberNumber: shop.numberOf('mao'), toPayer: true })
    await giveBack(shop, 'mao', orderId)
    await recover(shop, 2)
    const order = documents<Order>(shop, 'orders').find(({ _id }) => _id === orderId)
    expect(order).toMatchObject({ memberId: shop.numberOf('yin'), state: 'refunded' })
    expect(shop.wechat.refunds().filter((refund) => refund.orderId === orderId)).toMatchObject([
      { amount: 19_900, status: 'SUCCESS' },
    ])
    expect((await shop.call('mao', 'payment.refunds', {})).refunds).toMatchObject([
      { orderId, toPayer: true, state: 'succeeded' },
    ])
    expect(documents<Refund>(shop, 'refunds').find((refund) => refund.orderId === orderId)).toMatchObject({
      memberId: shop.numberOf('mao'),
      payerId: shop.numberOf('yin'),
    })
    expect((await shop.call('mao', 'membership.savings', {})).all.fees).toBe(0)
  })

  it('L6 an open request about the money is decided first', async () => {
    await joined('chen2', 'si')
    const orderId = await shop.buy('chen2')
    await shop.clock.advance(9 * DAY)
    const { afterReview } = await shop.call('chen2', 'payment.refundQuote', { orderId })
    const asked = { operationId: shop.operationId(), orderId, refund: afterReview?.refund ?? 0 }
    await shop.call('chen2', 'payment.refund', asked)
    const input = await acceptance(shop, 'si', await offer(shop, 'chen2', await cardItem(shop, 'chen2')))
    expect(await shop.refusal('si', 'membership.acceptTransfer', input)).toBe('TRANSFER_REFUND_OPEN')
    await shop.call('owner', 'operations.refuseRefund', {
      operationId: shop.operationId(),
      refundId: `${orderId}-r`,
      reason: '第7天不是法定假日',
    })
    await shop.call('si', 'membership.acceptTransfer', input)
  })

  it('L6 it can come back, and goes on to a third: one holder at any time', async () => {
    await joined('wei', 'shen', 'you')
    await shop.buy('wei')
    await passOn(shop, 'wei', 'shen', await cardItem(shop, 'wei'))
    await passOn(shop, 'shen', 'wei', await cardItem(shop, 'shen'))
    await passOn(shop, 'wei', 'you', await cardItem(shop, 'wei'))
    const held = await Promise.all(
      ['wei', 'shen', 'you'].map(
        async (person) => (await shop.call(person, 'membership.cards', {})).cards.length,
      ),
    )
    expect(held).toEqual([0, 0, 1])
    expect(stateOf('you')?.memberships[0]?.periods[0]?.receivedAt).toBeDefined()
  })

  it('L6 only who has joined takes over; a stranger’s code learns nothing', async () => {
    await joined('xu2')
    await topUp(shop, 'xu2', 'chong-100')
    const code = await offer(shop, 'xu2', BALANCE)
    const stranger = await shop.call('nobody', 'membership.transferPreview', { code })
    expect(stranger.obstacle).toMatchObject({ code: 'JOIN_REQUIRED' })
    const forged = `${code.slice(0, -4)}${code.endsWith('0000') ? '1111' : '0000'}`
    expect(await shop.refusal('nobody', 'membership.transferPreview', { code: forged })).toBe(
      'TRANSFER_CODE_INVALID',
    )
    expect(
      await shop.refusal('nobody', 'membership.offerTransfer', {
        operationId: shop.operationId(),
        item: BALANCE,
      }),
    ).toBe('TRANSFER_NOT_POSSIBLE')
  })

  async function settleFromBalance(person: string): Promise<void> {
    const branchId = 'laojie'
    const { visit } = await shop.call('clerk-laojie', 'counter.resolve', {
      branchId,
      code: await shop.codeOf(person),
    })
    const lines = [{ productId: 'meishi', quantity: 1 }]
    const { quote } = await shop.call('clerk-laojie', 'counter.quote', { branchId, visit, lines })
    await shop.call('clerk-laojie', 'counter.settle', { branchId, quote, tender: 'stored_value' })
  }
})
