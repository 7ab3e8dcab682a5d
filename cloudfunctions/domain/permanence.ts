import type { GrowthRules } from '../contract/loyalty'
import { type Refusal, refuse } from '../contract/refusals'
import { derivedOperationId } from '../contract/operation-id'
import type { Decision, Due } from './decision'
import type { GrowthAccount, GrowthFacts, LoyalTime } from './growth-account'
import type { MemberState, Period } from './member'
import type { MemberStep, StepContext } from './member-steps'

/**
 * A tier for ever after so many paid years of a card without a longer gap (M071). Only time that is
 * over counts, so a refund can't follow; it is remembered here, because ended cards leave the state.
 * Once given it stays, whatever the rules become (L7).
 */

const DAY_MS = 86_400_000
const YEAR_MS = 365 * DAY_MS

/** Time passes without a rule, too: the longest gap that a rule may allow. */
const LONGEST_GAP_DAYS = 60

/** Paid card time that has ended and isn't counted yet, the earliest end first. */
function ended({ memberships, growth }: MemberState, now: number): Period[] {
  return memberships
    .flatMap(({ periods }) => periods)
    .filter(
      ({ paid, refunded, endsAt, as }) =>
        paid > 0 &&
        refunded === 0 &&
        as !== 'trial' &&
        endsAt <= now &&
        endsAt > (growth.loyal?.through ?? 0),
    )
    .sort((a, b) => a.endsAt - b.endsAt)
}

/** When the timer looks: at the end of each paid period, for who has ever earned growth. */
export function loyaltyMoments(state: MemberState): number[] {
  if (state.growth.window === null || state.growth.permanent) return []
  return ended(state, Number.MAX_SAFE_INTEGER).map(({ endsAt }) => endsAt)
}

export function loyaltySteps(state: MemberState, { release, now }: StepContext): readonly MemberStep[] {
  const due = loyaltyMoments(state).filter((moment) => moment <= now)
  if (due.length === 0) return []
  const moment = Math.min(...due)
  return [
    {
      operationId: `card-years:${derivedOperationId(`card years ${moment}`, moment)}`,
      command: 'tier.countCardYears',
      input: { moment },
      decide: (current) => countCardYears(current, { release, moment, now }),
    },
  ]
}

/** Counts what ended at a moment; at the end of enough paid years the tier stays for ever. */
export function countCardYears(
  state: MemberState,
  { release, moment, now }: { release: StepContext['release']; moment: number; now: number },
): Decision<Extract<GrowthFacts, { kind: 'card_years' }>> | Refusal {
  const periods = ended(state, moment)
  if (periods.length === 0) return refuse('INPUT_INVALID', { path: 'moment' })
  const rules = release.loyalty?.growth
  const loyal = periods.reduce<LoyalTime | null>(
    (time, period) => withPeriod(time, period, rules?.permanence?.graceDays ?? LONGEST_GAP_DAYS),
    state.growth.loyal,
  )
  const permanent = state.growth.permanent ?? permanentBy(loyal, rules, now)
  const after: MemberState = { ...state, growth: { ...state.growth, loyal, permanent } }
  return {
    ok: true,
    state: after,
    postings: [],
    facts: {
      kind: 'card_years',
      paidDays: Math.floor((loyal?.paid ?? 0) / DAY_MS),
      permanent: permanent?.rank ?? null,
      at: now,
    },
    due: permanent && !state.growth.permanent ? toldForEver(after, release, permanent) : [],
  }
}

/** Cards that run at the same time count once; a longer gap begins anew. */
function withPeriod(time: LoyalTime | null, { startsAt, endsAt }: Period, graceDays: number): LoyalTime {
  if (!time || startsAt > time.through + graceDays * DAY_MS)
    return { since: startsAt, through: endsAt, paid: endsAt - startsAt }
  const fresh = Math.max(0, endsAt - Math.max(startsAt, time.through))
  return { ...time, through: Math.max(time.through, endsAt), paid: time.paid + fresh }
}

function permanentBy(
  loyal: LoyalTime | null,
  rules: GrowthRules | undefined,
  now: number,
): GrowthAccount['permanent'] {
  const rule = rules?.permanence
  if (!rule || !loyal || loyal.paid < rule.years * YEAR_MS) return null
  const tier = rules.tiers.find(({ rank }) => rank === rule.rank)
  return tier ? { rank: tier.rank, tierId: tier.id, since: now } : null
}

function toldForEver(state: MemberState, release: StepContext['release'], { rank }: { rank: number }): Due[] {
  const name = release.loyalty?.growth?.tiers.find((tier) => tier.rank === rank)?.name ?? ''
  return [
    {
      kind: 'message',
      key: `permanent:${state.number}`,
      owner: 'renewal',
      flow: 'tier_changed',
      memberId: state.number,
      about: { id: null, amount: null, day: null, title: `${name}已永久保留` },
    },
  ]
}
