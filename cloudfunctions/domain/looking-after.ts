import type { MessageFlow } from '../contract/message-flows'
import { addDays, lastDayOf, startOfDay } from './calendar'
import type { Due, Posting } from './decision'
import type { MessageAbout } from './due'
import type { MemberState } from './member'
import type { Release } from './release'

/** Nobody is written to at night. */
const MORNING_MS = 10 * 3_600_000

/** What one flow sees when the clock brings something. */
export interface Looking {
  readonly release: Release
  /** Moments after this one and up to `now` are to be seen to. Epoch ms. */
  readonly since: number
  readonly now: number
}

export interface Looked {
  readonly state: MemberState
  readonly postings: readonly Posting[]
  readonly due: readonly Due[]
}

/**
 * One reason to write to a member. Its moments depend on the state alone, so that an index can hold
 * the next one; what is told is decided when the moment comes, however late.
 */
export interface LookingAfter {
  moments(state: MemberState): number[]
  /** Refuses nothing: what is of no use any more tells nothing. */
  look(state: MemberState, looking: Looking): Looked
}

/** Ten in the morning, so many days before (or after, below zero) the last day of what ends at `endsAt`. */
export function morningBefore(endsAt: number, days: number): number {
  return startOfDay(addDays(lastDayOf(endsAt), -days)) + MORNING_MS
}

/** True for a moment that nobody has looked at yet. */
export function isNow(moment: number, { since, now }: Looking): boolean {
  return since < moment && moment <= now
}

export function nothing(state: MemberState): Looked {
  return { state, postings: [], due: [] }
}

/**
 * A message for the member.
 * @param subject what tells it from any other of the flow: of it there is one message for ever
 */
export function message(
  state: MemberState,
  flow: MessageFlow,
  subject: string,
  about: MessageAbout,
  until?: number,
): Extract<Due, { kind: 'message' }> {
  return {
    kind: 'message',
    key: `${flow}:${state.number}:${subject}`,
    owner: 'renewal',
    flow,
    memberId: state.number,
    about,
    ...(until === undefined ? {} : { until }),
  }
}
