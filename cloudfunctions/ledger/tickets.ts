import { timingSafeEqual } from 'node:crypto'
import { hmacSha256 } from './digest'

/**
 * What the back end said, carried by the client and handed back unchanged: signed, not secret. A
 * ticket of one kind is worth nothing as another, because each kind has its own derived key.
 */
export interface Tickets {
  /** @param expiresAt epoch ms; the ticket is good before it */
  issue(kind: string, payload: object, expiresAt: number): string
  /** `expired` is said only of a genuine ticket. */
  open<T>(kind: string, ticket: string, now: number): T | 'forged' | 'expired'
  openWithExpiry<T>(
    kind: string,
    ticket: string,
    now: number,
  ): { payload: T; expiresAt: number } | 'forged' | 'expired'
}

const SHORTEST_KEY = 16

/** A function that was deployed without the key can open this, but neither issue nor open a ticket. */
export function tickets(key: string): Tickets {
  const derived = new Map<string, string>()

  function sign(kind: string, body: string): string {
    if (key.length < SHORTEST_KEY) throw new TypeError(`a ticket key has at least ${SHORTEST_KEY} characters`)
    let own = derived.get(kind)
    if (own === undefined) {
      own = hmacSha256(key, `ticket:${kind}`).toString('hex')
      derived.set(kind, own)
    }
    return hmacSha256(own, body).toString('base64url')
  }

  function openWithExpiry<T>(kind: string, ticket: string, now: number) {
    const [body, signature, ...rest] = ticket.split('.')
    if (!body || !signature || rest.length > 0) return 'forged'
    const given = Buffer.from(signature)
    const expected = Buffer.from(sign(kind, body))
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'forged'
    const opened = JSON.parse(Buffer.from(body, 'base64url').toString()) as { payload: T; expiresAt: number }
    return now < opened.expiresAt ? opened : 'expired'
  }

  return {
    issue(kind, payload, expiresAt) {
      const body = Buffer.from(JSON.stringify({ payload, expiresAt })).toString('base64url')
      return `${body}.${sign(kind, body)}`
    },
    open<T>(kind: string, ticket: string, now: number) {
      const opened = openWithExpiry<T>(kind, ticket, now)
      return typeof opened === 'string' ? opened : opened.payload
    },
    openWithExpiry,
  }
}
