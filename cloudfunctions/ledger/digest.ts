import { createHash, createHmac } from 'node:crypto'
import type { JournalEntry } from '../domain/decision'

/**
 * JSON with sorted keys and nothing that JSON would drop or round, so that equal values give equal
 * bytes wherever they were stored in between. Refuses `undefined`, NaN, infinities and functions.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return JSON.stringify(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${value} has no canonical form`)
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object') throw new TypeError(`${typeof value} has no canonical form`)
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson((value as Record<string, unknown>)[key])}`)
  return `{${members.join(',')}}`
}

/** SHA-256 of the text's UTF-8 bytes, in hex. */
export function textDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

export function hmacSha256(key: string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

/**
 * What an entry or an order remembers of its checked input, to tell a repetition from another use
 * of the same id. Anybody who reads the journal can try inputs against it, so a handler whose input
 * holds a phone number passes the number's keyed digest in its place.
 */
export function inputDigest(command: string, input: unknown): string {
  return textDigest(`${command}\n${canonicalJson(dropAbsent(input))}`)
}

/** The hash that chains an entry: over all of it but the hash itself. */
export function entryHash(entry: Omit<JournalEntry, 'hash'> & { readonly hash?: string }): string {
  const { hash: _own, ...hashed } = entry
  return textDigest(canonicalJson(hashed))
}

/** The previous hash of a member's first entry. */
export const GENESIS_HASH = '0'.repeat(64)

/** Optional fields that were left out parse to `undefined` or to nothing at all: the same input. */
function dropAbsent(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(dropAbsent)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([, child]) => child !== undefined)
  return Object.fromEntries(kept.map(([key, child]) => [key, dropAbsent(child)]))
}
