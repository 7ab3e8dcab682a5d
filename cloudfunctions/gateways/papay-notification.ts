import type { PapayNotice } from './papay-port'
import { type Fields, isSigned, readMessage, readTime } from './papay-messages'
import { paidBy, terminatedBy } from './papay-answers'
import type { PapaySettings } from './wechat-pay-settings'

/**
 * Reads one of WeChat's XML callbacks: contracts that were signed or ended, and debits. Anybody can
 * post here, so nothing is believed before the signature with the APIv2 key and the merchant fit.
 */
export function openPapayNotice(
  { appid, mchid, apiV2Key }: Pick<PapaySettings, 'appid' | 'mchid' | 'apiV2Key'>,
  rawBody: Buffer,
): PapayNotice {
  const fields = readMessage(rawBody.toString('utf8'))
  if (fields === null) return { kind: 'refused', reason: 'body' }
  if (!isSigned(fields, apiV2Key)) return { kind: 'refused', reason: 'signature' }
  if (fields.mch_id !== mchid) return { kind: 'refused', reason: 'mchid' }
  if (fields.appid !== undefined && fields.appid !== appid) return { kind: 'refused', reason: 'appid' }
  if (fields.change_type !== undefined) return contractNotice(fields)
  return debitNotice(fields, { appid, mchid })
}

function contractNotice(fields: Fields): PapayNotice {
  const { change_type: change, contract_code: contractCode, contract_id: contractId, openid } = fields
  const { plan_id: templateId } = fields
  const at = readTime(fields.operate_time)
  if ((change !== 'ADD' && change !== 'DELETE') || !contractCode || !contractId || !openid || !templateId)
    return { kind: 'refused', reason: 'contract' }
  if (at === null) return { kind: 'refused', reason: 'contract' }
  return {
    kind: 'contract',
    change: change === 'ADD' ? 'signed' : 'ended',
    contractCode,
    templateId,
    contractId,
    openid,
    at,
    by: terminatedBy(fields.contract_termination_mode ?? fields.terminated_mode),
  }
}

function debitNotice(fields: Fields, account: { appid: string; mchid: string }): PapayNotice {
  const { out_trade_no: orderId, result_code: result } = fields
  if (!orderId || fields.return_code !== 'SUCCESS') return { kind: 'refused', reason: 'debit' }
  if (result !== 'SUCCESS') return { kind: 'charge_failed', orderId, code: fields.err_code ?? 'FAIL' }
  const transaction = paidBy(fields, account)
  return transaction ? { kind: 'charged', transaction } : { kind: 'refused', reason: 'debit' }
}
