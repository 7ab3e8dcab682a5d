import type { Input, Output } from '../../cloudfunctions/contract'
import { type Clerk, memberCode } from './acts'
import type { Stage } from './stage'

/** What people do with points, coupons, benefits and activities. */

export async function checkIn(stage: Stage, person: string): Promise<void> {
  await stage.call(person, 'points.checkIn', { operationId: stage.operationId() })
}

/** Takes the coupons of a campaign (M057). */
export async function claimCoupons(stage: Stage, person: string, campaignId: string): Promise<void> {
  await stage.call(person, 'coupons.claim', { operationId: stage.operationId(), campaignId })
}

/** Points, or nothing, for a reward of the shop (M033, M060); the voucher's id. */
export async function redeem(stage: Stage, person: string, rewardId: string): Promise<string> {
  const { rewards } = await stage.call(person, 'points.home', {})
  const points = rewards.find((reward) => reward.rewardId === rewardId)?.points ?? 0
  const operationId = stage.operationId()
  const { voucher } = await stage.call(person, 'points.redeem', { operationId, rewardId, points })
  return voucher?.voucherId ?? ''
}

/** The clerk hands over what a voucher stands for. */
export async function fetchVoucher(
  stage: Stage,
  person: string,
  clerk: Clerk,
  voucherId: string,
): Promise<void> {
  const { visit, branchId } = await scan(stage, person, clerk)
  const operationId = stage.operationId()
  await stage.call(clerk.person, 'counter.redeemVoucher', { operationId, branchId, visit, voucherId })
}

/** A clerk's scan uses a benefit, or says why it could not be given (M027, M118, M122). */
export async function takeBenefit(
  stage: Stage,
  person: string,
  clerk: Clerk,
  what: Pick<Input<'counter.useBenefit'>, 'benefit' | 'amount' | 'refusedBecause'>,
): Promise<void> {
  const { visit, branchId } = await scan(stage, person, clerk)
  const operationId = stage.operationId()
  await stage.call(clerk.person, 'counter.useBenefit', { operationId, branchId, visit, units: 1, ...what })
}

/** Goods of a receipt come back to the branch after the till's undo. */
export async function bringBack(
  stage: Stage,
  { person, branchId }: Clerk,
  { memberNumber, receipt: { receiptId } }: Output<'counter.settle'>,
  { lines, reason }: Pick<Input<'counter.returnGoods'>, 'lines' | 'reason'>,
): Promise<void> {
  const asked = { branchId, memberNumber, receiptId, lines }
  const { refund } = await stage.call(person, 'counter.quoteReturn', asked)
  const operationId = stage.operationId()
  await stage.call(person, 'counter.returnGoods', { operationId, ...asked, refund, reason })
}

/** A piece of a day's rush, paid on the phone (M030). */
export async function buyFlash(stage: Stage, person: string, flashSaleId: string): Promise<void> {
  const { flashSales } = await stage.call(person, 'points.activities', {})
  const sale = flashSales.find((one) => one.flashSaleId === flashSaleId)
  const started = await stage.call(person, 'payment.buyFlash', {
    operationId: stage.operationId(),
    flashSaleId,
    price: sale?.price ?? 0,
    agreements: (sale?.agreements ?? []).map(({ id, version }) => ({ id, version })),
  })
  if (!started.payment) throw new Error(`the rush of ${person} can't be paid: ${started.order.state}`)
  await stage.pay(person, started.payment)
  const { order } = await stage.call(person, 'payment.sync', { orderId: started.order.orderId })
  if (order.state !== 'delivered') throw new Error(`the rush of ${person} is ${order.state}`)
}

/** A question for the owner (M079); its id. */
export async function ask(stage: Stage, person: string, words: string): Promise<string> {
  const operationId = stage.operationId()
  const { requestId } = await stage.call(person, 'membership.ask', { operationId, words })
  return requestId
}

async function scan(stage: Stage, person: string, clerk: Clerk) {
  const { branchId } = clerk
  const code = await memberCode(stage, person)
  const { visit } = await stage.call(clerk.person, 'counter.resolve', { branchId, code })
  return { visit, branchId }
}
