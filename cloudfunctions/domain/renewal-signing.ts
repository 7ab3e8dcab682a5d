import type { ShopSettings } from '../contract/shop-settings'
import { refuse } from '../contract/refusals'
import { agreementsRefused } from './accepted-agreements'
import type { Decision, Due } from './decision'
import type { Membership, MemberState } from './member'
import type { AgreementVersion, Plan, PlanVersion } from './release'
import type { RenewalContract, RenewalFacts, SignedTerms } from './renewal-contract'
import { contractOf, isLive, renewalCycle, withContract } from './renewal-plan'
import { closedUp } from './waiting-cards'

/**
 * Contracts for recurring charges (L1, M049): off until the shop switches them on, made only by an
 * explicit consent, ended by the member alone, at once and for nothing.
 */

export type ContractDecision = Decision<Extract<RenewalFacts, { kind: 'contract' }>>

/** An ended contract is shown for a while; the journal keeps it for ever. */
const ENDED_KEPT_MS = 90 * 86_400_000
/** However often somebody signs and ends: the newest of those that money can't come for any more. */
const ENDED_KEPT = 6

export interface ContractRequest {
  /** The operation's id: its number at WeChat, too. */
  readonly contractCode: string
  readonly purpose: RenewalContract['purpose']
  readonly plan: Plan | null
  readonly version: PlanVersion | null
  /** What the person saw and agreed to. */
  readonly versionId: string
  readonly amount: number
  readonly agreements: readonly { readonly id: string; readonly version: string }[]
  readonly required: readonly AgreementVersion[]
  /** The number of the release that was seen. */
  readonly release: number
  readonly settings: ShopSettings | undefined
  readonly topUp: { stepId: string; below: number; monthlyMost: number } | undefined
  readonly now: number
}

/**
 * Prepares a contract that the person then signs at WeChat; no money moves. Refuses AUTO_RENEW_OFF,
 * PLAN_UNAVAILABLE, PRICE_CHANGED, PLAN_CHANGED, AGREEMENT_REQUIRED, AGREEMENT_CHANGED and
 * CONTRACT_EXISTS: WeChat allows one live contract per template and person.
 */
export function prepareContract(state: MemberState, request: ContractRequest): ContractDecision {
  const { contractCode, purpose, plan, version, settings, topUp, amount, now } = request
  if (settings?.autoRenew?.enabled !== true) return refuse('AUTO_RENEW_OFF')
  if (!plan?.onSale || !version) return refuse('PLAN_UNAVAILABLE')
  const price = priceOf(version, purpose, topUp)
  if (price === null) return refuse('PLAN_UNAVAILABLE')
  if (amount !== price) return refuse('PRICE_CHANGED', { price })
  if (request.versionId !== version.id) return refuse('PLAN_CHANGED', { versionId: version.id })
  const agreement = agreementsRefused(version.terms, request.required, request.agreements)
  if (agreement) return agreement
  const templateId = templateOf(settings.autoRenew, purpose)
  if (state.contracts.some((one) => isLive(one) && (one.templateId === templateId || isSame(one, request))))
    return refuse('CONTRACT_EXISTS')
  if (purpose === 'as_saved' && owesSaved(state, plan.id)) return refuse('PLAN_UNAVAILABLE')
  const contract: RenewalContract = {
    contractCode,
    contractId: null,
    templateId,
    purpose,
    planId: plan.id,
    versionId: version.id,
    amount,
    agreements: request.agreements.map(({ id, version: text }) => ({ id, version: text })),
    release: request.release,
    state: 'signing',
    createdAt: now,
    signedAt: null,
    terminatedAt: null,
    terminatedBy: null,
    topUp: topUp ? { ...topUp, charged: null, pausedUntil: null } : null,
    cycle: null,
  }
  // A page that was opened before and never signed gives way to the new one.
  const kept = keptContracts(state.contracts, now).filter(
    (one) => !(one.state === 'signing' && one.templateId === templateId),
  )
  return decided({ ...state, contracts: [...kept, contract] }, contract, 'prepared', now)
}

