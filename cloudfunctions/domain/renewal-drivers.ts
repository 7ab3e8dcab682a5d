import type { RateGroup } from '../contract/statements'
import { addDays, addMonths, lastDayOf, shanghaiMonth, startOfDay } from './calendar'
import type { MemberState, Period } from './member'
import { type EndedPeriod, GRACE_DAYS, renewalRate } from './renewal-rate'
import { keptSpendingFrom } from './retention'

/**
 * Who took another card after one ended, and who didn't, by what the three stories of renewal are
 * about: what was saved, the tier, how often somebody came (M082). Counting only: an owner who wants
 * to know what leads to renewals has to draw a hold-out by lot. By group, `saved:1`, `tier:gold` or
 * `visits:2`: how many cards ended, and after how many another came.
 */
export type DriverCounts = Readonly<Record<string, readonly [ended: number, renewed: number]>>

/** [from, to): the ends that count. */
export interface DriverWindow {
  readonly from: number
  readonly to: number
}

type Counted = Pick<MemberState, 'spending'> & {
  readonly growth: { readonly tier: { readonly tierId: string } | null }
}

const FEWEST_IN_A_GROUP = 10
/** Visits are counted in the month of the end and the two before. */
const VISIT_MONTHS = 3

const SAVED = ['省下的不到卡费', '省下卡费的1到2倍', '省下卡费的2倍及以上']
const VISITS = ['一次没来', '每月1次以内', '每月1到4次', '每月4次以上']
const NO_TIER = '-'

export const DRIVERS_CAUTION =
  '这里只数谁续了、谁没续,不说明原因:省得多的人续得多,可能是因为省得多,也可能是因为本来就常来。' +
  '想知道原因,要随机留出一组人对照。人数不到10的组不显示。'

/** Ends of which the visits before are still counted, and after which the grace is over. */
export function driverWindow(now: number): DriverWindow {
  const first = `${shanghaiMonth(now)}-01`
  const from = addMonths(`${keptSpendingFrom(now)}-01`, VISIT_MONTHS - 1)
  return { from: startOfDay(from), to: startOfDay(addDays(first, -GRACE_DAYS)) }
}

/**
 * What adds one member's ended cards to the counts, by the same definition as the rate of a month
 * (F19). The window is worked out once for a whole walk.
 */
export function driverCounter(
  counts: Map<string, readonly [number, number]>,
  now: number,
): (state: Counted, ended: readonly EndedPeriod[]) => void {
  const window = driverWindow(now)
  return (state, ended) => {
    for (const { period, renewed } of ended) {
      if (period.endsAt < window.from || period.endsAt >= window.to) continue
      for (const group of groupsOf(state, period)) {
        const [before, followed] = counts.get(group) ?? [0, 0]
        counts.set(group, [before + 1, followed + (renewed ? 1 : 0)])
      }
    }
  }
}

function groupsOf(state: Counted, { saved, paid, returned = 0, endsAt }: Period): string[] {
  const fee = paid - returned
  const times = saved < fee ? 0 : saved < 2 * fee ? 1 : 2
  const last = `${lastDayOf(endsAt).slice(0, 7)}-01`
  let orders = 0
  for (let back = 0; back < VISIT_MONTHS; back += 1)
    orders += state.spending[addMonths(last, -back).slice(0, 7)]?.orders ?? 0
  const visits = orders <= 0 ? 0 : orders <= VISIT_MONTHS ? 1 : orders <= 4 * VISIT_MONTHS ? 2 : 3
  return ['all', `saved:${times}`, `tier:${state.growth.tier?.tierId ?? NO_TIER}`, `visits:${visits}`]
}

export interface DriverReport {
  readonly all: RateGroup
  readonly bySaved: RateGroup[]
  readonly byTier: RateGroup[]
  readonly byVisits: RateGroup[]
}

/** @param tiers in the order of their ranks, with the names of today */
export function driverReport(
  counts: DriverCounts,
  tiers: readonly { id: string; name: string }[],
): DriverReport {
  const [ended, renewed] = counts.all ?? [0, 0]
  const all = rate('全部到期的卡', ended, renewed)
  const known = new Set(tiers.map(({ id }) => id))
  const rest = Object.keys(counts)
    .filter((group) => group.startsWith('tier:') && !known.has(group.slice(5)) && group !== `tier:${NO_TIER}`)
    .map((group): [string, string] => [group, '以前的等级'])
  return {
    all: ended < FEWEST_IN_A_GROUP ? hidden(all) : all,
    bySaved: split(
      counts,
      SAVED.map((label, index) => [`saved:${index}`, label]),
    ),
    byTier: split(counts, [
      [`tier:${NO_TIER}`, '没有等级'],
      ...tiers.map(({ id, name }): [string, string] => [`tier:${id}`, name]),
      ...rest,
    ]),
    byVisits: split(
      counts,
      VISITS.map((label, index) => [`visits:${index}`, label]),
    ),
  }
}

/**
 * A group of fewer than ten is hidden; if it were the only one, the others would give it away by
 * subtraction, so that the next smallest goes with it.
 */
function split(counts: DriverCounts, groups: readonly (readonly [string, string])[]): RateGroup[] {
  const rates = groups.flatMap(([group, label]) => {
    const [ended, renewed] = counts[group] ?? [0, 0]
    return ended === 0 ? [] : [rate(label, ended, renewed)]
  })
  const small = rates.filter(({ ended }) => (ended ?? 0) < FEWEST_IN_A_GROUP)
  if (small.length === 1) {
    const next = rates
      .filter((one) => !small.includes(one))
      .reduce<RateGroup | null>(
        (least, one) => ((one.ended ?? 0) < (least?.ended ?? Infinity) ? one : least),
        null,
      )
    if (next) small.push(next)
  }
  return rates.map((one) => (small.includes(one) ? hidden(one) : one))
}

function rate(label: string, ended: number, renewed: number): RateGroup {
  return {
    label,
    ended,
    renewed,
    renewedBasisPoints: renewalRate(ended, renewed),
  }
}

function hidden({ label }: RateGroup): RateGroup {
  return { label, ended: null, renewed: null, renewedBasisPoints: null }
}
