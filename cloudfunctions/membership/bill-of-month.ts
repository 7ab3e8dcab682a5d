import { type Refusal, refuse } from '../contract/refusals'
import type { BillOptions, PercentileView } from '../contract/statements'
import {
  NO_BILL_OPTIONS,
  type MonthSums,
  billMonths,
  heldCardWithin,
  monthBounds,
  monthSums,
} from '../domain/bill'
import { shanghaiMonth } from '../domain/calendar'
import type { MemberState } from '../domain/member'
import { emptyMember } from '../domain/new-member'
import { FEWEST_PEOPLE, percentileView } from '../domain/percentile'
import type { PersonScope } from '../entry/handler'

/** One month of one member, as bill and picture begin with it. */
export interface BillOfMonth {
  readonly state: MemberState
  readonly sums: MonthSums
  readonly running: boolean
  readonly options: BillOptions
}

/**
 * The member's sums of a month: counters where they stand, the books where they left. Refuses
 * BILL_NOT_FOUND for a month that was before this member, or isn't yet.
 */
export async function billOfMonth(
  month: string,
  { backend, memberId, now }: PersonScope,
): Promise<BillOfMonth | Refusal> {
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const state = member?.state ?? emptyMember(memberId, '')
  const { counted, earlier } = billMonths(state, now)
  if (!counted.includes(month) && !earlier.includes(month)) return refuse('BILL_NOT_FOUND')
  const spending = member && earlier.includes(month) ? await backend.bills.spending(member, month) : undefined
  return {
    state,
    sums: monthSums(state, month, spending),
    running: month === shanghaiMonth(now),
    options: state.bills ?? NO_BILL_OPTIONS,
  }
}

interface Percentiles {
  readonly buyers: PercentileView | null
  readonly holders: PercentileView | null
  /** Why there is none; null where there is one. */
  readonly note: string | null
}

/** Where the month stands among all, only for who asked for it (M074). Two calls, or none. */
export async function percentilesOf(
  month: string,
  { state, sums, running, options }: BillOfMonth,
  { backend }: Pick<PersonScope, 'backend'>,
): Promise<Percentiles> {
  const none = (note: string) => ({ buyers: null, holders: null, note })
  if (!options.percentile) return none('打开后可以看到自己的消费排在什么位置')
  if (running) return none('月份结束后才统计')
  if (sums.orders <= 0) return none('这个月没有消费,不排位置')
  const [buyers, holders] = await Promise.all([
    backend.bills.rank(month, 'buyers', sums.spent),
    backend.bills.rank(month, 'holders', sums.spent),
  ])
  if (!buyers) return none('还没有统计出来')
  if (buyers.people < FEWEST_PEOPLE) return none(`这个月消费的人不到${FEWEST_PEOPLE}位,不显示位置`)
  return {
    buyers: percentileView(buyers, 'buyers', month),
    // Who isn't among the holders has no place there.
    holders:
      holders && heldCardWithin(state, monthBounds(month)) ? percentileView(holders, 'holders', month) : null,
    note: null,
  }
}
