import { countCategories, takeCategoriesBack } from './cross-category'
import type { ReceiptEffect } from './receipt-effects'
import { unwatched, watched } from './resale-signs'

/** What a receipt leads to in coupons: signs of resale (M056), a coupon for another category (M121). */
export const COUPON_EFFECT: ReceiptEffect = {
  count(state, counting) {
    const { receipt, release } = counting
    const crossed = countCategories(state, counting)
    const usesCoupons = (receipt.coupons ?? []).length > 0
    return {
      state: usesCoupons
        ? {
            ...crossed.state,
            couponWatch: watched(crossed.state.couponWatch, receipt, release.coupons?.resaleSigns),
          }
        : crossed.state,
      receipt: crossed.started.length > 0 ? { ...receipt, crossCategory: [...crossed.started] } : receipt,
      postings: crossed.postings,
      due: [],
    }
  },

  takeBack(state, counting) {
    const { receipt, release } = counting
    const crossed = takeCategoriesBack(state, counting)
    const couponWatch = unwatched(crossed.state.couponWatch, receipt, release.coupons?.resaleSigns)
    return { state: { ...crossed.state, couponWatch }, receipt, postings: crossed.postings, due: [] }
  },
}
