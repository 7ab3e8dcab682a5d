import type { Action, ActionName, ActionOf, FunctionName } from '../contract'
import { findAction } from '../contract'
import type { Answer } from '../contract/envelope'
import { type Refusal, isRefusal, refuse } from '../contract/refusals'
import { STAFF_RANK, type Role, type StaffRole } from '../contract/roles'
import { CONTRACT_VERSION, OLDEST_ACCEPTED_VERSION } from '../contract/version'
import { authorize } from '../domain/staff'
import { memberNumber } from '../ledger/aggregate'
import { BusyError, UnknownOutcomeError } from '../ledger/database'
import { callLimiter } from './call-limiter'
import type { Handler, PersonScope, Scope } from './handler'
import type { Caller } from './identity'

export type Handlers<F extends FunctionName> = { readonly [A in ActionOf<F>]: Handler<A> }
type AnyHandler = Handler<ActionName>

export interface Dispatcher {
  dispatch(event: unknown, caller: Caller, scope: Scope): Promise<Answer>
}

/**
 * Serves the actions of one function: checks version, action, role and input, runs the handler,
 * and turns what it throws into an answer that claims nothing it doesn't know.
 */
export function dispatcher<F extends FunctionName>(name: F, handlers: Handlers<F>): Dispatcher {
  const served = new Map<string, { action: Action; handler: AnyHandler }>()
  for (const [action, handler] of Object.entries<AnyHandler>(handlers as Record<string, AnyHandler>)) {
    const definition = findAction(action)
    if (!definition || !action.startsWith(`${name}.`)) throw new Error(`${action} is not of ${name}`)
    if (kindOf(definition.roles) !== handler.kind) throw new Error(`${action} is handled for the wrong role`)
    served.set(action, { action: definition, handler })
  }
  const limiter = callLimiter()

  return {
    async dispatch(event, caller, scope) {
      const outcome = await answerTo(event, caller, scope).catch((error: unknown) => fromError(error, scope))
      const frame = { requestId: scope.requestId, now: scope.now }
      return isRefusal(outcome) ? { ...outcome, ...frame } : { ok: true, data: outcome, ...frame }
    },
  }

  async function answerTo(event: unknown, caller: Caller, scope: Scope): Promise<unknown> {
    const call = readCall(event)
    if (!call) return refuse('INPUT_INVALID')
    if (call.contract < OLDEST_ACCEPTED_VERSION) return refuse('UPDATE_REQUIRED')
    const entry = served.get(call.action)
    if (!entry || call.contract > CONTRACT_VERSION) return refuse('ACTION_UNKNOWN')
    const admitted = admit(entry.handler, caller, scope)
    if (isRefusal(admitted)) return admitted
    if (caller.openid && !limiter.admits(caller.openid, scope.now)) return refuse('TOO_MANY_REQUESTS')
    const read = readInput(entry.action, call.input, scope)
    if (isRefusal(read)) return read
    return entry.handler.kind === 'staff'
      ? runForStaff(entry.action, entry.handler, read.input, admitted as PersonScope)
      : entry.handler.run(read.input, admitted as never)
  }
}

/** Which kind of handler an action's roles ask for. */
function kindOf(roles: readonly Role[]): AnyHandler['kind'] {
  if (roles.includes('timer')) return 'timer'
  if (roles.includes('anonymous')) return 'visitor'
  if (roles.includes('member')) return 'person'
  return 'staff'
}

/** The scope for this kind of handler, or the refusal for who may not call it. */
function admit(handler: AnyHandler, caller: Caller, scope: Scope): Scope | Refusal {
  if (handler.kind === 'timer')
    return caller.trigger === 'timer' && caller.openid === null ? scope : refuse('ROLE_REQUIRED')
  const openid = caller.openid
  const memberId = openid === null ? null : memberNumber(openid, scope.settings.memberKey)
  if (openid === null && handler.kind !== 'visitor') return refuse('IDENTITY_MISSING')
  return { ...scope, openid, memberId } as Scope
}

/** One read for the clerk and the members; the role is refused before anything else is said. */
async function runForStaff(
  action: Action,
  handler: Extract<AnyHandler, { kind: 'staff' }>,
  input: never,
  scope: PersonScope,
): Promise<unknown> {
  const prepared = handler.prepare(input, scope)
  const memberIds = isRefusal(prepared) ? [] : prepared.memberIds
  const documents = await scope.backend.ledger.readMembers([...new Set([scope.memberId, ...memberIds])])
  const clerk = documents.get(scope.memberId)
  const allowed = authorize(clerk?.state ?? null, leastRole(action.roles), handler.branch(input))
  if (isRefusal(allowed)) return allowed
  if (isRefusal(prepared)) return prepared
  if (!clerk) return refuse('ROLE_REQUIRED')
  return handler.run(input, { ...scope, clerk, members: documents }, prepared.prepared)
}

function leastRole(roles: readonly Role[]): StaffRole {
  const staff = roles.filter((role): role is StaffRole => role in STAFF_RANK)
  return staff.reduce<StaffRole>(
    (least, role) => (STAFF_RANK[role] < STAFF_RANK[least] ? role : least),
    'owner',
  )
}

function readCall(event: unknown): { action: string; input: unknown; contract: number } | null {
  if (typeof event !== 'object' || event === null) return null
  const { action, input, contract } = event as Record<string, unknown>
  if (typeof action !== 'string' || !Number.isInteger(contract)) return null
  return { action, input: input ?? {}, contract: contract as number }
}

/**
 * The input as the contract has it. Before zod says that something is no text it compares its `length`,
 * and one that can't be compared ({toString: 'x'}) throws: that is bad input too, and is logged by its
 * error's name in case that it is a rule of ours that throws.
 */
function readInput(action: Action, input: unknown, { requestId }: Scope): { input: never } | Refusal {
  try {
    const parsed = action.input.safeParse(input)
    if (parsed.success) return { input: parsed.data as never }
    return refuse('INPUT_INVALID', { path: parsed.error.issues[0]?.path.join('.') ?? '' })
  } catch (error) {
    console.error(JSON.stringify({ requestId, unreadable: error instanceof Error ? error.name : 'error' }))
    return refuse('INPUT_INVALID', { path: '' })
  }
}

/** A lost answer is UNKNOWN, never a refusal that says that nothing happened. */
function fromError(error: unknown, scope: Scope): Refusal {
  if (error instanceof UnknownOutcomeError) return refuse('UNKNOWN')
  if (error instanceof BusyError) return refuse('BUSY')
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error)
  console.error(JSON.stringify({ requestId: scope.requestId, bug: trace.slice(0, 2000) }))
  return refuse('INTERNAL')
}
