import type { MessageFlow } from '../contract/message-flows'

/** What a member's messages are decided by: part of the aggregate, so that one write spends a credit. */
export interface MessageAccount {
  /** Sends that WeChat still allows, by template id. The truth can only be lower (L12). */
  credits: Record<string, number>
  /** Flows that the member switched off; legal notices can't be. */
  off: MessageFlow[]
  /** Marketing messages of the last seven days, for the cap across all flows (M104). Epoch ms. */
  recent: { flow: MessageFlow; at: number }[]
  /** Episodes that were told: one message of a flow for each subject, whatever the timers do. */
  told: { flow: MessageFlow; subject: string; at: number }[]
  /** When the newest message came to the inbox, and through which moment it was read. */
  newestAt: number | null
  readAt: number | null
}

export const EMPTY_MESSAGES: MessageAccount = {
  credits: {},
  off: [],
  recent: [],
  told: [],
  newestAt: null,
  readAt: null,
}
