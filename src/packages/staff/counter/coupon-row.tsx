import { Text, View } from '@tarojs/components'
import { Icon } from '@/components/icon'
import { money } from '@/services/format'
import type { Till } from './till-state'
import { useTill } from './use-till'
import './coupon-row.scss'

/** The coupons of the quote and why it is these; opens what may be taken instead (M041). */
export function CouponRow({ onTap }: { onTap: () => void }) {
  const shown = useTill(({ quoting: { quote } }) => Boolean(quote?.coupons ?? quote?.receipt.coupons))
  const used = useTill(({ quoting: { quote } }) => quote?.receipt.coupons !== undefined)
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

function couponWords({ quoting: { quote }, couponLotIds }: Till): string {
  const used = quote?.receipt.coupons ?? []
  const offers = quote?.coupons ?? []
  if (used.length > 0) {
    const best = used.length > 1 ? ',合计最省' : offers.length > 1 ? ',最省的一张' : ''
    const titles = used.map(({ title }) => title).join(' + ')
    const off = used.reduce((sum, { amount }) => sum + amount, 0)
    return `${titles} 省${money(off)}${couponLotIds === undefined ? best : ',手动选择'}`
  }
  if (couponLotIds?.length === 0) return `本单不用券(有${offers.length}种可选)`
  const [nearest] = offers
  return nearest ? `再买${money(nearest.missing)}可用${nearest.title}` : ''
}
