import { parseContext } from '@cloudbase/node-sdk'

/** Who calls, as the platform says; never taken from the event, which the caller controls. */
export interface Caller {
  readonly openid: string | null
  readonly appid: string | null
  readonly clientIp: string | null
  readonly trigger: 'timer' | null
}

const NOBODY: Caller = { openid: null, appid: null, clientIp: null, trigger: null }

/**
 * Reads the call's own context only. The SDK's `getCloudbaseContext` falls back to `process.env`,
 * which keeps what an earlier call of the same instance left there: a call without an openid
 * would then borrow the previous caller's.
 */
export function identify(context: unknown): Caller {
  if (typeof context !== 'object' || context === null) return NOBODY
  let environment: Record<string, unknown>
  try {
    const parsed = parseContext(context as Parameters<typeof parseContext>[0]) as {
      environment?: Record<string, unknown>
      environ?: Record<string, unknown>
    }
    environment = parsed.environment ?? parsed.environ ?? {}
  } catch {
    return NOBODY
  }
  return {
    openid: text(environment.WX_OPENID),
    appid: text(environment.WX_APPID),
    clientIp: text(environment.WX_CLIENTIP),
    trigger: environment.TRIGGER_SRC === 'timer' ? 'timer' : null,
  }
}

/** The platform turns purely numeric values into numbers (wechat.md 4.1). */
function text(value: unknown): string | null {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : null
}
