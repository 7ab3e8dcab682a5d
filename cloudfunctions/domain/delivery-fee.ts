import type { ReceiptLine } from '../contract/views'

/** The fee of a delivery is a line of the receipt of its own, so that its sums hold with it (M059). */

/** Stands where a line has its category: no category of a shop may have this id. */
export const DELIVERY_CATEGORY = 'delivery-fee'

export function isDeliveryLine({ productId, categoryId }: ReceiptLine): boolean {
  return productId === null && categoryId === DELIVERY_CATEGORY
}

/** @param fee fen, the real fee at that time */
export function deliveryLine(fee: number): ReceiptLine {
  return {
    productId: null,
    categoryId: DELIVERY_CATEGORY,
    name: '配送费',
    quantity: 1,
    unitListPrice: fee,
    listPriceId: '',
    listPriceSince: null,
    list: fee,
    paid: fee,
    saved: 0,
    proofs: [],
  }
}
