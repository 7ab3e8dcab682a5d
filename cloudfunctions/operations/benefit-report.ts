import { isRefusal, refuse } from '../contract/refusals'
import { benefitHolders, benefitRows } from '../domain/benefit-report'
import { usesOnReceipts, usesWithoutTill } from '../domain/benefits-without-till'
import { addDays, shanghaiDay, startOfDay } from '../domain/calendar'
import { forStaff } from '../entry/handler'

const DAYS = 30
/** To count and answer in. */
const SPARE_MS = 1_000

/** Of each benefit the last thirty days: who has it, who used it, what it saved and cost. */
export const benefitReport = forStaff('operations.benefitReport', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run(_input, { backend, now, deadline }) {
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const since = addDays(shanghaiDay(now), 1 - DAYS)
    // What isn't archived yet comes a few minutes later: the report says until when it holds.
    const asOf = Math.min(now, await backend.sweeper.archivedThrough())
    const until = deadline - SPARE_MS
    const cards = await backend.heldCards.endingAfter(now, until)
    const ranks = (release.loyalty?.growth?.tiers ?? []).some(({ benefits }) => benefits.length > 0)
      ? await backend.benefitUses.membersByRank(now, until)
      : new Map<number, number>()
    const range = { since: startOfDay(since), until: Math.max(asOf, startOfDay(since)), deadline: until }
    const uses = await backend.benefitUses.between(range)
    const told = await backend.benefitUses.toldBetween({ ...range, receipts: usesOnReceipts(release) })
    if (!cards || !ranks || !uses || !told) return refuse('BUSY')
    const all = [...uses, ...usesWithoutTill(told, release)]
    return { asOf, since, rows: benefitRows(all, benefitHolders(cards, ranks, release, now), release) }
  },
})
