import type { MessageBasis, MessageFlow } from '../contract/message-flows'

/** What a member's messages are decided by: part of the aggregate, so that one write spends a credit. */
export interface MessageAccount {
  /** Sends that WeChat still allows, by template id. The truth can only be lower (L12). */
  credits: Record<string, number>
  /** Templates that were asked for and not accepted, by template id: not asked again for a while. Epoch ms. */
  declined: Record<string, number>
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
  declined: {},
  off: [],
  recent: [],
  told: [],
  newestAt: null,
  readAt: null,
}

/** Why a message stays in the inbox alone, or ended otherwise than sent. */
export type NotSent =
  | 'no_credit'
  | 'no_template'
  | 'no_recipient'
  | 'refused'
  | 'misconfigured'
  | 'unknown'
  | 'withdrawn'
  | 'gave_up'

/** What the books know of a message: ids and reasons, never its words. */
export type MessageFacts =
  | {
      kind: 'message'
      key: string
      flow: MessageFlow
      basis: MessageBasis
      /** What it is about: an order, a contract; null: the account. */
      about: string | null
      /** wechat: a credit was taken for it. */
      channel: 'wechat' | 'inbox'
      templateId: string | null
      /** Credits of the template after it. */
      left: number
      held: Extract<NotSent, 'no_credit' | 'no_template'> | null
      at: number
    }
  | {
      kind: 'message_ended'
      key: string
      flow: MessageFlow
      templateId: string
      outcome: Exclude<NotSent, 'no_credit' | 'no_template'>
      left: number
      at: number
    }
  | {
      kind: 'message_choice'
      change: 'allowed' | 'switched' | 'read'
      /** Of a switch. */
      flow?: MessageFlow
      on?: boolean
      /** Of what WeChat's popup answered: how many accepts by template id. */
      accepted?: string[]
      at: number
    }
