import { randomBytes } from 'node:crypto'
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Answer, refusal } from './answers'
import type { Bills } from './bills'
import type { CallFault, CallName, FaultSwitches } from './faults'
import type { WechatKeys } from './keys'
import type { Merchant, Orders } from './orders'
import type { PapayCalls } from './papay'
import { answerV2 } from './papay-server'
import type { Refunds } from './refunds'
import { authorizationFault, signatureHeaders } from './signatures'

interface Call {
  name: CallName
  run(): Answer
}

interface Surroundings {
  merchant: Merchant
  keys: WechatKeys
  faults: FaultSwitches
  orders: Orders
  refunds: Refunds
  papay: PapayCalls
  bills: Bills
  clock(): number
}

export interface PayServer {
  url: string
  close(): Promise<void>
}

const ALWAYS_LATE_MS = 600_000

/** WeChat Pay's interfaces on 127.0.0.1, V3 and the V2 of recurring debits, as far as the merchant calls them. */
export async function startPayServer(world: Surroundings, port: number): Promise<PayServer> {
  const server = createServer((request, response) => {
    readBody(request)
      .then((body) => answer(world, request, response, body))
      .catch(() => request.socket.destroy())
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => closeServer(server),
  }
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

function answer(world: Surroundings, request: IncomingMessage, response: ServerResponse, body: string): void {
  const { method = '', url = '' } = request
  if (answerV2({ ...world, apiV2Key: world.keys.apiV2Key }, request, response, body)) return
  const call = route(world, method, url, body)
  const fault = call === null ? null : world.faults.take(call.name)
  if (fault === 'hang') return
  if (fault === 'reset') return void request.socket.destroy()
  const unproven = authorizationFault(
    { method, url, authorization: request.headers.authorization, body },
    { mchid: world.merchant.mchid, keys: world.keys, now: world.clock() },
  )
  const { pathname, searchParams } = new URL(url, 'http://localhost')
  if (method === 'GET' && pathname === '/v3/billdownload/file' && unproven === null) {
    const file = world.bills.file(searchParams.get('token') ?? '')
    response.writeHead(file ? 200 : 404, { 'Content-Type': 'application/x-gzip' })
    return void response.end(file ?? undefined)
  }
  const result =
    failure(fault) ??
    (unproven !== null
      ? refusal(401, 'SIGN_ERROR', `签名错误: ${unproven}`)
      : ((pathname === '/v3/bill/tradebill' ? world.bills.tradeBill(searchParams) : call?.run()) ??
        refusal(404, 'RESOURCE_NOT_EXISTS', '无此接口')))
  if (fault === 'slow_answer') return
  if (fault === 'lost_answer') return void request.socket.destroy()
  const late = fault === 'server_error_after' ? refusal(500, 'SYSTEM_ERROR', '系统错误') : result
  const asked = request.headers['wechatpay-serial']
  send(world, response, late, fault, asked === world.keys.wechat.id ? 'wechat' : 'platform')
}

/** A refusal that comes before the call has any effect. */
function failure(fault: CallFault | null): Answer | null {
  if (fault === 'server_error') return refusal(500, 'SYSTEM_ERROR', '系统错误')
  if (fault === 'too_many_requests') return refusal(429, 'FREQUENCY_LIMITED', '频率限制')
  if (typeof fault === 'object' && fault !== null && 'refuse' in fault)
    return refusal(fault.refuse.status, fault.refuse.code, '')
  return null
}

/** Signs 2xx answers, the empty 204 too; refusals go unsigned. */
function send(
  { keys, clock }: Surroundings,
  response: ServerResponse,
  { status, body }: Answer,
  fault: CallFault | null,
  mode: 'wechat' | 'platform',
): void {
  const altered =
    typeof fault === 'object' && fault !== null && 'alter' in fault && body !== null
      ? { ...body, ...fault.alter }
      : body
  const text = altered === null ? '' : fault === 'not_json' ? '<html>' : JSON.stringify(altered)
  const trusted =
    mode === 'wechat' ? { serial: keys.wechat.id, privateKey: keys.wechat.privateKey } : keys.platform
  const signer =
    fault === 'forged'
      ? { serial: trusted.serial, privateKey: keys.foreign.privateKey }
      : fault === 'unknown_serial'
        ? keys.foreign
        : trusted
  const moment = clock() + (fault === 'skewed_clock' ? -ALWAYS_LATE_MS : 0)
  const signed = status < 300 && fault !== 'unsigned' ? signatureHeaders(text, signer, moment) : {}
  const sent = fault === 'tampered' ? text.replace(/[\d}]/, (found) => (found === '0' ? '1' : '0')) : text
  response.writeHead(status, {
    'Request-Id': randomBytes(12).toString('hex').toUpperCase(),
    ...(status !== 204 && { 'Content-Type': 'application/json; charset=utf-8' }),
    ...signed,
  })
  response.end(status === 204 ? undefined : sent)
}

function route(world: Surroundings, method: string, url: string, body: string): Call | null {
  const { orders, refunds, papay } = world
  const { mchid } = world.merchant
  const { pathname, searchParams } = new URL(url, 'http://localhost')
  const [, root = '', a = '', b = '', c = '', d = '', e = ''] = pathname.split('/').map(decodeURIComponent)
  if (root !== 'v3') return null
  const own = (run: () => Answer): Answer =>
    searchParams.get('mchid') === mchid ? run() : refusal(400, 'PARAM_ERROR', '参数错误: mchid')
  const path = `${method} ${a}/${b}/${c}`
  if (path === 'POST pay/transactions/jsapi') return { name: 'prepay', run: () => orders.prepay(parse(body)) }
  if (path === 'GET pay/transactions/out-trade-no' && e === '')
    return { name: 'query', run: () => own(() => orders.query(d)) }
  if (path === 'GET pay/transactions/id')
    return { name: 'query', run: () => own(() => orders.queryTransaction(d)) }
  if (path === 'POST pay/transactions/out-trade-no' && e === 'close')
    return { name: 'close', run: () => closeOf(orders, mchid, d, parse(body)) }
  if (path === 'POST refund/domestic/refunds')
    return { name: 'refund', run: () => refunds.create(parse(body)) }
  if (path.startsWith('POST papay/contracts/') && d === 'notify')
    return { name: 'announce', run: () => papay.announce(c, parse(body)) }
  if (path === 'GET refund/domestic/refunds') return { name: 'query_refund', run: () => refunds.query(d) }
  return null
}

function closeOf(orders: Orders, mchid: string, orderId: string, body: unknown): Answer {
  const named = typeof body === 'object' && body !== null && 'mchid' in body ? body.mchid : undefined
  return named === mchid ? orders.close(orderId) : refusal(400, 'PARAM_ERROR', '参数错误: mchid')
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown
  } catch {
    return undefined
  }
}
