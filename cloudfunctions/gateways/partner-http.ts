import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { isDay } from '../domain/calendar'
import type { PartnerPerkAnswer, PartnerPort } from './partner-port'

export interface PartnerSettings {
  /** https in production; ends without a slash. */
  readonly baseUrl: string
  /** Signs what is asked and what is answered. */
  readonly key: string
  /** Epoch ms. */
  readonly clock: () => number
  readonly timeoutMs?: number
  /** Where calls that failed are told: call and code, nothing of the entitlement. */
  readonly report?: (failure: { call: string; code: string }) => void
}

const TIMEOUT_MS = 4_000
/** An answer that was signed earlier or later than this is somebody's recording. */
const MOST_SKEW_MS = 300_000
const LARGEST_ANSWER = 64 * 1024

const perkAnswer = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('issued'),
    code: z.string().regex(/^[!-~]{4,80}$/),
    validThrough: z.string().refine(isDay).nullable().default(null),
  }),
  z.object({ state: z.literal('exhausted') }),
])

type Outcome = { readonly status: number; readonly data: unknown } | { readonly failed: string }

/** Partners' variables, such as PARTNER_YINGHE_URL and PARTNER_YINGHE_KEY; null where they lack. */
export function partnerVariables(
  partnerId: string,
  environment: NodeJS.ProcessEnv,
): { baseUrl: string; key: string } | null {
  const name = `PARTNER_${partnerId.toUpperCase().replaceAll('-', '_')}`
  const baseUrl = environment[`${name}_URL`]
  const key = environment[`${name}_KEY`]
  return baseUrl && key && key.length >= 16 ? { baseUrl, key } : null
}

/** The text under a signature: what was asked, or answered, when, and every byte of it. */
export function partnerSignature(key: string, parts: readonly string[]): string {
  return createHmac('sha256', key).update(parts.join('\n')).digest('hex')
}

/**
 * A partner over HTTP. Requests are signed with HMAC-SHA256 over method, path, time and body and
 * carry the entitlement as idempotency key; answers count only with the partner's own signature over
 * the same key, status, time and body. Redirects are refused: a signed request goes to the partner
 * or nowhere.
 */
export function partnerOverHttp(settings: PartnerSettings): PartnerPort {
  const call = (name: string, method: string, path: string, key: string, body?: object) =>
    send(settings, name, method, path, key, body)
  const perkPath = (key: string) => `/perks/${encodeURIComponent(key)}`
  const linkPath = (key: string) => `/links/${encodeURIComponent(key)}`
  const done = (outcome: Outcome) =>
    'status' in outcome && (outcome.status === 200 || outcome.status === 404)
      ? ('done' as const)
      : ('unknown' as const)
  return {
    async issue({ key, offerId, months }) {
      return readPerk(await call('issue', 'POST', '/perks', key, { key, offerId, months }))
    },
    async query(key) {
      const outcome = await call('query', 'GET', perkPath(key), key)
      return 'status' in outcome && outcome.status === 404 ? { kind: 'absent' } : readPerk(outcome)
    },
    async revoke(key) {
      return done(await call('revoke', 'DELETE', perkPath(key), key))
    },
    async link({ key, account, tier }) {
      const outcome = await call('link', 'PUT', linkPath(key), key, { account, tier })
      if ('failed' in outcome) return 'unknown'
      if (outcome.status === 200) return 'done'
      return outcome.status === 422 ? 'refused' : 'unknown'
    },
    async changeTier(key, tier) {
      return done(await call('change tier', 'PATCH', linkPath(key), key, { tier }))
    },
  }
}

function readPerk(outcome: Outcome): PartnerPerkAnswer {
  if ('failed' in outcome) return { kind: 'unknown', code: outcome.failed }
  if (outcome.status !== 200) return { kind: 'unknown', code: `HTTP_${outcome.status}` }
  const answer = perkAnswer.safeParse(outcome.data)
  if (!answer.success) return { kind: 'unknown', code: 'ANSWER_MALFORMED' }
  if (answer.data.state === 'exhausted') return { kind: 'exhausted' }
  const { code, validThrough } = answer.data
  return { kind: 'code', code, validThrough }
}

async function send(
  settings: PartnerSettings,
  name: string,
  method: string,
  path: string,
  key: string,
  content?: object,
): Promise<Outcome> {
  const body = content ? JSON.stringify(content) : ''
  const at = String(settings.clock())
  const fail = (code: string): Outcome => {
    settings.report?.({ call: name, code })
    return { failed: code }
  }
  try {
    const response = await fetch(settings.baseUrl + path, {
      method,
      redirect: 'error',
      signal: AbortSignal.timeout(settings.timeoutMs ?? TIMEOUT_MS),
      headers: {
        'content-type': 'application/json',
        'idempotency-key': key,
        'x-huika-time': at,
        'x-huika-signature': partnerSignature(settings.key, [method, path, at, key, body]),
      },
      ...(content ? { body } : {}),
    })
    const text = await response.text()
    if (text.length > LARGEST_ANSWER) return fail('ANSWER_TOO_LARGE')
    if (!isSigned(settings, response, key, text)) return fail('ANSWER_UNSIGNED')
    return { status: response.status, data: text === '' ? null : (JSON.parse(text) as unknown) }
  } catch (error) {
    return fail(error instanceof Error && error.name === 'TimeoutError' ? 'TIME_OUT' : 'NO_ANSWER')
  }
}

function isSigned(settings: PartnerSettings, response: Response, key: string, text: string): boolean {
  const at = response.headers.get('x-huika-time') ?? ''
  const given = Buffer.from(response.headers.get('x-huika-signature') ?? '')
  const expected = Buffer.from(partnerSignature(settings.key, [key, String(response.status), at, text]))
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false
  return Math.abs(Number(at) - settings.clock()) <= MOST_SKEW_MS
}
