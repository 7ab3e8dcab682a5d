import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { decodeBase32, encodeBase32 } from './base32'
import { readHex, sameText, toHex } from './member-code'

/**
 * The code with which a friend's bill is paid from this member's balance (M015): `F1` and base 32
 * of member number (64 bits), the code's id (64 bits) and an HMAC-SHA256 tag cut to 128 bits. The
 * back end makes it and keeps its id, cap and end in the member's state; it is good once.
 */
const PREFIX = 'F1'
const NUMBER_BYTES = 8
const ID_BYTES = 8
const TAG_BYTES = 16
const CODE_BYTES = NUMBER_BYTES + ID_BYTES + TAG_BYTES

export interface ParsedFriendCode {
  /** Whose balance pays: proves nothing before the tag is verified. */
  readonly number: string
  /** 16 hex digits: under it the member's state knows the code. */
  readonly id: string
  readonly tag: string
}

/**
 * @param code.id 16 hex digits, drawn by the entry point
 * @param code.secretHex the member's code secret, 64 hex digits
 */
export function makeFriendCode(code: { number: string; id: string; secretHex: string }): string {
  const number = decodeBase32(code.number, NUMBER_BYTES)
  if (!number) throw new TypeError('not a member number')
  if (!/^[0-9a-f]{16}$/.test(code.id)) throw new TypeError('an id is 16 hex digits')
  const bytes = new Uint8Array(CODE_BYTES)
  bytes.set(number, 0)
  bytes.set(readHex(code.id, ID_BYTES), NUMBER_BYTES)
  bytes.set(makeTag(bytes.subarray(0, NUMBER_BYTES + ID_BYTES), code.secretHex), NUMBER_BYTES + ID_BYTES)
  return PREFIX + encodeBase32(bytes)
}

/** Reads what was scanned or typed; null for anything that is no friend's code. */
export function parseFriendCode(text: string): ParsedFriendCode | null {
  const compact = text.replace(/[\s-]/g, '').toUpperCase()
  if (!compact.startsWith(PREFIX)) return null
  const bytes = decodeBase32(compact.slice(PREFIX.length), CODE_BYTES)
  if (!bytes) return null
  return {
    number: encodeBase32(bytes.subarray(0, NUMBER_BYTES)),
    id: toHex(bytes.subarray(NUMBER_BYTES, NUMBER_BYTES + ID_BYTES)),
    tag: toHex(bytes.subarray(NUMBER_BYTES + ID_BYTES)),
  }
}

/** True for a code that this member's secret made; whether it is still good, the state says. */
export function isOwnFriendCode({ number, id, tag }: ParsedFriendCode, secretHex: string): boolean {
  const bytes = new Uint8Array(NUMBER_BYTES + ID_BYTES)
  const decoded = decodeBase32(number, NUMBER_BYTES)
  if (!decoded) return false
  bytes.set(decoded, 0)
  bytes.set(readHex(id, ID_BYTES), NUMBER_BYTES)
  return sameText(toHex(makeTag(bytes, secretHex)), tag)
}

/** Another purpose than the member code's: neither can stand for the other. */
function makeTag(numberAndId: Uint8Array, secretHex: string): Uint8Array {
  const message = new Uint8Array(1 + numberAndId.length)
  message[0] = PREFIX.charCodeAt(0)
  message.set(numberAndId, 1)
  return hmac(sha256, readHex(secretHex, 32), message).subarray(0, TAG_BYTES)
}
