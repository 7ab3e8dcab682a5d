import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { decodeBase32, encodeBase32 } from './base32'
import { readHex, sameText, toHex } from './member-code'

/**
 * Codes that the back end makes for one purpose and keeps in the member's state until they are used
 * or expire: a prefix and base 32 of member number (64 bits), the code's id (64 bits) and an
 * HMAC-SHA256 tag cut to 128 bits. The prefix is in the tag, so that no code stands for another purpose.
 */
const NUMBER_BYTES = 8
const ID_BYTES = 8
const TAG_BYTES = 16
const CODE_BYTES = NUMBER_BYTES + ID_BYTES + TAG_BYTES

export interface TaggedCode {
  /** Whose code it is: proves nothing before the tag is verified. */
  readonly number: string
  /** 16 hex digits: under it the member's state knows the code. */
  readonly id: string
  readonly tag: string
}

/**
 * The tag that only the member's secret makes, 32 hex digits.
 * @param prefix two characters that name the purpose
 * @param id 16 hex digits, drawn by the entry point
 * @param secretHex the member's code secret, 64 hex digits
 */
export function codeTag(prefix: string, number: string, id: string, secretHex: string): string {
  const decoded = decodeBase32(number, NUMBER_BYTES)
  if (!decoded) throw new TypeError('not a member number')
  const message = new Uint8Array(1 + NUMBER_BYTES + ID_BYTES)
  message[0] = prefix.charCodeAt(0)
  message.set(decoded, 1)
  message.set(readHex(id, ID_BYTES), 1 + NUMBER_BYTES)
  return toHex(hmac(sha256, readHex(secretHex), message).subarray(0, TAG_BYTES))
}

/** The code as it is shown, scanned and pasted. */
export function codeText(prefix: string, code: TaggedCode): string {
  const number = decodeBase32(code.number, NUMBER_BYTES)
  if (!number) throw new TypeError('not a member number')
  const bytes = new Uint8Array(CODE_BYTES)
  bytes.set(number, 0)
  bytes.set(readHex(code.id, ID_BYTES), NUMBER_BYTES)
  bytes.set(readHex(code.tag, TAG_BYTES), NUMBER_BYTES + ID_BYTES)
  return prefix + encodeBase32(bytes)
}

/** Reads what was scanned, typed or pasted; null for anything that is no code of this purpose. */
export function parseCode(prefix: string, text: string): TaggedCode | null {
  const compact = text.replace(/[\s-]/g, '').toUpperCase()
  if (!compact.startsWith(prefix)) return null
  const bytes = decodeBase32(compact.slice(prefix.length), CODE_BYTES)
  if (!bytes) return null
  return {
    number: encodeBase32(bytes.subarray(0, NUMBER_BYTES)),
    id: toHex(bytes.subarray(NUMBER_BYTES, NUMBER_BYTES + ID_BYTES)),
    tag: toHex(bytes.subarray(NUMBER_BYTES + ID_BYTES)),
  }
}

/** True for a code that this member's secret made; whether it is still good, the state says. */
export function isOwnCode(prefix: string, { number, id, tag }: TaggedCode, secretHex: string): boolean {
  return sameText(codeTag(prefix, number, id, secretHex), tag)
}
