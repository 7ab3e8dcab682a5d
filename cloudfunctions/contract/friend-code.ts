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

/** Fen: up to here the code alone will do; above, WeChat vouches for the own phone first (M015). */
export const MOST_WITHOUT_PHONE = 20_000
/** How long a code can be shown at the counter, in ms (M015). */
export const FRIEND_CODE_MS = 60_000

export interface ParsedFriendCode {
  /** Whose balance pays: proves nothing before the tag is verified. */
  readonly number: string
  /** 16 hex digits: under it the member's state knows the code. */
  readonly id: string
  readonly tag: string
}

/**
 * The tag that only the member's secret makes, 32 hex digits.
 * @param id 16 hex digits, drawn by the entry point
 * @param secretHex the member's code secret, 64 hex digits
 */
export function friendCodeTag(number: string, id: string, secretHex: string): string {
  const decoded = decodeBase32(number, NUMBER_BYTES)
  if (!decoded) throw new TypeError('not a member number')
  return toHex(makeTag(decoded, readHex(id, ID_BYTES), secretHex))
}

/** The code as it is shown and scanned. */
export function friendCodeText(code: ParsedFriendCode): string {
  const number = decodeBase32(code.number, NUMBER_BYTES)
  if (!number) throw new TypeError('not a member number')
  const bytes = new Uint8Array(CODE_BYTES)
  bytes.set(number, 0)
  bytes.set(readHex(code.id, ID_BYTES), NUMBER_BYTES)
  bytes.set(readHex(code.tag, TAG_BYTES), NUMBER_BYTES + ID_BYTES)
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
  return sameText(friendCodeTag(number, id, secretHex), tag)
}

/** Another purpose than the member code's: neither can stand for the other. */
function makeTag(number: Uint8Array, id: Uint8Array, secretHex: string): Uint8Array {
  const message = new Uint8Array(1 + NUMBER_BYTES + ID_BYTES)
  message[0] = PREFIX.charCodeAt(0)
  message.set(number, 1)
  message.set(id, 1 + NUMBER_BYTES)
  return hmac(sha256, readHex(secretHex), message).subarray(0, TAG_BYTES)
}
