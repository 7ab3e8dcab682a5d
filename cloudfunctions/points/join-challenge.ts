import { isRefusal, refuse } from '../contract/refusals'
import { joinChallenge as join } from '../domain/challenges'
import { challengeViews } from '../domain/tier-views'
import { forPersons } from '../entry/handler'

/** Joins a published challenge under the terms of this moment (M068). */
export const joinChallenge = forPersons('points.joinChallenge', async (input, scope) => {
  const { backend, memberId, now, deadline } = scope
  const { operationId, challengeId } = input
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const committed = await backend.ledger.commit({
    memberId,
    member: (await backend.ledger.readMembers([memberId])).get(memberId),
    operationId,
    command: 'points.joinChallenge',
    actor: { role: 'member', memberId, branchId: null },
    input,
    now,
    deadline,
    decide: (state) => join(state, { challengeId, release, now }),
  })
  if (isRefusal(committed)) return committed
  const view = challengeViews(committed.state, release, now).find((one) => one.challengeId === challengeId)
  return view ?? refuse('CHALLENGE_CLOSED')
})
