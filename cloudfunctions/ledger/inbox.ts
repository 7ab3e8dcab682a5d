import type { MessageChannel } from '../contract/messages'
import type { MessageBasis, MessageFlow } from '../contract/message-flows'
import type { NotSent } from '../domain/message-account'
import type { MemberDocument } from './aggregate'
import { atLeast, type Database } from './database'
import { newestOfPerson } from './person-pages'

/**
 * How a message goes out beside the inbox. `waiting`: a credit was taken, WeChat not asked yet;
 * `claimed`: somebody is asking, or died doing so, and nobody asks again.
 */
export type WechatState = 'waiting' | 'claimed' | 'sent' | NotSent

/** `inbox/{key}`: one message as the member reads it. It leaves by `retention-table` (L9, L10). */
export interface InboxDocument {
  readonly _id: string
  readonly memberId: string
  /** Unique among a member's messages. Epoch ms. */
  readonly at: number
  readonly flow: MessageFlow
  readonly basis: MessageBasis
  readonly title: string
  readonly lines: readonly string[]
  readonly day: string
  readonly page: string
  readonly reason: string
  readonly channel: MessageChannel
  readonly wechat: WechatState
  readonly claimedAt: number | null
  readonly errcode: number | null
  readonly sms: 'none' | 'claimed' | 'sent' | 'failed'
}

/** Of one flow, since a moment: how often it was told, and how that ended. */
export interface FlowFigures {
  readonly flow: MessageFlow
  readonly told: number
  readonly wechat: number
  readonly sms: number
  readonly noCredit: number
  readonly refused: number
  readonly misconfigured: number
  readonly unknown: number
}

export interface Inbox {
  /** As it is after the call: new, or as it was put there before. */
  put(row: InboxDocument): Promise<InboxDocument>
  /** Of a person, under the number of now and those that were merged into it (M062), the newest first. */
  page(member: MemberDocument | undefined, before: number, limit: number): Promise<InboxDocument[]>
  /** Of these messages, those that were told. One call; at most 1000. */
  known(keys: readonly string[]): Promise<Set<string>>
  /** Only one caller ever gets to ask WeChat for this message: true for that one. */
  claim(key: string, now: number): Promise<boolean>
  /** WeChat didn't take it for now and nothing went out: it may be asked again. */
  release(key: string): Promise<void>
  /** How WeChat's part ended. */
  end(key: string, wechat: Exclude<WechatState, 'waiting' | 'claimed'>, errcode: number | null): Promise<void>
  /** Only one caller ever gets to send the SMS: true for that one. */
  claimSms(key: string): Promise<boolean>
  endSms(key: string, sms: 'sent' | 'failed'): Promise<void>
  figures(flows: readonly MessageFlow[], since: number): Promise<FlowFigures[]>
}

const INBOX = 'inbox'

export function inbox(database: Database): Inbox {
  async function figuresOf(flow: MessageFlow, since: number): Promise<FlowFigures> {
    const range = { flow, at: atLeast(since) }
    const told = await database.count(INBOX, range)
    const count = (wechat: WechatState) =>
      told === 0 ? Promise.resolve(0) : database.count(INBOX, { ...range, wechat })
    const [wechat, noCredit, refused, misconfigured, unknown, sms] = await Promise.all([
      count('sent'),
      count('no_credit'),
      count('refused'),
      count('misconfigured'),
      count('unknown'),
      told === 0 ? Promise.resolve(0) : database.count(INBOX, { ...range, sms: 'sent' }),
    ])
    return { flow, told, wechat, sms, noCredit, refused, misconfigured, unknown }
  }

  return {
    async put(row) {
      if ((await database.insert(INBOX, row)) === 'inserted') return row
      const known = await database.read<InboxDocument>(INBOX, row._id)
      if (!known) throw new Error(`message ${row._id} was there and is not`)
      return known
    },

    page: (member, before, limit) =>
      newestOfPerson<InboxDocument>(database, INBOX, member, { before, limit }),

    async known(keys) {
      const found = await database.readMany<InboxDocument>(INBOX, keys, ['flow'])
      return new Set(found.map(({ _id }) => _id))
    },

    claim: (key, now) =>
      database.updateWhere(
        INBOX,
        { _id: key, wechat: 'waiting' },
        { set: { wechat: 'claimed', claimedAt: now } },
      ),

    async release(key) {
      await database.updateWhere(
        INBOX,
        { _id: key, wechat: 'claimed' },
        { set: { wechat: 'waiting', claimedAt: null } },
      )
    },

    async end(key, wechat, errcode) {
      await database.updateWhere(
        INBOX,
        { _id: key },
        { set: { wechat, errcode, ...(wechat === 'sent' ? { channel: 'wechat' } : {}) } },
      )
    },

    claimSms: (key) => database.updateWhere(INBOX, { _id: key, sms: 'none' }, { set: { sms: 'claimed' } }),

    async endSms(key, sms) {
      await database.updateWhere(
        INBOX,
        { _id: key },
        { set: { sms, ...(sms === 'sent' ? { channel: 'sms' } : {}) } },
      )
    },

    figures: (flows, since) => Promise.all(flows.map((flow) => figuresOf(flow, since))),
  }
}
