import { type KeyObject, createPrivateKey, createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'

export const WECHATPAY_HOST = 'https://api.mch.weixin.qq.com'

/** One call to WeChat Pay, follow-up queries included, never takes longer. */
export const WECHATPAY_TIMEOUT_MS = 6000

export interface WechatPaySettings {
  readonly appid: string
  readonly mchid: string
  /** Serial number of the merchant's API certificate. */
  readonly serial: string
  /** Signs requests and `paySign` alike. */
  readonly privateKey: KeyObject
  /** 32 bytes: decrypts callbacks. */
  readonly apiV3Key: string
  /** 32 bytes, only where recurring debits are used: signs and verifies V2 messages. */
  readonly apiV2Key?: string
  /** `PUB_KEY_ID_…` or a platform certificate's serial -> key. More than one while keys change over. */
  readonly verificationKeys: ReadonlyMap<string, KeyObject>
  /** https, without a query string: payments and refunds are both told there. */
  readonly notifyUrl: string
  readonly baseUrl: string
  /** Default WECHATPAY_TIMEOUT_MS. */
  readonly timeoutMs?: number
  /** Where calls that failed are told; nothing but these fields is ever known outside. */
  readonly report?: (failure: CallFailure) => void
}

/** With the key that recurring debits need. */
export interface PapaySettings extends WechatPaySettings {
  readonly apiV2Key: string
}

export interface CallFailure {
  readonly call: string
  readonly code: string
  readonly status: number | null
  readonly requestId: string | null
}

/** What the caller adds: where failures are logged, and in tests how the file of keys is read. */
export interface SettingsOptions {
  readonly report?: (failure: CallFailure) => void
  readonly readText?: (path: string) => string
}

/**
 * Reads the payment function's environment. Public keys and certificates ship beside the function as
 * a JSON map of id -> PEM, because an environment holds only 4 KB. Throws, naming what is missing or
 * wrong but never a value.
 */
export function wechatPaySettings(
  environment: NodeJS.ProcessEnv,
  { report, readText = (path) => readFileSync(path, 'utf8') }: SettingsOptions = {},
): WechatPaySettings {
  const required = (name: string): string => {
    const value = environment[name]
    if (!value) throw new Error(`The environment lacks ${name}`)
    return value
  }
  const apiV3Key = required('WECHATPAY_API_V3_KEY')
  if (Buffer.byteLength(apiV3Key) !== 32) throw new Error('WECHATPAY_API_V3_KEY must be 32 bytes long')
  const apiV2Key = environment.WECHATPAY_API_V2_KEY
  if (apiV2Key && Buffer.byteLength(apiV2Key) !== 32)
    throw new Error('WECHATPAY_API_V2_KEY must be 32 bytes long')
  const notifyUrl = required('WECHATPAY_NOTIFY_URL')
  if (!/^https:\/\/[^?#]+$/.test(notifyUrl) || notifyUrl.length > 255)
    throw new Error('WECHATPAY_NOTIFY_URL must be https, without a query, and at most 255 long')
  return {
    appid: required('MINIPROGRAM_APPID'),
    mchid: required('WECHATPAY_MCHID'),
    serial: required('WECHATPAY_SERIAL'),
    privateKey: readPrivateKey(required('WECHATPAY_PRIVATE_KEY')),
    apiV3Key,
    ...(apiV2Key && { apiV2Key }),
    verificationKeys: readVerificationKeys(readText(required('WECHATPAY_PUBLIC_KEYS_FILE'))),
    notifyUrl,
    baseUrl: environment.WECHATPAY_BASE_URL ?? WECHATPAY_HOST,
    ...(report && { report }),
  }
}

/** An environment variable may hold the PEM with its line ends written as \n, or the bare base64. */
function readPrivateKey(text: string): KeyObject {
  const pem = text.replaceAll('\\n', '\n').trim()
  try {
    return pem.startsWith('-----')
      ? createPrivateKey(pem)
      : createPrivateKey({ key: Buffer.from(pem, 'base64'), format: 'der', type: 'pkcs8' })
  } catch {
    throw new Error('WECHATPAY_PRIVATE_KEY is no PKCS#8 private key')
  }
}

/** Public keys (SPKI) and platform certificates, both as PEM. */
function readVerificationKeys(json: string): ReadonlyMap<string, KeyObject> {
  const keys = new Map<string, KeyObject>()
  for (const [id, pem] of Object.entries(JSON.parse(json) as Record<string, unknown>)) {
    if (typeof pem !== 'string') throw new Error(`Verification key ${id} is no PEM`)
    keys.set(id, createPublicKey(pem))
  }
  if (keys.size === 0) throw new Error('The file of verification keys is empty')
  return keys
}
