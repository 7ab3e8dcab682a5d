import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { ChoiceRow } from '@/components/choice-row'
import { Icon, type IconName } from '@/components/icon'
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
  const first = steps[0]
  return (
    <View>
      <View className="plan-rank">{title ?? first?.label}</View>
      <View>{first && title === null ? <Comparison step={first} /> : null}</View>
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

/** What this rank adds to the one below it, line by line, and what it does not have of that one. */
function Comparison({ step: { benefits, below } }: { step: Step }) {
  const lacks = below?.lacks ?? []
  if (benefits.length + lacks.length === 0 && !below) return null
  return (
    <View className="plan-rank__comparison">
      {below ? <View className="small">{baseWords(below, benefits.length > 0)}</View> : null}
      {benefits.map((title) => (
        <Difference key={title} icon={below ? 'plus' : 'check'} words={title} />
      ))}
      {lacks.map((title) => (
        <Difference key={`no ${title}`} icon="minus" words={`没有:${title}`} />
      ))}
    </View>
  )
}

function baseWords({ label, lacks }: NonNullable<Step['below']>, adds: boolean): string {
  if (lacks.length > 0) return `和「${label}」相比`
  return adds ? `「${label}」的全部,另加` : `「${label}」的全部`
}

function Difference({ icon, words }: { icon: IconName; words: string }) {
  return (
    <View className="plan-rank__difference">
      <Icon name={icon} size="small" className={`plan-rank__mark plan-rank__mark--${icon}`} />
      <View>{words}</View>
    </View>
  )
}

function detailOf({ perDay, held, name }: Step): string {
  const parts = [name, perDay > 0 ? `合每天 ${money(perDay)}` : '', held ? '使用中' : '']
  return parts.filter(Boolean).join(' · ')
}
