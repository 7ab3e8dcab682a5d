import { Text, View } from '@tarojs/components'
import type { PlanSummary } from '@/services/contract'
import { dayText, money, termText } from '@/services/format'
import { Money } from './money'
import './plan-head.scss'

interface Props {
  plan: PlanSummary
  /** Months that come on top of the paid ones (M009). */
  bonusMonths?: number
  now: number
}

/** What a plan is in a sentence and what it costs; a was-price only with its evidence (M006). */
export function PlanHead({ plan, bonusMonths = 0, now }: Props) {
  const { name, oneLine, price, reference } = plan
  return (
    <View className="plan-head">
      <View className="plan-head__name">{name}</View>
      <View className="plan-head__line">{oneLine}</View>
      <View className="plan-head__price">
        <Money fen={price} size="hero" />
        <Text className="plan-head__per-day">{priceWords(plan, bonusMonths)}</Text>
      </View>
      <View>
        {reference ? (
          <View className="plan-head__reference">
            <Money fen={reference.amount} tone="was" size="small" />
            <Text>
              {reference.basis === 'lowest_deal_7_days' ? ' 前7天最低成交价' : ' 上次成交价'},
              {dayText(reference.since, now)}起
            </Text>
          </View>
        ) : null}
      </View>
    </View>
  )
}

function priceWords({ mode, months, perDay }: PlanSummary, bonusMonths: number): string {
  if (mode === 'stored_value') return '起充'
  if (months === 0) return '一次付清'
  const term = termText(months, bonusMonths)
  return perDay > 0 ? `${term} · 合每天 ${money(perDay)}` : term
}
