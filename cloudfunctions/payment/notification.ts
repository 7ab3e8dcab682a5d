import type { HttpAnswer, HttpEvent } from '../entry/serve'
import type { Scope } from '../entry/handler'
import { applyTransaction } from './apply-transaction'
import { isPapayMessage, papayNotification } from './papay-notification'
import { paymentPort } from './port'
import { recordRefundResult } from './refunding'

/** WeChat gives up after five seconds and comes again: answer before that. */
const ANSWER_WITHIN_MS = 4_000

/**
 * WeChat Pay's callback: verified on its raw bytes before anything is parsed. 200 is said only
 * when everything is stored; anything else makes WeChat repeat it (15 times over a day).
 */
export async function notification(event: HttpEvent, scope: Scope): Promise<HttpAnswer> {
  const rawBody = rawBytes(event)
  if (event.httpMethod.toUpperCase() !== 'POST' || !rawBody) return failure(400, 'bad request')
  const within = { ...scope, deadline: Math.min(scope.deadline, scope.now + ANSWER_WITHIN_MS) }
  if (isPapayMessage(rawBody)) return papayNotification(rawBody, within)
  const opened = paymentPort(scope).open({ headers: textsOf(event.headers), rawBody, now: scope.now })
  try {
    switch (opened.kind) {
      case 'refused':
        return failure(opened.status, opened.reason)
      case 'payment':
        await applyTransaction(opened.transaction, 'callback', within)
        return { statusCode: 204, headers: {}, body: '' }
      case 'refund': {
        const refund = await scope.backend.refunds.read(opened.refundId)
        if (refund) await recordRefundResult(refund, { kind: opened.status }, within)
        return { statusCode: 204, headers: {}, body: '' }
      }
      case 'other':
        return { statusCode: 204, headers: {}, body: '' }
    }
  } catch (error) {
    const reason = error instanceof Error ? error.name : 'error'
    console.error(JSON.stringify({ requestId: scope.requestId, notification: opened.kind, failed: reason }))
    return failure(500, 'try again')
  }
}

/** Whoever calls the function directly writes the event: headers may be anything. */
function textsOf(headers: unknown): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers ?? {}))
    if (typeof value === 'string') texts[name] = value
  return texts
}

/** The platform may hand the body over in base64, and may say so with a string (wechat.md 2). */
function rawBytes(event: HttpEvent): Buffer | null {
  if (typeof event.body !== 'string') return null
  const encoded = event.isBase64Encoded === true || event.isBase64Encoded === 'true'
  return Buffer.from(event.body, encoded ? 'base64' : 'utf8')
}

function failure(statusCode: number, message: string): HttpAnswer {
  return {
    statusCode,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: 'FAIL', message }),
  }
}
