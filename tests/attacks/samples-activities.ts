import type { Input } from '../../cloudfunctions/contract'
import type { activityActions } from '../../cloudfunctions/contract/activities'
import type { voucherActions } from '../../cloudfunctions/contract/benefits'
import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import type { flashActions } from '../../cloudfunctions/contract/flash-sales'
import type { rewardActions } from '../../cloudfunctions/contract/points'
import { buyFlash, flashSale, prizeDraw, poll, reward, withActivities } from '../activity-shop'
import type { Shop } from '../shop'
import { staffOr, type Stage, visit } from './sample-stage'

type ActivityAction =
  | keyof typeof activityActions
  | keyof typeof flashActions
  | keyof typeof rewardActions
  | keyof typeof voucherActions

/** Samples for nothing, rushes every day, and chances that don't run out soon. */
export function withEndlessActivities(draft: CatalogueDraft): CatalogueDraft {
  const shop = { points: 0, from: '2026-01-01', through: '2029-12-31', audience: {} }
  return withActivities(
    {
      rewards: [reward({ shop, stock: 1_000_000 })],
      flashSales: Array.from({ length: 20 }, (_, n) =>
        flashSale({ id: `qianggou-${n}`, weekday: 1 + (n % 7), perMember: 10, stock: 100_000 }),
      ),
      polls: [poll({ through: '2029-12-31' })],
      draws: Array.from({ length: 10 }, (_, n) =>
        prizeDraw({ id: `chou-${n}`, through: '2029-12-31', chancesPerDay: 10 }),
      ),
    },
    draft,
  )
}

/** Valid inputs of rewards, rushes, votes and draws. */
export const ACTIVITY_SAMPLES: {
  readonly [A in ActivityAction]: (stage: Stage, caller: string) => Promise<Input<A>>
} = {
  'points.activities': async () => ({}),
  'points.vote': async ({ shop }) => ({
    operationId: shop.operationId(),
    pollId: 'xinpin',
    optionId: 'lizi',
  }),
  'points.draw': async ({ shop }, caller) => ({
    operationId: shop.operationId(),
    drawId: await openDraw(shop, caller),
  }),
  'points.redeem': async ({ shop }) => {
    await giveBackVouchers(shop, 'lin')
    return { operationId: shop.operationId(), rewardId: 'kafei', points: 0 }
  },
  'points.cancelVoucher': async ({ shop }) => ({
    operationId: shop.operationId(),
    voucherId: await sampleVoucher(shop, 'lin'),
  }),
  'counter.redeemVoucher': async (stage, caller) => ({
    operationId: stage.shop.operationId(),
    branchId: 'laojie',
    visit: await visit(stage, staffOr(caller)),
    voucherId: await sampleVoucher(stage.shop, 'lin'),
  }),
  'payment.buyFlash': async ({ shop }) => ({
    operationId: shop.operationId(),
    flashSaleId: await freshSale(shop),
    price: 100,
    agreements: [],
  }),
  'payment.returnVoucher': async ({ shop }) => ({
    operationId: shop.operationId(),
    voucherId: await buyFlash(shop, 'lin', await freshSale(shop)),
    refund: 100,
  }),
  'operations.participation': async () => ({}),
}

/** So many wait at the counter that no more could be had: they go back first. */
async function giveBackVouchers(shop: Shop, person: string): Promise<void> {
  const { vouchers } = await shop.call(person, 'points.home', {})
  for (const { voucherId, state, source, paid: refund } of vouchers) {
    const operationId = shop.operationId()
    if (state !== 'open') continue
    if (source === 'flash')
      await shop.call(person, 'payment.returnVoucher', { operationId, voucherId, refund })
    if (source === 'sample') await shop.call(person, 'points.cancelVoucher', { operationId, voucherId })
  }
}

async function sampleVoucher(shop: Shop, person: string): Promise<string> {
  await giveBackVouchers(shop, person)
  const input = { operationId: shop.operationId(), rewardId: 'kafei', points: 0 }
  const { voucher } = await shop.call(person, 'points.redeem', input)
  return voucher?.voucherId ?? ''
}

async function freshSale(shop: Shop): Promise<string> {
  await giveBackVouchers(shop, 'lin')
  const { flashSales } = await shop.call('lin', 'points.activities', {})
  const open = flashSales.find(({ why }) => why === null)
  if (!open) throw new Error('no rush runs')
  return open.flashSaleId
}

async function openDraw(shop: Shop, person: string): Promise<string> {
  const { draws } = await shop.call(person, 'points.activities', {})
  return draws.find(({ chancesLeft }) => chancesLeft > 0)?.drawId ?? 'chou-0'
}
