import { Text, View } from '@tarojs/components'
import type { PlanSummary } from '@/services/contract'
import { dayText, money } from '@/services/format'
import { Money } from './money'
import './plan-head.scss'

/** What a plan is in a sentence and what it costs; a was-price only with its evidence (M006). */
export function PlanHead({ plan, now }: { plan: PlanSummary; now: number }) {
  const { name, oneLine, price, months, perDay, reference } = plan
  return (
    <View className="plan-head">
      <View className="plan-head__name">{name}</View>
      <View className="plan-head__line">{oneLine}</View>
      <View className="plan-head__price">
        <Money fen={price} size="hero" />
        <Text className="plan-head__per-day">
          {months} 个月 · 合每天 {money(perDay)}
        </Text>
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
