/** Who calls, as the platform knows it: never part of the event, which the caller writes. */
export interface CallIdentity {
  /** Absent for timers, HTTP access and callers without a WeChat identity. */
  openid?: string
  appid?: string
  /** `wx_client`, `wx_http`, `wx_trigger`: how the call reached the platform. */
  source?: string
  clientIp?: string
  trigger?: 'timer'
}

export interface FunctionFrame {
  name: string
  environmentId: string
  requestId: string
  timeoutMs: number
}

const WX_KEYS = ['WX_CLIENTIP', 'WX_APPID', 'WX_OPENID', 'WX_API_TOKEN'] as const
const TCB_KEYS = ['TCB_ENV', 'TCB_SEQID', 'TCB_SOURCE', 'TCB_SOURCE_IP'] as const

/**
 * What the platform puts into `context.environment` and into the instance's `process.env`. Keys of
 * an identity that the call doesn't have are absent, so an older value may stay in `process.env`.
 */
export function callEnvironment(identity: CallIdentity, frame: FunctionFrame): Record<string, string> {
  const values: Record<string, string | undefined> = {
    TCB_ENV: frame.environmentId,
    TCB_SEQID: frame.requestId,
    TCB_SOURCE: identity.source ?? (identity.openid ? 'wx_client' : ''),
    TCB_SOURCE_IP: identity.clientIp,
    TRIGGER_SRC: identity.trigger,
    WX_CLIENTIP: identity.clientIp,
    WX_APPID: identity.openid ? identity.appid : undefined,
    WX_OPENID: identity.openid,
    // What lets a function call WeChat's open interfaces; only callers from WeChat bring one.
    WX_API_TOKEN: identity.openid || identity.trigger ? `local-token-${frame.requestId}` : undefined,
  }
  const present = Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1])),
  )
  const listed = (keys: readonly string[]): string => keys.filter((key) => key in present).join(',')
  return { ...present, WX_CONTEXT_KEYS: listed(WX_KEYS), TCB_CONTEXT_KEYS: listed(TCB_KEYS) }
}

/** The second argument of `main`, with the keys that `@cloudbase/node-sdk` parses. */
export function callContext(
  environment: Record<string, string>,
  frame: FunctionFrame,
): Record<string, unknown> {
  return {
    callbackWaitsForEmptyEventLoop: false,
    memory_limit_in_mb: 256,
    time_limit_in_ms: frame.timeoutMs,
    request_id: frame.requestId,
    environment: JSON.stringify(environment),
    environ: Object.entries(environment)
      .map(([key, value]) => `${key}=${value}`)
      .join(';'),
    function_version: '$LATEST',
    function_name: frame.name,
    namespace: frame.environmentId,
    tencentcloud_region: 'ap-shanghai',
  }
}
