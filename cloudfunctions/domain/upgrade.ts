import { type Refusal, refuse } from '../contract/refusals'
import { shanghaiDay } from './calendar'
import { daysOf } from './period-days'
import type { Granted } from './delivery-grants'
import { familyCards, rankOf, stands, type Term } from './family'
import type { Membership, MemberState, Period } from './member'
import { shareRoundedUp, splitByLargestRemainder } from './money'
import { paidBy } from './refund-parts'
import { withRevocations } from './refund-revocations'
import type { Release } from './release'

/** A period that an upgrade ends, and what its remaining days count for, in fen. */
interface Absorbed {
  readonly membership: Membership
  readonly period: Period
  readonly credit: number
}

export interface UpgradeCredit {
  /** Fen that count towards the better card; never above what was paid. */
  readonly credit: number
  readonly absorbed: readonly Absorbed[]
}

type Source = NonNullable<Period['sources']>[number]

/**
 * What the rest of the present cards counts for towards a higher rank of their family (M017): the
 * remaining days at the price that was paid, less what was handed over with it, as a refund would
 * count it; rounded up for the member. Days that ended count for nothing, so no time comes free. Refuses UPGRADE_NOT_POSSIBLE without a lower card, beside one of
 * the same or a higher rank, and beside one that is paid only at its end (M050).
 */
export function upgradeCredit(
  state: MemberState,
  term: Term,
  { release, now }: { readonly release: Release; readonly now: number },
): UpgradeCredit | Refusal {
  const held = familyCards(state, term, now)
  const rank = term.family?.rank ?? 0
  if (held.length === 0) return refuse('UPGRADE_NOT_POSSIBLE')
  if (held.some((membership) => rankOf(membership, term) >= rank)) return refuse('UPGRADE_NOT_POSSIBLE')
  const absorbed = held.flatMap((membership) =>
    membership.periods
      .filter((period) => stands(period) && period.endsAt > now)
      .map((period): Absorbed => {
        const { deductions } = withRevocations(state, { orderId: period.orderId, release, now })
        const handedOver = deductions.reduce((sum, { amount }) => sum + amount, 0)
        return { membership, period, credit: remainingWorth(membership, period, handedOver, now) }
      }),
  )
  if (absorbed.some(({ period }) => period.as === 'as_saved')) return refuse('UPGRADE_NOT_POSSIBLE')
  return { credit: absorbed.reduce((sum, { credit }) => sum + credit, 0), absorbed }
}

/** What the days after today are worth at the paid price; what went back before is not paid. */
function remainingWorth(membership: Membership, period: Period, handedOver: number, now: number): number {
  const { all, remaining } = daysOf(membership, period, shanghaiDay(now))
  const worth = Math.max(0, period.paid - (period.returned ?? 0) - handedOver)
  return worth === 0 ? 0 : shareRoundedUp(worth, remaining, all)
}

/** What came with the former cards ends with them, as it would with a refund. */
export function revokedBy(
  state: MemberState,
  { absorbed }: UpgradeCredit,
  context: { readonly release: Release; readonly now: number },
): Granted {
  return absorbed.reduce<Granted>(
    (before, { period }) => {
      const after = withRevocations(before.state, { orderId: period.orderId, ...context })
      return {
        state: after.state,
        postings: [...before.postings, ...after.postings],
        due: [...before.due, ...after.due],
      }
    },
    { state, postings: [], due: [] },
  )
}

/**
 * The former cards as an upgrade leaves them: their periods end now, and what is left of `paid` is
 * what was used up. A guarantee stands for that part and is settled now (M047).
 */
export function withoutAbsorbed(
  memberships: readonly Membership[],
  { absorbed }: UpgradeCredit,
  into: string,
  now: number,
): Membership[] {
  return memberships.map((membership) => {
    const mine = absorbed.filter((one) => one.membership.id === membership.id)
    if (mine.length === 0) return membership
    return {
      ...membership,
      months: membership.months - mine.reduce((sum, { period }) => sum + period.months, 0),
      endsAt: now,
      periods: membership.periods.map((period) => {
        const found = mine.find((one) => one.period.orderId === period.orderId)
        return found ? ended(period, found.credit, into, now) : period
      }),
    }
  })
}

function ended(period: Period, credit: number, into: string, now: number): Period {
  const { guarantee, sources } = period
  return {
    ...period,
    startsAt: Math.min(period.startsAt, now),
    endsAt: now,
    paid: period.paid - credit,
    upgradedInto: into,
    ...(sources ? { sources: lessCredit(sources, carried(period, credit)) } : {}),
    ...(guarantee?.settledAt === null ? { guarantee: { ...guarantee, settleBy: now } } : {}),
  }
}

/** Whose money stands behind an upgraded card: a refund goes back to each in its own way. */
export function sourcesOf(
  { absorbed }: UpgradeCredit,
  order: { readonly orderId: string; readonly amount: number },
): Source[] {
  const sources = absorbed.flatMap(({ period, credit }) => carried(period, credit))
  if (order.amount > 0) sources.push({ orderId: order.orderId, amount: order.amount })
  const sums = new Map<string, number>()
  for (const { orderId, amount } of sources) sums.set(orderId, (sums.get(orderId) ?? 0) + amount)
  return [...sums].map(([orderId, amount]) => ({ orderId, amount }))
}

/** The credit of one period by the orders that paid it, in proportion to what they have left. */
function carried(period: Period, credit: number): Source[] {
  if (credit === 0) return []
  let gone = period.returned ?? 0
  const from = paidBy(period).map(({ orderId, amount }) => {
    const back = Math.min(gone, amount)
    gone -= back
    return { orderId, amount: amount - back }
  })
  const shares = splitByLargestRemainder(
    credit,
    from.map(({ amount }) => amount),
  )
  return from.map(({ orderId }, index) => ({ orderId, amount: shares[index] ?? 0 }))
}

function lessCredit(sources: readonly Source[], taken: readonly Source[]): Source[] {
  return sources.map(({ orderId, amount }) => ({
    orderId,
    amount: amount - (taken.find((one) => one.orderId === orderId)?.amount ?? 0),
  }))
}
