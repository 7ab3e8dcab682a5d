import type { Output } from '../../cloudfunctions/contract'
import type { GrowthRules } from '../../cloudfunctions/contract/loyalty'
import type { Tender } from '../../cloudfunctions/contract/primitives'
import { reward, withActivities } from '../activity-shop'
import { RULES } from '../domain/growth-story'
import { withPoints } from '../points-shop'
import { openShop, quoteFor, settleFor, type Shop } from '../shop'
import { withStoredValue } from '../stored-value-shop'

export const BRANCH = 'laojie'
export const CLERK = 'clerk-laojie'
export type Settled = Output<'counter.settle'>

const CHALLENGE: GrowthRules['challenges'][number] = {
  id: 'chongci',
  title: '30天满200元',
  audience: {},
  from: '2026-01-01',
  through: '2029-12-31',
  spend: 20_000,
  withinDays: 30,
  reward: { kind: 'points', points: 500 },
}

/** Points at once, gone at the end of the third month after; rewards of 10 and of 400; tiers; balances. */
export function openPeersShop(): Promise<Shop> {
  const rewards = [10, 300, 400].map((points) =>
    reward({
      id: `dui-${points}`,
      stock: 10_000,
      shop: { points, from: '2026-01-01', through: '2029-12-31', audience: {} },
    }),
  )
  const points = withPoints(
    withStoredValue(),
    { pendingDays: 0, expireAfterMonths: 3 },
    { growth: { ...RULES, challenges: [CHALLENGE] } },
  )
  return openShop({
    draft: withActivities({ rewards, flashSales: [], polls: [], draws: [] }, points),
  })
}

/** So many coffees of ¥15, without a card. */
export const buyCoffee = (shop: Shop, person: string, quantity: number) =>
  settleFor(shop, person, [['meishi', quantity]])

export async function payCoffee(shop: Shop, person: string, quantity: number, tender: Tender) {
  const { quote } = await quoteFor(shop, person, [['meishi', quantity]])
  return shop.call(CLERK, 'counter.settle', { branchId: BRANCH, quote, tender })
}

/** What a clerk sends to take back so many, as quoted now. */
export async function returning(shop: Shop, { memberNumber, receipt }: Settled, quantity: number) {
  const { receiptId } = receipt
  const goods = { branchId: BRANCH, memberNumber, receiptId, lines: [{ line: 0, quantity }] }
  const { refund } = await shop.call(CLERK, 'counter.quoteReturn', goods)
  return { operationId: shop.operationId(), ...goods, refund, reason: '不合口味' }
}

export async function bringBack(shop: Shop, settled: Settled, quantity: number) {
  return shop.call(CLERK, 'counter.returnGoods', await returning(shop, settled, quantity))
}

export async function pointsOf(shop: Shop, person: string) {
  const { points } = await shop.call(person, 'points.home', {})
  if (!points) throw new Error('the shop has points')
  return points
}

export async function recordsOf(shop: Shop, person: string, before?: number): Promise<number[]> {
  const page = await shop.call(person, 'points.records', before === undefined ? {} : { before })
  const rows = page.rows.map(({ points }) => points)
  return page.next === null ? rows : [...rows, ...(await recordsOf(shop, person, page.next))]
}

export const redeeming = (shop: Shop, points: 10 | 300 | 400) => ({
  operationId: shop.operationId(),
  rewardId: `dui-${points}`,
  points,
})
