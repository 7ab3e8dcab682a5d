import { type Database, oneOf } from './database'
import { hmacSha256 } from './digest'

interface DeviceDocument {
  /** `{digest}:{memberId}` */
  readonly _id: string
  readonly digest: string
  readonly memberId: string
  readonly at: number
}

/**
 * Which accounts came from one phone, by a keyed digest of an id that the phone made for itself. It
 * only ever speaks against a reward: another phone, or a cleared one, is another device (M107).
 */
export interface Devices {
  /** Once for a device and a member; a member's further devices beyond ten are left out. */
  remember(digest: string, memberId: string, now: number): Promise<void>
  /** Everybody who came from a device of these members, themselves included; at most 200. */
  sharingWith(memberIds: readonly string[]): Promise<string[]>
}

const DEVICES = 'devices'
const MOST_OF_A_MEMBER = 10
const MOST_ACCOUNTS = 200

export function devices(database: Database): Devices {
  const of = (memberIds: readonly string[]) =>
    database.find<DeviceDocument>(DEVICES, {
      where: { memberId: oneOf(memberIds) },
      orderBy: [['_id', 'asc']],
      limit: MOST_OF_A_MEMBER,
    })
  return {
    async remember(digest, memberId, now) {
      const known = await of([memberId])
      if (known.length >= MOST_OF_A_MEMBER || known.some((one) => one.digest === digest)) return
      const document: DeviceDocument = { _id: `${digest}:${memberId}`, digest, memberId, at: now }
      await database.insert(DEVICES, document)
    },

    async sharingWith(memberIds) {
      const own = await of(memberIds)
      if (own.length === 0) return []
      const found = await database.find<DeviceDocument>(DEVICES, {
        where: { digest: oneOf(own.map(({ digest }) => digest)) },
        orderBy: [['_id', 'asc']],
        limit: MOST_ACCOUNTS,
      })
      return [...new Set(found.map(({ memberId }) => memberId))]
    },
  }
}

/** Keyed with a use of its own, so that digests of two shops can't be compared. */
export function deviceDigest(device: string, key: string): string {
  if (key === '') throw new TypeError('a device digest needs a key')
  return hmacSha256(key, `device:${device}`).toString('hex')
}
