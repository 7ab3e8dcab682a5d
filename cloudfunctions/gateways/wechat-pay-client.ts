import { Decorator } from 'wechatpay-axios-plugin'
import { type CallFailure, WECHATPAY_TIMEOUT_MS, type WechatPaySettings } from './wechat-pay-settings'

/** What came of one call. Only `ok` was signed by WeChat; an error's code is a hint, never a proof. */
export type Outcome =
  | { readonly ok: true; readonly status: number; readonly data: unknown }
  | { readonly ok: false; readonly status: number | null; readonly code: string }

export interface WechatPayClient {
  /** `path` begins with v3/; `name` is for the log. All calls under one signal share one deadline. */
  call(
    name: string,
    request: { method: 'GET' | 'POST'; path: string; query?: Record<string, string>; body?: object },
    signal: AbortSignal,
  ): Promise<Outcome>
  /** A file: the request is signed, the answer isn't, so its hash has to be known from elsewhere. */
  download(
    name: string,
    request: { path: string; query: Record<string, string> },
    signal: AbortSignal,
  ): Promise<{ readonly ok: true; readonly bytes: Buffer } | { readonly ok: false; readonly code: string }>
  /** A deadline for a call and what follows from it. */
  deadline(): AbortSignal
}

const LARGEST_ANSWER = 1024 * 1024
const LARGEST_FILE = 32 * 1024 * 1024

/**
 * Signed calls over wechatpay-axios-plugin, which verifies each 2xx answer against the keys by
 * `Wechatpay-Serial` and ±300 s. Redirects and proxies are off: a signed request goes to WeChat or
 * nowhere.
 */
export function wechatPayClient(settings: WechatPaySettings): WechatPayClient {
  const timeout = settings.timeoutMs ?? WECHATPAY_TIMEOUT_MS
  const decorator = new Decorator({
    mchid: settings.mchid,
    serial: settings.serial,
    privateKey: settings.privateKey.export({ type: 'pkcs8', format: 'pem' }),
    certs: Object.fromEntries(settings.verificationKeys),
    baseURL: settings.baseUrl,
    timeout,
    headers: answerKey(settings),
    maxRedirects: 0,
    proxy: false,
    maxContentLength: LARGEST_ANSWER,
  })
  const report = settings.report ?? (() => undefined)

  return {
    deadline: () => AbortSignal.timeout(timeout),
    async call(name, { method, path, query, body }, signal) {
      try {
        const response = await decorator.request(path, method, body, { params: query, signal })
        return { ok: true, status: response.status, data: response.data as unknown }
      } catch (error) {
        const failure = readFailure(name, error, signal)
        report(failure)
        return { ok: false, status: failure.status, code: failure.code }
      }
    },
    async download(name, { path, query }, signal) {
      try {
        const response = await decorator.request(path, 'GET', undefined, {
          params: query,
          signal,
          responseType: 'arraybuffer',
          maxContentLength: LARGEST_FILE,
        })
        return { ok: true, bytes: Buffer.from(response.data as ArrayBuffer) }
      } catch (error) {
        const failure = readFailure(name, error, signal)
        report(failure)
        return { ok: false, code: failure.code }
      }
    },
  }
}

/**
 * Asks WeChat to sign its answers with the public key: without this header, a merchant that changes
 * over from platform certificates gets answers signed by either.
 */
function answerKey(settings: WechatPaySettings): Record<string, string> {
  const id = [...settings.verificationKeys.keys()].find((key) => key.startsWith('PUB_KEY_ID_'))
  return id === undefined ? {} : { 'Wechatpay-Serial': id }
}

interface HttpError {
  isAxiosError: true
  code?: unknown
  response?: { status?: unknown; data?: unknown; headers?: Record<string, unknown> }
}

/**
 * The error carries keys and personal data in `config`, so only three fields of it are read. An
 * answer that failed verification has a 2xx status of its own, which says nothing: null.
 */
function readFailure(call: string, error: unknown, signal: AbortSignal): CallFailure {
  if (!isHttpError(error)) throw error
  const status = typeof error.response?.status === 'number' ? error.response.status : null
  const requestId = error.response?.headers?.['request-id']
  const answered = status !== null && (status < 200 || status >= 300)
  return {
    call,
    code: answered
      ? (readCode(error.response?.data) ?? `HTTP_${status}`)
      : signal.aborted
        ? 'TIME_OUT'
        : (asCode(error.code) ?? 'NO_ANSWER'),
    status: answered ? status : null,
    requestId: typeof requestId === 'string' ? requestId.slice(0, 80) : null,
  }
}

function isHttpError(error: unknown): error is HttpError {
  return typeof error === 'object' && error !== null && 'isAxiosError' in error && error.isAxiosError === true
}

function readCode(data: unknown): string | null {
  return typeof data === 'object' && data !== null && 'code' in data ? asCode(data.code) : null
}

/** Codes reach logs and answers, so they must look like codes. */
function asCode(value: unknown): string | null {
  return typeof value === 'string' && /^[A-Za-z0-9_]{1,40}$/.test(value) ? value : null
}
