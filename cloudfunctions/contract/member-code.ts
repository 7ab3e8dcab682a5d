import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { decodeBase32, encodeBase32 } from './base32'

/**
 * The code that a member shows: `M1` and 47 characters of base 32 for member number (64 bits), low
 * 8 bits of the 30 s step, nonce (32 bits) and an HMAC-SHA256 tag cut to 128 bits. The phone makes
 * it and the counter verifies it with the same file, so it uses neither TextEncoder nor Buffer.
 * It starts with a letter: a till can't take it for a payment code, which is digits only.
 */
export const MEMBER_CODE_STEP_MS = 30_000

const PREFIX = 'M1'
const NUMBER_BYTES = 8
const NONCE_BYTES = 4
const TAG_BYTES = 16
const SECRET_BYTES = 32
const CODE_BYTES = NUMBER_BYTES + 1 + NONCE_BYTES + TAG_BYTES
const LOW_STEPS = 256
/** A code this much older than now is still recognised as the member's own, only expired. */
const RECOGNISED_STEPS = (24 * 3600 * 1000) / MEMBER_CODE_STEP_MS

export interface ParsedMemberCode {
  /** The member's number, 13 characters: proves nothing before the tag is verified. */
  readonly number: string
  readonly lowStep: number
  readonly nonce: number
  /** 128 bits as hex: under it a used code is remembered. */
  readonly tag: string
}

export type VerifiedMemberCode = { readonly ok: true; readonly tag: string; readonly step: number }

/** The step that an instant (epoch ms) falls into. */
export function memberCodeStep(now: number): number {
  if (!Number.isSafeInteger(now) || now < 0) throw new RangeError('now is epoch ms')
  return Math.floor(now / MEMBER_CODE_STEP_MS)
}

/**
 * @param secretHex 32 bytes as 64 hex digits
 * @param now the server's time in epoch ms, as the phone reckons it
 * @param nonce a whole number below 2^32, fresh for each code
 */
export function makeMemberCode(code: {
  number: string
  secretHex: string
  now: number
  nonce: number
}): string {
  const number = decodeBase32(code.number, NUMBER_BYTES)
  if (!number) throw new TypeError('not a member number')
  if (!Number.isInteger(code.nonce) || code.nonce < 0 || code.nonce >= 2 ** 32)
    throw new RangeError('the nonce is a 32-bit number')
  const step = memberCodeStep(code.now)
  const bytes = new Uint8Array(CODE_BYTES)
  bytes.set(number, 0)
  bytes[NUMBER_BYTES] = step % LOW_STEPS
  writeBigEndian(bytes, NUMBER_BYTES + 1, NONCE_BYTES, code.nonce)
  bytes.set(makeTag(number, step, code.nonce, readHex(code.secretHex)), NUMBER_BYTES + 1 + NONCE_BYTES)
  return PREFIX + encodeBase32(bytes)
}

/** Reads what was scanned, typed or pasted; null for anything that is no member code. */
export function parseMemberCode(text: string): ParsedMemberCode | null {
  const compact = text.replace(/[\s-]/g, '').toUpperCase()
  if (!compact.startsWith(PREFIX)) return null
  const bytes = decodeBase32(compact.slice(PREFIX.length), CODE_BYTES)
  if (!bytes) return null
  return {
    number: encodeBase32(bytes.subarray(0, NUMBER_BYTES)),
    lowStep: bytes[NUMBER_BYTES] ?? 0,
    nonce: readBigEndian(bytes, NUMBER_BYTES + 1, NONCE_BYTES),
    tag: toHex(bytes.subarray(NUMBER_BYTES + 1 + NONCE_BYTES)),
  }
}

/**
 * Accepts the step before, the current and the next one. `expired` is said only of a code that the
 * member's own secret made within a day; everything else is `forged`.
 * @param now the server's clock, epoch ms
 */
export function verifyMemberCode(
  parsed: ParsedMemberCode,
  secretHex: string,
  now: number,
): VerifiedMemberCode | 'expired' | 'forged' {
  const number = decodeBase32(parsed.number, NUMBER_BYTES)
  if (!number) return 'forged'
  const secret = readHex(secretHex)
  const current = memberCodeStep(now)
  for (const step of candidateSteps(parsed.lowStep, current)) {
    if (!sameText(toHex(makeTag(number, step, parsed.nonce, secret)), parsed.tag)) continue
    return Math.abs(step - current) <= 1 ? { ok: true, tag: parsed.tag, step } : 'expired'
  }
  return 'forged'
}

/** All steps with these low bits, from the next 256 back to a day ago, the likeliest first. */
function candidateSteps(lowStep: number, current: number): number[] {
  const newest = current + 1 - ((((current + 1 - lowStep) % LOW_STEPS) + LOW_STEPS) % LOW_STEPS)
  const steps: number[] = []
  for (let step = newest; step >= Math.max(0, current - RECOGNISED_STEPS); step -= LOW_STEPS) steps.push(step)
  steps.push(newest + LOW_STEPS)
  return steps
}

function makeTag(number: Uint8Array, step: number, nonce: number, secret: Uint8Array): Uint8Array {
  const message = new Uint8Array(NUMBER_BYTES + 8 + NONCE_BYTES)
  message.set(number, 0)
  writeBigEndian(message, NUMBER_BYTES, 8, step)
  writeBigEndian(message, NUMBER_BYTES + 8, NONCE_BYTES, nonce)
  return hmac(sha256, secret, message).subarray(0, TAG_BYTES)
}

function writeBigEndian(bytes: Uint8Array, offset: number, length: number, value: number): void {
  let rest = value
  for (let index = offset + length - 1; index >= offset; index -= 1) {
    bytes[index] = rest % 256
    rest = Math.floor(rest / 256)
  }
}

function readBigEndian(bytes: Uint8Array, offset: number, length: number): number {
  let value = 0
  for (const byte of bytes.subarray(offset, offset + length)) value = value * 256 + byte
  return value
}

/** Lower-case hex of exactly so many bytes; anything else is a bug and throws. */
export function readHex(hex: string, byteCount = SECRET_BYTES): Uint8Array {
  if (hex.length !== byteCount * 2 || !/^[0-9a-f]*$/.test(hex))
    throw new TypeError(`not ${byteCount * 2} hex digits`)
  const bytes = new Uint8Array(byteCount)
  for (let index = 0; index < byteCount; index += 1)
    bytes[index] = Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16)
  return bytes
}

export function toHex(bytes: Uint8Array): string {
  let hex = ''
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0')
  return hex
}

/** Takes as long for a near miss as for any other, so that a tag can't be guessed piece by piece. */
export function sameText(left: string, right: string): boolean {
  let difference = left.length ^ right.length
  for (let index = 0; index < left.length; index += 1)
    difference |= left.charCodeAt(index) ^ right.charCodeAt(index)
  return difference === 0
}
