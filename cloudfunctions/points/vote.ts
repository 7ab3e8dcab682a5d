import { isRefusal, refuse } from '../contract/refusals'
import { admits } from '../domain/audience'
import { emptyMember } from '../domain/new-member'
import { isRunning } from '../domain/prize-draws'
import { forPersons } from '../entry/handler'
import { pollView } from './poll-view'

/** One vote each, changeable until the poll closes (M036): a document of its own, audited by its history. */
export const vote = forPersons('points.vote', async (input, scope) => {
  const { backend, memberId, now } = scope
  const { operationId, pollId, optionId } = input
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const poll = release.participation?.polls.find(({ id }) => id === pollId)
  if (!poll?.options.some(({ id }) => id === optionId)) return refuse('NOT_FOUND')
  if (!isRunning(poll, now)) return refuse('POLL_CLOSED')
  const state =
    (await backend.ledger.readMembers([memberId])).get(memberId)?.state ?? emptyMember(memberId, '')
  if (state.joinedAt === null) return refuse('JOIN_REQUIRED')
  const { admitted, why } = admits(poll.audience, state, release, now)
  if (!admitted) return refuse('NOT_ADMITTED', { why })
  const cast = await backend.votes.cast({ pollId, memberId, optionId, at: now, operationId })
  if (cast === 'busy') return refuse('BUSY')
  if (cast === 'reused') return refuse('OPERATION_REUSED')
  return pollView(poll, { state, mine: cast.optionId, counts: null, release, now })
})
