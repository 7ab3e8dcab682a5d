import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { ChoiceRow } from '@/components/choice-row'
import { Money } from '@/components/money'
import type { PlanOffersView } from '@/services/contract'
import { money, termText } from '@/services/format'

type Step = PlanOffersView['ladder'][number]

interface Props {
  ladder: readonly Step[]
  /** The plan whose page is shown. */
  planId: string
  onChoose: (planId: string) => void
}

/** A family's terms side by side as the back end sorted them, cheapest day first (M005, M017). */
export function TermLadder({ ladder, planId, onChoose }: Props) {
  const ranks = [...new Set(ladder.map(({ rank }) => rank))].sort((a, b) => a - b)
  return (
    <View className="stack">
      {ranks.map((rank) => (
        <Rank
          key={rank}
          steps={ladder.filter((step) => step.rank === rank)}
          title={ranks.length === 1 ? '选择期限' : null}
          planId={planId}
          onChoose={onChoose}
        />
      ))}
    </View>
  )
}

interface RankProps extends Pick<Props, 'planId' | 'onChoose'> {
  steps: readonly Step[]
  title: string | null
}

function Rank({ steps, title, planId, onChoose }: RankProps) {
  const more = title === null ? (steps[0]?.benefits ?? []) : []
  return (
    <View>
      <View className="plan-rank">{title ?? steps[0]?.label}</View>
      <View>{more.length > 0 ? <View className="plan-rank__more">{more.join('、')}</View> : null}</View>
      <Card kind="flush">
        {steps.map((step) => (
          <ChoiceRow
            key={step.planId}
            title={step.months > 0 ? termText(step.months, step.bonusMonths) : step.name}
            detail={detailOf(step)}
            value={<Money fen={step.price} size="title" strong />}
            chosen={step.planId === planId}
            onChoose={() => onChoose(step.planId)}
          />
        ))}
      </Card>
    </View>
  )
}

function detailOf({ perDay, held, name }: Step): string {
  const parts = [name, perDay > 0 ? `合每天 ${money(perDay)}` : '', held ? '使用中' : '']
  return parts.filter(Boolean).join(' · ')
}
