import type { ActionName, Input } from '../../cloudfunctions/contract'
import { type Instance, numberOf } from './scheduled-shop'

const branchId = 'laojie'

/**
 * What can be done with points and with goods that come back: a day's check-in twice, and the same
 * piece of a receipt at two tills at once.
 * @param receiptId can be undone no more, and may be brought back
 */
export async function pointsOperations(shop: Instance, receiptId: string) {
  const goods = {
    branchId,
    memberNumber: numberOf('lin'),
    receiptId,
    lines: [{ line: 0, quantity: 1 }],
  }
  const { refund } = await shop.call('clerk-1', 'counter.quoteReturn', goods)
  const back = () => ({ operationId: shop.operationId(), ...goods, refund, reason: '不合口味' })
  const inputs = {
    checkIn: { operationId: shop.operationId() },
    again: { operationId: shop.operationId() },
    first: back(),
    second: back(),
  }
  return <Operation>(
    sent: <A extends ActionName>(
      action: A,
      person: string,
      input: Input<A>,
      more?: { name?: string },
    ) => Operation,
  ): Operation[] => [
    sent('points.checkIn', 'lin', inputs.checkIn),
    sent('points.checkIn', 'lin', inputs.again, { name: 'check in once more' }),
    sent('counter.returnGoods', 'clerk-1', inputs.first),
    sent('counter.returnGoods', 'clerk-2', inputs.second, { name: 'return of the same goods' }),
  ]
}
