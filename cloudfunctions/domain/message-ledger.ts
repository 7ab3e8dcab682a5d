import type { MessageFlow } from '../contract/message-flows'
import type { MemberState } from './member'

/** Whether something came to the inbox since the member read it last. */
export function hasUnread({ messages: { newestAt, readAt } }: MemberState): boolean {
  return newestAt !== null && newestAt > (readAt ?? -1)
}

/** Whether this flow has told the member of this subject before: an episode is told once. */
export function wasTold({ messages }: MemberState, flow: MessageFlow, subject: string): boolean {
  return messages.told.some((one) => one.flow === flow && one.subject === subject)
}

/** Episodes are forgotten after so long: every flow's subjects carry their own period. */
const TOLD_KEPT_MS = 400 * 86_400_000
/** The oldest go first beyond it: the state stays bounded whatever happens. */
const MOST_TOLD = 80

/** Remembers the episode. @param at epoch ms */
export function withTold(state: MemberState, flow: MessageFlow, subject: string, at: number): MemberState {
  const kept = state.messages.told.filter(
    (one) => one.at > at - TOLD_KEPT_MS && !(one.flow === flow && one.subject === subject),
  )
  const told = [...kept, { flow, subject, at }].slice(-MOST_TOLD)
  return { ...state, messages: { ...state.messages, told } }
}
