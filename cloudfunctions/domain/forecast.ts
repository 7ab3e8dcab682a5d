import type { SavingForecast } from '../contract/renewal-page'
import { addMonths, shanghaiMonth } from './calendar'
import type { MemberState } from './member'
import { yuanText } from './money'

/**
 * What the coming year might save (M086): what the last twelve whole months really saved, times how
 * the later half went against the earlier, shown as a range. It is an estimate and says so.
 */

type Savings = MemberState['savings']

/** How far such estimates were off, worked out over members whose year is over. */
export interface ForecastError {
  /** The day of the figures. */
  readonly day: string
  readonly members: number
  /** Mean of |forecast − real| / real; null under ten members. */
  readonly meanBasisPoints: number | null
  readonly withinRange: number | null
}

const MONTHS = 12
/** With less behind them, two halves say nothing. */
const FEWEST_MONTHS = 6
const WHOLE = 10_000
/** One good month is no trend: at most half or double. */
const LEAST_TREND = 5_000
const MOST_TREND = 20_000
/** The range is never narrower than a tenth to each side. */
const MARGIN = 1_000
const FEWEST_MEMBERS = 10

/** The bare figures, in fen. */
export interface Outlook {
  /** How many whole months are behind it: six to twelve. */
  readonly months: number
  readonly trailing: number
  readonly trendBasisPoints: number
  readonly estimate: number
  readonly low: number
  readonly high: number
}

/**
 * The outlook from the twelve months before `month` (`YYYY-MM`, which still runs and doesn't count);
 * null with fewer than six months of history, or when nothing was saved. A shorter history counts as
 * if it went on: it is scaled to twelve months.
 */
export function outlook(savings: Savings, month: string): Outlook | null {
  const first = Object.keys(savings).sort()[0]
  if (first === undefined) return null
  const months = Array.from({ length: MONTHS }, (_, index) => monthFrom(month, index - MONTHS))
  const known = months.filter((one) => one >= first)
  if (known.length < FEWEST_MONTHS) return null
  const trailing = sumOf(savings, known)
  // Two halves of one length: of an odd number of months the oldest is left out.
  const even = known.length % 2 === 0 ? known : known.slice(1)
  const half = Math.floor(even.length / 2)
  const earlier = sumOf(savings, even.slice(0, half))
  const later = sumOf(savings, even.slice(half))
  if (trailing <= 0 || earlier + later <= 0) return null
  const ratio = earlier > 0 ? Math.floor((later * WHOLE) / earlier) : MOST_TREND
  const trendBasisPoints = Math.min(MOST_TREND, Math.max(LEAST_TREND, ratio))
  const yearly = Math.floor((trailing * MONTHS) / known.length)
  const estimate = Math.floor((yearly * trendBasisPoints) / WHOLE)
  return {
    months: known.length,
    trailing,
    trendBasisPoints,
    estimate,
    low: Math.floor((Math.min(yearly, estimate) * (WHOLE - MARGIN)) / WHOLE),
    high: Math.ceil((Math.max(yearly, estimate) * (WHOLE + MARGIN)) / WHOLE),
  }
}

/** As the member reads it; null where there is nothing to go by. */
export function savingForecast(
  { savings }: Pick<MemberState, 'savings'>,
  error: ForecastError | undefined,
  now: number,
): SavingForecast | null {
  const found = outlook(savings, shanghaiMonth(now))
  if (!found) return null
  const { low, high, trailing, trendBasisPoints } = found
  return {
    low,
    high,
    trailing,
    trendBasisPoints,
    method: methodText(found),
    error: errorOf(error),
  }
}

function errorOf(error: ForecastError | undefined): SavingForecast['error'] {
  const mean = error?.meanBasisPoints ?? null
  return error && mean !== null ? { members: error.members, meanBasisPoints: mean } : null
}

function methodText({ months, trailing, trendBasisPoints }: Outlook): string {
  const times = `${Math.floor(trendBasisPoints / WHOLE)}.${String(Math.floor((trendBasisPoints % WHOLE) / 100)).padStart(2, '0')}`
  const scaled = months < MONTHS ? ',折成十二个月' : ''
  return `按过去${months}个整月实际省下的${yuanText(trailing)}${scaled},乘以后半段与前半段之比${times}估算,两头各放宽一成。这是估算,不是承诺`
}

/** One member whose year is over: what would have been forecast a year ago, and what came. */
export interface BackTest {
  /** |forecast − real| / real. */
  readonly errorBasisPoints: number
  readonly withinRange: boolean
}

/**
 * Null for who had no forecast a year ago, or saved nothing since: an error against nothing is no
 * figure.
 * @param month `YYYY-MM`, which still runs and doesn't count
 */
export function backTest(savings: Savings, month: string): BackTest | null {
  const then = outlook(savings, monthFrom(month, -MONTHS))
  if (!then) return null
  const real = sumOf(
    savings,
    Array.from({ length: MONTHS }, (_, index) => monthFrom(month, index - MONTHS)),
  )
  if (real <= 0) return null
  return {
    errorBasisPoints: Math.ceil((Math.abs(then.estimate - real) * WHOLE) / real),
    withinRange: then.low <= real && real <= then.high,
  }
}

/** Sums of back-tests: one member after the other, so that the room is that of three numbers. */
export interface BackTestSums {
  readonly members: number
  readonly errors: number
  readonly within: number
}

export const NO_BACK_TESTS: BackTestSums = { members: 0, errors: 0, within: 0 }

export function withBackTest(sums: BackTestSums, test: BackTest | null): BackTestSums {
  if (!test) return sums
  return {
    members: sums.members + 1,
    errors: sums.errors + test.errorBasisPoints,
    within: sums.within + (test.withinRange ? 1 : 0),
  }
}

/** The mean over members (MAPE): each counts once, however much they saved. */
export function forecastError({ members, errors, within }: BackTestSums, day: string): ForecastError {
  const enough = members >= FEWEST_MEMBERS
  return {
    day,
    members,
    meanBasisPoints: enough ? Math.ceil(errors / members) : null,
    withinRange: enough ? Math.floor((within * WHOLE) / members) : null,
  }
}

export const FORECAST_METHOD =
  '对用卡满两年的会员:用第一年的记录按同一方法估算第二年,与第二年实际省下的比较,取误差的平均'

function monthFrom(month: string, months: number): string {
  return addMonths(`${month}-01`, months).slice(0, 7)
}

function sumOf(savings: Savings, months: readonly string[]): number {
  let sum = 0
  for (const month of months) for (const amount of Object.values(savings[month] ?? {})) sum += amount
  return sum
}
