import { type Refusal, refuse } from '../contract/refusals'
import type { Poll } from '../contract/rewards'
import { admits } from './audience'
import type { MemberState } from './member'
import { isRunning } from './prize-draws'
import type { Release } from './release'

/**
 * The poll that a member may vote in now (M036). Refuses NOT_FOUND (no such poll or option),
 * POLL_CLOSED, JOIN_REQUIRED and NOT_ADMITTED (detail: why).
 */
export function checkVote(
  state: MemberState,
  wanted: { readonly pollId: string; readonly optionId: string },
  release: Release,
  now: number,
): Poll | Refusal {
  const poll = release.participation?.polls.find(({ id }) => id === wanted.pollId)
  if (!poll?.options.some(({ id }) => id === wanted.optionId)) return refuse('NOT_FOUND')
  if (!isRunning(poll, now)) return refuse('POLL_CLOSED')
  if (state.joinedAt === null) return refuse('JOIN_REQUIRED')
  const { admitted, why } = admits(poll.audience, state, release, now)
  return admitted ? poll : refuse('NOT_ADMITTED', { why })
}
