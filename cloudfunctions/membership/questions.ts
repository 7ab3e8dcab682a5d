import { isRefusal } from '../contract/refusals'
import { emptyMember } from '../domain/new-member'
import { promisedMinutes, promiseWords, supportView } from '../domain/support'
import { forPersons } from '../entry/handler'

const SHOWN = 20

/** What this member is promised, and the questions so far, also those of before a merge (M062). */
export const questions = forPersons('membership.questions', async (_input, { backend, memberId, now }) => {
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const state = member?.state ?? emptyMember(memberId, '')
  const promiseMinutes = promisedMinutes(state, release, now)
  const asked = await backend.supportRequests.ofMember(member, SHOWN)
  return {
    promiseMinutes,
    promise: promiseMinutes === null ? '' : promiseWords(promiseMinutes, release),
    requests: asked.map(supportView),
  }
})
