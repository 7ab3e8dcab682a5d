import type { HttpAnswer } from '../entry/serve'
import type { Scope } from '../entry/handler'
import { acknowledgement } from '../gateways/papay-messages'
import type { PapayNotice } from '../gateways/papay-port'
import { applyTransaction } from './apply-transaction'
import { advanceCharge } from './charging'
import { applyEnded, applySigned } from './contract-changes'
import { settleOne } from './member-steps'
import { papayPort } from './papay'

/** V2 callbacks are XML and carry their signature within; V3's are JSON with signed headers. */
export function isPapayMessage(rawBody: Buffer): boolean {
  return rawBody.subarray(0, 200).toString('utf8').trimStart().startsWith('<')
}

/**
 * Contracts signed or ended, and debits: success is said only when everything is stored. A debit
 * that failed is asked about: the query's answer moves the books, whatever order the notices have.
 */
export async function papayNotification(rawBody: Buffer, scope: Scope): Promise<HttpAnswer> {
  const notice = papayPort(scope)?.open(rawBody)
  if (!notice || notice.kind === 'refused') return answer(401, 'FAIL', notice?.reason ?? 'not in use')
  try {
    switch (notice.kind) {
      case 'contract':
        await applyContract(notice, scope)
        break
      case 'charged':
        await applyTransaction(notice.transaction, 'callback', scope)
        break
      case 'charge_failed': {
        const order = await scope.backend.orders.read(notice.orderId)
        if (order) await advanceCharge(order, scope)
      }
    }
    return answer(200, 'SUCCESS', 'OK')
  } catch (error) {
    const reason = error instanceof Error ? error.name : 'error'
    console.error(JSON.stringify({ requestId: scope.requestId, notification: notice.kind, failed: reason }))
    return answer(500, 'FAIL', 'try again')
  }
}

async function applyContract(
  notice: Extract<PapayNotice, { kind: 'contract' }>,
  scope: Scope,
): Promise<void> {
  if (notice.change === 'ended') return applyEnded(notice, scope)
  const memberId = await applySigned({ ...notice, signedAt: notice.at }, scope)
  // The first card of "pay what you saved" opens at once, not with the next minute.
  if (memberId !== null) await settleOne(memberId, scope)
}

function answer(statusCode: number, code: 'SUCCESS' | 'FAIL', message: string): HttpAnswer {
  return { statusCode, headers: { 'content-type': 'text/xml' }, body: acknowledgement(code, message) }
}
