import type { RenewalMonth } from '../contract/statements'
import { addDays, addMonths, lastDayOf, shanghaiMonth, startOfDay } from './calendar'
import { belongsTo, hasTerm, stands } from './family'
import type { Membership, MemberState, Period } from './member'

/**
 * The renewal rate of a month (F19, M100): of the paid periods whose last day lay in it, how many were
 * renewed within the grace. What exactly counts:
 * - An end is the last day of a period that stands: neither given back nor exchanged for a better card,
 *   no trial, no pack of coupons. Another card of the family that ran already and runs on, as after two
 *   accounts were merged, makes it none.
 * - It was renewed where another period of the same family follows that was bought before it ended or
 *   within the grace, by hand, by contract or as saved alike. Renewed early, it counts in the month in
 *   which the old period ends, not in that of the payment. One purchase renews one period.
 * - A renewal that went back is none; one that was exchanged for a better card is one, unless that went
 *   back. A card that came from somebody else renews nothing, but the renewal that came with it does.
 * - Passed on or merged, a card is counted with who holds it; who shares one has none to count.
 */

/** Longer than any grace of a failed charge (15 days), so that a late one is still a renewal. */
export const GRACE_DAYS = 30
const GRACE_MS = GRACE_DAYS * 86_400_000

/** Periods are remembered for 400 days after their end. */
const MONTHS_COUNTED = 12

/** Its first sentence stands by itself; the others say it exactly. */
export const RENEWAL_RATE_RULE =
  '续费率 = 当月到期、续了的期数 ÷ 当月到期的期数。' +
  `到期前或到期后${GRACE_DAYS}天内续的都算续了。` +
  '自动续费每一期单独算;提前续的,算在原来那期到期的月份;同系列的卡才算续。' +
  '退掉的、升级换掉的、试用和券包不算到期,续了又退的不算续;转让、合并来的卡算在现在的持有人名下,家人共用只算一次。' +
  '当月没有到期的,就没有续费率。最近的月份先是暂定,到期都满30天后定下来,不再改。'

/** By month: how many periods ended, how many were renewed, and how many of the others still may be. */
export type RenewalCounts = Readonly<
  Record<string, readonly [ended: number, renewed: number, waiting: number]>
>

export interface EndedPeriod {
  readonly membership: Membership
  readonly period: Period
  readonly renewed: boolean
}

/** In basis points, rounded down so that less than 20 % is never 2000; null where nothing ended. */
export function renewalRate(ended: number, renewed: number): number | null {
  return ended === 0 ? null : Math.floor((renewed * 10_000) / ended)
}

/** A member's periods that ended by then, the first first, and whether each was renewed by then. */
export function endedPeriods({ memberships }: Pick<MemberState, 'memberships'>, now: number): EndedPeriod[] {
  // Nearly everybody, of a million.
  if (!memberships.some(({ periods }) => periods.some(({ endsAt }) => endsAt <= now))) return []
  const held = memberships
    .filter(hasTerm)
    .flatMap((membership) => membership.periods.map((period) => ({ membership, period })))
    .filter(({ period }) => period.as !== 'trial')
  const renewing = held
    .filter(({ period }) => !wentBack(period, held))
    .sort((a, b) => a.period.startsAt - b.period.startsAt)
  const taken = new Set<Period>()
  return held
    .filter(({ period }) => stands(period) && period.endsAt <= now)
    .filter((one) => !held.some((other) => runsOn(other, one)))
    .sort((a, b) => a.period.endsAt - b.period.endsAt)
    .map((one) => {
      const next = renewing.find((other) => !taken.has(other.period) && isRenewal(other, one, now))
      if (next) taken.add(next.period)
      return { ...one, renewed: next !== undefined }
    })
}

type Held = Pick<EndedPeriod, 'membership' | 'period'>

function isRenewal(next: Held, { membership, period: ended }: Held, now: number): boolean {
  const { startsAt, boughtAt, receivedAt } = next.period
  return (
    startsAt >= ended.endsAt &&
    boughtAt < ended.endsAt + GRACE_MS &&
    boughtAt <= now &&
    (receivedAt === undefined || receivedAt === ended.receivedAt) &&
    isFamily(next.membership, membership)
  )
}

/** Given back, itself or in the better card that it was exchanged for. */
function wentBack({ refunded, upgradedInto }: Period, held: readonly Held[]): boolean {
  if (refunded > 0) return true
  const better = held.find(({ period }) => period.orderId === upgradedInto)
  return better !== undefined && wentBack(better.period, held)
}

/** It had begun before the other ended, and ends later. */
function runsOn({ membership, period }: Held, ended: Held): boolean {
  return (
    stands(period) &&
    period !== ended.period &&
    period.startsAt < ended.period.endsAt &&
    period.endsAt > ended.period.endsAt &&
    isFamily(membership, ended.membership)
  )
}

function isFamily(one: Membership, { planId, family }: Membership): boolean {
  return belongsTo(one, { planId, ...(family ? { family } : {}), months: 0 })
}

/** What adds one member's ends of the twelve whole months before an instant to the counts. */
export function renewalCounter(
  counts: Map<string, readonly [number, number, number]>,
  now: number,
): (ended: readonly EndedPeriod[]) => void {
  const running = shanghaiMonth(now)
  const oldest = addMonths(`${running}-01`, -MONTHS_COUNTED).slice(0, 7)
  return (ended) => {
    for (const { period, renewed } of ended) {
      // A card that is valid through the 31st ends in that month, whatever midnight is called.
      const month = lastDayOf(period.endsAt).slice(0, 7)
      if (month < oldest || month >= running) continue
      const [before, followed, waiting] = counts.get(month) ?? [0, 0, 0]
      const mayStill = !renewed && now < period.endsAt + GRACE_MS
      counts.set(month, [before + 1, followed + (renewed ? 1 : 0), waiting + (mayStill ? 1 : 0)])
    }
  }
}

/** True once the grace of every period that ended in a month is over. */
export function isFinal(month: string, now: number): boolean {
  return now >= startOfDay(addDays(addMonths(`${month}-01`, 1), GRACE_DAYS))
}

/** What one walk through all members counted, and when. */
export interface RenewalWalk {
  readonly at: number
  readonly renewals: RenewalCounts
}

/**
 * The months before an instant, the newest first, from the walks of the past year. A month's figure is
 * that of the first walk in which it was final and stays so: who closes an account later, or gives a
 * renewal back, changes no month that was told.
 */
export function renewalMonths(walks: readonly RenewalWalk[]): RenewalMonth[] {
  const inOrder = [...walks].sort((a, b) => a.at - b.at)
  const last = inOrder.at(-1)
  if (!last) return []
  return Array.from({ length: MONTHS_COUNTED }, (_, back) => {
    const month = addMonths(`${shanghaiMonth(last.at)}-01`, -1 - back).slice(0, 7)
    const told = inOrder.find(({ at }) => isFinal(month, at)) ?? last
    const [ended, renewed, waiting] = told.renewals[month] ?? [0, 0, 0]
    const isOver = isFinal(month, told.at)
    return { month, ended, renewed, waiting, rateBasisPoints: renewalRate(ended, renewed), isFinal: isOver }
  })
}
