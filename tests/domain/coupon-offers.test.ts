import type { ReceiptLine } from '../../cloudfunctions/contract/views'
import { couponOffers, takeCoupons } from '../../cloudfunctions/domain/coupon-choice'
import { couponOf } from '../../cloudfunctions/domain/coupon-terms'
import { lotOf } from '../../cloudfunctions/domain/coupons'
import { at } from './story'

const NOW = at('2027-03-10T10:00')

const lot = (id: string, amount: number, threshold: number) =>
  lotOf(
    { id, title: id, amount, threshold, count: 2, days: 30, grant: 'every' },
    { orderId: 'order', planId: 'nianka', versionId: 'nianka@1', from: NOW, paid: 0 },
  )
const held = [lot('big', 1000, 5000), lot('small', 300, 0), lot('middle', 500, 1000)].map((one) => ({
  lot: one,
  terms: couponOf(one, {}),
}))
const occasion = (moment: number) => ({ at: moment, channel: 'counter' as const })
const linesOf = (paid: number) =>
  [
    { productId: 'meishi', categoryId: 'coffee', quantity: 1, paid, saved: 0, proofs: [] },
  ] as unknown as ReceiptLine[]

describe('coupons that the till offers beside the quoted one', () => {
  test('M041 what counts comes first, and of the others what the basket lacks is said', () => {
    const offers = couponOffers({ held }, linesOf(1200), occasion(NOW))
    expect(offers.map(({ title, takesOff, missing }) => [title, takesOff, missing])).toEqual([
      ['middle', 500, 0],
      ['small', 300, 0],
      ['big', 0, 3800],
    ])
    expect(offers[0]).toMatchObject({ lotId: 'order:middle', left: 2, through: '2027-04-09' })
  })

  test('M041 the first is the one that a quote takes by itself, and takes off as much', () => {
    for (const paid of [1, 299, 300, 999, 1000, 4999, 5000]) {
      const basket = { lines: linesOf(paid), list: paid, paid, saved: 0 }
      const quoted = takeCoupons(basket, { held }, occasion(NOW))
      const [first] = couponOffers({ held }, linesOf(paid), occasion(NOW))
      expect(quoted).toMatchObject({ coupons: [{ lotId: first?.lotId, amount: first?.takesOff }] })
    }
  })

  test('nothing is offered for nothing to pay, nor after the last day', () => {
    expect(couponOffers({ held }, linesOf(0), occasion(NOW))).toEqual([])
    expect(couponOffers({ held }, linesOf(1200), occasion(at('2027-04-10T00:00')))).toEqual([])
  })
})
