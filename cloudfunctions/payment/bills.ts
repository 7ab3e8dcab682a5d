import type { BillPort } from '../gateways/bill-port'
import { wechatPaySettings } from '../gateways/wechat-pay'
import { wechatPayBills } from '../gateways/wechat-pay-bills'
import type { CallFailure } from '../gateways/wechat-pay-settings'
import type { Scope } from '../entry/handler'

let opened: { account: string; port: BillPort } | null = null

/** A day without a bill is a quiet day, no failure. */
function report(failure: CallFailure): void {
  if (failure.code !== 'NO_STATEMENT_EXIST') console.error(JSON.stringify({ wechatPay: failure }))
}

/** WeChat's bills for this instance; null where this shop has no merchant account (yet). */
export function billPort({ environment }: Pick<Scope, 'environment'>): BillPort | null {
  const { WECHATPAY_MCHID, WECHATPAY_SERIAL, WECHATPAY_BASE_URL } = environment
  if (!WECHATPAY_MCHID) return null
  const account = [WECHATPAY_MCHID, WECHATPAY_SERIAL, WECHATPAY_BASE_URL].join(' ')
  if (opened?.account !== account) {
    opened = { account, port: wechatPayBills(wechatPaySettings(environment, { report })) }
  }
  return opened.port
}
