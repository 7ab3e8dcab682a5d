/** Definitely nothing happened, or a read failed: trying later is safe. */
export class BusyError extends Error {
  constructor(readonly reason: string) {
    super(`the database is busy or out of reach: ${reason}`)
    this.name = 'BusyError'
  }
}

/** A write whose answer was lost: it may have happened, or may happen yet. */
export class UnknownOutcomeError extends Error {
  constructor(readonly reason: string) {
    super(`the outcome of a write is unknown: ${reason}`)
    this.name = 'UnknownOutcomeError'
  }
}

/**
 * The service refused the request as it stands: a bug or a missing collection. What the service says
 * about it may quote the document, so it is left behind: errors are logged.
 */
export class DatabaseError extends Error {
  constructor(
    readonly code: string,
    place: string,
  ) {
    super(`${code} at ${place}`)
    this.name = 'DatabaseError'
  }
}

/** The request never left this machine. A connect time-out is not among them: the SDK lets it run on. */
const NEVER_SENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETDOWN',
  'ENETUNREACH',
  'EHOSTDOWN',
  'EHOSTUNREACH',
])

const LIMITED = /^(EXCEED_|.*(RATELIMIT|RATE_LIMIT|REQUEST_LIMIT))|^429$/

/** Refused before anything was written. What is not on this list counts as unknown for a write. */
const DEFINITE =
  /^(INVALID_|SIGN_|PERMISSION_DENIED|DATABASE_PERMISSION_DENIED|DATABASE_COLLECTION_NOT_EXIST|DATABASE_INVALID|TRANSACTIONS_REFUSED|ACTION_FORBIDDEN|4\d\d$)/

const DUPLICATE = /E11000|duplicate key/i

/** Both code forms of the service: a code of its own, and the general failure that names E11000. */
export function isDuplicate(error: unknown): boolean {
  const { code, message } = read(error)
  return code === 'DATABASE_DUPLICATE_WRITE' || DUPLICATE.test(message)
}

/**
 * What an error of the SDK lets one conclude. Anything unfamiliar while writing is an unknown
 * outcome: time-outs, resets, 5xx, answers that don't parse.
 */
export function translate(error: unknown, kind: 'read' | 'write', place: string): Error {
  const { code } = read(error)
  const reason = `${place} ${code || 'no code'}`
  if (LIMITED.test(code) || NEVER_SENT.has(code)) return new BusyError(reason)
  if (code === 'DATABASE_TRANSACTION_CONFLICT') return new BusyError(reason)
  if (DEFINITE.test(code)) return new DatabaseError(code, place)
  return kind === 'read' ? new BusyError(reason) : new UnknownOutcomeError(reason)
}

function read(error: unknown): { code: string; message: string } {
  if (typeof error !== 'object' || error === null) return { code: '', message: String(error) }
  const { code, message } = error as { code?: unknown; message?: unknown }
  return {
    code: typeof code === 'string' || typeof code === 'number' ? String(code) : '',
    message: typeof message === 'string' ? message : '',
  }
}
