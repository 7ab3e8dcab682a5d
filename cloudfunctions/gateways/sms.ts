import { createHmac } from 'node:crypto'

/** One short message to a phone that its owner bound here. */
export interface ShortMessage {
  /** Which message it is: a gateway that knows it already sends nothing. */
  readonly key: string
  /** As WeChat gave it: 11 digits of the mainland, others with + and their country's code. */
  readonly phone: string
  /** Without the sender's signature, which the gateway's operator adds (【店名】). */
  readonly text: string
}

/** `sent`: the gateway took it; `failed`: it didn't, or nobody knows. It is never sent again. */
export type SmsOutcome = 'sent' | 'failed'

/** What legal notices fall back to where WeChat doesn't take them (wechat.md 3.4). */
export interface Sms {
  send(message: ShortMessage): Promise<SmsOutcome>
}

export interface SmsSettings {
  /** https in production. */
  readonly url: string
  /** Signs what is sent; at least 16 characters. */
  readonly key: string
  /** Epoch ms. */
  readonly clock: () => number
  readonly timeoutMs?: number
  /** Nothing of the person or the message. */
  readonly report?: (failure: { call: string; code: string }) => void
}

const TIMEOUT_MS = 4_000

/** SMS_URL and SMS_KEY; null where the shop has none: then nothing goes out by SMS. */
export function smsVariables(environment: NodeJS.ProcessEnv): { url: string; key: string } | null {
  const { SMS_URL: url, SMS_KEY: key } = environment
  return url && key && key.length >= 16 ? { url, key } : null
}

/** Over time, idempotency key and body: what the gateway checks before it sends anything. */
export function smsSignature(key: string, parts: readonly string[]): string {
  return createHmac('sha256', key).update(parts.join('\n')).digest('hex')
}

/**
 * SMS over a signed HTTP call, which an operator's own function turns into the template call of
 * whichever provider the shop has a contract with. Redirects are refused: a phone number goes to the
 * gateway or nowhere.
 */
export function smsOverHttp({ url, key, clock, timeoutMs, report }: SmsSettings): Sms {
  return {
    async send({ key: messageKey, phone, text }) {
      const body = JSON.stringify({ phone, text })
      const at = String(clock())
      const fail = (code: string): SmsOutcome => {
        report?.({ call: 'sms', code })
        return 'failed'
      }
      // Header values are plain text: the key may hold what a header can't.
      const idempotencyKey = encodeURIComponent(messageKey)
      try {
        const response = await fetch(url, {
          method: 'POST',
          redirect: 'error',
          signal: AbortSignal.timeout(timeoutMs ?? TIMEOUT_MS),
          headers: {
            'content-type': 'application/json',
            'idempotency-key': idempotencyKey,
            'x-huika-time': at,
            'x-huika-signature': smsSignature(key, [at, idempotencyKey, body]),
          },
          body,
        })
        return response.ok ? 'sent' : fail(`HTTP_${response.status}`)
      } catch (error) {
        return fail(error instanceof Error && error.name === 'TimeoutError' ? 'TIME_OUT' : 'NO_ANSWER')
      }
    },
  }
}
