import { setTimeout as sleep } from 'node:timers/promises'
import type { FunctionHost } from '../cloudbase/functions/host'
import { callOverHttp } from '../cloudbase/functions/http-access'
import { PlatformError } from '../cloudbase/functions/platform-error'
import type { CallFaults } from './call-faults'
import { type Exchange, HttpProblem, type Route, decode, readBody, readObject, sendJson } from './http'
import type { People } from './people'

export interface CallOptions {
  host: FunctionHost
  people: People
  faults: CallFaults
  /** The mini-program that calls come from. */
  appid: string
}

export const PERSON_HEADER = 'x-huika-person'

/** `wx.cloud.callFunction` for phones on this machine, and HTTP access for callbacks. */
export function callRoutes(options: CallOptions): Route[] {
  return [
    {
      method: 'POST',
      path: /^\/call\/([a-zA-Z]+\.[a-zA-Z]+)$/,
      handle: (exchange) => callAction(options, exchange),
    },
    {
      method: '*',
      path: /^\/http\/([A-Za-z][\w-]*)(\/.*)?$/,
      handle: (exchange) => callHttpAccess(options, exchange),
    },
  ]
}

/** The body is the event; who calls is the header's matter alone, as on a phone it is WeChat's. */
async function callAction(
  { host, people, faults, appid }: CallOptions,
  exchange: Exchange,
): Promise<unknown> {
  const { request, response, parameters } = exchange
  const action = parameters[0] ?? ''
  const body = await readObject(request)
  const header = request.headers[PERSON_HEADER]
  const person = typeof header === 'string' && header !== '' ? people.get(decode(header)) : null
  const fault = faults.take(person?.id ?? null, action)
  if (fault?.kind === 'offline') return void response.destroy()
  const identity = person
    ? { openid: person.openid, appid, source: 'wx_client', clientIp: clientIp(exchange) }
    : { source: 'wx_client', clientIp: clientIp(exchange) }
  const outcome = await host
    .invoke(action.split('.')[0] ?? '', { ...body, action }, identity)
    .catch((error: unknown) => {
      if (error instanceof PlatformError) return error
      throw error
    })
  if (fault?.kind === 'slow') await sleep(fault.ms ?? 3000)
  if (fault?.kind === 'lose_answer') return void response.destroy()
  if (!(outcome instanceof PlatformError)) return outcome
  if (outcome.code === 'FUNCTION_NOT_FOUND') throw new HttpProblem(404, outcome.code, outcome.message)
  const { code, errCode, message, requestId } = outcome
  const errMsg = `cloud.callFunction:fail Error: errCode: ${errCode} | errMsg: ${message}`
  sendJson(response, 502, { code, errCode, errMsg, requestId })
  return undefined
}

async function callHttpAccess({ host }: CallOptions, exchange: Exchange): Promise<void> {
  const { request, response, url, parameters } = exchange
  const answer = await callOverHttp(host, parameters[0] ?? '', {
    path: parameters[1] || '/',
    method: request.method ?? 'GET',
    headers: plainHeaders(request.headers),
    query: Object.fromEntries(url.searchParams),
    body: await readBody(request),
    clientIp: clientIp(exchange),
  })
  response.writeHead(answer.statusCode, answer.headers)
  response.end(answer.body)
}

function plainHeaders(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : (value ?? ''),
    ]),
  )
}

function clientIp({ request }: Exchange): string {
  return request.socket.remoteAddress ?? '127.0.0.1'
}