/** WeChat says that it was signed: only now can a charge be planned. Refuses CONTRACT_NOT_FOUND. */
export function contractSigned(
  state: MemberState,
  { contractCode, contractId, signedAt, now }: SignedAtWechat,
): ContractDecision {
  const contract = contractOf(state, contractCode)
  if (!contract || contract.state === 'terminated') return refuse('CONTRACT_NOT_FOUND')
  if (contract.state !== 'signing') return refuse('CONTRACT_EXISTS')
  const signed: RenewalContract = { ...contract, contractId, signedAt, state: 'active' }
  if (signed.purpose === 'renewal') signed.cycle = renewalCycle(state, signed, now)
  return decided(withContract(state, signed), signed, 'signed', now)
}

export interface SignedAtWechat {
  readonly contractCode: string
  readonly contractId: string
  readonly signedAt: number
  readonly now: number
}

/**
 * Ends a contract in our books, effective at once: nothing is charged from now on, and what was
 * taken after this moment goes back by itself. Ending an ended one changes nothing. WeChat is told
 * afterwards, unless it was WeChat that said so.
 */
export function endContract(
  state: MemberState,
  {
    contractCode,
    by,
    now,
  }: { contractCode: string; by: NonNullable<RenewalContract['terminatedBy']>; now: number },
): ContractDecision {
  const contract = contractOf(state, contractCode)
  if (!contract) return refuse('CONTRACT_NOT_FOUND')
  const ended: RenewalContract =
    contract.state === 'terminated'
      ? contract
      : { ...contract, state: 'terminated', terminatedAt: now, terminatedBy: by }
  const after = ended === contract ? state : withoutOpenSavings(withContract(state, ended), ended, now)
  const decision = decided(after, ended, 'terminated', now)
  return {
    ...decision,
    facts: { ...decision.facts, by },
    due: by === 'wechat' ? [] : [endingOf(ended, state)],
  }
}

/** Ends what was signed for a plan, together with something else: a refund, a merge. */
export function withoutContracts(
  state: MemberState,
  concerns: (contract: RenewalContract) => boolean,
  now: number,
): { state: MemberState; due: Due[] } {
  const ending = state.contracts.filter((one) => one.state !== 'terminated' && concerns(one))
  return ending.reduce<{ state: MemberState; due: Due[] }>(
    (before, { contractCode }) => {
      const ended = endContract(before.state, { contractCode, by: 'member', now })
      return ended.ok ? { state: ended.state, due: [...before.due, ...ended.due] } : before
    },
    { state, due: [] },
  )
}

/** Giving a card back ends its automatic renewal too: who wants the money back wants no next charge. */
export function endRenewals(
  state: MemberState,
  { orderId, now }: { orderId: string; now: number },
): { state: MemberState; postings: []; due: Due[]; deductions: []; ends: string[] } {
  const card = state.memberships.find(({ periods }) => periods.some((period) => period.orderId === orderId))
  const concerns = ({ planId, purpose }: RenewalContract) => purpose !== 'top_up' && planId === card?.planId
  const ended = withoutContracts(state, concerns, now)
  const ends = ended.due.length > 0 ? ['自动续费'] : []
  return { ...ended, postings: [], deductions: [], ends }
}

/** What WeChat has to be told once a contract is over. */
export function endingOf({ contractCode, templateId }: RenewalContract, { number }: MemberState): Due {
  const key = `end_contract:${contractCode}`
  return { kind: 'end_contract', key, owner: 'payment', contractCode, templateId, memberId: number }
}

/** The most that each charge takes; null for what this version isn't sold as. Fen. */
function priceOf(
  { terms }: PlanVersion,
  purpose: RenewalContract['purpose'],
  topUp: ContractRequest['topUp'],
): number | null {
  switch (purpose) {
    case 'renewal':
      return terms.payAsSaved ? null : (terms.autoRenew?.amount ?? null)
    case 'as_saved':
      return terms.payAsSaved ? terms.price : null
    case 'top_up': {
      const step = terms.storedValue?.ladder.find(({ id }) => id === topUp?.stepId)
      return step && topUp && topUp.monthlyMost >= step.principal ? step.principal : null
    }
  }
}

