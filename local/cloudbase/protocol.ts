import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { isPlainObject } from './protocol-ejson'
import { CloudBaseError, invalidParam } from './protocol-errors'

/** One request of the SDK: `POST {serviceUrl}?env=…&seqId=…` with the parameters as JSON body. */
export interface Call {
  readonly requestId: string
  /** `database.getDocument`, `functions.invokeFunction`, … */
  readonly action: string
  /** Collection, function or interface that it is about. */
  readonly subject: string | null
  readonly parameters: Record<string, unknown>
  readonly headers: IncomingHttpHeaders
}

const largestRequest = 32 * 1024 * 1024

/** Reads one request. Throws what the service would answer. */
export async function readCall(request: IncomingMessage): Promise<Call> {
  if (request.method !== 'POST') throw invalidParam('POST only')
  const authorization = request.headers.authorization ?? ''
  if (!/^(TC3-HMAC-SHA256|Bearer) ./.test(authorization)) {
    throw new CloudBaseError(
      'SIGN_PARAM_INVALID',
      'The request is not signed: secretId and secretKey are missing.',
    )
  }
  const body = await readBody(request)
  const contentType = request.headers['content-type'] ?? ''
  const parameters = contentType.startsWith('multipart/form-data')
    ? readForm(body, contentType)
    : readJson(body)
  const { action } = parameters
  if (typeof action !== 'string') throw invalidParam('action is required')
  const subject = parameters.collectionName ?? parameters.function_name ?? parameters.apiName
  return {
    requestId: randomUUID(),
    action,
    subject: typeof subject === 'string' ? subject : null,
    parameters,
    headers: request.headers,
  }
}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > largestRequest) throw invalidParam('the request exceeds 32 MB')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

export function readJson(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    if (isPlainObject(value)) return value
  } catch {
    // Refused below like any other body that is no object.
  }
  throw invalidParam('the body must be a JSON object')
}

/**
 * `callCompatibleWxOpenApi` and its like send a form whose `requestData` is a buffer without a file
 * name, so a form reader would take it for text and spoil its bytes.
 */
function readForm(body: Buffer, contentType: string): Record<string, unknown> {
  const boundary = /boundary=(.+)$/.exec(contentType)?.[1]
  if (!boundary) throw invalidParam('the body must be a form')
  const parameters: Record<string, unknown> = {}
  for (const part of body.toString('latin1').split(`--${boundary}`).slice(1, -1)) {
    const head = part.indexOf('\r\n\r\n')
    const name = /name="([^"]*)"/.exec(part.slice(0, head))?.[1]
    if (head < 0 || name === undefined) throw invalidParam('the body must be a form')
    const value = Buffer.from(part.slice(head + 4, -2), 'latin1')
    parameters[name] = name === 'requestData' ? value : value.toString('utf8')
  }
  return parameters
}

/** Answers are HTTP 200 always; an error is a body with `code` and `message`. */
export function answer(response: ServerResponse, body: Record<string, unknown> | Buffer): void {
  const text = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body))
  response.writeHead(200, {
    // `wx.openApi` replies are read as JSON only under exactly this type.
    'content-type': Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json; charset=utf-8',
    'content-length': text.length,
  })
  response.end(text)
}

export function errorBody(error: unknown, requestId: string): Record<string, unknown> {
  if (error instanceof CloudBaseError) return { code: error.code, message: error.message, requestId }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { code: 'SYS_ERR', message, requestId }
}
