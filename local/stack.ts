import { join } from 'node:path'
import type { ActionName, Input, Output } from '../cloudfunctions/contract'
import type { Answer } from '../cloudfunctions/contract/envelope'
import { CONTRACT_VERSION } from '../cloudfunctions/contract/version'
import { manifest } from '../cloudfunctions/manifest'
import { type TestClock, createTestClock } from './clock'
import { createFunctionHost, type FunctionHost, type FunctionHostOptions } from './cloudbase/functions/host'
import { createFunctionTimers, type FunctionTimers } from './cloudbase/functions/timers'
import { CloudBaseError } from './cloudbase/protocol-errors'
import { type CloudBase, startCloudBase } from './cloudbase/server'
import { type Gateway, startGateway } from './gateway/gateway'
import { createPeople, type People } from './gateway/people'
import type { ShopSwitch } from './gateway/shops'
import { type LocalPartner, PARTNER_OF_THE_DEMO, startPartner } from './partners/server'
import { functionVariables, localSecrets, partnerKey, type Secrets, smsKey } from './secrets'
import { shellRoutes } from './shell/serve'
import { type LocalSms, startSms } from './sms'
import { startWechat, type Wechat } from './wechat/index'

const ROOT = join(__dirname, '..')
const TICK_MS = 1000
/** WeChat Pay accepts only an https address; on this machine it leads to the gateway. */
const NOTIFY_URL = 'https://notify.huika.example/http/payment/wechatpay'

export interface StackOptions {
  /** Where everything outlives a restart; absent: all in memory. */
  dir?: string
  /** The gateway's; 0 or absent: any free one. */
  port?: number
  /** Built functions; default `dist/functions`. */
  functionsDir?: string
  /** Built H5 app; default `dist/h5`. */
  appDir?: string
  /** A clock that moves only when told, with the moment to begin at; default: the machine's time. */
  clock?: { start?: number; frozen?: boolean }
  host?: Pick<
    FunctionHostOptions,
    'coldStartMs' | 'timeoutMs' | 'maxInstances' | 'freeze' | 'inline' | 'environmentId'
  >
  /** Milliseconds that each database call takes on its way. */
  databaseLatency?: number
  /** WeChat sends notices at once, as people expect; false: only when the clock or `tick` says so. */
  notifyAtOnce?: boolean
  /** The other shops of the demo; absent: this one is alone. */
  shops?: ShopSwitch
}

/** The whole product on this machine, as objects. */
export interface Stack {
  readonly url: string
  readonly clock: TestClock
  readonly cloudbase: CloudBase
  readonly host: FunctionHost
  readonly timers: FunctionTimers
  readonly wechat: Wechat
  /** A partner that is asked over its own interface. */
  readonly partner: LocalPartner
  readonly sms: LocalSms
  readonly people: People
  readonly gateway: Gateway
  readonly secrets: Secrets
  /** True when no document has ever been written. */
  isEmpty(): boolean
  /** Calls an action as a person, or as nobody, the way the app does. */
  call<A extends ActionName>(person: string | null, action: A, input: Input<A>): Promise<Answer<Output<A>>>
  /** Goes to a moment, skipping what falls due on the way, and runs every timer once. */
  arrive(moment: number): Promise<void>
  /** What `GET /local/status` says beside the clock. */
  setStatus(status: Record<string, unknown>): void
  close(): Promise<void>
}

