import type { PaymentPort } from '../gateways/payment-port'
import { wechatPay, wechatPaySettings } from '../gateways/wechat-pay'
import type { CallFailure } from '../gateways/wechat-pay-settings'
import type { Scope } from '../entry/handler'

let opened: { account: string; port: PaymentPort } | null = null

/** WeChat Pay for this instance; only this function's environment holds the merchant's keys. */
export function paymentPort({ environment }: Pick<Scope, 'environment'>): PaymentPort {
  const { WECHATPAY_MCHID, WECHATPAY_SERIAL, WECHATPAY_BASE_URL } = environment
  const account = [WECHATPAY_MCHID, WECHATPAY_SERIAL, WECHATPAY_BASE_URL].join(' ')
  if (opened?.account !== account)
    opened = { account, port: wechatPay(wechatPaySettings(environment, { report: logFailure })) }
  return opened.port
}

/** A failure holds call, code, status and WeChat's request id: nothing of the order or the payer. */
function logFailure(failure: CallFailure): void {
  console.error(JSON.stringify({ wechatPay: failure }))
}
