import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { manifest as productManifest, type Manifest } from '../../cloudfunctions/manifest'
import { DatabaseActions } from './database/actions'
import type { Switches } from './database/collection'
import type { DocumentStore } from './database/document-store'
import { LibsqlStore } from './database/libsql-store'
import { MemoryStore } from './database/memory-store'
import { answer, errorBody, readCall, type Call } from './protocol'
import { Counters, type LoggedCall } from './protocol-counters'
import { CloudBaseError, invalidParam } from './protocol-errors'
import { faultError, Faults } from './protocol-faults'
import { serveSideDoor, sideDoorPath } from './protocol-side-door'

/** Who calls a function through the SDK: never an end user, so it carries no openid. */
export interface Caller {
  requestId: string
  envName: string
  headers: IncomingHttpHeaders
}

export interface CloudBaseOptions {
  store: { kind: 'memory' } | { kind: 'file'; path: string }
  manifest: Manifest
  /** 0 or absent: any free one. */
  port?: number
  /** Epoch ms; what `db.serverDate()` becomes. */
  clock: () => number
  /** Gets `request_data` and returns `response_data`, both as JSON text. A CloudBaseError is answered as such. */
  invokeFunction?: (name: string, requestData: string, caller: Caller) => Promise<string>
  /**
   * WeChat's server interfaces: gets the parsed data, or a Buffer that is no JSON (a binary message);
   * returns what is sent back, as JSON or, for a Buffer, as it is.
   */
  openApi?: (apiName: string, requestData: unknown) => Promise<unknown>
  /** Milliseconds that each call takes on its way, before its effect. */
  latency?: number | (() => number)
  switches?: Partial<Switches>
}

export interface CloudBase {
  /** For the SDK's `serviceUrl`. */
  readonly url: string
  readonly port: number
  readonly faults: Faults
  readonly counters: Counters
  readonly store: DocumentStore
  /** May be changed while it runs. */
  readonly switches: Switches
  collections(): string[]
  /** Ends all connections and closes the store. */
  close(): Promise<void>
}

/**
 * Starts a CloudBase on 127.0.0.1 for the unmodified `@cloudbase/node-sdk`: `init({ env, serviceUrl:
 * url, secretId, secretKey })`, with TENCENTCLOUD=true in the client's environment (without it the
 * SDK looks for a metadata service at each call).
 */
export async function startCloudBase(options: CloudBaseOptions): Promise<CloudBase> {
  const store = options.store.kind === 'file' ? new LibsqlStore(options.store.path) : new MemoryStore()
  const switches: Switches = {
    duplicateForm: 'DATABASE_DUPLICATE_WRITE',
    updatedCounts: 'modified',
    shuffle: null,
    ...options.switches,
  }
  const database = new DatabaseActions(store, options.manifest.collections, switches, options.clock)
  const faults = new Faults()
  const counters = new Counters(options.clock)

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.url?.startsWith(sideDoorPath)) {
      return serveSideDoor({ store, counters, faults, switches }, request, response)
    }
    let requestId = ''
    try {
      const call = await readCall(request)
      requestId = call.requestId
      const logged = counters.record(call.action, call.subject)
      await serveCall(call, logged, response)
    } catch (error) {
      if (!response.destroyed) answer(response, errorBody(error, requestId))
    }
  }

  const serveCall = async (call: Call, logged: LoggedCall, response: ServerResponse): Promise<void> => {
    const { seq, action, collection } = logged
    const subject = { seq, action, collection, parameters: call.parameters }
    const fault = faults.take(subject)
    const latency = typeof options.latency === 'function' ? options.latency() : options.latency
    if (latency) await sleep(latency)
    await faults.announce('before', subject)
    if (fault?.kind === 'drop_before') return void response.destroy()
    if (fault?.kind === 'error') throw faultError(fault)
    if (fault?.kind === 'status') return void response.writeHead(fault.status).end()
    let body: Record<string, unknown> | Buffer
    try {
      const reply =
        fault?.kind === 'conflict' ? nothingUpdated : await perform(call, logged, database, options)
      body = Buffer.isBuffer(reply) ? reply : { requestId: call.requestId, ...reply }
    } catch (error) {
      body = errorBody(error, call.requestId)
    }
    await faults.announce('after', subject)
    if (fault?.kind === 'late') await sleep(fault.ms)
    if (fault?.kind === 'drop_after') return void response.destroy()
    answer(response, body)
  }

  const server = createServer((request, response) => void handle(request, response))
  // The SDK keeps free sockets for 4.8 s: the server must never be the one that hangs up first.
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/admin`,
    port,
    faults,
    counters,
    store,
    switches,
    collections: () => database.names(),
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
      store.close()
    },
  }
}

const nothingUpdated = { data: { updated: 0, upsert_id: null, doc: null } }

async function perform(
  call: Call,
  logged: LoggedCall,
  database: DatabaseActions,
  { invokeFunction, openApi }: CloudBaseOptions,
): Promise<Record<string, unknown> | Buffer> {
  const { action, parameters, subject } = call
  if (action.startsWith('database.')) {
    try {
      return { data: database.run(action.slice('database.'.length), parameters) }
    } finally {
      logged.examined = database.examined
    }
  }
  if (action === 'functions.invokeFunction') {
    if (!subject || !invokeFunction) throw functionMissing(subject)
    const caller = {
      requestId: call.requestId,
      envName: text(parameters.envName),
      headers: call.headers,
    }
    const requestData = text(parameters.request_data)
    return { data: { response_data: await invokeFunction(subject, requestData, caller) } }
  }
  if (action === 'wx.api' || action === 'wx.openApi' || action === 'wx.wxPayApi') {
    if (!subject || !openApi) throw invalidParam(`no such interface: ${subject}`)
    const result = await openApi(subject, parseData(parameters.requestData))
    // `wx.api` wraps its answer, the form-data actions send it bare.
    return action === 'wx.api'
      ? { data: { responseData: JSON.stringify(result) } }
      : (result as Record<string, unknown> | Buffer)
  }
  throw new CloudBaseError('INVALID_ACTION', `unknown action: ${action}`)
}

function text(parameter: unknown): string {
  return typeof parameter === 'string' ? parameter : ''
}

function functionMissing(name: string | null): CloudBaseError {
  return new CloudBaseError('FUNCTION_NOT_EXIST', `[ResourceNotFound.Function] no such function: ${name}`)
}

/** JSON is read; anything else, such as WeChat's binary messages, is passed on as it came. */
function parseData(data: unknown): unknown {
  if ((typeof data !== 'string' && !Buffer.isBuffer(data)) || data.length === 0) return null
  try {
    return JSON.parse(data.toString()) as unknown
  } catch {
    return data
  }
}

/** For tests: a memory store with the product's collections, on any free port. */
export function startMemoryCloudBase(options: Partial<CloudBaseOptions> = {}): Promise<CloudBase> {
  return startCloudBase({ store: { kind: 'memory' }, manifest: productManifest, clock: Date.now, ...options })
}
