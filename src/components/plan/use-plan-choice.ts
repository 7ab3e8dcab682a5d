import { useEffect, useRef, useState } from 'react'
import type { BuyAs, Output } from '@/services/contract'
import { useAnswer, type AnswerState } from '@/stores/answer'
import type { BuyOption } from './buy-words'

type Plan = Output<'membership.plan'>

/** Which way of buying is chosen before the person chose one: a trial never, while there is another. */
const BEFORE_A_CHOICE: readonly BuyAs[] = ['score', 'upgrade', 'regular', 'trial']

interface PlanChoice {
  answer: AnswerState<Plan>
  /** The way in which the button buys; null when none is possible, or none is offered here. */
  option: BuyOption | null
  choosePlan: (planId: string) => void
  chooseOption: (as: BuyAs) => void
}

/** The term of the family and the way of buying that the person looks at. */
export function usePlanChoice(firstPlanId: string): PlanChoice {
  const [planId, setPlanId] = useState(firstPlanId)
  const [as, setAs] = useState<BuyAs | null>(null)
  const answer = useAnswer('membership.plan', { planId }, { onShow: true })
  const shown = useRef(firstPlanId)
  const { reload } = answer
  useEffect(() => {
    if (shown.current === planId) return
    shown.current = planId
    void reload()
  }, [planId, reload])
  const options = answer.data?.offers.options ?? []
  const choosePlan = (other: string) => {
    setAs(null)
    setPlanId(other)
  }
  return { answer, option: optionOf(options, as), choosePlan, chooseOption: setAs }
}

/** What was chosen while it is possible; otherwise the first way that is. */
export function optionOf(options: readonly BuyOption[], as: BuyAs | null): BuyOption | null {
  const possible = options.filter(({ why }) => why === null)
  const wanted = as === null ? BEFORE_A_CHOICE : [as, ...BEFORE_A_CHOICE]
  for (const one of wanted) {
    const found = possible.find((option) => option.as === one)
    if (found) return found
  }
  return null
}
