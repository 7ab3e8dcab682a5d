import { type Database } from './database'
import { hmacSha256 } from './digest'

interface PhoneDocument {
  readonly _id: string
  readonly memberId: string
  readonly at: number
}

/** One phone number belongs to one member; the number itself is stored nowhere. */
export interface PhoneOwners {
  /** The member's id, or null. */
  read(digest: string): Promise<string | null>
  /** The id of who owns it after the call: the caller's own, or the one who came first. */
  claim(digest: string, memberId: string, now: number): Promise<string>
  /** To who took over from `from` (M062); nothing happens where another owns it (any more). */
  handOver(digest: string, from: string, to: string, now: number): Promise<void>
  /** No number is this member's any more: another WeChat may bind it. */
  free(memberId: string): Promise<void>
}

export function phoneOwners(database: Database): PhoneOwners {
  const read = async (digest: string) =>
    (await database.read<PhoneDocument>('phones', digest))?.memberId ?? null
  return {
    read,
    async claim(digest, memberId, now) {
      const document: PhoneDocument = { _id: digest, memberId, at: now }
      if ((await database.insert('phones', document)) === 'inserted') return memberId
      const owner = await read(digest)
      if (owner === null) throw new Error('a claimed phone number has no owner')
      return owner
    },
    async handOver(digest, from, to, now) {
      await database.updateWhere(
        'phones',
        { _id: digest, memberId: from },
        { set: { memberId: to, at: now } },
      )
    },
    async free(memberId) {
      await database.remove('phones', { memberId })
    },
  }
}

/** Keyed: eleven digits could be guessed from a plain hash. The key has a use of its own. */
export function phoneDigest(phone: string, key: string): string {
  if (key === '') throw new TypeError('a phone digest needs a key')
  return hmacSha256(key, `phone:${phone}`).toString('hex')
}
