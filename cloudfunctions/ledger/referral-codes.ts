import { REFERRAL_CODE_LENGTH, type Scene, type SceneKind } from '../contract/referral-scene'
import { type Database } from './database'
import { hmacSha256 } from './digest'

/** Whose code it is: a member's number or a channel's id. */
export interface CodeOwner {
  readonly kind: SceneKind
  readonly id: string
}

interface CodeDocument extends CodeOwner {
  /** The code. */
  readonly _id: string
  readonly at: number
}

/**
 * Codes of invitations and channels. A code says nothing of its owner, and one that isn't stored
 * leads nowhere; it follows from the owner by a key, so that two calls at once make the same one.
 */
export interface ReferralCodes {
  /** The owner's code, made the first time. One call, or two. */
  codeOf(owner: CodeOwner, now: number): Promise<string>
  /** The same for many, by id. One call once all were made. */
  codesOf(kind: SceneKind, ids: readonly string[], now: number): Promise<Map<string, string>>
  /** Null for a code that was never given out, or of another kind. */
  ownerOf(scene: Scene): Promise<CodeOwner | null>
}

const CODES = 'referral_codes'
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
/** Two owners meet at one code once in many ages; the next one is taken then. */
const MOST_ROUNDS = 5

export function referralCodes(database: Database, key: string): ReferralCodes {
  async function codeOf({ kind, id }: CodeOwner, now: number): Promise<string> {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const code = codeFor(`${kind}:${id}:${round}`, key)
      const document: CodeDocument = { _id: code, kind, id, at: now }
      const met =
        (await database.read<CodeDocument>(CODES, code)) ??
        ((await database.insert(CODES, document)) === 'inserted'
          ? document
          : await database.read<CodeDocument>(CODES, code))
      if (met?.kind === kind && met.id === id) return code
    }
    throw new Error('no code is free')
  }

  return {
    codeOf,

    async codesOf(kind, ids, now) {
      const first = ids.map((id) => codeFor(`${kind}:${id}:0`, key))
      const met = await database.readMany<CodeDocument>(CODES, first)
      const codes = new Map(met.filter((one) => one.kind === kind).map(({ _id, id }) => [id, _id]))
      for (const id of ids) if (!codes.has(id)) codes.set(id, await codeOf({ kind, id }, now))
      return codes
    },

    async ownerOf({ kind, code }) {
      const met = await database.read<CodeDocument>(CODES, code)
      return met?.kind === kind ? { kind, id: met.id } : null
    },
  }
}

function codeFor(owner: string, key: string): string {
  if (key === '') throw new TypeError('a code needs a key')
  const bytes = hmacSha256(key, `referral-code:${owner}`)
  let rest = BigInt(`0x${bytes.toString('hex')}`)
  let code = ''
  for (let index = 0; index < REFERRAL_CODE_LENGTH; index += 1) {
    code += BASE62[Number(rest % 62n)] ?? ''
    rest /= 62n
  }
  return code
}
