import { papay } from '../gateways/papay'
import type { PapayPort } from '../gateways/papay-port'
import { wechatPaySettings } from '../gateways/wechat-pay'
import type { CallFailure } from '../gateways/wechat-pay-settings'
import type { Scope } from '../entry/handler'

let opened: { account: string; port: PapayPort | null } | null = null

/** WeChat's recurring debit for this instance; null where the shop holds no APIv2 key. */
export function papayPort({ environment }: Pick<Scope, 'environment'>): PapayPort | null {
  const { WECHATPAY_MCHID, WECHATPAY_API_V2_KEY, WECHATPAY_BASE_URL } = environment
  const account = [WECHATPAY_MCHID, WECHATPAY_API_V2_KEY?.length, WECHATPAY_BASE_URL].join(' ')
  if (opened?.account !== account) opened = { account, port: open(environment) }
  return opened.port
}

function open(environment: NodeJS.ProcessEnv): PapayPort | null {
  const settings = wechatPaySettings(environment, { report: logFailure })
  const { apiV2Key } = settings
  return apiV2Key === undefined ? null : papay({ ...settings, apiV2Key })
}

/** A failure holds call, code and status: nothing of the contract or the person. */
function logFailure(failure: CallFailure): void {
  console.error(JSON.stringify({ wechatPay: failure }))
}
