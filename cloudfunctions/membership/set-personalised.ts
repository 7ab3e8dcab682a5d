import { isRefusal, refuse } from '../contract/refusals'
import { forPersons } from '../entry/handler'
import { commitForPerson } from '../entry/person-commit'

/** Off, suggestions are the same for everybody (M106, PIPL 24): in force with the next page. */
export const setPersonalised = forPersons('membership.setPersonalised', async (input, scope) => {
  const { now } = scope
  const { on } = input
  const committed = await commitForPerson('membership.setPersonalised', input, scope, (state) =>
    state.joinedAt === null
      ? refuse('JOIN_REQUIRED')
      : {
          ok: true,
          state: { ...state, privacy: { ...state.privacy, personalised: on } },
          postings: [],
          facts: { kind: 'personalised' as const, on, at: now },
          due: [],
        },
  )
  return isRefusal(committed) ? committed : { on: committed.entry.facts.on }
})
