import type { Output } from '../contract'
import type { FlashSale } from '../contract/rewards'
import { isRefusal } from '../contract/refusals'
import { admits } from './audience'
import { shanghaiDay } from './calendar'
import { checkFlash, flashesBought } from './flash-sales'
import type { MemberState } from './member'
import { listPrice } from './price-history'
import type { Release } from './release'
import { withPendingTerms } from './service-terms'

type FlashSaleView = Output<'points.activities'>['flashSales'][number]

/**
 * A rush as a member sees it; null where its product is no longer sold.
 * @param day of the sale that is shown
 * @param left of the day's stock; null: nobody bought yet
 */
export function flashSaleView(
  sale: FlashSale,
  state: MemberState,
  { day, left, release, now }: { day: string; left: number | null; release: Release; now: number },
): FlashSaleView | null {
  const product = release.products.find(({ id, available }) => available && id === sale.productId)
  if (!product) return null
  const checked = checkFlash(state, sale, { price: sale.price, open: 0, release, now })
  const remains = left ?? sale.stock
  return {
    flashSaleId: sale.id,
    title: sale.title,
    productName: product.name,
    photo: product.photo,
    price: sale.price,
    listPrice: listPrice(product, now),
    day,
    left: remains,
    stock: sale.stock,
    perMember: sale.perMember,
    bought: day === shanghaiDay(now) ? flashesBought(state, sale, day) : 0,
    admission: admits(sale.audience, state, release, now),
    why: isRefusal(checked) ? checked.message : remains === 0 ? '今天的份数已经抢完' : null,
    pickUp: {
      branches: release.branches
        .filter(({ id }) => sale.pickUpBranchIds.includes(id))
        .map(({ name }) => name),
      days: sale.pickUpDays,
    },
    agreements: withPendingTerms(
      release.agreements.filter(({ id, current }) => current && sale.agreementIds.includes(id)),
      state,
      release,
    ).map(({ id, title, version }) => ({ id, title, version })),
  }
}
