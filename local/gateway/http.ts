import type { IncomingMessage, ServerResponse } from 'node:http'

/** A request that can't be served, with what the caller is told. */
export class HttpProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}

export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly url: URL
  /** Parts of the path that the route leaves open. */
  readonly parameters: readonly string[]
}

/** What a route returns is sent as JSON; undefined means that it has answered itself. */
export type Handler = (exchange: Exchange) => unknown

export interface Route {
  method: 'GET' | 'POST' | 'DELETE' | '*'
  path: RegExp
  handle: Handler
}

const MOST_BODY_BYTES = 8 * 1024 * 1024

/** Serves the first route that matches; problems become `{ code, message }` with their status. */
export async function serveRoutes(
  routes: readonly Route[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    refuseStrangers(request)
    const url = new URL(request.url ?? '/', 'http://localhost')
    for (const route of routes) {
      const match = route.path.exec(url.pathname)
      if (!match || (route.method !== '*' && route.method !== effectiveMethod(request))) continue
      const parameters = match.slice(1).map((part) => decode(part ?? ''))
      const result = await route.handle({ request, response, url, parameters })
      if (result !== undefined) sendJson(response, 200, result)
      return
    }
    throw new HttpProblem(404, 'NOT_FOUND', `nothing at ${request.method} ${url.pathname}`)
  } catch (error) {
    if (response.destroyed || response.headersSent) return
    if (!(error instanceof HttpProblem)) console.error(error)
    const problem = error instanceof HttpProblem ? error : new HttpProblem(500, 'INTERNAL', String(error))
    sendJson(response, problem.status, { code: problem.code, message: problem.message })
  }
}

/** Percent signs that spell nothing are the caller's mistake. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new HttpProblem(400, 'ADDRESS_INVALID', 'a percent sign that spells nothing')
  }
}

function effectiveMethod(request: IncomingMessage): string {
  return request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET')
}

/**
 * Anybody on this machine may use the gateway, but no web page of another origin: a lured browser
 * would name another host or send its own origin.
 */
function refuseStrangers(request: IncomingMessage): void {
  const host = request.headers.host ?? ''
  const isLocal = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host)
  const { origin } = request.headers
  if (!isLocal || (origin !== undefined && origin !== `http://${host}`)) {
    throw new HttpProblem(403, 'FOREIGN_ORIGIN', 'the local gateway serves only pages of its own')
  }
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  send(response, status, 'application/json; charset=utf-8', JSON.stringify(value))
}

export function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  response.end(response.req.method === 'HEAD' ? undefined : body)
}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MOST_BODY_BYTES) throw new HttpProblem(413, 'TOO_LARGE', 'the body exceeds 8 MB')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** The body as a JSON object; an empty body is an empty object. */
export async function readObject(request: IncomingMessage): Promise<Record<string, unknown>> {
  const text = (await readBody(request)).toString('utf8')
  if (text === '') return {}
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new HttpProblem(400, 'NOT_JSON', 'the body is not JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new HttpProblem(400, 'NOT_JSON', 'the body must be a JSON object')
  }
  return value as Record<string, unknown>
}

export function textField(body: Record<string, unknown>, name: string): string {
  const value = body[name]
  if (typeof value !== 'string' || value === '') {
    throw new HttpProblem(400, 'FIELD_MISSING', `the body needs "${name}", a text`)
  }
  return value
}
