import { messageFields, messageOf, numberField } from './open-api-message'

/** What is needed of the SDK's app: `app.callCompatibleWxOpenApi`. */
export interface OpenApiCaller {
  callCompatibleWxOpenApi(call: { apiName: string; requestData: Buffer }): Promise<unknown>
}

export type OpenApiResult =
  | { readonly ok: true; readonly data: unknown }
  /** `errcode` is WeChat's; 0 when the answer could not be read or never came. */
  | { readonly ok: false; readonly errcode: number }

export type OpenApiBytes =
  { readonly ok: true; readonly bytes: Buffer } | { readonly ok: false; readonly errcode: number }

const EMPTY = Buffer.alloc(0)

/**
 * Calls one of WeChat's server interfaces with the right of the cloud function (config.json
 * `permissions.openapi`), without an access token. The message is the one that WeChat's own
 * wx-server-sdk 4.0.2 sends over the same SDK: each top-level key with its JSON value.
 */
export async function callOpenApi(
  app: OpenApiCaller,
  apiName: string,
  data: Readonly<Record<string, unknown>>,
): Promise<OpenApiResult> {
  const answer = await callOpenApiForBytes(app, apiName, data)
  return answer.ok ? decodeJson(answer.bytes) : answer
}

/** The same for interfaces that answer with a picture: its bytes, or the error in their place. */
export async function callOpenApiForBytes(
  app: OpenApiCaller,
  apiName: string,
  data: Readonly<Record<string, unknown>>,
): Promise<OpenApiBytes> {
  let answer: unknown
  try {
    answer = await app.callCompatibleWxOpenApi({ apiName, requestData: encodeRequest(data) })
  } catch {
    return { ok: false, errcode: 0 }
  }
  return Buffer.isBuffer(answer) ? decodeAnswer(answer) : { ok: false, errcode: readErrcode(answer) }
}

/** CommApiData { 1: apiType OPEN_API, 2: OpenApiData { 1: repeated pair { 1: key, 2: value } } } */
function encodeRequest(data: Readonly<Record<string, unknown>>): Buffer {
  const pairs = Object.entries(data)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => messageOf([1, key], [2, JSON.stringify(value)]))
  return messageOf([1, 0], [2, messageOf(...pairs.map((pair): [number, Buffer] => [1, pair]))])
}

/** CommOpenApiResp { 1: body, 2: content type, 3: error of the platform } or a JSON error of CloudBase. */
function decodeAnswer(bytes: Buffer): OpenApiBytes {
  const fields = messageFields(bytes)
  if (fields === null) return { ok: false, errcode: 0 }
  const platformError = numberField(fields, 3)
  if (platformError !== 0) return { ok: false, errcode: platformError }
  const body = fields.find((field) => field.number === 1)?.value
  const content = Buffer.isBuffer(body) ? body : EMPTY
  // An interface that answers with a picture says its errors in JSON.
  const errcode = content[0] === OPENING_BRACE ? readErrcode(parseJson(content.toString('utf8'))) : 0
  return errcode === 0 ? { ok: true, bytes: content } : { ok: false, errcode }
}

const OPENING_BRACE = 0x7b

function decodeJson(bytes: Buffer): OpenApiResult {
  const data = parseJson(bytes.toString('utf8'))
  if (typeof data !== 'object' || data === null) return { ok: false, errcode: 0 }
  return { ok: true, data }
}

function readErrcode(answer: unknown): number {
  const errcode =
    typeof answer === 'object' && answer !== null && 'errcode' in answer ? answer.errcode : undefined
  return typeof errcode === 'number' ? errcode : 0
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
