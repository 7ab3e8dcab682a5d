import { isRefusal, refuse } from '../contract/refusals'
import { withHiddenTag } from '../domain/member-tags'
import { forPersons } from '../entry/handler'
import { commitForPerson } from '../entry/person-commit'

/** A tag that the member takes off is used for nothing from then on (L10). */
export const hideTag = forPersons('membership.hideTag', async (input, scope) => {
  const { now } = scope
  const { tagId, hidden } = input
  const committed = await commitForPerson('membership.hideTag', input, scope, (state) =>
    state.joinedAt === null
      ? refuse('JOIN_REQUIRED')
      : {
          ok: true,
          state: withHiddenTag(state, tagId, hidden),
          postings: [],
          facts: { kind: 'tag_hidden' as const, tagId, hidden, at: now },
          due: [],
        },
  )
  return isRefusal(committed) ? committed : { tagId, hidden: committed.entry.facts.hidden }
})
