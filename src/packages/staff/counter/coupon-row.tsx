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
      <Icon name="chevron-right" size="small" />
    </View>
  )
}

/** Whole sentences where there is room; beside the points what counts: how much they take off. */
function couponWords(till: Till): string {
  const { quoting, couponLotIds } = till
  const { quote } = quoting
  const used = quote?.receipt.coupons ?? []
  const offers = quote?.coupons ?? []
  const narrow = quote?.points !== undefined
  if (used.length > 0) {
    const off = money(used.reduce((sum, { amount }) => sum + amount, 0))
    if (narrow) return used.length > 1 ? `${used.length}张券 省${off}` : `券 省${off}`
    const best = used.length > 1 ? ',合计最省' : offers.length > 1 ? ',最省的一张' : ''
    const titles = used.map(({ title }) => title).join(' + ')
    return `${titles} 省${off}${couponLotIds === undefined ? best : ',手动选择'}`
  }
  if (couponLotIds?.length === 0) return narrow ? '本单不用券' : `本单不用券(有${offers.length}种可选)`
  const [nearest] = offers
  if (!nearest) return ''
  return narrow ? `再买${money(nearest.missing)}可用券` : `再买${money(nearest.missing)}可用${nearest.title}`
}
