import { View } from '@tarojs/components'
import { money } from '@/services/format'
import type { PlanTerms } from '../../draft/draft'
import { AmountField, NumberField } from '../../fields/figure-field'
import { TextField } from '../../fields/text-field'

export type Coupon = NonNullable<PlanTerms['coupons']>[number]

/** One to begin with: it is read and changed before anybody gets it. */
export function newCoupon(id: string): Coupon {
  return { id, title: '5元券', amount: 500, threshold: 0, count: 1, days: 30, grant: 'first' }
}

/** `满¥20.00减¥5.00 · 2张 · 30天有效` */
export function couponWords({ amount, threshold, count, days }: Coupon): string {
  return `${threshold > 0 ? `满${money(threshold)}减` : '减'}${money(amount)} · ${count}张 · ${days}天有效`
}

/** What a coupon is worth, from which sum, how many and for how long. */
export function CouponFields({
  coupon,
  change,
}: {
  coupon: Coupon
  change: (part: Partial<Coupon>) => void
}) {
  return (
    <View>
      <TextField label="券名" value={coupon.title} onValue={(title) => change({ title })} />
      <AmountField label="面额" least={1} value={coupon.amount} onValue={(amount) => change({ amount })} />
      <AmountField
        label="使用门槛"
        value={coupon.threshold}
        onValue={(threshold) => change({ threshold })}
        hint="按会员价之后的小票金额计算,0为无门槛"
      />
      <NumberField
        label="张数"
        most={100}
        unit="张"
        value={coupon.count}
        onValue={(count) => change({ count })}
      />
      <NumberField
        label="有效"
        most={366}
        unit="天"
        value={coupon.days}
        onValue={(days) => change({ days })}
        hint="从到账的第二天起算"
      />
    </View>
  )
}
