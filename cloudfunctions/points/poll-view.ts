import type { Output } from '../contract'
import type { Poll } from '../contract/rewards'
import { admits } from '../domain/audience'
import type { MemberState } from '../domain/member'
import { isOver } from '../domain/prize-draws'
import type { Release } from '../domain/release'

/** Counts are shown once nobody can be led by them any more. */
export function pollView(
  poll: Poll,
  seen: {
    state: MemberState
    mine: string | null
    counts: ReadonlyMap<string, number> | null
    release: Release
    now: number
  },
): Output<'points.vote'> {
  const { state, mine, counts, release, now } = seen
  const closed = isOver(poll, now)
  return {
    pollId: poll.id,
    question: poll.question,
    options: poll.options.map(({ id, label }) => ({
      id,
      label,
      votes: closed ? (counts?.get(id) ?? 0) : null,
    })),
    through: poll.through,
    closed,
    mine,
    admission: admits(poll.audience, state, release, now),
  }
}
