import { isRefusal, refuse } from '../contract/refusals'
import { minutesTaken, supportView } from '../domain/support'
import { forStaff } from '../entry/handler'

/** The first answer to a question ends its wait; two people can't both be the first (M079). */
export const answer = forStaff('operations.answer', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run({ operationId, requestId, words }, { backend, memberId, now }) {
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const request = await backend.supportRequests.read(requestId)
    if (!request) return refuse('NOT_FOUND')
    const tookMinutes = minutesTaken(request, now, release)
    if (request.state === 'open')
      await backend.supportRequests.answer(
        requestId,
        { operationId, words, by: memberId },
        { answeredAt: now, tookMinutes },
      )
    const answered = await backend.supportRequests.read(requestId)
    if (!answered) return refuse('NOT_FOUND')
    if (answered.answer?.operationId !== operationId) return refuse('ALREADY_ANSWERED')
    return answered.answer.words === words ? supportView(answered) : refuse('OPERATION_REUSED')
  },
})
