import type { PaymentPort } from '../gateways/payment-port'
import { wechatPay, wechatPaySettings } from '../gateways/wechat-pay'

let opened: PaymentPort | null = null

/** WeChat Pay for this instance; only this function's environment holds the merchant's keys. */
export function paymentPort(): PaymentPort {
  opened ??= wechatPay(wechatPaySettings(process.env))
  return opened
}
