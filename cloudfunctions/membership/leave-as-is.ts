import { isRefusal } from '../contract/refusals'
import { lastDayOf } from '../domain/calendar'
import { leaveAsIs as leave } from '../domain/leave-as-is'
import { forPersons } from '../entry/handler'
import { commitForPerson } from '../entry/person-commit'

/** One tap, as large as the other one: this card may end, and nobody reminds of it again (M085). */
export const leaveAsIs = forPersons('membership.leaveAsIs', async (input, scope) => {
  const { membershipId } = input
  const committed = await commitForPerson('membership.leaveAsIs', input, scope, (state) =>
    leave(state, { membershipId, now: scope.now }),
  )
  if (isRefusal(committed)) return committed
  const { endsAt, at } = committed.entry.facts
  return { membershipId, validThrough: lastDayOf(endsAt), at }
})
