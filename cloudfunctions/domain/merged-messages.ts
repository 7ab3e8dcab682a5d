import type { MemberState } from './member'
import type { MessageAccount } from './message-account'
import { MOST_TOLD } from './told-episodes'

/** What goes along of messages when two WeChats turn out to be one person (M062). */
export type CarriedMessages = Pick<MessageAccount, 'off' | 'recent' | 'told'> &
  Partial<Pick<MessageAccount, 'newestAt' | 'readAt'>>

/** Credits stay behind: WeChat gave them to the other account. */
export function carriedMessages({ messages }: MemberState): CarriedMessages {
  const { off, recent, told, newestAt, readAt } = messages
  return { off, recent, told, newestAt, readAt }
}

/**
 * The inboxes become one, and what is unread in either stays so. Else the stricter of both: what was switched off on either stays off, the week's messages of both
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
    ...mergedReading(own, carried),
  }
}

type Reading = Pick<MessageAccount, 'newestAt' | 'readAt'>

function mergedReading(own: Reading, carried: Partial<Reading>): Reading {
  const { newestAt = null, readAt = null } = carried
  if (newestAt === null) return { newestAt: own.newestAt, readAt: own.readAt }
  if (own.newestAt === null) return { newestAt, readAt }
  const unread = [own, { newestAt, readAt }].filter((one) => (one.readAt ?? -1) < (one.newestAt ?? 0))
  const read = unread.length === 0 ? [own.readAt ?? 0, readAt ?? 0] : []
  return {
    newestAt: Math.max(own.newestAt, newestAt),
    readAt: read.length > 0 ? Math.max(...read) : earliest(unread.map((one) => one.readAt)),
  }
}

/** Never read at all is earliest. */
function earliest(moments: readonly (number | null)[]): number | null {
  return moments.includes(null) ? null : Math.min(...moments.map(Number))
}
