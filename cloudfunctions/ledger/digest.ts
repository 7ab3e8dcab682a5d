import { createHash, createHmac } from 'node:crypto'
import type { JournalEntry } from '../domain/decision'

/**
 * JSON with sorted keys and nothing that JSON would drop or round, so that equal values give equal
 * bytes wherever they were stored in between. Refuses `undefined`, NaN, infinities and functions.
 */
export function canonicalJson(value: unknown): string {
  return write(value, false)
}

/** @param sparing leaves fields out that are `undefined`, where they would be refused otherwise */
function write(value: unknown, sparing: boolean): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${value} has no canonical form`)
    return String(value)
  }
  if (typeof value !== 'object') throw new TypeError(`${typeof value} has no canonical form`)
  let text = ''
  if (Array.isArray(value)) {
    for (const element of value) text += (text === '' ? '' : ',') + write(element, sparing)
    return `[${text}]`
  }
  for (const key of sorted(Object.keys(value))) {
    const child = (value as Record<string, unknown>)[key]
    if (sparing && child === undefined) continue
    text += (text === '' ? '' : ',') + named(key) + write(child, sparing)
  }
  return `{${text}}`
}

const FEW_KEYS = 32

/** By UTF-16 code units, in place. Documents have few keys, which are sorted much faster by hand. */
function sorted(keys: string[]): string[] {
  if (keys.length > FEW_KEYS) return keys.sort()
  for (let index = 1; index < keys.length; index += 1) {
    const key = keys[index] as string
    let place = index
    for (; place > 0; place -= 1) {
      const before = keys[place - 1] as string
      if (before <= key) break
      keys[place] = before
    }
    keys[place] = key
  }
  return keys
}

/** Field names repeat in every document: those that were spelled out once needn't be again. */
const names = new Map<string, string>()
const MOST_NAMES = 2000

function named(key: string): string {
  const known = names.get(key)
  if (known !== undefined) return known
  const name = `${JSON.stringify(key)}:`
  if (names.size < MOST_NAMES) names.set(key, name)
  return name
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
 * of the same id. Optional fields that were left out parse to `undefined` or to nothing at all: the
 * same input. Anybody who reads the journal can try inputs against it, so a handler whose input
 * holds a phone number passes the number's keyed digest in its place.
 */
export function inputDigest(command: string, input: unknown): string {
  return textDigest(`${command}\n${write(input, true)}`)
}

/** The hash that chains an entry: over all of it but the hash itself. */
export function entryHash(entry: Omit<JournalEntry, 'hash'> & { readonly hash?: string }): string {
  const { hash: _own, ...hashed } = entry
  return textDigest(canonicalJson(hashed))
}

/** The previous hash of a member's first entry. */
export const GENESIS_HASH = '0'.repeat(64)
