import { encode, isPlainObject, type Fields } from '../protocol-ejson'

/**
 * Index keys are strings whose plain order equals the order of the values they stand for, in
 * JavaScript (UTF-16) as in SQLite (UTF-8). A component is a type tag, the value and a terminator;
 * a composite key is its components one after another.
 */

const terminator = '\u0001'
/** Sorts behind every key that begins with the same component. */
const beyond = '\u0002'

export interface KeyRange {
  /** Inclusive. */
  from: string
  /** Exclusive. */
  below: string
}

/** Tags in the order in which mingo sorts types; the character after a tag ends its type. */
const tags = {
  emptyArray: '1',
  null: '2',
  number: '3',
  string: '4',
  boolean: '9',
  date: 'a',
  other: 'c',
} as const

/** A value that has a place in the order: the others are indexed, but never give an order. */
export type Scalar = string | number | boolean | Date | null

export function isScalar(value: unknown): value is Scalar {
  return (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean' ||
    value instanceof Date
  )
}

/** One complete component. */
export function keyPart(value: unknown): string {
  return component(value) + terminator
}

function component(value: unknown): string {
  if (value === null || value === undefined) return tags.null
  if (typeof value === 'string') return tags.string + escape(value)
  if (typeof value === 'number') return tags.number + sortableNumber(value)
  if (typeof value === 'boolean') return tags.boolean + (value ? '1' : '0')
  if (value instanceof Date) return tags.date + sortableNumber(value.getTime())
  if (Array.isArray(value) && value.length === 0) return tags.emptyArray
  return tags.other + escape(encode(value))
}

export function keyOf(values: readonly unknown[]): string {
  return values.map(keyPart).join('')
}

/** The first `count` components of a composite key. */
export function leading(key: string, count: number): string {
  let end = 0
  for (let seen = 0; seen < count; seen++) end = key.indexOf(terminator, end) + 1
  return key.slice(0, end)
}

/** All keys that begin with these complete components. */
export function under(prefix: string): KeyRange {
  return { from: prefix, below: `${prefix}\uffff` }
}

export interface Bound {
  operator: '$gt' | '$gte' | '$lt' | '$lte'
  value: string | number | Date
}

/** Keys below `prefix` whose next component lies within the bounds, which share one type. */
export function within(prefix: string, bounds: readonly Bound[]): KeyRange | null {
  const tag = typeTag(bounds[0]!.value)
  if (bounds.some((bound) => typeTag(bound.value) !== tag)) return null
  const range = { from: prefix + tag, below: prefix + String.fromCharCode(tag.charCodeAt(0) + 1) }
  for (const { operator, value } of bounds) {
    const edge = prefix + component(value) + (operator === '$gt' || operator === '$lte' ? beyond : '')
    if (operator === '$gt' || operator === '$gte') range.from = edge > range.from ? edge : range.from
    else range.below = edge < range.below ? edge : range.below
  }
  return range
}

function typeTag(value: string | number | Date): string {
  return component(value).charAt(0)
}

function escape(text: string): string {
  // Surrogates sort below U+E000 in UTF-16 and above it in UTF-8: spelled out they sort alike.
  return text.replace(/[\u0000-\u0002\ud7ff-\uffff]/g, (unit) =>
    unit < '\u0003' ? beyond + unit.charCodeAt(0) : `\ud7ff${unit.charCodeAt(0).toString(16)}`,
  )
}

const bytes = new DataView(new ArrayBuffer(8))

/** Sixteen hexadecimal digits that sort like the numbers. */
function sortableNumber(value: number): string {
  bytes.setFloat64(0, value === 0 ? 0 : value)
  const high = bytes.getUint32(0)
  const low = bytes.getUint32(4)
  const negative = high >>> 31 === 1
  return hex(negative ? ~high : high ^ 0x80000000) + hex(negative ? ~low : low)
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0')
}

/**
 * Every value that a query on `path` could meet in the document: arrays on the way and at the end
 * count with each of their elements, a missing field as null. May hold more than matches, never less.
 */
export function valuesAt(document: Fields, path: string): unknown[] {
  const found: unknown[] = []
  collect(document, path.split('.'), 0, found)
  return found
}

function collect(value: unknown, path: readonly string[], depth: number, found: unknown[]): void {
  const name = path[depth]
  if (Array.isArray(value)) {
    if (value.length === 0) found.push(depth === path.length ? [] : null)
    for (const element of value) collect(element, path, depth, found)
    if (name !== undefined && /^\d+$/.test(name)) collect(value[Number(name)], path, depth + 1, found)
  } else if (name === undefined) {
    found.push(value ?? null)
  } else {
    collect(
      isPlainObject(value) ? value[name] : null,
      path,
      isPlainObject(value) ? depth + 1 : path.length,
      found,
    )
  }
}
