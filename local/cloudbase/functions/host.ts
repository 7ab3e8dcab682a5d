import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestClock } from '../../clock'
import { type CallIdentity, type FunctionFrame, callContext, callEnvironment } from './context'
import { type FunctionLog, createFunctionLog } from './function-log'
import { type FunctionEntry, createInlineRunner } from './inline'
import { PlatformError } from './platform-error'
import { type Pool, type PoolCounts, type PoolOutcome, createPool } from './pool'
import { startInstance } from './process-instance'
import { MOST_BYTES } from './protocol'

export interface FunctionHostOptions {
  /** One folder per function: `index.js` exporting main(event, context), `config.json`. */
  functionsDir: string
  /** Where the SDK inside finds CloudBase; given to functions as `CLOUDBASE_SERVICE_URL`. */
  serviceUrl: string
  /** A function's own variables: keys and settings. */
  env(name: string): Record<string, string>
  clock: Pick<TestClock, 'now' | 'offset'>
  environmentId?: string
  /** Added to each cold start. */
  coldStartMs?: number
  /** For functions whose `config.json` names no `timeout` (in seconds). */
  timeoutMs?: number
  /** Per function; further calls wait in their order. */
  maxInstances?: number
  /** Stop instances between calls as the platform does (not on Windows). */
  freeze?: boolean
  logsDir?: string
  /** Runs functions in this process instead, for suites that need speed and not isolation. */
  inline?: { load(name: string): Promise<FunctionEntry> | FunctionEntry }
}

export interface FunctionHost {
  /** Calls a function as the platform would; rejects with a PlatformError, never with the function's own. */
  invoke(name: string, event: unknown, identity?: CallIdentity): Promise<unknown>
  has(name: string): boolean
  /** Kills every instance of a function, those in the middle of a call too. */
  kill(name: string): void
  counts(name: string): PoolCounts
  logs: FunctionLog
  close(): Promise<void>
}

const DEFAULT_TIMEOUT_MS = 20_000

/** Runs functions as CloudBase does: own processes, cold starts, limits, identity in the context. */
export function createFunctionHost(options: FunctionHostOptions): FunctionHost {
  const environmentId = options.environmentId ?? 'huika-local'
  const logs = createFunctionLog(options.logsDir)
  const pools = new Map<string, Pool>()
  let closed = false
  const inline = options.inline
    ? createInlineRunner({ load: options.inline.load, environment, now: () => options.clock.now() })
    : null

  /** The same variables that SCF sets, so that the SDK takes the paths it takes there. */
  function environment(name: string): Record<string, string> {
    return {
      PATH: process.env.PATH ?? '',
      TZ: 'UTC',
      TENCENTCLOUD: 'true',
      TENCENTCLOUD_RUNENV: 'SCF',
      TENCENTCLOUD_REGION: 'ap-shanghai',
      TENCENTCLOUD_SECRETID: 'local',
      TENCENTCLOUD_SECRETKEY: 'local',
      SCF_NAMESPACE: environmentId,
      TCB_ENV: environmentId,
      CLOUDBASE_SERVICE_URL: options.serviceUrl,
      ...options.env(name),
    }
  }

  function entryFile(name: string): string {
    return join(options.functionsDir, name, 'index.js')
  }

  function has(name: string): boolean {
    if (!/^[A-Za-z][\w-]{0,59}$/.test(name)) return false
    return inline !== null || existsSync(entryFile(name))
  }

  function poolOf(name: string): Pool {
    const known = pools.get(name)
    if (known) return known
    const pool = createPool({
      coldStartMs: options.coldStartMs ?? 0,
      maxInstances: options.maxInstances ?? 4,
      start: () =>
        startInstance({
          file: entryFile(name),
          environment: environment(name),
          offset: options.clock.offset(),
          freeze: (options.freeze ?? false) && process.platform !== 'win32',
          onOutput: (text) => logs.write(name, text),
        }),
    })
    pools.set(name, pool)
    return pool
  }

  return {
    logs,
    has,
    async invoke(name, event, identity = {}) {
      const requestId = randomUUID()
      const fail = (code: PlatformError['code'], message: string): never => {
        throw new PlatformError(code, message, requestId)
      }
      if (closed) fail('FUNCTIONS_EXECUTE_FAIL', 'the function host is closed')
      if (!has(name)) fail('FUNCTION_NOT_FOUND', `Function [${name}] could not be found`)
      const body = JSON.stringify(event ?? {})
      if (Buffer.byteLength(body) > MOST_BYTES) fail('FUNCTIONS_PARAM_INVALID', 'event exceeds 6 MB')
      const timeoutMs = timeoutOf(options, name)
      const frame: FunctionFrame = { name, environmentId, requestId, timeoutMs }
      const environ = callEnvironment(identity, frame)
      const context = callContext(environ, frame)
      const order = () => ({ id: requestId, event: body, context, environ, offset: options.clock.offset() })
      const outcome = inline
        ? await inline.run(name, order(), timeoutMs)
        : await poolOf(name).run(order, timeoutMs)
      return resultOf(outcome, timeoutMs, fail)
    },
    kill: (name) => pools.get(name)?.kill(),
    counts: (name) =>
      pools.get(name)?.counts() ?? { coldStarts: 0, calls: 0, running: 0, instances: 0, waiting: 0 },
    async close() {
      closed = true
      await Promise.all([...pools.values()].map((pool) => pool.close()))
      inline?.close()
    },
  }
}

function resultOf(
  outcome: PoolOutcome,
  timeoutMs: number,
  fail: (code: PlatformError['code'], message: string) => never,
): unknown {
  switch (outcome.kind) {
    case 'answer':
      return JSON.parse(outcome.result)
    case 'timed_out':
      return fail(
        'FUNCTIONS_TIME_LIMIT_EXCEEDED',
        `Invoking task timed out after ${timeoutMs / 1000} seconds`,
      )
    case 'too_large':
      return fail(
        'FUNCTIONS_EXECUTE_FAIL',
        `The size of response exceeds the upper limit (6MB): ${outcome.bytes}`,
      )
    case 'exited':
      return fail('FUNCTIONS_EXECUTE_FAIL', 'Process exited before completing request')
    case 'failure':
      return fail('FUNCTIONS_EXECUTE_FAIL', `${outcome.name}: ${outcome.message}`)
    case 'not_started':
      return fail('FUNCTIONS_EXECUTE_FAIL', `Function could not be loaded: ${outcome.message}`)
  }
}

function timeoutOf(options: FunctionHostOptions, name: string): number {
  const file = join(options.functionsDir, name, 'config.json')
  if (!existsSync(file)) return options.timeoutMs ?? DEFAULT_TIMEOUT_MS
  const { timeout } = JSON.parse(readFileSync(file, 'utf8')) as { timeout?: unknown }
  return typeof timeout === 'number' && timeout > 0
    ? timeout * 1000
    : (options.timeoutMs ?? DEFAULT_TIMEOUT_MS)
}
