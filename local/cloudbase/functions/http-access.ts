import { randomUUID } from 'node:crypto'
import type { FunctionHost } from './host'
import { PlatformError } from './platform-error'

export interface HttpRequest {
  /** What follows the function's own path, beginning with `/`. */
  path: string
  method: string
  headers: Record<string, string>
  query: Record<string, string>
  body: Buffer
  clientIp?: string
}

export interface HttpResponse {
  statusCode: number
  headers: Record<string, string>
  body: Buffer
}

const JSON_HEADERS = { 'content-type': 'application/json; charset=utf-8' }

/**
 * HTTP access to a function, open to anybody: no identity, the body always in base64 as the
 * platform sends everything that isn't plain text. An answer without `statusCode` is sent as JSON.
 */
export async function callOverHttp(
  host: FunctionHost,
  name: string,
  request: HttpRequest,
): Promise<HttpResponse> {
  const event = {
    path: request.path,
    httpMethod: request.method,
    headers: request.headers,
    multiValueHeaders: Object.fromEntries(
      Object.entries(request.headers).map(([key, value]) => [key, [value]]),
    ),
    queryStringParameters: request.query,
    body: request.body.toString('base64'),
    isBase64Encoded: true,
    requestContext: { requestId: randomUUID(), envId: 'huika-local', sourceIp: request.clientIp ?? '' },
  }
  try {
    return responseOf(await host.invoke(name, event, { source: 'wx_http', clientIp: request.clientIp }))
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error
    return json(STATUS[error.code] ?? 500, { code: error.code, requestId: error.requestId })
  }
}

const STATUS: Partial<Record<PlatformError['code'], number>> = {
  FUNCTION_NOT_FOUND: 404,
  FUNCTIONS_PARAM_INVALID: 413,
  FUNCTIONS_TIME_LIMIT_EXCEEDED: 504,
}

function responseOf(answer: unknown): HttpResponse {
  if (typeof answer !== 'object' || answer === null || !('statusCode' in answer)) return json(200, answer)
  const { statusCode, headers, body, isBase64Encoded } = answer as Record<string, unknown>
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body)
  return {
    statusCode: Number(statusCode),
    headers: Object.fromEntries(Object.entries(headers ?? {}).map(([key, value]) => [key, String(value)])),
    body: Buffer.from(text, isBase64Encoded === true ? 'base64' : 'utf8'),
  }
}

function json(statusCode: number, value: unknown): HttpResponse {
  return { statusCode, headers: JSON_HEADERS, body: Buffer.from(JSON.stringify(value)) }
}
