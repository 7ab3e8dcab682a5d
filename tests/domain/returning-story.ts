import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import type { MessageFlow } from '../../cloudfunctions/contract/message-flows'
import type { WinBackSettings } from '../../cloudfunctions/contract/win-back'
import type { Due } from '../../cloudfunctions/domain/decision'
import type { Release } from '../../cloudfunctions/domain/release'
import { returningMoments, returningSteps } from '../../cloudfunctions/domain/returning-steps'
import { withProgramme } from '../coupon-drafts'
import { at, bakery, codeOf, frozen, released, Story } from './story'

export const WIN_BACK: WinBackSettings = {
  afterLapse: { words: '谢谢您这一年的光顾' },
  churn: { days: 30, words: '好久不见,新品等您尝' },
  wakeUp: { days: 60, words: '余额和券都还在,随时可用' },
}

/** The bakery with a month card beside the year card, a coupon, and what is said to who stays away. */
export function shopOf(
  winBack: WinBackSettings | null,
  change: (draft: CatalogueDraft) => void = () => undefined,
): Release {
  const draft = bakery((one) => {
    const month = structuredClone(one.plans[0]!)
    month.id = 'yueka'
    month.terms = { ...month.terms, name: '麦香月卡', price: 2900, months: 1 }
    one.plans.push(month)
    withProgramme(one)
    one.settings = { ...one.settings, ...(winBack ? { winBack } : {}) }
    change(one)
  })
  return released(draft, null, at('2025-01-01T00:00'))
}

/** A member who agreed to be written to. */
export function memberOf(release: Release, now: string): Story {
  const story = new Story(release, at(now))
  story.state = frozen({
    ...story.state,
    joinedAt: story.now,
    consents: [{ purpose: 'marketing', version: 'service@v1', granted: true, at: story.now }],
  })
  return story
}

export interface Told {
  readonly on: number
  readonly flow: MessageFlow
  readonly due: Extract<Due, { kind: 'message' }>
}

/**
 * Runs the timer up to an instant: at each moment, or so many days late. A second run at the same
 * moment must find nothing, and no two messages may share a key.
 */
export function runReminders(story: Story, until: number, lateMs = 0): Told[] {
  const told: Told[] = []
  for (let runs = 0; runs < 400; runs += 1) {
    const next = Math.min(...returningMoments(story.state))
    if (next > until) {
      story.now = Math.max(story.now, until)
      expect(new Set(told.map(({ due }) => due.key)).size).toBe(told.length)
      return told
    }
    story.now = Math.max(story.now, Math.min(until, next + lateMs))
    const context = { release: story.release, now: story.now }
    const [step, ...others] = returningSteps(story.state, context)
    if (!step) throw new Error('due, but nothing to do')
    expect(others).toEqual([])
    const decision = step.decide(story.state)
    story.take(decision)
    if (decision.ok)
      for (const due of decision.due)
        if (due.kind === 'message') told.push({ on: story.now, flow: due.flow, due })
    // Once more, as a second timer would: nothing is left to do.
    expect(codeOf(step.decide(story.state))).toBe('NOT_FOUND')
    expect(returningSteps(story.state, context)).toEqual([])
  }
  throw new Error('something stays due for ever')
}

/** Flow and moment, in Shanghai to the minute. */
export const briefly = (told: readonly Told[]) =>
  told.map(({ on, flow }) => `${flow} ${new Date(on + 8 * 3_600_000).toISOString().slice(0, 16)}`)
