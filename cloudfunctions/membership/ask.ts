import { isRefusal, refuse } from '../contract/refusals'
import { supportRequest, supportView } from '../domain/support'
import { forPersons } from '../entry/handler'

/** So many questions may wait at once. */
const MOST_OPEN = 5
const LOOKED_AT = 20

/** A question in the member's own words, with the promise of this moment (M079). */
export const ask = forPersons('membership.ask', async (input, { backend, memberId, now }) => {
  const { operationId: requestId, words } = input
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const known = await backend.supportRequests.read(requestId)
  if (known) {
    const same = known.memberId === memberId && known.words === words
    return same ? supportView(known) : refuse('OPERATION_REUSED')
  }
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const state = member?.state
  if (!state?.joinedAt) return refuse('JOIN_REQUIRED')
  const request = supportRequest(state, { requestId, words, release, now })
  if (!request) return refuse('SUPPORT_OFF')
  const before = await backend.supportRequests.ofMember(member, LOOKED_AT)
  if (before.filter((one) => one.state === 'open').length >= MOST_OPEN) return refuse('TOO_MANY_REQUESTS')
  const kept = await backend.supportRequests.insert(request)
  return kept === 'reused' ? refuse('OPERATION_REUSED') : supportView(kept)
})
