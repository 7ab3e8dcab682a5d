import type { MessageFlow } from '../contract/message-flows'
import type { MemberState } from './member'

/**
 * Episodes that were told: one message of a flow for each subject, such as `card:{orderId}:30` or
 * `2027-05`, whatever the timers do. A flow's own step marks it in the commit that emits the message.
 */

/** Whether this flow has told the member of this subject before. */
export function wasTold(
  { messages }: Pick<MemberState, 'messages'>,
  flow: MessageFlow,
  subject: string,
): boolean {
  return messages.told.some((one) => one.flow === flow && one.subject === subject)
}

/** Forgotten after so long: every subject says which period it belongs to. */
const TOLD_KEPT_MS = 400 * 86_400_000
/** Beyond it the oldest go first: the state stays bounded whatever happens. */
export const MOST_TOLD = 96

/** Remembers the episode. @param at epoch ms */
export function withTold(state: MemberState, flow: MessageFlow, subject: string, at: number): MemberState {
  const kept = state.messages.told.filter(
    (one) => one.at > at - TOLD_KEPT_MS && !(one.flow === flow && one.subject === subject),
  )
  const told = [...kept, { flow, subject, at }].slice(-MOST_TOLD)
  return { ...state, messages: { ...state.messages, told } }
}
