import type { Database } from './database'

/**
 * Where a member can be reached: the openid, and the phone number where the shop falls back to SMS.
 * Neither stands in the books. Written from the platform's own context only, never from what a
 * caller says, and erased with the account by `retention-table` (L9, L10).
 */
export interface Recipient {
  readonly _id: string
  readonly openid: string
  readonly phone: string | null
  readonly at: number
}

export interface Recipients {
  read(memberId: string): Promise<Recipient | null>
  /** `phone` undefined: what is known stays. */
  remember(memberId: string, reached: { openid: string; phone?: string }, now: number): Promise<void>
  /** The phone number goes with the person to the other WeChat; the openid doesn't (M062). */
  handOver(from: string, to: string, now: number): Promise<void>
  /** The member took the number out; WeChat still reaches them. */
  forgetPhone(memberId: string): Promise<void>
}

const RECIPIENTS = 'recipients'

export function recipients(database: Database): Recipients {
  const read = (memberId: string) => database.read<Recipient>(RECIPIENTS, memberId)
  return {
    read,

    async remember(memberId, { openid, phone }, now) {
      const row: Recipient = { _id: memberId, openid, phone: phone ?? null, at: now }
      if ((await database.insert(RECIPIENTS, row)) === 'inserted') return
      const set = { openid, at: now, ...(phone === undefined ? {} : { phone }) }
      await database.updateWhere(RECIPIENTS, { _id: memberId }, { set })
    },

    async handOver(from, to, now) {
      const left = await read(from)
      if (!left) return
      if (left.phone !== null)
        await database.updateWhere(
          RECIPIENTS,
          { _id: to, phone: null },
          { set: { phone: left.phone, at: now } },
        )
      await database.remove(RECIPIENTS, { _id: from })
    },

    async forgetPhone(memberId) {
      await database.updateWhere(RECIPIENTS, { _id: memberId }, { set: { phone: null } })
    },
  }
}
