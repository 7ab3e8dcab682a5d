import type { ActionName, Input } from '../../cloudfunctions/contract'
import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import { flashSale, poll, prizeDraw, reward, withActivities } from '../activity-shop'
import type { Instance, World } from './scheduled-shop'

const branchId = 'laojie'

/** A few samples, a rush of few pieces, a vote, and one chance a day that always wins. */
export function withSomeActivities(draft: CatalogueDraft): CatalogueDraft {
  const shop = { points: 0, from: '2026-01-01', through: '2029-12-31', audience: {} }
  const [prize] = prizeDraw().prizes
  return withActivities(
    {
      rewards: [reward({ shop, stock: 5 })],
      flashSales: [flashSale({ stock: 5, perMember: 2 })],
      polls: [poll()],
      draws: prize
        ? [prizeDraw({ chancesPerDay: 1, prizes: [{ ...prize, oddsPerMillion: 1_000_000, quantity: 5 }] })]
        : [],
    },
    draft,
  )
}

/**
 * What can be done with rewards, rushes, votes and draws: one voucher is handed over and given back
 * at once, the day's only chance is taken on two phones, and a rush's voucher goes back twice.
 */
export async function activityOperations(world: World, shop: Instance, visit: string) {
  const id = () => shop.operationId()
  const redeeming = () => ({ operationId: id(), rewardId: 'kafei', points: 0 })
  const rush = () => ({ operationId: id(), flashSaleId: 'zhousan', price: 100, agreements: [] })
  const drawing = () => ({ operationId: id(), drawId: 'zhounian-chou' })
  const voting = (optionId: string) => ({ operationId: id(), pollId: 'xinpin', optionId })
  const held = (await shop.call('lin', 'points.redeem', redeeming())).voucher?.voucherId ?? ''
  const { order } = await shop.call('lin', 'payment.buyFlash', rush())
  await shop.notify(world.pay.pay(order.orderId, world.now))
  const back = () => ({ operationId: id(), voucherId: `${order.orderId}:zhousan`, refund: 100 })
  const inputs = {
    redeem: redeeming(),
    cancel: { operationId: id(), voucherId: held },
    handOver: { operationId: id(), branchId, visit, voucherId: held },
    draw: drawing(),
    drawAgain: drawing(),
    vote: voting('limeng'),
    voteAgain: voting('lizi'),
    rush: rush(),
    back: back(),
    backAgain: back(),
  }
  return <Operation>(
    sent: <A extends ActionName>(
      action: A,
      person: string,
      input: Input<A>,
      more?: { name?: string; writes?: string },
    ) => Operation,
  ): Operation[] => [
    sent('points.redeem', 'lin', inputs.redeem),
    sent('points.cancelVoucher', 'lin', inputs.cancel),
    sent('counter.redeemVoucher', 'clerk-1', inputs.handOver, { writes: 'lin' }),
    sent('points.draw', 'lin', inputs.draw),
    sent('points.draw', 'lin', inputs.drawAgain, { name: 'draw on another phone' }),
    sent('points.vote', 'lin', inputs.vote),
    sent('points.vote', 'lin', inputs.voteAgain, { name: 'vote on another phone' }),
    sent('payment.buyFlash', 'lin', inputs.rush),
    sent('payment.returnVoucher', 'lin', inputs.back),
    sent('payment.returnVoucher', 'lin', inputs.backAgain, { name: 'give a voucher back on another phone' }),
  ]
}
