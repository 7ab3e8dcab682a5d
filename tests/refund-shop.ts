import cloudbase from '@cloudbase/node-sdk'
import type { Output } from '../cloudfunctions/contract'
import type { CatalogueDraft } from '../cloudfunctions/contract/catalogue'
import type { Order, Refund } from '../cloudfunctions/domain/order'
import { openDatabase } from '../cloudfunctions/ledger/database'
import { BAKERY } from '../local/demo/bakery'
import { documents } from './invariants'
import type { Shop } from './shop'

/** The demo shop with a month card and a year card that promise to refund the difference (M047). */
export function withGuarantees(draft: CatalogueDraft = BAKERY): CatalogueDraft {
  const copy = structuredClone(draft)
  const [year] = copy.plans
  if (!year) throw new Error('no plan to copy')
  for (const [id, name, price, months] of [
    ['baochang-yue', '补差月卡', 3000, 1],
    ['baochang-nian', '补差年卡', 19_900, 12],
  ] as const)
    copy.plans.push({
      ...structuredClone(year),
      id,
      terms: { ...structuredClone(year.terms), name, price, months, guarantee: { basisPoints: 12_000 } },
    })
  return copy
}

/** A card given back that WeChat refuses for good, so that a person has to transfer it (L11). */
export async function manualRefund(shop: Shop, person: string): Promise<string> {
  const orderId = await shop.buy(person)
  shop.wechat.faults.onCall({ refuse: { status: 403, code: 'RULE_LIMIT' } }, { call: 'refund' })
  const { state } = await giveBack(shop, person, orderId)
  if (state !== 'manual') throw new Error(`the refund is ${state}`)
  return `${orderId}-m`
}

/** A request that waits for a person, as the days 8 to 17 leave it. */
export async function requestUnderReview(shop: Shop, person: string): Promise<string> {
  const orderId = await shop.buy(person)
  const order = documents<Order>(shop, 'orders').find(({ _id }) => _id === orderId)
  if (!order?.transactionId) throw new Error('nothing was paid')
  const now = shop.clock.now()
  const request: Refund = {
    _id: `${orderId}-r`,
    orderId,
    memberId: order.memberId,
    transactionId: order.transactionId,
    amount: order.amount,
    total: order.amount,
    reason: 'member_request',
    state: 'review',
    title: order.title,
    asked: { basis: 'seven_days_unused', channel: 'review', at: now, by: '2027-12-31' },
    createdAt: now,
    finishedAt: null,
    nextDueAt: null,
  }
  const app = cloudbase.init({
    env: 'local',
    serviceUrl: shop.cloudbase.url,
    secretId: 'local',
    secretKey: 'local',
  })
  await openDatabase(app).insert('refunds', request)
  return request._id
}

/** Asks for the quote and takes it. */
export async function giveBack(
  shop: Shop,
  person: string,
  orderId: string,
): Promise<Output<'payment.refund'>> {
  const { refund } = await shop.call(person, 'payment.refundQuote', { orderId })
  return shop.call(person, 'payment.refund', { operationId: shop.operationId(), orderId, refund })
}
