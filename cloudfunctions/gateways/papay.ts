import { Decorator } from 'wechatpay-axios-plugin'
import { paidBy, terminatedBy } from './papay-answers'
import { asFields, type Fields, isSigned, md5Signature, readTime } from './papay-messages'
import { openPapayNotice } from './papay-notification'
import type {
  AnnounceResult,
  ChargeResult,
  ChargeState,
  ContractReference,
  ContractResult,
  EndResult,
  PapayPort,
  SigningPage,
} from './papay-port'
import { type WechatPayClient, wechatPayClient } from './wechat-pay-client'
import { type PapaySettings, WECHATPAY_TIMEOUT_MS } from './wechat-pay-settings'

/** WeChat's own mini-program in which contracts are signed. */
export const SIGNING_APP = 'wxbd687630cd02ce1d'

/** What came of a V2 call. Only what is signed counts; an unsigned failure says nothing. */
type Outcome =
  | { readonly kind: 'success'; readonly fields: Fields }
  | { readonly kind: 'failure'; readonly code: string }
  | { readonly kind: 'unknown'; readonly code: string }

type Call = (name: string, path: string, fields: Fields) => Promise<Outcome>

/** Nothing was taken and the same number may be sent again. */
const CHARGE_LATER = new Set([
  'FREQUENCY_LIMITED',
  'FREQUENCY_LIMIT',
  'RULELIMIT',
  'SYSTEMERROR',
  'BANKERROR',
])
/** WeChat has it already: how it ends is told by the notice or a query. */
const CHARGE_KNOWN = new Set(['ORDER_ACCEPTED', 'ORDERPAID'])
const CONTRACT_ENDED = new Set(['CONTRACTERROR', 'CONTRACT_NOT_EXIST', 'CONTRACTNOTEXIST'])
const NO_ORDER = new Set(['ORDERNOTEXIST', 'ORDER_NOT_EXIST'])

/** WeChat's recurring debit for one merchant and one mini-program: V2 but for the pre-debit notice. */
export function papay(settings: PapaySettings): PapayPort {
  const call = papayCaller(settings)
  const client = wechatPayClient(settings)
  return {
    signing: (contract) => signingPage(settings, contract),
    queryContract: (contract) => queryContract(call, contract),
    endContract: (contract) => endContract(call, contract),
    announce: (notice) => announce(client, settings, notice),
    charge: (charge) => makeCharge(call, settings, charge),
    queryCharge: (orderId) => queryCharge(call, settings, orderId),
    open: (rawBody) => openPapayNotice(settings, rawBody),
  }
}

function signingPage(
  { appid, mchid, notifyUrl, apiV2Key }: PapaySettings,
  contract: Parameters<PapayPort['signing']>[0],
): SigningPage {
  const fields = {
    appid,
    mch_id: mchid,
    plan_id: contract.templateId,
    contract_code: contract.contractCode,
    contract_display_account: contract.displayAccount,
    notify_url: notifyUrl,
    request_serial: contract.requestSerial,
    timestamp: String(Math.floor(contract.now / 1000)),
  }
  return {
    appId: SIGNING_APP,
    path: 'pages/index/index',
    extraData: { ...fields, sign: md5Signature(fields, apiV2Key) },
  }
}

async function queryContract(call: Call, contract: ContractReference): Promise<ContractResult> {
  const outcome = await call('query contract', 'v2/papay/querycontract', {
    plan_id: contract.templateId,
    contract_code: contract.contractCode,
    version: '1.0',
  })
  if (outcome.kind === 'unknown') return outcome
  // A contract that WeChat doesn't know was never signed.
  if (outcome.kind === 'failure')
    return CONTRACT_ENDED.has(outcome.code) ? { kind: 'not_signed' } : { kind: 'unknown', code: outcome.code }
  const { contract_state: state, contract_id: contractId, contract_code: code } = outcome.fields
  if (code !== contract.contractCode) return { kind: 'unknown', code: 'ANSWER_MISMATCH' }
  const { openid, contract_termination_mode: mode, terminated_mode: oldMode } = outcome.fields
  const signedAt = readTime(outcome.fields.contract_signed_time)
  if (state === '0' && contractId !== undefined && signedAt !== null)
    return { kind: 'signed', contractId, openid: openid ?? null, signedAt }
  if (state === '1')
    return contractId === undefined
      ? { kind: 'not_signed' }
      : { kind: 'ended', by: terminatedBy(mode ?? oldMode) }
  return { kind: 'unknown', code: `STATE_${state ?? 'NONE'}` }
}

async function endContract(call: Call, contract: ContractReference): Promise<EndResult> {
  const outcome = await call('end contract', 'v2/papay/deletecontract', {
    plan_id: contract.templateId,
    contract_code: contract.contractCode,
    contract_termination_remark: '会员取消',
    version: '1.0',
  })
  if (outcome.kind === 'success') return { kind: 'ended' }
  const found = await queryContract(call, contract)
  return found.kind === 'ended' || found.kind === 'not_signed'
    ? { kind: 'ended' }
    : { kind: 'unknown', code: outcome.code }
}

