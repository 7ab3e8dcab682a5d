import { isRefusal } from '../contract/refusals'
import { couldBuy } from '../domain/bill'
import { unusedSoon } from '../domain/unused'
import { forPersons } from '../entry/handler'
import { billOfMonth, percentilesOf } from './bill-of-month'

/** 月账单 (M045): what the counters of that month say, and what could be done with it now. */
export const bill = forPersons('membership.bill', async ({ month }, scope) => {
  const { backend, now } = scope
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const found = await billOfMonth(month, scope)
  if (isRefusal(found)) return found
  const { state, sums, running, options } = found
  const percentiles = await percentilesOf(month, found, scope)
  return {
    month,
    running,
    ...sums,
    asOf: now,
    couldBuy: couldBuy(release, sums.saved, now),
    unused: unusedSoon(state, release, now),
    percentile: percentiles.buyers,
    percentileOfHolders: percentiles.holders,
    percentileNote: percentiles.note,
    options,
  }
})
