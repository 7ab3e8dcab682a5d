import { isRefusal, refuse } from '../contract/refusals'
import { emptyMember } from '../domain/new-member'
import { checkVote } from '../domain/polls'
import { forPersons } from '../entry/handler'
import { pollView } from './poll-view'

/** One vote each, changeable until the poll closes (M036): a document of its own, audited by its history. */
export const vote = forPersons('points.vote', async (input, scope) => {
  const { backend, memberId, now } = scope
  const { operationId, pollId, optionId } = input
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const state =
    (await backend.ledger.readMembers([memberId])).get(memberId)?.state ?? emptyMember(memberId, '')
  const poll = checkVote(state, input, release, now)
  if (isRefusal(poll)) return poll
  const cast = await backend.votes.cast({ pollId, memberId, optionId, at: now, operationId })
  if (cast === 'busy') return refuse('BUSY')
  if (cast === 'reused') return refuse('OPERATION_REUSED')
  return pollView(poll, { state, mine: cast.optionId, counts: null, release, now })
})
