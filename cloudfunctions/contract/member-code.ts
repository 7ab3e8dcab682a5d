import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'

/**
 * The member code: `M1`, the member's number (13 characters), then in Crockford's base 32 the
 * 30-second step (32 bits), a nonce (32 bits) and the first 128 bits of an HMAC-SHA-256 over all
 * that stands before it, under the member's secret. 54 characters that begin with a letter, so it
 * never looks like a payment code (wechat.md 4.7). The phone makes it and the counter checks it,
 * hence it lives here, without schema library, TextEncoder or DOM: phones have none of them.
 */
export const MEMBER_CODE_STEP_MS = 30_000
export const MEMBER_CODE_PATTERN = /^M1[0-9A-HJKMNP-TV-Z]{52}$/

const PREFIX = 'M1'
const NUMBER_LENGTH = 13
const TAG_BYTES = 16
const BODY_BYTES = 8 + TAG_BYTES
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

export interface MemberCode {
  readonly number: string
  readonly step: number
  readonly nonce: number
  /** The HMAC part as it stands in the code: compare it in constant time. */
  readonly tag: string
}

/** The step that an instant (epoch ms) falls into. */
export function memberCodeStep(now: number): number {
  return Math.floor(now / MEMBER_CODE_STEP_MS)
}

/**
 * @param secret base64 of the member's 32 secret bytes
 * @param nonce integer in [0, 2^32)
 */
export function makeMemberCode(number: string, step: number, nonce: number, secret: string): string {
  const body = new Uint8Array(BODY_BYTES)
  writeHead(body, step, nonce)
  body.set(tagBytes(number, step, nonce, secret), 8)
  return `${PREFIX}${number}${toBase32(body)}`
}

/** The parts of a code, or null for a text that is none. It says nothing about who made it. */
export function readMemberCode(text: string): MemberCode | null {
  if (!MEMBER_CODE_PATTERN.test(text)) return null
  const body = fromBase32(text.slice(PREFIX.length + NUMBER_LENGTH), BODY_BYTES)
  const view = new DataView(body.buffer)
  return {
    number: text.slice(PREFIX.length, PREFIX.length + NUMBER_LENGTH),
    step: view.getUint32(0),
    nonce: view.getUint32(4),
    tag: toBase32(body.slice(8)),
  }
}

/** What the tag must be for these parts under this secret. */
export function memberCodeTag(number: string, step: number, nonce: number, secret: string): string {
  return toBase32(tagBytes(number, step, nonce, secret))
}

function tagBytes(number: string, step: number, nonce: number, secret: string): Uint8Array {
  const name = `${PREFIX}${number}`
  const message = new Uint8Array(name.length + 8)
  for (let index = 0; index < name.length; index += 1) message[index] = name.charCodeAt(index)
  writeHead(message.subarray(name.length), step, nonce)
  return hmac(sha256, fromBase64(secret), message).slice(0, TAG_BYTES)
}

function writeHead(target: Uint8Array, step: number, nonce: number): void {
  const view = new DataView(target.buffer, target.byteOffset)
  view.setUint32(0, step)
  view.setUint32(4, nonce)
}

function toBase32(bytes: Uint8Array): string {
  return regroup(bytes, 8, 5, true)
    .map((digit) => ALPHABET.charAt(digit))
    .join('')
}

function fromBase32(text: string, length: number): Uint8Array<ArrayBuffer> {
  const digits = Array.from(text, (character) => ALPHABET.indexOf(character))
  return new Uint8Array(regroup(digits, 5, 8, false).slice(0, length))
}

function fromBase64(text: string): Uint8Array {
  const digits = Array.from(text.replace(/=+$/, ''), (character) => BASE64.indexOf(character))
  return new Uint8Array(regroup(digits, 6, 8, false))
}

/** Repacks groups of `from` bits into groups of `to` bits, the highest first. */
function regroup(groups: ArrayLike<number>, from: number, to: number, pad: boolean): number[] {
  const out: number[] = []
  let held = 0
  let bits = 0
  for (let index = 0; index < groups.length; index += 1) {
    held = ((held << from) | (groups[index] ?? 0)) & 0xffff
    bits += from
    while (bits >= to) {
      bits -= to
      out.push((held >> bits) & ((1 << to) - 1))
    }
  }
  if (pad && bits > 0) out.push((held << (to - bits)) & ((1 << to) - 1))
  return out
}
