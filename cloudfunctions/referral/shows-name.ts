import { isRefusal, refuse } from '../contract/refusals'
import { nameOnInvitations } from '../domain/referral-link'
import { forPersons } from '../entry/handler'
import { commitForPerson } from '../entry/person-commit'

/** Off until the member says so: nobody's name stands on a page by itself (L9). */
export const setShowsName = forPersons('referral.setShowsName', async (input, scope) => {
  const committed = await commitForPerson('referral.setShowsName', input, scope, (state) =>
    state.joinedAt === null ? refuse('JOIN_REQUIRED') : nameOnInvitations(state, input.showsName),
  )
  if (isRefusal(committed)) return committed
  return { showsName: committed.entry.facts.showsName }
})
