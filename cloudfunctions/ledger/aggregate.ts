import { operationTime } from '../contract/operation-id'
import { type Refusal, refuse } from '../contract/refusals'
import type { JournalEntry } from '../domain/decision'
import type { AppliedOperations, MemberState } from '../domain/member'
import { encodeBase32 } from '../contract/base32'
import { GENESIS_HASH, hmacSha256 } from './digest'
import { measure } from './guard'

/** `members/{number}`: written whole, in one conditional write. */
export interface MemberDocument {
  readonly _id: string
  /** 1 after the first commit, one more with each. */
  readonly version: number
  /** Epoch ms; never goes back, so that the sweeper's cursor passes no write. */
  readonly updatedAt: number
  readonly nextDueAt: number | null
  readonly state: MemberState
  /** Entries not yet archived, the oldest first; the newest is always here. */
  readonly tail: readonly JournalEntry[]
}

/** Thirteen characters of Crockford's base 32: the first 64 bits of HMAC-SHA256(key, openid). */
export function memberNumber(openid: string, key: string): string {
  if (openid === '' || key === '') throw new TypeError('a member number needs an openid and a key')
  return encodeBase32(hmacSha256(key, openid).subarray(0, 8))
}

/** The hash that the next entry chains to. */
export function chainHead(document: MemberDocument | undefined): string {
  if (!document) return GENESIS_HASH
  const newest = document.tail.at(-1)
  if (!newest) throw new Error(`member ${document._id} has lost its newest entry`)
  return newest.hash
}

const REMEMBERED_OPERATIONS = 64

/**
 * Adds an applied id and keeps the 64 with the greatest embedded time, the oldest first; see
 * DESIGN, Commit, step 2. A new id nearly always belongs at the end.
 */
export function remember(operations: AppliedOperations, operationId: string): AppliedOperations {
  const recent = [...operations.recent]
  const time = operationTime(operationId)
  let place = recent.length
  while (place > 0 && operationTime(recent[place - 1] ?? '') > time) place -= 1
  recent.splice(place, 0, operationId)
  let { forgottenThrough } = operations
  while (recent.length > REMEMBERED_OPERATIONS)
    forgottenThrough = Math.max(forgottenThrough, operationTime(recent.shift() ?? ''))
  return { recent, forgottenThrough }
}

const KIB = 1024
/** Without the receipts, whose lines a basket of 100 can make long for a quarter of an hour. */
export const MOST_STATE_BYTES = 48 * KIB
export const MOST_RECEIPTS_BYTES = 256 * KIB
/** From here on even an operation with no call to spare archives first. */
export const MOST_TAIL_BYTES = 16 * KIB
export const MOST_TAIL_ENTRIES = 4
export const MOST_ENTRY_BYTES = 96 * KIB

/**
 * The bounds of the aggregate, checked before each write. Receipts leave once their undo window
 * ends, so too many of them within minutes is a refusal. What else a member holds has bounds of its
 * own far below this one; beyond it nothing more is taken in, and what was paid for it goes back.
 */
export function checkSize(state: MemberState, entry: JournalEntry): Refusal | null {
  const { receipts, ...rest } = state
  const stateBytes = measure(rest, 'state')
  if (stateBytes > MOST_STATE_BYTES) return refuse('ACCOUNT_FULL')
  const entryBytes = measure(entry, 'entry')
  if (entryBytes > MOST_ENTRY_BYTES) throw new RangeError(`entry ${entry._id} takes ${entryBytes} bytes`)
  return measure(receipts, 'receipts') > MOST_RECEIPTS_BYTES ? refuse('TOO_MANY_REQUESTS') : null
}
