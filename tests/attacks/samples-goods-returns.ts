import type { Input } from '../../cloudfunctions/contract'
import type { goodsReturnActions } from '../../cloudfunctions/contract/goods-returns'
import { settleFor, type Shop } from '../shop'
import type { Stage } from './sample-stage'

type GoodsReturnAction = keyof typeof goodsReturnActions

/** Valid inputs of what has to do with goods that come back. */
export const GOODS_RETURN_SAMPLES: {
  readonly [A in GoodsReturnAction]: (stage: Stage, caller: string) => Promise<Input<A>>
} = {
  'counter.returnable': async ({ shop }) => ({ branchId: 'laojie', memberNumber: shop.numberOf('lin') }),
  'counter.quoteReturn': async ({ shop }) => (await returnable(shop)).wanted,
  'counter.returnGoods': async ({ shop }) => {
    const { wanted, refund } = await returnable(shop)
    return { operationId: shop.operationId(), ...wanted, refund, reason: '不合口味' }
  },
}

/** Something of `lin` that can be brought back: bought anew once everything was. */
async function returnable(shop: Shop) {
  const where = { branchId: 'laojie', memberNumber: shop.numberOf('lin') }
  const look = () => shop.call('clerk-laojie', 'counter.returnable', where)
  let [receipt] = (await look()).receipts
  if (!receipt) {
    await settleFor(shop, 'lin', [['meishi', 1]])
    await shop.clock.advance(16 * 60_000)
    receipt = (await look()).receipts[0]
  }
  const line = receipt?.lines.find(({ left }) => left > 0)
  if (!receipt || !line) throw new Error('nothing can be brought back')
  const wanted = { ...where, receiptId: receipt.receiptId, lines: [{ line: line.line, quantity: 1 }] }
  return { wanted, refund: (await shop.call('clerk-laojie', 'counter.quoteReturn', wanted)).refund }
}
