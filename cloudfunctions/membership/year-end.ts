import { isRefusal } from '../contract/refusals'
import { emptyMember } from '../domain/new-member'
import { yearAsked, yearCard, yearEnd as report } from '../domain/year-end'
import { forPersons } from '../entry/handler'

/** 年度未使用权益: what ended unused at face value, how to use the rest, and a smaller card if it fits (M093). */
export const yearEnd = forPersons('membership.yearEnd', async (input, { backend, memberId, now }) => {
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const year = yearAsked(input.year, now)
  const state = member?.state ?? emptyMember(memberId, '')
  const period = yearCard(state, year)
  const [entries, orders] = member
    ? await Promise.all([
        backend.yearEnds.entriesOf(member, year),
        period ? backend.yearEnds.ordersOf(member, period) : [],
      ])
    : [[], []]
  return report({ state, release, now, year, entries, orders })
})
