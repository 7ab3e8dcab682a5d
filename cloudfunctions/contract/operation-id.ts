import { sha256 } from '@noble/hashes/sha2.js'

/**
 * Operation ids name one intention of one person for ever: the client makes the id before the
 * first sending and keeps it until a definite answer. The first nine characters are the time in
 * base 36 (epoch ms), so the ledger can tell an old id from a new one without reading anything.
 * An order's number at WeChat Pay (at most 32 characters) is the id of the operation that made it.
 */
export const OPERATION_ID_PATTERN = /^[0-9a-z]{25}$/

/** Phones may run this far ahead; an id from further ahead is refused. Epoch ms. */
export const MOST_CLOCK_SKEW_MS = 5 * 60_000

const TIME_LENGTH = 9
const RANDOM_LENGTH = 16

/**
 * @param now epoch ms
 * @param random numbers in [0, 1), one for each of the 16 random characters
 */
export function makeOperationId(now: number, random: () => number): string {
  let id = now.toString(36).padStart(TIME_LENGTH, '0')
  for (let index = 0; index < RANDOM_LENGTH; index += 1) id += Math.floor(random() * 36).toString(36)
  return id
}

/**
 * The time within an operation id, also within a derived one such as `undo:{receiptId}` or
 * `refund:{receiptId}:{n}`. Epoch ms; NaN for a string that is no operation id.
 */
export function operationTime(id: string): number {
  const own = id.split(':').find((part) => OPERATION_ID_PATTERN.test(part))
  return own === undefined ? Number.NaN : Number.parseInt(own.slice(0, TIME_LENGTH), 36)
}

/**
 * An operation id that follows from something else, such as the order of a contract's third
 * attempt: made twice, it is the same. `seed` says of what, `at` is the time that it carries.
 */
export function derivedOperationId(seed: string, at: number): string {
  const bytes = sha256(new Uint8Array([...seed].map((character) => character.charCodeAt(0) % 256)))
  let next = 0
  return makeOperationId(at, () => (bytes[next++] ?? 0) / 256)
}
