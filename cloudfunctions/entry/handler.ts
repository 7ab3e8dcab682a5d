import type { ActionName, Output, ParsedInput } from '../contract'
import type { Refusal } from '../contract/refusals'
import type { MemberDocument } from '../ledger/aggregate'
import type { Backend } from './backend'
import type { Settings } from './settings'

/** One call as a handler sees it. */
export interface Scope {
  /** Epoch ms, read once at the entry. */
  readonly now: number
  /** Epoch ms before which the answer must leave: retries stop there. */
  readonly deadline: number
  readonly requestId: string
  readonly settings: Settings
  /** The function's variables, as they were when the call came in. */
  readonly environment: NodeJS.ProcessEnv
  readonly backend: Backend
}

/** The caller's own member number and openid, from the platform. */
export interface PersonScope extends Scope {
  readonly openid: string
  readonly memberId: string
}

export interface VisitorScope extends Scope {
  readonly openid: string | null
  readonly memberId: string | null
}

/** A clerk, manager or owner whose grant was read and checked before the handler ran. */
export interface StaffScope extends PersonScope {
  readonly clerk: MemberDocument
  /** The members named by `prepare`, read in the same call as the clerk. */
  readonly members: ReadonlyMap<string, MemberDocument>
}

type Answered<A extends ActionName> = Promise<Output<A> | Refusal>

export interface VisitorHandler<A extends ActionName> {
  readonly kind: 'visitor'
  run(input: ParsedInput<A>, scope: VisitorScope): Answered<A>
}

export interface PersonHandler<A extends ActionName> {
  readonly kind: 'person'
  run(input: ParsedInput<A>, scope: PersonScope): Answered<A>
}

/**
 * Staff actions read the clerk and the members in one call (DESIGN, "Calls"), so they say first
 * which members they need. `branch` is the branch in whose name they act, null for the whole shop.
 */
export interface StaffHandler<A extends ActionName, P = unknown> {
  readonly kind: 'staff'
  branch(input: ParsedInput<A>): string | null
  prepare(input: ParsedInput<A>, scope: PersonScope): Prepared<P> | Refusal
  run(input: ParsedInput<A>, scope: StaffScope, prepared: P): Answered<A>
}

export interface Prepared<P> {
  readonly memberIds: readonly string[]
  readonly prepared: P
}

export interface TimerHandler<A extends ActionName> {
  readonly kind: 'timer'
  run(input: ParsedInput<A>, scope: Scope): Answered<A>
}

export type Handler<A extends ActionName> =
  VisitorHandler<A> | PersonHandler<A> | StaffHandler<A> | TimerHandler<A>

/** For who may come without a WeChat identity: everything that can be browsed. */
export function forVisitors<A extends ActionName>(
  _action: A,
  run: VisitorHandler<A>['run'],
): VisitorHandler<A> {
  return { kind: 'visitor', run }
}

export function forPersons<A extends ActionName>(_action: A, run: PersonHandler<A>['run']): PersonHandler<A> {
  return { kind: 'person', run }
}

/** The prepared value's type is checked where the handler is defined, then no longer needed. */
export function forStaff<A extends ActionName, P>(
  _action: A,
  handler: Omit<StaffHandler<A, P>, 'kind'>,
): StaffHandler<A> {
  return { kind: 'staff', ...handler }
}

export function forTimers<A extends ActionName>(_action: A, run: TimerHandler<A>['run']): TimerHandler<A> {
  return { kind: 'timer', run }
}
