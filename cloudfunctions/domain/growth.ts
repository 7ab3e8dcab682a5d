import type { GrowthRules, Tier } from '../contract/loyalty'
import { account, transfer } from './balances'
import { addMonths, shanghaiMonth, startOfDay } from './calendar'
import type { Posting } from './decision'
import type { GrowthAccount } from './growth-account'
import { ceilDivide, percentOf } from './money'

/** Growth is earned by what is paid for goods, and nothing spends it (M064): points never meet it. */

/** A yuan in fen, and hundredths of a point: both of 100. */
const HUNDREDTHS = 10_000

/** Growth is asked for twelve months back; goods that come back late may still look at one more. */
const MONTHS_KEPT = 14

/** What fen paid earn; floored for each receipt. */
export function growthFor(
  paid: number,
  { perYuanHundredths }: Pick<GrowthRules, 'perYuanHundredths'>,
): number {
  return percentOf(paid, perYuanHundredths)
}

/** F12: the least fen that earn so much growth, on one receipt. */
export function spendFor(
  missing: number,
  { perYuanHundredths }: Pick<GrowthRules, 'perYuanHundredths'>,
): number {
  return ceilDivide(missing * HUNDREDTHS, perYuanHundredths)
}

/** Growth that counts towards a threshold in the month of an instant: its window's, never below zero. */
export function windowGrowth(
  { byMonth }: Pick<GrowthAccount, 'byMonth'>,
  window: GrowthRules['window'],
  now: number,
): number {
  const last = shanghaiMonth(now)
  const first = firstMonth(window, now)
  let sum = 0
  for (const [month, growth] of Object.entries(byMonth)) if (first <= month && month <= last) sum += growth
  return Math.max(0, sum)
}

/** The oldest month whose growth counts. */
export function firstMonth(window: GrowthRules['window'], now: number): string {
  const month = shanghaiMonth(now)
  return window === 'calendar_year' ? `${month.slice(0, 4)}-01` : addMonths(`${month}-01`, -11).slice(0, 7)
}

/** What leaves the window, by the day on which it does (M072): the soonest first. */
export function growthResets({
  byMonth,
  window,
}: Pick<GrowthAccount, 'byMonth' | 'window'>): { on: string; growth: number }[] {
  if (window === null) return []
  const leaving = new Map<string, number>()
  for (const [month, growth] of Object.entries(byMonth)) {
    const on =
      window === 'calendar_year' ? `${Number(month.slice(0, 4)) + 1}-01-01` : addMonths(`${month}-01`, 12)
    leaving.set(on, (leaving.get(on) ?? 0) + growth)
  }
  return [...leaving]
    .flatMap(([on, growth]) => (growth > 0 ? [{ on, growth }] : []))
    .sort((a, b) => (a.on < b.on ? -1 : 1))
}

/** Adds growth to a month, or takes it off; an emptied month leaves the account. */
export function withGrowth(growth: GrowthAccount, month: string, amount: number): GrowthAccount {
  if (amount === 0) return growth
  const { [month]: before = 0, ...rest } = growth.byMonth
  const after = before + amount
  return { ...growth, byMonth: after === 0 ? rest : { ...rest, [month]: after } }
}

export function growthPostings(month: string, amount: number): Posting[] {
  return transfer('growth', 'shop/growth', account.growth(month), amount)
}

/** The highest tier that so much growth leads to. */
export function tierReachedBy(growth: number, { tiers }: Pick<GrowthRules, 'tiers'>): Tier | null {
  return tiers.reduce<Tier | null>(
    (best, tier) => (growth >= tier.threshold && tier.rank >= (best?.rank ?? 0) ? tier : best),
    null,
  )
}

/** When a tier that begins now ends: the rest of this month and so many whole months. */
export function endOfTierPeriod(since: number, tierMonths: number): number {
  const month = `${shanghaiMonth(since)}-01`
  const whole = startOfDay(month) === since ? tierMonths : tierMonths + 1
  return startOfDay(addMonths(month, whole))
}

/** Months that nobody asks for any more leave with what they stood at. */
export function forgetGrowth(
  growth: GrowthAccount,
  now: number,
): { growth: GrowthAccount; postings: Posting[] } {
  const oldest = addMonths(`${shanghaiMonth(now)}-01`, 1 - MONTHS_KEPT).slice(0, 7)
  const old = Object.entries(growth.byMonth).filter(([month]) => month < oldest)
  if (old.length === 0) return { growth, postings: [] }
  return {
    growth: {
      ...growth,
      byMonth: Object.fromEntries(Object.entries(growth.byMonth).filter(([month]) => month >= oldest)),
    },
    postings: old.flatMap(([month, amount]) => growthPostings(month, -amount)),
  }
}
