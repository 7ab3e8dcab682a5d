import { isPlainObject } from './protocol-ejson'
import { CloudBaseError, invalidParam } from './protocol-errors'

/** What goes wrong with a call. */
export type FaultEffect =
  /** The connection breaks before anything happened. */
  | { kind: 'drop_before' }
  /** It is done, and the answer is lost. */
  | { kind: 'drop_after' }
  /** It is done, and the answer comes `ms` later. */
  | { kind: 'late'; ms: number }
  /** Nothing is done, the service says why. */
  | { kind: 'error'; code: string; message?: string }
  /** Nothing is done, and an update answers that it met no document, as if another had been faster. */
  | { kind: 'conflict' }
  /** Nothing is done, and a gateway answers for the service: the SDK's `code` is this number. */
  | { kind: 'status'; status: number }

export interface FaultRule {
  /** `database.modifyDocument`; absent: any. */
  action?: string
  /** Collection, function name or interface name; absent: any. */
  collection?: string
  /** Strikes first at the nth matching call, counted from 1. */
  nth?: number
  /** How many matching calls it strikes; 1 unless told. */
  remaining?: number
  predicate?: (call: FaultCall) => boolean
  effect: FaultEffect
}

export interface FaultCall {
  readonly seq: number
  readonly action: string
  readonly collection: string | null
  readonly parameters: Record<string, unknown>
}

/** Runs before the effect and after it (but before the answer); the call waits for it. */
export type CallListener = (call: FaultCall & { phase: 'before' | 'after' }) => void | Promise<void>

interface ActiveRule {
  rule: FaultRule
  met: number
  remaining: number
}

/** Codes with which the real service turns calls away when a plan's limits are met. */
export const rateLimitCodes = [
  'EXCEED_REQUEST_LIMIT',
  'EXCEED_CONCURRENT_REQUEST_LIMIT',
  'EXCEED_RATELIMIT',
] as const

/** A programmable list of faults: the first rule that matches strikes. */
export class Faults {
  /** How many calls were struck, by kind of effect. */
  readonly struck: Record<string, number> = {}
  private rules: ActiveRule[] = []
  private listeners: CallListener[] = []

  add(rule: FaultRule): void {
    this.rules.push({ rule, met: 0, remaining: rule.remaining ?? 1 })
  }

  clear(): void {
    this.rules = []
    this.listeners = []
  }

  /** Returns the function that takes the listener away again. */
  onCall(listener: CallListener): () => void {
    this.listeners.push(listener)
    return () => {
      this.listeners = this.listeners.filter((other) => other !== listener)
    }
  }

  /** Strikes that are still to come. */
  pending(): number {
    return this.rules.reduce((sum, { remaining }) => sum + remaining, 0)
  }

  /** The effect for this call; uses up one strike of its rule. */
  take(call: FaultCall): FaultEffect | null {
    for (const active of this.rules) {
      const { rule } = active
      if (active.remaining <= 0 || !matches(rule, call)) continue
      active.met++
      if (active.met < (rule.nth ?? 1)) continue
      active.remaining--
      this.struck[rule.effect.kind] = (this.struck[rule.effect.kind] ?? 0) + 1
      return rule.effect
    }
    return null
  }

  async announce(phase: 'before' | 'after', call: FaultCall): Promise<void> {
    for (const listener of this.listeners) await listener({ ...call, phase })
  }
}

function matches(rule: FaultRule, call: FaultCall): boolean {
  return (
    (rule.action === undefined || rule.action === call.action) &&
    (rule.collection === undefined || rule.collection === call.collection) &&
    (rule.predicate === undefined || rule.predicate(call))
  )
}

export function faultError(effect: { code: string; message?: string }): CloudBaseError {
  return new CloudBaseError(effect.code, effect.message ?? `[LocalFault] ${effect.code}`)
}

/** Reads a rule that another process sent as JSON (so without predicate). */
export function parseFaultRule(value: unknown): FaultRule {
  if (!isPlainObject(value) || !isPlainObject(value.effect)) throw invalidParam('a fault needs an effect')
  const { action, collection, nth, remaining, effect } = value
  for (const text of [action, collection]) {
    if (text !== undefined && typeof text !== 'string')
      throw invalidParam('action and collection are strings')
  }
  for (const count of [nth, remaining]) {
    if (count !== undefined && !(Number.isInteger(count) && Number(count) > 0)) {
      throw invalidParam('nth and remaining are positive integers')
    }
  }
  return {
    action: action as string | undefined,
    collection: collection as string | undefined,
    nth: nth as number | undefined,
    remaining: remaining as number | undefined,
    effect: parseEffect(effect),
  }
}

function parseEffect({ kind, ms, code, message, status }: Record<string, unknown>): FaultEffect {
  switch (kind) {
    case 'drop_before':
    case 'drop_after':
    case 'conflict':
      return { kind }
    case 'status':
      if (typeof status === 'number' && status >= 400 && status < 600) return { kind, status }
      break
    case 'late':
      if (typeof ms === 'number' && ms >= 0) return { kind, ms }
      break
    case 'error':
      if (typeof code === 'string')
        return { kind, code, message: typeof message === 'string' ? message : undefined }
  }
  throw invalidParam('effect: drop_before | drop_after | conflict | late with ms | error with code | status')
}
