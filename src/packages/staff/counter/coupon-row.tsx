import { Text, View } from '@tarojs/components'
import { Icon } from '@/components/icon'
import { money } from '@/services/format'
import type { Till } from './till-state'
import { useTill } from './use-till'
import './coupon-row.scss'

/** The coupon of the quote and why it is this one; opens what may be taken instead (M041). */
export function CouponRow({ onTap }: { onTap: () => void }) {
  const shown = useTill(({ quoting: { quote } }) => Boolean(quote?.coupons ?? quote?.receipt.coupon))
  const used = useTill(({ quoting: { quote } }) => quote?.receipt.coupon !== undefined)
  return (
    <View className={shown ? 'coupon-row coupon-row--shown' : 'coupon-row'} ariaRole="button" onClick={onTap}>
      <Icon name="ticket" size="small" />
      <Text className={used ? 'coupon-row__words coupon-row__words--used' : 'coupon-row__words'}>
        {useTill(couponWords)}
      </Text>
      <Text className="coupon-row__change">换</Text>
      <Icon name="chevron-right" size="small" />
    </View>
  )
}

function couponWords({ quoting: { quote }, couponLotId }: Till): string {
  const coupon = quote?.receipt.coupon
  const offers = quote?.coupons ?? []
  if (coupon) {
    const why = couponLotId === undefined ? (offers.length > 1 ? ',最省的一张' : '') : ',手动选择'
    return `${coupon.title} 省${money(coupon.amount)}${why}`
  }
  if (couponLotId === null) return `本单不用券(有${offers.length}种可选)`
  const [nearest] = offers
  return nearest ? `再买${money(nearest.missing)}可用${nearest.title}` : ''
}
