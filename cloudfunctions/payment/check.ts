import { forStaff } from '../entry/handler'
import type { Scope } from '../entry/handler'
import { paymentPort } from './port'

/** What the payment function can't do without (docs/deploy). */
const VARIABLES = [
  'MINIPROGRAM_APPID',
  'WECHATPAY_MCHID',
  'WECHATPAY_SERIAL',
  'WECHATPAY_PRIVATE_KEY',
  'WECHATPAY_API_V3_KEY',
  'WECHATPAY_NOTIFY_URL',
  'WECHATPAY_PUBLIC_KEYS_FILE',
] as const

/**
 * Asks WeChat Pay for an order that can't exist: "no such order" says that number, serial and private
 * key work together, because anything else would have been turned away at the signature. Names of
 * variables are said, never their values.
 */
export const check = forStaff('payment.check', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run(_input, scope) {
    const found = await tryPayment(scope)
    await scope.backend.setUpMarks.record('payment', found.ok, scope.now)
    return found
  },
})

async function tryPayment(scope: Scope): Promise<{ ok: boolean; detail: string }> {
  const missing = VARIABLES.filter((name) => !scope.environment[name])
  if (missing.length > 0) return { ok: false, detail: `云函数 payment 缺少变量:${missing.join('、')}` }
  let port
  try {
    port = paymentPort(scope)
  } catch {
    return {
      ok: false,
      detail: '支付配置读不出来:请检查商户私钥、32位的APIv3密钥、https的通知地址和公钥文件',
    }
  }
  const answer = await port.query(`check${scope.backend.newOperationId(scope.now)}`)
  switch (answer.kind) {
    case 'absent':
      return { ok: true, detail: '微信支付接受了签名,商户号、证书序列号和私钥相符,可以收款' }
    case 'unknown':
      return { ok: false, detail: UNKNOWN[answer.code] ?? `微信支付没有接受:${answer.code},请稍后再试` }
    default:
      return { ok: false, detail: '微信支付的回答不合常理,请稍后再检查一次' }
  }
}

const UNKNOWN: Readonly<Record<string, string>> = {
  SIGN_ERROR: '签名不对:商户私钥与证书序列号不是一对,或商户号不对',
  NO_AUTH: '商户号没有权限:请在商户平台开通JSAPI支付并绑定小程序的appid',
  MCH_NOT_EXISTS: '商户号不存在,请核对',
  PARAM_ERROR: '商户号与小程序不匹配,请核对商户号和appid',
  TIME_OUT: '微信支付没有及时回答,请稍后再检查一次',
  NO_ANSWER: '连不上微信支付,请稍后再检查一次',
}