/** One template may serve all; each purpose can have its own, so that both can be signed at once. */
function templateOf(
  settings: NonNullable<ShopSettings['autoRenew']>,
  purpose: RenewalContract['purpose'],
): string {
  const own = { renewal: undefined, top_up: settings.topUpTemplateId, as_saved: settings.asSavedTemplateId }
  return own[purpose] ?? settings.templateId
}

function isSame(one: RenewalContract, { purpose, plan }: ContractRequest): boolean {
  return one.purpose === purpose && one.planId === plan?.id
}

/** Who saved and ended the contract before the statement can't begin anew for nothing. */
function owesSaved({ memberships, statements }: MemberState, planId: string): boolean {
  return memberships.some(
    (membership) =>
      membership.planId === planId &&
      membership.periods.some(
        ({ as, paid, saved, orderId }) =>
          as === 'as_saved' &&
          paid === 0 &&
          saved > 0 &&
          statements.every((one) => one.id !== orderId || one.state === 'failed'),
      ),
  )
}

/**
 * A card that is paid by what it saved ends with its contract: there is nothing left to pay it
 * with. A statement that was not charged yet is given up, because no contract carries it any more.
 */
function withoutOpenSavings(state: MemberState, contract: RenewalContract, now: number): MemberState {
  if (contract.purpose !== 'as_saved') return state
  const ends = (endsAt: number) => Math.min(endsAt, now)
  const concerns = ({ planId, periods }: Membership) =>
    planId === contract.planId && periods.some(({ as }) => as === 'as_saved')
  const ended: MemberState = {
    ...state,
    statements: state.statements.map((statement) =>
      statement.planId === contract.planId && ['open', 'disputed', 'charging'].includes(statement.state)
        ? { ...statement, state: 'waived' }
        : statement,
    ),
    memberships: state.memberships.map((membership) =>
      concerns(membership)
        ? {
            ...membership,
            endsAt: ends(membership.endsAt),
            periods: membership.periods.map((period) =>
              period.as === 'as_saved' ? { ...period, endsAt: ends(period.endsAt) } : period,
            ),
          }
        : membership,
    ),
  }
  return state.memberships
    .filter((membership) => concerns(membership) && membership.endsAt > now)
    .reduce((after, membership) => closedUp(after, state.memberships, membership, now), ended)
}

function keptContracts(contracts: readonly RenewalContract[], now: number): RenewalContract[] {
  const isOver = ({ state, cycle }: RenewalContract) => state === 'terminated' && !cycle?.orderId
  const newest = new Set(contracts.filter(isOver).slice(-ENDED_KEPT))
  return contracts.filter(
    (one) =>
      one.state !== 'terminated' ||
      ((one.terminatedAt ?? 0) + ENDED_KEPT_MS > now && (!isOver(one) || newest.has(one))),
  )
}

function decided(
  state: MemberState,
  contract: RenewalContract,
  event: 'prepared' | 'signed' | 'terminated',
  now: number,
) {
  const { contractCode, amount } = contract
  const signed = event === 'signed' ? { signed: signedTerms(contract) } : {}
  return {
    ok: true as const,
    state,
    postings: [],
    facts: { kind: 'contract' as const, contractCode, event, amount, day: null, at: now, ...signed },
    due: [],
  }
}

function signedTerms(contract: RenewalContract): SignedTerms {
  const { contractCode, contractId, purpose, versionId, amount, createdAt, signedAt, topUp } = contract
  const { agreements, release } = contract
  return {
    ...{ contractCode, contractId, purpose, versionId, amount, createdAt, signedAt, topUp },
    ...(agreements ? { agreements } : {}),
    ...(release === undefined ? {} : { release }),
  }
}
