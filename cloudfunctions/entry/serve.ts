import type { FunctionName } from '../contract'
import type { Answer } from '../contract/envelope'
import { CONTRACT_VERSION } from '../contract/version'
import { openBackend } from './backend'
import { type Handlers, dispatcher } from './dispatch'
import type { Scope } from './handler'
import { type Caller, identify } from './identity'
import { readSettings } from './settings'

/** What the platform hands over for a request that came over HTTP access. */
export interface HttpEvent {
  readonly path: string
  readonly httpMethod: string
  /** Texts by name, if the platform wrote them. */
  readonly headers: unknown
  readonly body?: unknown
  readonly isBase64Encoded?: boolean | string
}

export interface HttpAnswer {
  readonly statusCode: number
  readonly headers: Record<string, string>
  readonly body: string
}

export interface ServeOptions {
  /** For callbacks; absent: the function refuses HTTP. */
  readonly http?: (event: HttpEvent, scope: Scope) => Promise<HttpAnswer>
  /** Which action a timer trigger runs: trigger name -> action. */
  readonly timers?: Readonly<Record<string, string>>
}

/** Functions are cut off at their time limit: stop retrying this long before. */
const SPARE_MS = 1_500
const DEFAULT_LIMIT_MS = 10_000

/**
 * The `main` of one cloud function. The clock is read once here, and passed down; the backend is
 * opened once per instance.
 */
export function serve<F extends FunctionName>(name: F, handlers: Handlers<F>, options: ServeOptions = {}) {
  const served = dispatcher(name, handlers)
  return async function main(event: unknown, context: unknown): Promise<Answer | HttpAnswer> {
    const caller = identify(context)
    const scope = openScope(context)
    if (isHttpEvent(event, caller)) {
      if (!options.http) return { statusCode: 404, headers: {}, body: '' }
      return options.http(event, scope)
    }
    const call = timerCall(event, caller, options.timers) ?? event
    return served.dispatch(call, caller, scope)
  }
}

function openScope(context: unknown): Scope {
  const environment = { ...process.env }
  const settings = readSettings(environment)
  const now = Date.now()
  const { request_id: requestId, time_limit_in_ms: limit } = (context ?? {}) as Record<string, unknown>
  const allowed = typeof limit === 'number' ? limit : DEFAULT_LIMIT_MS
  return {
    now,
    deadline: now + Math.max(allowed - SPARE_MS, SPARE_MS),
    requestId: typeof requestId === 'string' ? requestId : 'local',
    settings,
    environment,
    backend: openBackend(settings),
  }
}

/** A person could send an event of this shape too: only a signature is evidence (wechat.md 2). */
function isHttpEvent(event: unknown, caller: Caller): event is HttpEvent {
  return (
    caller.openid === null &&
    typeof event === 'object' &&
    event !== null &&
    'httpMethod' in event &&
    typeof event.httpMethod === 'string' &&
    'headers' in event
  )
}

function timerCall(event: unknown, caller: Caller, timers: ServeOptions['timers']): unknown {
  if (caller.trigger !== 'timer' || typeof event !== 'object' || event === null) return null
  const trigger = (event as Record<string, unknown>).TriggerName
  const action = typeof trigger === 'string' ? timers?.[trigger] : undefined
  return action ? { action, input: {}, contract: CONTRACT_VERSION } : null
}
