import { View } from '@tarojs/components'
import { PlanContent } from '@/components/plan/plan-content'
import { optionOf } from '@/components/plan/use-plan-choice'
import type { Output } from '@/services/contract'

/** The shopper's own page of the card, drawn by the same parts; it can be read, not operated. */
export function PlanPreview({ plan }: { plan: Output<'membership.plan'> }) {
  return (
    <View className="plan-preview">
      <PlanContent
        plan={plan}
        choice={{ option: optionOf(plan.offers.options, null), choosePlan: ignore, chooseOption: ignore }}
      />
    </View>
  )
}

const ignore = () => undefined
