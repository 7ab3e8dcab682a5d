import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import type { GrowthRules, LoyaltyProgramme } from '../../cloudfunctions/contract/loyalty'
import { memberSteps } from '../../cloudfunctions/domain/member-steps'
import { nextDueAt } from '../../cloudfunctions/domain/next-due'
import type { MemberState, ReceiptFacts } from '../../cloudfunctions/domain/member'
import type { Release } from '../../cloudfunctions/domain/release'
import { at, bakery, frozen, opened, released, type Story } from './story'

const tier = (rank: number, id: string, name: string, threshold: number, keep: number) => ({
  id,
  name,
  rank,
  threshold,
  keep,
  pointsBasisPoints: 10_000,
  benefits: [],
})

/** Four tiers at one growth per yuan: 1000 makes platinum. */
export const RULES: GrowthRules = {
  perYuanHundredths: 100,
  window: 'rolling_12_months',
  tierMonths: 12,
  landing: 'one_down',
  tiers: [
    tier(0, 'putong', '普通', 0, 0),
    tier(1, 'baiyin', '白银', 300, 200),
    tier(2, 'huangjin', '黄金', 600, 400),
    tier(3, 'bojin', '铂金', 1000, 800),
  ],
  challenges: [],
}

export function loyalty(change: Partial<LoyaltyProgramme> & { growth?: GrowthRules } = {}): LoyaltyProgramme {
  return { growth: RULES, badges: [], returnDays: 30, ...change }
}

export function loyalShop(change: Parameters<typeof loyalty>[0] = {}): CatalogueDraft {
  return bakery((draft) => {
    draft.loyalty = loyalty(change)
  })
}

export function loyalRelease(change: Parameters<typeof loyalty>[0] = {}): Release {
  return released(loyalShop(change), null, at('2025-01-01T00:00'))
}

export function loyalMember(day: string, change: Parameters<typeof loyalty>[0] = {}): Story {
  const story = opened(day, loyalRelease(change))
  story.state = frozen({ ...story.state, joinedAt: story.now })
  return story
}

/** Pays so many fen for coffee beans that no catalogue names. */
export function spend(story: Story, fen: number): ReceiptFacts {
  return story.settle([{ categoryId: 'coffee', amount: fen }])
}

/** Runs the timer as it runs each minute, up to an instant: each step at its own moment, or all late. */
export function runTimer(story: Story, until: number, late = false): void {
  for (let runs = 0; runs < 500; runs += 1) {
    const due = nextDueAt(story.state)
    if (due === null || due > until) break
    story.now = late ? until : Math.max(due, story.now)
    const steps = memberSteps(story.state, { release: story.release, now: story.now })
    if (steps.length === 0) throw new Error('due, but nothing to do')
    for (const step of steps) {
      const decision = step.decide(story.state)
      if (decision.ok) story.take(decision)
    }
  }
  story.now = Math.max(story.now, until)
}

export function tierOf({ growth }: MemberState): string | null {
  return growth.tier?.tierId ?? null
}
