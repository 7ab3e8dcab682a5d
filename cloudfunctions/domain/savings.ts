import type { Output } from '../contract'
import type { SavingSource } from '../contract/primitives'
import type { BreakEvenView, SavedLessFees, SavedNow, SavingMonth, TypicalSaving } from '../contract/views'
import { addDays, lastDayOf, lastTwelveMonths, shanghaiDay } from './calendar'
import type { MemberState, Period } from './member'
import { currentPeriod } from './membership'

export type SavingsBySource = Partial<Record<SavingSource, number>>

const SOURCES: readonly SavingSource[] = ['member_price', 'coupon', 'benefit', 'delivery', 'points']

/** A figure of what others saved needs at least this many cards (issue: honest median). */
const FEWEST_MEMBERSHIPS = 10
const OLD_ENOUGH_MS = 30 * 86_400_000

const MISSED_DAYS = 90

/** All that was ever saved, in fen: the sum of the months, refunds subtracted (M044, I5). */
export function savedTotal(state: Pick<MemberState, 'savings'>): number {
  let total = 0
  for (const sources of Object.values(state.savings)) total += sum(sources)
  return total
}

/** The break-even meter of the period that runs now; null without one. Zero exactly when saved >= fee (M048). */
export function breakEven(state: MemberState, now: number): BreakEvenView | null {
  const period = currentPeriod(state, now)
  return period && meter(period, period.saved)
}

/** What the counter and the phone say after a settlement (M044): from the state, so after it. */
export function savedNow(state: MemberState, receipt: { readonly saved: number }, now: number): SavedNow {
  return { thisReceipt: receipt.saved, total: savedTotal(state), breakEven: breakEven(state, now) }
}

/**
 * The same for a basket that is not settled yet: what it will be once it is.
 * @param byPeriod what the running period counts of it
 */
export function savedIfSettled(state: MemberState, saved: number, now: number, byPeriod = saved): SavedNow {
  const period = currentPeriod(state, now)
  return {
    thisReceipt: saved,
    total: savedTotal(state) + saved,
    breakEven: period && meter(period, period.saved + byPeriod),
  }
}

/** 省钱账本: one read of the aggregate; bars, split and totals are views of the same sums. */
export function savingsLedger(state: MemberState, now: number): Output<'membership.savings'> {
  const months = lastTwelveMonths(now).map((month): SavingMonth => {
    const sources = state.savings[month] ?? {}
    return { month, saved: sum(sources), bySource: everySource(sources) }
  })
  const period = currentPeriod(state, now)
  const allFees = Object.values(state.fees).reduce((total, fee) => total + fee, 0)
  const yearFees = months.reduce((total, { month }) => total + (state.fees[month] ?? 0), 0)
  return {
    asOf: now,
    thisPeriod: period && {
      ...lessFees(period.saved, period.paid - period.refunded),
      from: shanghaiDay(period.startsAt),
      through: lastDayOf(period.endsAt),
    },
    lastTwelveMonths: lessFees(
      months.reduce((total, { saved }) => total + saved, 0),
      yearFees,
    ),
    all: lessFees(savedTotal(state), allFees),
    months,
    bySource: everySource(Object.values(state.savings).reduce(addSources, {})),
    breakEven: breakEven(state, now),
  }
}

/** Adds one movement of savings to a month; an emptied source and an emptied month leave the state. */
export function withSavings(
  savings: MemberState['savings'],
  month: string,
  moved: SavingsBySource,
  sign: 1 | -1,
): MemberState['savings'] {
  const changed: SavingsBySource = { ...savings[month] }
  for (const source of SOURCES) {
    const amount = (changed[source] ?? 0) + sign * (moved[source] ?? 0)
    if (amount === 0) delete changed[source]
    else changed[source] = amount
  }
  const rest = { ...savings }
  delete rest[month]
  return Object.keys(changed).length === 0 ? rest : { ...rest, [month]: changed }
}

/**
 * What members of a plan really saved: quartiles over memberships older than 30 days; null below
 * ten of them, so that nobody is shown a figure that says nothing (M008, M043).
 * @param memberships saved fen and start of each
 */
export function typicalSaving(
  memberships: readonly { readonly saved: number; readonly startsAt: number }[],
  now: number,
): TypicalSaving | null {
  const values = memberships
    .filter(({ startsAt }) => startsAt + OLD_ENOUGH_MS < now)
    .map(({ saved }) => saved)
    .sort((a, b) => a - b)
  if (values.length < FEWEST_MEMBERSHIPS) return null
  return {
    memberships: values.length,
    lowerQuartile: quantile(values, 1),
    median: quantile(values, 2),
    upperQuartile: quantile(values, 3),
  }
}

/** What the highlighted plan would have saved on real orders without a card, in the last 90 days (M114). */
export function missedLast90Days(
  state: MemberState,
  now: number,
): { saved: number; orders: number; since: string } {
  const since = addDays(shanghaiDay(now), 1 - MISSED_DAYS)
  const days = state.missed.filter(({ day }) => day >= since)
  return {
    saved: days.reduce((total, { amount }) => total + amount, 0),
    orders: days.reduce((total, { orders }) => total + orders, 0),
    since,
  }
}

function meter(period: Period, saved: number): BreakEvenView {
  const fee = period.paid - period.refunded
  return { fee, saved, remaining: Math.max(0, fee - saved), beyond: Math.max(0, saved - fee) }
}

function lessFees(saved: number, fees: number): SavedLessFees {
  return { saved, fees, net: saved - fees }
}

function sum(sources: SavingsBySource): number {
  let total = 0
  for (const amount of Object.values(sources)) total += amount
  return total
}

function addSources(into: SavingsBySource, sources: SavingsBySource): SavingsBySource {
  for (const source of SOURCES) {
    const amount = sources[source]
    if (amount !== undefined) into[source] = (into[source] ?? 0) + amount
  }
  return into
}

/** Every source with what it saved, zero where nothing. */
export function everySource(sources: SavingsBySource): Record<SavingSource, number> {
  const { member_price = 0, coupon = 0, benefit = 0, delivery = 0, points = 0 } = sources
  return { member_price, coupon, benefit, delivery, points }
}

/** The k-th quartile of sorted values, between two of them the lower: never flattering. */
function quantile(sorted: readonly number[], quarter: number): number {
  return sorted[Math.floor(((sorted.length - 1) * quarter) / 4)] ?? 0
}
