import { heldBenefitViews } from '../../cloudfunctions/domain/benefit-views'
import { type BenefitUse, useBenefit } from '../../cloudfunctions/domain/benefit-use'
import { withBenefits } from '../benefit-shop'
import { released, Story } from './story'

/** Somebody who holds the card of benefits. */
export function holder(): Story {
  const story = new Story(released(withBenefits()))
  story.buy('quanyi')
  return story
}

/** A use at the till of the old street; a refusal is an answer. */
export function useOf(story: Story, benefitId: string, more: Partial<BenefitUse> = {}) {
  return useBenefit(story.state, {
    useId: story.id(),
    which: { source: 'card', benefitId },
    units: 1,
    branchId: 'laojie',
    clerk: 'CLERK00000000',
    release: story.release,
    undoMinutes: 15,
    now: story.now,
    ...more,
  })
}

/** As the holder sees it. */
export function viewOf(story: Story, benefitId: string) {
  const found = heldBenefitViews(story.state, story.release, story.now).find(
    ({ benefit }) => benefit.benefitId === benefitId,
  )
  if (!found) throw new Error(`no ${benefitId}`)
  return found
}
