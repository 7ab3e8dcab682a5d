import type { Voucher } from '../../cloudfunctions/domain/voucher'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { flashSale, prizeDraw, reward, withActivities } from '../activity-shop'
import { documents, leftOpen, violations } from '../invariants'
import { withPoints } from '../points-shop'
import { openidOf, openShop, type Shop } from '../shop'
import { strikeEachCall, struckFlows } from './crash'
import { disagreements, keptAtWechat, recover } from './payments'

const PIECES = 1000
const BRANCH = 'laojie'
const CLERK = 'clerk-laojie'

/** Something that is done once, and how one sees that it was: points, vouchers, money. */
interface Flow {
  readonly title: string
  prepare(
    shop: Shop,
    person: string,
  ): Promise<{ work: () => Promise<unknown>; done: () => Promise<unknown>; expected: unknown }>
}

async function holds(shop: Shop, person: string) {
  const { points, vouchers } = await shop.call(person, 'points.home', {})
  return [points?.available, ...vouchers.map(({ state }) => state)]
}

const checkIn = (shop: Shop, person: string) => {
  const input = { operationId: shop.operationId() }
  return () => shop.call(person, 'points.checkIn', input)
}

/** Ten points from a check-in, and the coffee that they buy. */
async function redeeming(shop: Shop, person: string) {
  await checkIn(shop, person)()
  const input = { operationId: shop.operationId(), rewardId: 'kafei', points: 10 }
  return () => shop.call(person, 'points.redeem', input)
}

async function buying(shop: Shop, person: string) {
  const { flashSales } = await shop.call(person, 'points.activities', {})
  const flashSaleId = flashSales.find(({ why }) => why === null)?.flashSaleId ?? ''
  const input = { operationId: shop.operationId(), flashSaleId, price: 100, agreements: [] }
  const orderId = input.operationId
  const work = async () => {
    const { payment } = await shop.call(person, 'payment.buyFlash', input)
    const prepayId = payment && shop.wechat.openCashier(payment)
    if (prepayId) shop.wechat.pay(prepayId, openidOf(person))
    await shop.wechat.tick()
    await shop.call(person, 'payment.sync', { orderId })
  }
  const done = async () => [keptAtWechat(shop, orderId), ...(await holds(shop, person))]
  return { work, done, voucherId: `${orderId}:${flashSaleId}` }
}

const FLOWS: readonly Flow[] = [
  {
    title: 'M069 a check-in',
    async prepare(shop, person) {
      return { work: checkIn(shop, person), done: () => holds(shop, person), expected: [10] }
    },
  },
  {
    title: 'M060 a reward that is redeemed',
    async prepare(shop, person) {
      const work = await redeeming(shop, person)
      return { work, done: () => holds(shop, person), expected: [0, 'open'] }
    },
  },
  {
    title: 'M060 a voucher that is given back',
    async prepare(shop, person) {
      const { voucher } = await (await redeeming(shop, person))()
      const input = { operationId: shop.operationId(), voucherId: voucher?.voucherId ?? '' }
      const work = () => shop.call(person, 'points.cancelVoucher', input)
      return { work, done: () => holds(shop, person), expected: [10, 'returned'] }
    },
  },
  {
    title: 'M060 a voucher that is handed over',
    async prepare(shop, person) {
      const { voucher } = await (await redeeming(shop, person))()
      const code = await shop.codeOf(person)
      const { visit } = await shop.call(CLERK, 'counter.resolve', { branchId: BRANCH, code })
      const voucherId = voucher?.voucherId ?? ''
      const input = { operationId: shop.operationId(), branchId: BRANCH, visit, voucherId }
      const work = () => shop.call(CLERK, 'counter.redeemVoucher', input)
      const done = async () => [
        (await shop.call(person, 'membership.home', {})).savedTotal,
        ...(await holds(shop, person)),
      ]
      return { work, done, expected: [1500, 0, 'picked_up'] }
    },
  },
  {
    title: 'M078 a chance that brings a prize',
    async prepare(shop, person) {
      const input = { operationId: shop.operationId(), drawId: 'zhounian-chou' }
      const work = () => shop.call(person, 'points.draw', input)
      const done = async () => {
        const { draws } = await shop.call(person, 'points.activities', {})
        return [draws[0]?.chancesLeft, draws[0]?.mine.length, ...(await holds(shop, person))]
      }
      return { work, done, expected: [2, 1, 0, 'open'] }
    },
  },
  {
    title: 'M030 a piece of a rush that is bought and paid',
    async prepare(shop, person) {
      const { work, done } = await buying(shop, person)
      return { work, done, expected: [100, 0, 'open'] }
    },
  },
  {
    title: 'M030 a piece of a rush whose money goes back',
    async prepare(shop, person) {
      const { work: buy, done, voucherId } = await buying(shop, person)
      await buy()
      const input = { operationId: shop.operationId(), voucherId, refund: 100 }
      const work = () => shop.call(person, 'payment.returnVoucher', input)
      return { work, done, expected: [0, 0, 'returned'] }
    },
  },
]

describe('X1 crash points of rewards, rushes and draws', () => {
  let shop: Shop
  let people = 0

  beforeAll(async () => {
    const sure = {
      id: 'yideng',
      rewardId: 'kafei',
      oddsPerMillion: 1_000_000,
      quantity: PIECES,
      worth: 1500,
    }
    const weekdays = [1, 2, 3, 4, 5, 6, 7]
    const draft = withActivities(
      {
        rewards: [reward({ stock: PIECES })],
        flashSales: weekdays.map((weekday) => flashSale({ id: `rush-${weekday}`, weekday, stock: PIECES })),
        draws: [prizeDraw({ prizes: [sure] })],
      },
      withPoints(undefined, { pendingDays: 0 }),
    )
    shop = await openShop({ draft })
  })
  afterAll(() => shop.close())

  /** Each piece that is gone from a stock belongs to a voucher that was given and not returned. */
  const pieces = () => {
    const given: Record<string, number> = {}
    const vouchers: Voucher[] = documents<MemberDocument>(shop, 'members').flatMap(
      ({ state }) => state.vouchers,
    )
    for (const { stock, state } of vouchers)
      given[stock] = (given[stock] ?? 0) + (state === 'open' || state === 'picked_up' ? 1 : 0)
    const taken = documents<{ _id: string; left: number }>(shop, 'stock')
      .filter(({ _id }) => /^(reward|prize|flash):/.test(_id))
      .map(({ _id, left }) => [_id, PIECES - left])
    return { given, taken: Object.fromEntries(taken) as Record<string, number> }
  }

  it.each(struckFlows(FLOWS))('%s: %s at each call; it happens exactly once', async (_title, blow, flow) => {
    const played = await strikeEachCall(shop, blow, async () => {
      const person = `activity-${(people += 1)}`
      await shop.join(person)
      return flow.prepare(shop, person)
    })
    await recover(shop, 2)
    for (const { done, expected } of played) expect(await done()).toEqual(expected)
    expect(violations(shop)).toEqual([])
    expect(leftOpen(shop)).toEqual([])
    expect(disagreements(shop)).toEqual([])
    const { given, taken } = pieces()
    expect(taken).toEqual(given)
    expect(played.length).toBeGreaterThan(2)
  })
})
