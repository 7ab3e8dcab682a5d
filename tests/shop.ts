import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { ActionName, Input, Output } from '../cloudfunctions/contract'
import type { CatalogueDraft } from '../cloudfunctions/contract/catalogue'
import type { Answer } from '../cloudfunctions/contract/envelope'
import { makeMemberCode } from '../cloudfunctions/contract/member-code'
import { makeOperationId } from '../cloudfunctions/contract/operation-id'
import { CONTRACT_VERSION } from '../cloudfunctions/contract/version'
import { memberNumber } from '../cloudfunctions/ledger/aggregate'
import { manifest } from '../cloudfunctions/manifest'
import { createTestClock, type TestClock } from '../local/clock'
import { createFunctionHost, type FunctionHost } from '../local/cloudbase/functions/host'
import { callOverHttp } from '../local/cloudbase/functions/http-access'
import { type CloudBase, startCloudBase } from '../local/cloudbase/server'
import { BAKERY } from '../local/demo/bakery'
import { startWechat, type Wechat } from '../local/wechat'
import { seededRandom } from './seed'
import { wechatKeys } from './wechat-keys'

/** 2027-03-10 10:00 in Shanghai: no month end, no holiday. */
export const OPENING = Date.UTC(2027, 2, 10, 2)

const KEYS = {
  // The SDK's warning about slow calls keeps a timer that outlives the call.
  SILENCE: 'true',
  MEMBER_KEY: 'member-key-for-tests-only',
  TICKET_KEY: 'ticket-key-for-tests-only',
  PHONE_KEY: 'phone-key-for-tests-only',
}
export const OWNER_SECRET = 'owner-secret-for-tests-only'

/**
 * A whole shop for a suite: the real functions in this process, the real SDK, the local CloudBase
 * in memory and WeChat's sandbox, on one clock that stands still until it is moved.
 */
export interface Shop {
  readonly cloudbase: CloudBase
  readonly wechat: Wechat
  readonly clock: TestClock
  readonly host: FunctionHost
  /** The function's answer as it is. */
  ask(person: string | null, action: string, input: unknown, contract?: number): Promise<Answer>
  /** The data of an answer that must be good. */
  call<A extends ActionName>(person: string, action: A, input: Input<A>): Promise<Output<A>>
  /** The code of an answer that must be a refusal. */
  refusal(person: string | null, action: string, input: unknown): Promise<string>
  timer(name: 'payment' | 'renewal', trigger: string): Promise<unknown>
  /** Posts to the payment function's HTTP entry. */
  notify(headers: Record<string, string>, body: Buffer): Promise<number>
  /** Breaks the connections of callbacks that are waiting for an answer. */
  dropCallbacks(): void
  numberOf(person: string): string
  operationId(): string
  random(): number
  /** Database calls made while `work` ran. */
  countCalls<T>(work: () => Promise<T>): Promise<{ calls: string[]; result: T }>
  /** The newest code of a member's phone. */
  codeOf(person: string): Promise<string>
  join(person: string): Promise<void>
  buy(person: string, planId?: string): Promise<string>
  close(): Promise<void>
}

export interface ShopOptions {
  readonly draft?: CatalogueDraft
  readonly seed?: number
  /** Without owner, release and clerks. */
  readonly bare?: boolean
  /** Built functions, each in so many processes of its own, instead of in this one. */
  readonly processes?: number
  /** More variables for every function, such as partners' addresses. */
  readonly variables?: Readonly<Record<string, string>>
}

