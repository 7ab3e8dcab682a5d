import { derivedOperationId } from '../contract/operation-id'
import { refuse } from '../contract/refusals'
import { deliverCard } from './card-delivery'
import type { Decision, Facts } from './decision'
import type { MemberState } from './member'
import type { Release } from './release'
import type { RenewalContract, RenewalFacts, SavedStatement } from './renewal-contract'
import {
  contractOf,
  isLive,
  newCycle,
  openStatement,
  savedPeriodOf,
  soonestChargeDay,
  withContract,
} from './renewal-plan'

/**
 * Pay what you saved (M050, F14): a card opens for nothing; at its end a statement says what it
 * saved, which may be contested for 24 hours, and only then is a charge announced.
 */

const DISPUTE_MS = 86_400_000

type StatementDecision = Decision<Extract<RenewalFacts, { kind: 'statement' }>>

/** F14: what is owed for a period, in fen: what it saved, never more than its price, never below 0. */
export function savedCharge(saved: number, cap: number): number {
  return Math.max(0, Math.min(saved, cap))
}

/** The id of a period that opens under a contract: its own for the first, derived ones after it. */
function savedPeriodId({ contractCode, planId, createdAt }: RenewalContract, state: MemberState): string {
  const earlier = state.memberships
    .filter((membership) => membership.planId === planId)
    .flatMap(({ periods }) => periods)
  const taken = new Set(earlier.map(({ orderId }) => orderId))
  if (!taken.has(contractCode)) return contractCode
  let number = 2
  while (taken.has(periodId(contractCode, number, createdAt))) number += 1
  return periodId(contractCode, number, createdAt)
}

function periodId(contractCode: string, number: number, createdAt: number): string {
  return derivedOperationId(`period ${contractCode} ${number}`, createdAt)
}

/** Opens a period for nothing: nobody pays before it has saved. Refuses what a delivery refuses. */
export function openSavedPeriod(
  state: MemberState,
  { contractCode, release, now }: { contractCode: string; release: Release; now: number },
): Decision<Extract<Facts, { kind: 'card' }>> {
  const contract = contractOf(state, contractCode)
  if (!contract || !isLive(contract)) return refuse('CONTRACT_NOT_FOUND')
  const { planId, versionId } = contract
  const running = savedPeriodOf(state, planId)
  if (running && running.endsAt > now) return refuse('OPERATION_REUSED')
  const orderId = savedPeriodId(contract, state)
  const order = { orderId, planId, versionId, amount: 0, paidAt: now, as: 'as_saved' } as const
  return deliverCard(state, { order, release, now })
}

/** States what the ended period saved and what is owed for it. Refuses STATEMENT_CLOSED. */
export function issueStatement(
  state: MemberState,
  { contractCode, now }: { contractCode: string; now: number },
): StatementDecision {
  const contract = contractOf(state, contractCode)
  if (!contract || !isLive(contract)) return refuse('CONTRACT_NOT_FOUND')
  const period = savedPeriodOf(state, contract.planId)
  if (!period || period.endsAt > now || openStatement(state, contract.planId))
    return refuse('STATEMENT_CLOSED')
  const saved = Math.max(0, period.saved)
  const statement: SavedStatement = {
    id: period.orderId,
    planId: contract.planId,
    versionId: period.versionId,
    saved,
    cap: contract.amount,
    charge: savedCharge(saved, contract.amount),
    issuedAt: now,
    disputeUntil: now + DISPUTE_MS,
    state: 'open',
    orderId: null,
  }
  return decided({ ...state, statements: [...kept(state), statement] }, contract, statement, now)
}

/** The day of contesting is over: what is owed is announced for a week later; nothing owed, nothing charged. */
export function proceedWithStatement(
  state: MemberState,
  { statementId, now }: { statementId: string; now: number },
): StatementDecision {
  const statement = state.statements.find(({ id }) => id === statementId)
  if (statement?.state !== 'open' || statement.disputeUntil > now) return refuse('STATEMENT_CLOSED')
  const contract = carrying(state, statement)
  if (!contract || statement.charge === 0) {
    const waived: SavedStatement = { ...statement, state: 'waived' }
    return decided(withStatement(state, waived), contract, waived, now)
  }
  const charging: SavedStatement = { ...statement, state: 'charging' }
  const cycle = newCycle(soonestChargeDay(now), statement.charge, now, statement.id)
  const after = withContract(withStatement(state, charging), { ...contract, state: 'active', cycle })
  return decided(after, contract, charging, now)
}

/** Refuses STATEMENT_CLOSED after the 24 hours, and NOT_FOUND for who has no such statement. */
export function disputeStatement(
  state: MemberState,
  { statementId, now }: { statementId: string; now: number },
): StatementDecision {
  const statement = state.statements.find(({ id }) => id === statementId)
  if (!statement) return refuse('NOT_FOUND')
  if (statement.state !== 'open' || statement.disputeUntil <= now) return refuse('STATEMENT_CLOSED')
  const disputed: SavedStatement = { ...statement, state: 'disputed' }
  return decided(withStatement(state, disputed), carrying(state, statement), disputed, now)
}

/**
 * The owner has looked at a contested statement: never more than it said. Refuses NOT_FOUND,
 * STATEMENT_CLOSED for one that nobody contests, INPUT_INVALID for more than was stated.
 */
export function resolveStatement(
  state: MemberState,
  { statementId, charge, now }: { statementId: string; charge: number; now: number },
): StatementDecision {
  const statement = state.statements.find(({ id }) => id === statementId)
  if (!statement) return refuse('NOT_FOUND')
  if (statement.state !== 'disputed') return refuse('STATEMENT_CLOSED')
  if (charge > statement.charge) return refuse('INPUT_INVALID', { path: 'charge' })
  const resolved: SavedStatement = { ...statement, charge, state: 'open', disputeUntil: now }
  return decided(withStatement(state, resolved), carrying(state, statement), resolved, now)
}

function carrying({ contracts }: MemberState, { planId }: SavedStatement): RenewalContract | null {
  return contracts.find((one) => one.purpose === 'as_saved' && one.planId === planId && isLive(one)) ?? null
}

function withStatement(state: MemberState, statement: SavedStatement): MemberState {
  return { ...state, statements: state.statements.map((one) => (one.id === statement.id ? statement : one)) }
}

/** A statement stays as long as its period is remembered. */
function kept({ statements, memberships }: MemberState): SavedStatement[] {
  const known = new Set(memberships.flatMap(({ periods }) => periods.map(({ orderId }) => orderId)))
  return statements.filter(({ id }) => known.has(id))
}

function decided(
  state: MemberState,
  contract: RenewalContract | null,
  { id, saved, charge, state: stands }: SavedStatement,
  now: number,
): StatementDecision {
  return {
    ok: true,
    state,
    postings: [],
    facts: {
      kind: 'statement',
      contractCode: contract?.contractCode ?? '',
      statementId: id,
      saved,
      charge,
      state: stands,
      at: now,
    },
    due: [],
  }
}
