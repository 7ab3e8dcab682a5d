import { View } from '@tarojs/components'
import { dayText, money } from '@/services/format'
import './price-terms.scss'

interface Props {
  /** What is paid now, and for how long: 试用 14 天. */
  first: { label: string; amount: number }
  /** What follows with automatic renewal; null: nothing is ever charged by itself. */
  later: {
    label?: string
    dayLabel?: string
    everyMonths: number | null
    amount: number
    firstChargeOn: string
  } | null
  now: number
}

/**
 * The first price, the price after it, the day of the first charge and the way to cancel, all in
 * one size, weight and colour: none of them may be smaller than the first price (M049, L1).
 */
export function PriceTerms({ first, later, now }: Props) {
  return (
    <View className="price-terms">
      <Row label={first.label} value={money(first.amount)} name="first" />
      <View>
        {later ? (
          <View>
            <Row
              label={later.label ?? everyText(later.everyMonths)}
              value={money(later.amount)}
              name="later"
            />
            <Row label={later.dayLabel ?? '首次扣款'} value={dayText(later.firstChargeOn, now)} name="day" />
            <Row label="随时取消" value="我的 › 自动续费 › 关闭" name="cancel" />
          </View>
        ) : (
          <Row label="到期后" value="不自动扣款" name="later" />
        )}
      </View>
    </View>
  )
}

function Row({ label, value, name }: { label: string; value: string; name: string }) {
  return (
    <View className={`price-terms__row price-terms__row--${name}`}>
      <View className="price-terms__label">{label}</View>
      <View className="price-terms__value">{value}</View>
    </View>
  )
}

function everyText(months: number | null): string {
  if (months === null) return '之后每期'
  return months === 1 ? '之后每月' : months === 12 ? '之后每年' : `之后每 ${months} 个月`
}
