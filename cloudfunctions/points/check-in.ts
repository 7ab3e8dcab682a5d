import { isRefusal } from '../contract/refusals'
import { checkIn as decideCheckIn } from '../domain/check-in'
import { forPersons } from '../entry/handler'

/** Once a day of the shop, whatever phone asks how often (M069). */
export const checkIn = forPersons('points.checkIn', async (input, scope) => {
  const { backend, memberId, now, deadline } = scope
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const committed = await backend.ledger.commit({
    memberId,
    member: (await backend.ledger.readMembers([memberId])).get(memberId),
    operationId: input.operationId,
    command: 'points.checkIn',
    actor: { role: 'member', memberId, branchId: null },
    input,
    now,
    deadline,
    decide: (state) => decideCheckIn(state, { release, now }),
  })
  if (isRefusal(committed)) return committed
  const { day, points, streak, available } = committed.entry.facts
  return { day, points, streak, available }
})
