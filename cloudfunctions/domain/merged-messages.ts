import type { MemberState } from './member'
import type { MessageAccount } from './message-account'
import { MOST_TOLD } from './told-episodes'

/** What goes along of messages when two WeChats turn out to be one person (M062). */
export type CarriedMessages = Pick<MessageAccount, 'off' | 'recent' | 'told'>

/** Credits stay behind: WeChat gave them to the other account. */
export function carriedMessages({ messages: { off, recent, told } }: MemberState): CarriedMessages {
  return { off, recent, told }
}

/**
 * The stricter of both: what was switched off on either stays off, the week's messages of both
 * count for the cap (M104), and what was told to one was told to the person.
 * @param carried absent in entries from before there was a message ledger
 */
export function mergedMessages(own: MessageAccount, carried: CarriedMessages | undefined): MessageAccount {
  if (!carried) return own
  const earliestFirst = (a: { at: number }, b: { at: number }) => a.at - b.at
  return {
    ...own,
    off: [...new Set([...own.off, ...carried.off])],
    recent: [...own.recent, ...carried.recent].sort(earliestFirst),
    told: [...own.told, ...carried.told].sort(earliestFirst).slice(-MOST_TOLD),
  }
}