export async function openShop(options: ShopOptions = {}): Promise<Shop> {
  const clock = createTestClock({ start: OPENING, frozen: true })
  const random = seededRandom(options.seed ?? 1)
  const http = createServer()
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const notifyUrl = `http://127.0.0.1:${(http.address() as AddressInfo).port}/payment/notify`
  const wechat = await startWechat({
    clock: () => clock.now(),
    keys: wechatKeys,
    notifyUrlRewrite: () => notifyUrl,
  })
  const cloudbase = await startCloudBase({
    store: { kind: 'memory' },
    manifest,
    clock: () => clock.now(),
    openApi: (apiName, data) => Promise.resolve(wechat.openApi(apiName, data)),
  })
  const merchant = wechat.merchantEnvironment()
  const host = createFunctionHost({
    functionsDir: options.processes ? join(__dirname, '../dist/functions') : 'cloudfunctions',
    serviceUrl: cloudbase.url,
    clock,
    timeoutMs: 20_000,
    env: (name) => ({
      ...KEYS,
      MINIPROGRAM_APPID: merchant.MINIPROGRAM_APPID ?? '',
      OWNER_CLAIM_DIGEST: createHash('sha256').update(OWNER_SECRET).digest('hex'),
      ...(name === 'payment' ? merchant : {}),
      ...options.variables,
    }),
    ...(options.processes ? { maxInstances: options.processes } : { inline: { load: loadFunction } }),
  })
  // Callbacks whose function hasn't ended yet, though WeChat may have hung up on it.
  const callbacks = new Set<Promise<void>>()
  http.on('request', (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([key, value]) => [key, String(value)]),
      )
      const answered = deliver(headers, Buffer.concat(chunks)).then((status) => {
        callbacks.delete(answered)
        response.writeHead(status).end()
      })
      callbacks.add(answered)
    })
  })

  async function deliver(headers: Record<string, string>, body: Buffer): Promise<number> {
    const request = { path: '/notify', method: 'POST', headers, query: {}, body }
    return (await callOverHttp(host, 'payment', request)).statusCode
  }

  const ask: Shop['ask'] = async (person, action, input, contract = CONTRACT_VERSION) => {
    const name = action.split('.')[0] ?? ''
    const identity = person === null ? {} : { openid: openidOf(person), appid: merchant.MINIPROGRAM_APPID }
    return (await host.invoke(name, { action, input, contract }, identity)) as Answer
  }
  const call: Shop['call'] = async (person, action, input) => {
    const answer = await ask(person, action, input)
    if (!answer.ok)
      throw new Error(`${action} of ${person}: ${answer.code} ${JSON.stringify(answer.detail ?? '')}`)
    return answer.data as never
  }
  const operationId = () => makeOperationId(clock.now(), random)

  const shop: Shop = {
    cloudbase,
    wechat,
    clock,
    host,
    ask,
    call,
    async refusal(person, action, input) {
      const answer = await ask(person, action, input)
      return answer.ok ? `accepted: ${JSON.stringify(answer.data).slice(0, 200)}` : answer.code
    },
    timer: (name, trigger) =>
      host.invoke(name, { Type: 'Timer', TriggerName: trigger, Time: '' }, { trigger: 'timer' }),
    notify: deliver,
    dropCallbacks: () => http.closeAllConnections(),
    numberOf: (person) => memberNumber(openidOf(person), KEYS.MEMBER_KEY),
    operationId,
    random,
    async countCalls(work) {
      const before = cloudbase.counters.log.length
      const result = await work()
      const calls = cloudbase.counters.log
        .slice(before)
        .map(({ action, collection }) => `${action.replace('database.', '')} ${collection ?? ''}`)
      return { calls, result }
    },
    async codeOf(person) {
      const { number, secret } = await call(person, 'membership.code', {})
      return makeMemberCode({
        number,
        secretHex: secret,
        now: clock.now(),
        nonce: Math.floor(random() * 2 ** 32),
      })
    },
    async join(person) {
      const { version } = await call(person, 'membership.agreement', { agreementId: 'service' })
      await call(person, 'membership.join', {
        operationId: operationId(),
        agreement: { id: 'service', version },
        marketing: false,
        nickname: person,
      })
    },
    async buy(person, planId = 'nianka') {
      const plan = await call(person, 'membership.plan', { planId })
      const { order, payment } = await call(person, 'payment.buy', {
        operationId: operationId(),
        planId,
        versionId: plan.versionId,
        price: plan.price,
        agreements: plan.agreements.map(({ id, version }) => ({ id, version })),
      })
      const prepayId = payment && wechat.openCashier(payment)
      if (!prepayId) throw new Error('no payment to make')
      const paid = wechat.pay(prepayId, openidOf(person))
      if (paid !== 'ok') throw new Error(`paying: ${paid}`)
      await wechat.tick()
      return order.orderId
    },
    async close() {
      await wechat.close()
      await cloudbase.close()
      await Promise.allSettled(callbacks)
      await host.close()
      await new Promise((resolve) => http.close(resolve))
    },
  }
  try {
    if (!options.bare) await open(shop, options.draft ?? BAKERY)
    return shop
  } catch (error) {
    // Servers that nobody closes would keep the suite from ending.
    await shop.close()
    throw error
  }
}

export function openidOf(person: string): string {
  return `openid-${person}`
}

async function open(shop: Shop, draft: CatalogueDraft): Promise<void> {
  await shop.call('owner', 'operations.claim', { operationId: shop.operationId(), secret: OWNER_SECRET })
  await shop.call('owner', 'operations.release', {
    operationId: shop.operationId(),
    expectedRelease: 0,
    draft,
  })
  for (const branch of draft.branches) {
    const { invitation } = await shop.call('owner', 'operations.invite', {
      operationId: shop.operationId(),
      role: 'clerk',
      branchIds: [branch.id],
    })
    await shop.call(`clerk-${branch.id}`, 'membership.acceptInvitation', {
      operationId: shop.operationId(),
      invitation,
    })
  }
}

/** A scanned code becomes a settled receipt; the pieces are there for suites that stop in between. */
export async function quoteFor(
  shop: Shop,
  person: string,
  basket: readonly (readonly [productId: string, quantity: number])[],
  branchId = 'laojie',
  clerk = `clerk-${branchId}`,
): Promise<Output<'counter.quote'>> {
  const { visit } = await shop.call(clerk, 'counter.resolve', { branchId, code: await shop.codeOf(person) })
  const lines = basket.map(([productId, quantity]) => ({ productId, quantity }))
  return shop.call(clerk, 'counter.quote', { branchId, visit, lines })
}

export async function settleFor(
  shop: Shop,
  person: string,
  basket: readonly (readonly [productId: string, quantity: number])[],
  branchId = 'laojie',
): Promise<Output<'counter.settle'>> {
  const { quote } = await quoteFor(shop, person, basket, branchId)
  return shop.call(`clerk-${branchId}`, 'counter.settle', { branchId, quote, tender: 'external' })
}

async function loadFunction(name: string) {
  switch (name) {
    case 'membership':
      return import('../cloudfunctions/membership')
    case 'payment':
      return import('../cloudfunctions/payment')
    case 'counter':
      return import('../cloudfunctions/counter')
    case 'operations':
      return import('../cloudfunctions/operations')
    case 'renewal':
      return import('../cloudfunctions/renewal')
    case 'points':
      return import('../cloudfunctions/points')
    case 'coupons':
      return import('../cloudfunctions/coupons')
    case 'referral':
      return import('../cloudfunctions/referral')
    default:
      throw new Error(`no function ${name}`)
  }
}