/** Starts CloudBase, WeChat, the function host and the gateway, wired as in production. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const { dir } = options
  const inDir = (name: string): string | undefined => (dir ? join(dir, name) : undefined)
  const functionsDir = options.functionsDir ?? join(ROOT, 'dist/functions')
  const file = inDir('clock.json')
  const clock = createTestClock({ ...options.clock, ...(file ? { file } : {}) })
  const secrets = localSecrets(inDir('secrets.json'))
  const people = createPeople(inDir('people.json'))
  let status: Record<string, unknown> = { ready: true }
  let gatewayUrl = ''

  const wechat = await startWechat({
    clock: () => clock.now(),
    directory: inDir('wechat'),
    notifyUrl: NOTIFY_URL,
    notifyUrlRewrite: (url) => gatewayUrl + new URL(url).pathname,
    notifyAtOnce: options.notifyAtOnce ?? true,
  })
  const partner = await startPartner({ key: partnerKey(secrets), clock: () => clock.now() })
  const sms = await startSms({ key: smsKey(secrets), clock: () => clock.now() })
  const merchant = wechat.merchantEnvironment()
  const appid = merchant.MINIPROGRAM_APPID ?? ''
  const databaseFile = inDir('cloudbase.db')
  const cloudbase = await startCloudBase({
    store: databaseFile ? { kind: 'file', path: databaseFile } : { kind: 'memory' },
    manifest,
    clock: () => clock.now(),
    latency: options.databaseLatency,
    invokeFunction: (name, data) => invokeForSdk(host, name, data),
    openApi: (apiName, data) => Promise.resolve(wechat.openApi(apiName, data)),
  })
  const host = createFunctionHost({
    functionsDir,
    serviceUrl: cloudbase.url,
    env: (name) => ({
      ...functionVariables(name, secrets, appid, merchant),
      // Who gives perks, and who tells that they ended.
      ...(['membership', 'renewal'].includes(name) && partner.variables(PARTNER_OF_THE_DEMO)),
      ...(name === 'renewal' && sms.variables),
    }),
    clock,
    logsDir: inDir('logs'),
    ...options.host,
  })
  const timers = createFunctionTimers({ functionsDir, host, clock })
  clock.addSource(timers)
  clock.addSource(wechat.dueSource)

  async function arrive(moment: number): Promise<void> {
    await clock.jump(moment)
    await wechat.tick()
    await timers.runNow()
  }

  const gateway = await startGateway({
    port: options.port ?? 0,
    appid,
    host,
    timers,
    clock,
    people,
    wechat,
    arrive,
    appDir: options.appDir ?? join(ROOT, 'dist/h5'),
    mediaDir: join(ROOT, 'local/demo/media'),
    shell: shellRoutes(),
    ...(options.shops ? { shops: options.shops } : {}),
    status: () => status,
  })
  gatewayUrl = gateway.url
  const stopTicking = options.clock?.frozen ? () => undefined : tick(clock)

  return {
    url: gateway.url,
    clock,
    cloudbase,
    host,
    timers,
    wechat,
    partner,
    sms,
    people,
    gateway,
    secrets,
    isEmpty: () => cloudbase.store.collections().every((name) => cloudbase.store.size(name) === 0),
    async call(person, action, input) {
      const identity =
        person === null ? {} : { openid: people.get(person).openid, appid, source: 'wx_client' }
      const event = { action, input, contract: CONTRACT_VERSION }
      return (await host.invoke(action.split('.')[0] ?? '', event, identity)) as never
    },
    arrive,
    setStatus: (next) => void (status = next),
    async close() {
      stopTicking()
      await clock.close()
      await gateway.close()
      await host.close()
      await wechat.close()
      await partner.close()
      await sms.close()
      await cloudbase.close()
    },
  }
}

/** A function that calls another through the SDK: the callee sees no end user. */
async function invokeForSdk(host: FunctionHost, name: string, requestData: string): Promise<string> {
  if (!host.has(name)) throw new CloudBaseError('FUNCTION_NOT_FOUND', `Function [${name}] could not be found`)
  const event: unknown = requestData === '' ? {} : JSON.parse(requestData)
  return JSON.stringify(await host.invoke(name, event, { source: 'wx_function' }))
}

/** Lets timers and retries happen as time goes by. */
function tick(clock: TestClock): () => void {
  let running = false
  const timer = setInterval(() => {
    if (running) return
    running = true
    clock
      .runDue()
      .catch((error: unknown) => console.error(error))
      .finally(() => (running = false))
  }, TICK_MS)
  return () => clearInterval(timer)
}
