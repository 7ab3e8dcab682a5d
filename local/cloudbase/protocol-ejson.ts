import { EJSON, ObjectId } from 'bson'
import { invalidParam } from './protocol-errors'

/** A document or a part of one, after decoding: JSON's types, Date, RegExp, ObjectId and other BSON types. */
export type Fields = Record<string, unknown>

const wrappers: Record<string, true> = {
  $numberInt: true,
  $numberLong: true,
  $numberDouble: true,
  $numberDecimal: true,
  $date: true,
  $oid: true,
  $regularExpression: true,
  $binary: true,
  $uuid: true,
  $timestamp: true,
  $symbol: true,
  $minKey: true,
  $maxKey: true,
  $undefined: true,
  $tcb_server_date: true,
}

/**
 * Reads canonical or relaxed EJSON. `db.serverDate({ offset })` arrives as
 * `{ $tcb_server_date: { offset } }` and becomes the service's time: `now`.
 */
export function decode(text: string, now: () => number): unknown {
  try {
    return JSON.parse(text, (_key, value: unknown) => unwrap(value, now)) as unknown
  } catch (error) {
    throw invalidParam(`not EJSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Reads an object; anything else is refused with INVALID_PARAM. */
export function decodeObject(text: unknown, what: string, now: () => number): Fields {
  if (typeof text !== 'string') throw invalidParam(`${what} must be an EJSON string`)
  const value = decode(text, now)
  if (!isPlainObject(value)) throw invalidParam(`${what} must be an object`)
  return value
}

function unwrap(value: unknown, now: () => number): unknown {
  if (!isPlainObject(value)) return value
  for (const key in value) {
    if (!wrappers[key]) return value
    return unwrapSpecial(key, value, now)
  }
  return value
}

function unwrapSpecial(key: string, value: Fields, now: () => number): unknown {
  const inner = value[key]
  switch (key) {
    case '$numberInt':
    case '$numberLong':
    case '$numberDouble':
      return Number(inner)
    case '$date':
      return new Date(inner as string | number)
    case '$tcb_server_date':
      return new Date(now() + Number(isPlainObject(inner) ? (inner.offset ?? 0) : 0))
    case '$oid':
      return new ObjectId(String(inner))
    case '$regularExpression': {
      const { pattern, options } = inner as { pattern: string; options?: string }
      return new RegExp(pattern, (options ?? '').replace(/[^imsu]/g, ''))
    }
    default:
      return EJSON.deserialize(value, { relaxed: true })
  }
}

/** Reads a text that `encode` wrote. Most documents hold JSON's types only, which is much faster. */
export function decodeStored(text: string): Fields {
  return (text.includes('"$') ? decode(text, Date.now) : JSON.parse(text)) as Fields
}

/** Writes relaxed EJSON, which the SDK reads like canonical. */
export function encode(value: unknown): string {
  return isJson(value) ? JSON.stringify(value) : EJSON.stringify(withoutUndefined(value), { relaxed: true })
}

function isJson(value: unknown): boolean {
  if (value === null || value === undefined) return true
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0)
    case 'object':
      if (Array.isArray(value)) return value.every(isJson)
      if (!isPlainObject(value)) return false
      for (const key in value) if (!isJson(value[key])) return false
      return true
    default:
      return false
  }
}

function withoutUndefined(value: unknown): Fields {
  if (Array.isArray(value)) return value.map(withoutUndefined) as unknown as Fields
  if (!isPlainObject(value)) return value as Fields
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [key, withoutUndefined(inner)]),
  )
}

export function isPlainObject(value: unknown): value is Fields {
  if (value === null || typeof value !== 'object') return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
