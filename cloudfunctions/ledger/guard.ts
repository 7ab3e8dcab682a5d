/**
 * What may travel to the database, and what may not. The SDK sends `{ $gt: '' }`, dotted keys and
 * `update({ $set: … })` as they stand and silently drops `undefined`, so that a condition on an
 * undefined owner would match every owner (quality.md section 5). Everything that leaves for the
 * database passes here first.
 */

const MOST_DEPTH = 32

/** A field name or a key of a map: it can't name an operator, a path or a prototype. */
const KEY = /^[A-Za-z0-9_][A-Za-z0-9_:@-]{0,199}$/

const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** Something that would reach the database as more or less than it says: always a bug, never input. */
export class UnsafeValueError extends Error {
  constructor(place: string, reason: string) {
    super(`${place}: ${reason}`)
    this.name = 'UnsafeValueError'
  }
}

/** Refuses keys with `$` or a dot, and those that reach a prototype. */
export function checkKey(key: string, place: string): void {
  if (!KEY.test(key) || FORBIDDEN_KEYS.has(key))
    throw new UnsafeValueError(place, `key ${JSON.stringify(key)}`)
}

/** Field names repeat in every document: those that passed once needn't be matched again. */
const seenKeys = new Set<string>()
const MOST_SEEN_KEYS = 2000

function admitKey(key: string, place: string): void {
  checkKey(key, place)
  if (seenKeys.size < MOST_SEEN_KEYS) seenKeys.add(key)
}

/** Refuses everything but a string, a finite number within 2^53, a boolean and null. */
export function checkScalar(value: unknown, place: string): asserts value is Scalar {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return
  if (typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER)
    return
  throw new UnsafeValueError(place, `${typeof value} is no plain value`)
}

export type Scalar = string | number | boolean | null

/**
 * Refuses what can't be stored as it is: `undefined`, operators, dotted keys, prototypes, class
 * instances, numbers beyond 2^53. Returns about how many bytes the value takes as JSON.
 */
export function measure(value: unknown, place: string, depth = 0): number {
  if (depth > MOST_DEPTH) throw new UnsafeValueError(place, 'nested too deeply')
  if (typeof value === 'string') return Buffer.byteLength(value) + 2
  if (typeof value !== 'object' || value === null) {
    checkScalar(value, place)
    return String(value).length
  }
  let bytes = 2
  if (Array.isArray(value)) {
    for (const child of value) bytes += measure(child, place, depth + 1) + 1
    return bytes
  }
  // Only a plain object's prototype is the end of its chain, whichever realm it comes from.
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null)
    throw new UnsafeValueError(place, 'no plain object')
  for (const key of Object.keys(value)) {
    if (!seenKeys.has(key)) admitKey(key, place)
    const child = (value as Record<string, unknown>)[key]
    if (child === undefined) throw new UnsafeValueError(`${place}.${key}`, 'undefined')
    bytes += key.length + 4 + measure(child, place, depth + 1)
  }
  return bytes
}
