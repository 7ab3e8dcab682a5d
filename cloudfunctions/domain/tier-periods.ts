import { derivedOperationId } from '../contract/operation-id'
import { refuse } from '../contract/refusals'
import { addDays, shanghaiDay, startOfDay } from './calendar'
import type { Decision, Due } from './decision'
import { growthResets, spendFor, windowGrowth } from './growth'
import type { GrowthAccount, GrowthFacts, HeldTier } from './growth-account'
import { tierChanged } from './growth-effect'
import type { MemberState } from './member'
import type { MemberStep, StepContext } from './member-steps'
import { yuanText } from './money'
import { settledTier } from './tiers'

/**
 * What happens to growth by the clock alone: a tier's period ends (M070), and the member is told
 * before, with the exact figure: 30 days before a tier's end, 30 and 7 days before growth leaves
 * the window (M072).
 */

const KEEP_DAYS = 30
const RESET_DAYS = [30, 7] as const

interface Telling {
  readonly notice: 'tier_keep' | 'growth_reset'
  /** On which the tier ends, or growth leaves. */
  readonly day: string
  /** When it is due to be told. */
  readonly at: number
  readonly growth: number
}

/** Between nine in the morning and nine in the evening, spread over who is told on the same day. */
function tellAt(day: string, number: string): number {
  let minutes = 0
  for (const character of number) minutes = (minutes * 33 + character.charCodeAt(0)) % 720
  return startOfDay(day) + (540 + minutes) * 60_000
}

/** What is still to be told. */
function tellings({ growth, number }: MemberState): Telling[] {
  const { tier, told } = growth
  const missing = tier ? missingToKeep(growth, tier) : 0
  const resets = growthResets(growth).flatMap(({ on: day, growth: leaving }) =>
    RESET_DAYS.map((days): Telling => {
      const at = tellAt(addDays(day, -days), number)
      return { notice: 'growth_reset', day, at, growth: leaving }
    }),
  )
  const announced = resets.filter(({ at }) => at > told.through)
  if (!tier || missing === 0 || told.keep === tier.until) return announced
  const day = shanghaiDay(tier.until)
  const at = tellAt(addDays(day, -KEEP_DAYS), number)
  return [{ notice: 'tier_keep', day, at, growth: missing }, ...announced]
}

/** Growth that the tier's period still lacks; 0 where it is kept already, or for ever. */
export function missingToKeep(growth: GrowthAccount, tier: HeldTier): number {
  if ((growth.permanent?.rank ?? 0) >= tier.rank) return 0
  const inWindow = windowGrowth(growth, growth.window ?? 'rolling_12_months', tier.until - 1)
  return inWindow >= tier.threshold ? 0 : Math.max(0, tier.keep - tier.earned)
}

/** When the timer has to look. */
export function growthMoments(state: MemberState): number[] {
  const { tier } = state.growth
  return [...(tier ? [tier.until] : []), ...tellings(state).map(({ at }) => at)]
}

export function growthSteps(state: MemberState, { release, now }: StepContext): readonly MemberStep[] {
  const steps: MemberStep[] = []
  const { tier } = state.growth
  if (tier && tier.until <= now && release.loyalty?.growth) {
    const until = tier.until
    steps.push({
      operationId: `tier:${derivedOperationId(`tier ${until}`, until)}`,
      command: 'tier.endPeriod',
      input: { until },
      decide: (current) => endTierPeriod(current, { release, until, now }),
    })
  }
  const due = tellings(state).flatMap(({ at }) => (at <= now ? [at] : []))
  if (due.length > 0) {
    const moment = Math.min(...due)
    steps.push({
      operationId: `tell-growth:${derivedOperationId(`tell growth ${moment}`, moment)}`,
      command: 'tier.tell',
      input: { moment },
      decide: (current) => tellOfGrowth(current, { release, now }),
    })
  }
  return steps
}

/** Keeps the tier or lands it, where no purchase has done so before (M070). Refuses INPUT_INVALID then. */
export function endTierPeriod(
  state: MemberState,
  { release, until, now }: { release: StepContext['release']; until: number; now: number },
): Decision<Extract<GrowthFacts, { kind: 'tier' }>> {
  const held = state.growth.tier
  if (held?.until !== until) return refuse('INPUT_INVALID', { path: 'until' })
  const after: MemberState = { ...state, growth: settledTier(state.growth, release.loyalty?.growth, now) }
  return {
    ok: true,
    state: after,
    postings: [],
    facts: {
      kind: 'tier',
      from: held.rank,
      to: after.growth.tier?.rank ?? 0,
      by: after.growth.tier?.by ?? 'landing',
      growth: held.earned,
      at: now,
    },
    due: tierChanged(state.growth, after, release, String(until)),
  }
}

/**
 * Tells what is due by now: of one reset once, with what leaves as it is now, and nothing of a day
 * that is over.
 */
export function tellOfGrowth(
  state: MemberState,
  { release, now }: { release: StepContext['release']; now: number },
): Decision<Extract<GrowthFacts, { kind: 'growth_told' }>> {
  const due = tellings(state).filter(({ at }) => at <= now)
  if (due.length === 0) return refuse('INPUT_INVALID', { path: 'moment' })
  const today = shanghaiDay(now)
  const latest = new Map(due.map((telling) => [`${telling.notice}:${telling.day}`, telling]))
  const told = [...latest.values()].filter(({ day }) => day > today)
  const { growth } = state
  const warned = due.some(({ notice }) => notice === 'tier_keep')
  return {
    ok: true,
    state: {
      ...state,
      growth: {
        ...growth,
        told: { keep: warned ? (growth.tier?.until ?? null) : growth.told.keep, through: now },
      },
    },
    postings: [],
    facts: {
      kind: 'growth_told',
      told: told.map(({ notice, day, growth: figure }) => ({ notice, growth: figure, day })),
      at: now,
    },
    due: told.map((telling) => reminderOf(telling, state, release)),
  }
}

function reminderOf(
  { notice, day, growth, at }: Telling,
  { number, growth: { tier } }: MemberState,
  release: StepContext['release'],
): Due {
  const rules = release.loyalty?.growth
  const name = rules?.tiers.find(({ id }) => id === tier?.tierId)?.name ?? '当前等级'
  const spend = rules ? `(再消费${yuanText(spendFor(growth, rules))})` : ''
  return {
    kind: 'message',
    key: `${notice}:${number}:${at}`,
    owner: 'renewal',
    flow: notice,
    memberId: number,
    about: {
      id: null,
      amount: notice === 'tier_keep' && rules ? spendFor(growth, rules) : null,
      // Of a tier the last day that counts, as its tile says; of growth the first without it.
      day: notice === 'tier_keep' ? addDays(day, -1) : day,
      title:
        notice === 'tier_keep' ? `${name}保级还差${growth}成长值${spend}` : `${growth}成长值即将移出计算周期`,
    },
  }
}
