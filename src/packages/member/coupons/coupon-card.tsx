import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Tag } from '@/components/tag'
import type { WalletCoupon } from '@/services/contract'
import { couponFigure, couponLimits } from '@/services/coupon-text'
import { dayText } from '@/services/format'
import { open } from '@/services/routes'

/** One grant of alike coupons: amount, from which sum, where, until when, with what, and why not now. */
export function CouponCard({ coupon, now }: { coupon: WalletCoupon; now: number }) {
  const { title, left, from, through, scope, combines, why, state } = coupon
  const over = state === 'used' || state === 'expired' || state === 'void'
  return (
    <View className={over ? 'coupon coupon--over' : 'coupon'}>
      <Figure coupon={coupon} />
      <View className="grow">
        <View className="coupon__head">
          <View className="title grow">{title}</View>
          <View>{over ? null : <Tag tone="gold">{left} 张</Tag>}</View>
        </View>
        <View className="coupon__days">
          {dayText(from, now)} 至 {dayText(through, now)}
        </View>
        <View className="small">{scope}</View>
        <View>{over ? null : <View className="small">{combines}</View>}</View>
        <View>{why ? <View className="coupon__why">{why}</View> : null}</View>
      </View>
    </View>
  )
}

/** What a paid renewal gives (M084): a gift that is offered, nothing that could be lost. */
export function RenewalOffer({
  coupon,
  renewal,
}: {
  coupon: WalletCoupon
  renewal: NonNullable<WalletCoupon['renewal']>
}) {
  return (
    <View className="coupon">
      <Figure coupon={coupon} />
      <View className="grow">
        <View className="coupon__head">
          <View className="title grow">{coupon.title}</View>
          <Tag tone="gold">续费送 {coupon.left} 张</Tag>
        </View>
        <View className="small">{coupon.scope}</View>
        <View className="coupon__offer">{coupon.why}</View>
        <View className="small">不续费不影响手里的券</View>
        <View className="coupon__act">
          <Button kind="secondary" compact onTap={() => open('plan', { planId: renewal.planId })}>
            看看{renewal.planName}续费
          </Button>
        </View>
      </View>
    </View>
  )
}

function Figure({ coupon: { value, threshold } }: { coupon: WalletCoupon }) {
  return (
    <View className="coupon__amount">
      <View className="coupon__figure">{couponFigure(value)}</View>
      {couponLimits(value, threshold).map((words) => (
        <View key={words} className="small">
          {words}
        </View>
      ))}
    </View>
  )
}