async function announce(
  client: WechatPayClient,
  { mchid, appid }: PapaySettings,
  { contractId, amount, days }: Parameters<PapayPort['announce']>[0],
): Promise<AnnounceResult> {
  const outcome = await client.call(
    'announce',
    {
      method: 'POST',
      path: `v3/papay/contracts/${encodeURIComponent(contractId)}/notify`,
      body: {
        mchid,
        appid,
        deduct_duration: { count: days, unit: 'DAY' },
        estimated_amount: { amount, currency: 'CNY' },
      },
    },
    client.deadline(),
  )
  if (outcome.ok)
    return outcome.status === 204
      ? { kind: 'announced' }
      : { kind: 'unknown', code: `HTTP_${outcome.status}` }
  const { status, code } = outcome
  // The same notice stands already, which is what was wanted (wechat.md 1.12).
  if (code === 'RESOURCE_ALREADY_EXISTS') return { kind: 'announced' }
  if (status === 429 || code === 'RULE_LIMIT' || code === 'RULELIMIT') return { kind: 'later', code }
  if (status === 404 || code === 'CONTRACT_ERROR') return { kind: 'contract_ended', code }
  if (status === null || status >= 500 || status === 401) return { kind: 'unknown', code }
  return { kind: 'rejected', code }
}

async function makeCharge(
  call: Call,
  { notifyUrl }: PapaySettings,
  charge: Parameters<PapayPort['charge']>[0],
): Promise<ChargeResult> {
  const outcome = await call('charge', 'v2/pay/pappayapply', {
    body: charge.description,
    out_trade_no: charge.orderId,
    total_fee: String(charge.amount),
    // A server calls, no phone: WeChat wants the caller's address.
    spbill_create_ip: '127.0.0.1',
    notify_url: notifyUrl,
    trade_type: 'PAP',
    contract_id: charge.contractId,
  })
  if (outcome.kind === 'success') return { kind: 'accepted' }
  if (outcome.kind === 'unknown') return outcome
  const { code } = outcome
  if (CHARGE_KNOWN.has(code)) return { kind: 'accepted' }
  if (code === 'SYSTEMERROR') return { kind: 'unknown', code }
  if (CHARGE_LATER.has(code)) return { kind: 'later', code }
  return { kind: CONTRACT_ENDED.has(code) ? 'contract_ended' : 'failed', code }
}

async function queryCharge(
  call: Call,
  { mchid, appid }: PapaySettings,
  orderId: string,
): Promise<ChargeState> {
  const outcome = await call('query charge', 'v2/pay/paporderquery', { out_trade_no: orderId })
  if (outcome.kind === 'unknown') return outcome
  if (outcome.kind === 'failure')
    return NO_ORDER.has(outcome.code) ? { kind: 'absent' } : { kind: 'unknown', code: outcome.code }
  const { fields } = outcome
  if (fields.out_trade_no !== orderId) return { kind: 'unknown', code: 'ANSWER_MISMATCH' }
  switch (fields.trade_state) {
    case 'SUCCESS':
    case 'REFUND': {
      const transaction = paidBy(fields, { appid, mchid })
      if (!transaction) return { kind: 'unknown', code: 'ANSWER_MALFORMED' }
      return { kind: fields.trade_state === 'SUCCESS' ? 'paid' : 'refunded', transaction }
    }
    case 'ACCEPT':
    case 'NOTPAY':
    case 'USERPAYING':
      return { kind: 'pending' }
    case 'PAY_FAIL':
    case 'PAYERROR':
    case 'CLOSED':
      return { kind: 'failed', code: fields.err_code ?? fields.trade_state }
    default:
      return { kind: 'unknown', code: 'STATE_UNKNOWN' }
  }
}

/**
 * Signed V2 calls. The library throws for each refusal before it looks at the signature, so the
 * refusal's own signature is checked here; the answer's merchant is compared too (wechat.md 1.1).
 */
function papayCaller(settings: PapaySettings): Call {
  const { appid, mchid, apiV2Key } = settings
  const report = settings.report ?? (() => undefined)
  const decorator = new Decorator({
    mchid,
    serial: settings.serial,
    privateKey: settings.privateKey.export({ type: 'pkcs8', format: 'pem' }),
    certs: Object.fromEntries(settings.verificationKeys),
    secret: apiV2Key,
    baseURL: settings.baseUrl,
    timeout: settings.timeoutMs ?? WECHATPAY_TIMEOUT_MS,
    maxRedirects: 0,
    proxy: false,
    maxContentLength: 64 * 1024,
  })

  const trusted = (fields: Fields): boolean =>
    isSigned(fields, apiV2Key) &&
    fields.mch_id === mchid &&
    (fields.appid === undefined || fields.appid === appid)

  return async (name, path, fields) => {
    const outcome = await attempt(path, { appid, mch_id: mchid, ...fields })
    if (outcome.kind !== 'success' && !NO_ORDER.has(outcome.code))
      report({ call: name, code: outcome.code, status: null, requestId: null })
    return outcome
  }

  async function attempt(path: string, fields: Fields): Promise<Outcome> {
    try {
      const response = await decorator.request(path, 'POST', fields)
      const answer = asFields(response.data)
      return answer && trusted(answer)
        ? { kind: 'success', fields: answer }
        : { kind: 'unknown', code: 'ANSWER_MISMATCH' }
    } catch (error) {
      const answer = asFields(answerOf(error))
      if (answer?.result_code !== 'FAIL' || !trusted(answer)) return { kind: 'unknown', code: codeOf(error) }
      const code = answer.err_code
      return { kind: 'failure', code: code !== undefined && isCode(code) ? code : 'FAIL' }
    }
  }
}

/** The error carries keys in `config`: nothing else of it is read. */
function answerOf(error: unknown): unknown {
  if (typeof error !== 'object' || error === null || !('isAxiosError' in error)) throw error
  const response: unknown = Reflect.get(error, 'response')
  return typeof response === 'object' && response !== null ? Reflect.get(response, 'data') : null
}

function codeOf(error: unknown): string {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : null
  return typeof code === 'string' && isCode(code) ? code : 'NO_ANSWER'
}

/** Codes reach logs and the books, so they must look like codes. */
function isCode(text: string): boolean {
  return /^[A-Za-z0-9_]{1,40}$/.test(text)
}
