import { isRefusal, refuse } from '../contract/refusals'
import { slotsOf } from '../domain/appointments'
import { isDay } from '../domain/calendar'
import { forPersons } from '../entry/handler'

/** The slots of a day, with what is left of each: one that nobody booked yet has all its places. */
export const slots = forPersons('membership.slots', async (input, { backend, memberId, now }) => {
  const { benefit, branchId, day } = input
  if (!isDay(day)) return refuse('INPUT_INVALID', { path: 'day' })
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const state = (await backend.ledger.readMembers([memberId])).get(memberId)?.state
  const found = state && slotsOf(state, release, { which: benefit, branchId, day, now })
  if (!found) return refuse('BENEFIT_UNAVAILABLE')
  const left = await backend.stock.left(found.map(({ stock }) => stock))
  return {
    slots: found.map(({ at, places, opensAt, stock, why }) => {
      const free = Math.max(0, left.get(stock) ?? places)
      return { at, left: free, opensAt, why: why ?? (free === 0 ? '已约满' : null) }
    }),
  }
})
