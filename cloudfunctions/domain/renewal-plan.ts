import type { PlanTerms } from '../contract/catalogue'
import { addDays, addMonths, shanghaiDay, shanghaiMonth, startOfDay } from './calendar'
import { stands } from './family'
import type { Membership, MemberState } from './member'
import type { CardOrder } from './order'
import { chargeDayOf, firstNoticeAt, SOONEST_CHARGE_DAYS } from './renewal-calendar'
import type { RenewalContract, RenewalCycle, SavedStatement } from './renewal-contract'
import { walletBalance } from './wallet-spending'

const HOUR_MS = 3_600_000
/** People come back from WeChat's page within minutes; who doesn't is asked about after an hour. */
const SIGNING_CHECK_MS = HOUR_MS
/** A page that nobody signed on for so long is void. */
export const SIGNING_LIFE_MS = 24 * HOUR_MS

/** True while money could be taken under it one day. */
export function isLive({ state }: Pick<RenewalContract, 'state'>): boolean {
  return state !== 'terminated' && state !== 'signing'
}

export function contractOf(state: MemberState, contractCode: string): RenewalContract | null {
  return state.contracts.find((contract) => contract.contractCode === contractCode) ?? null
}

/** The state with one contract replaced. */
export function withContract(state: MemberState, contract: RenewalContract): MemberState {
  const { contractCode } = contract
  return {
    ...state,
    contracts: state.contracts.map((one) => (one.contractCode === contractCode ? contract : one)),
  }
}

/** A cycle that begins with its notice; sent in daytime, and no earlier than a week before. */
export function newCycle(chargeOn: string, amount: number, now: number, statementId?: string): RenewalCycle {
  const dueAt = Math.max(firstNoticeAt(chargeOn), daytime(now))
  return {
    plannedAt: now,
    chargeOn,
    amount,
    notice: { dueAt, sentAt: null, sendings: 0, deliveredAt: null, channel: null },
    wechatNoticeOn: null,
    attempts: 0,
    orderId: null,
    ...(statementId === undefined ? {} : { statementId }),
    givenUp: null,
    nextStepAt: dueAt,
  }
}

/** A charge that is decided on now comes a week later: first its notices. */
export function soonestChargeDay(now: number): string {
  return addDays(shanghaiDay(now), SOONEST_CHARGE_DAYS)
}

/** The next charge of a renewal: on the last day of the card that it prolongs; null without one. */
export function renewalCycle(
  state: MemberState,
  contract: RenewalContract,
  now: number,
): RenewalCycle | null {
  const end = cardEnd(state, contract.planId, now)
  if (end === null) return null
  const last = chargeDayOf(end)
  const soonest = soonestChargeDay(now)
  return newCycle(last > soonest ? last : soonest, contract.amount, now)
}

/** The latest end of what is held of a plan; null when nothing runs or waits. Epoch ms. */
export function cardEnd({ memberships }: MemberState, planId: string, now: number): number | null {
  const ends = memberships
    .filter((membership) => membership.planId === planId)
    .flatMap(({ periods }) => periods.filter(stands).map(({ endsAt }) => endsAt))
  const last = Math.max(0, ...ends)
  return last > now ? last : null
}

/**
 * Buying a card, by hand or by a charge, moves the day of the next charge, and lifts a contract
 * that had nothing to prolong. The days of grace are over once the card runs on.
 */
export function withRenewalCycle(
  state: MemberState,
  { order, now }: { order: CardOrder; terms: PlanTerms; now: number },
): { state: MemberState; postings: []; due: [] } {
  const concerns = (contract: RenewalContract) =>
    contract.purpose === 'renewal' && contract.planId === order.planId && isLive(contract)
  const memberships = state.memberships.map((membership) => withoutGrace(membership, order.planId))
  const after = { ...state, memberships }
  const contracts = state.contracts.map((contract): RenewalContract =>
    concerns(contract)
      ? { ...contract, state: 'active', cycle: renewalCycle(after, contract, now) }
      : contract,
  )
  return { state: { ...after, contracts }, postings: [], due: [] }
}

/** Cards of these plans end on other days now: a charge that nobody was told of is planned anew. */
export function withCyclesMoved(state: MemberState, planIds: readonly string[], now: number): MemberState {
  const concerns = ({ purpose, planId, state: stage, cycle }: RenewalContract) =>
    purpose === 'renewal' && planIds.includes(planId) && stage === 'active' && cycle?.notice.sentAt === null
  if (!state.contracts.some(concerns)) return state
  const contracts = state.contracts.map((contract) =>
    concerns(contract) ? { ...contract, cycle: renewalCycle(state, contract, now) } : contract,
  )
  return { ...state, contracts }
}

function withoutGrace(membership: Membership, planId: string): Membership {
  if (membership.planId !== planId) return membership
  if (membership.periods.every(({ graceUntil }) => graceUntil === undefined)) return membership
  return { ...membership, periods: membership.periods.map(({ graceUntil: _grace, ...period }) => period) }
}

/** When a contract needs to be looked at next; null: when something happens. Epoch ms. */
export function contractDueAt(state: MemberState, contract: RenewalContract): number | null {
  if (contract.state === 'terminated') return null
  if (contract.state === 'signing') return contract.createdAt + SIGNING_CHECK_MS
  if (contract.cycle) return contract.cycle.nextStepAt
  switch (contract.purpose) {
    case 'renewal':
      return null
    case 'top_up':
      return topUpDueAt(state, contract)
    case 'as_saved':
      return savedDueAt(state, contract)
  }
}

/** At once when the balance is below the mark, next month when this month's most is reached. */
function topUpDueAt({ wallet }: MemberState, { topUp, amount, signedAt }: RenewalContract): number | null {
  if (!topUp || walletBalance(wallet) >= topUp.below) return null
  const { charged, monthlyMost, pausedUntil } = topUp
  const full = charged !== null && charged.amount + amount > monthlyMost
  const free = full ? startOfDay(addMonths(`${charged.month}-01`, 1)) : 0
  return Math.max(signedAt ?? 0, pausedUntil ?? 0, free)
}

/**
 * At once where no period runs yet; then its end; then the end of the day in which its statement
 * may be contested. A contested one waits for the owner, a failed one ends the giving.
 */
function savedDueAt(state: MemberState, contract: RenewalContract): number | null {
  const { planId, signedAt } = contract
  if (contract.state === 'suspended') return null
  const period = savedPeriodOf(state, planId)
  if (!period) return signedAt
  const statement = openStatement(state, planId)
  if (!statement) return period.endsAt
  return statement.state === 'open' ? statement.disputeUntil : null
}

/** The statement that is not settled yet; at most one stands open for each plan. */
export function openStatement({ statements }: MemberState, planId: string): SavedStatement | null {
  const open = ['open', 'disputed', 'charging']
  return statements.find((one) => one.planId === planId && open.includes(one.state)) ?? null
}

/** The newest period that is paid by what it saved, unless it was stated before. */
export function savedPeriodOf({ memberships, statements }: MemberState, planId: string) {
  const periods = memberships
    .filter((membership) => membership.planId === planId)
    .flatMap((membership) => membership.periods)
    .filter(({ as, orderId }) => as === 'as_saved' && !statements.some(({ id }) => id === orderId))
  return periods.sort((a, b) => b.endsAt - a.endsAt)[0] ?? null
}

/** What was taken in the month of this moment. */
export function chargedIn(
  { charged }: { charged: { month: string; amount: number } | null },
  now: number,
): number {
  return charged?.month === shanghaiMonth(now) ? charged.amount : 0
}

/** Nobody is written to at night. */
function daytime(now: number): number {
  const morning = startOfDay(shanghaiDay(now)) + 9 * HOUR_MS
  const evening = startOfDay(shanghaiDay(now)) + 21 * HOUR_MS
  if (now < morning) return morning
  return now < evening ? now : morning + 24 * HOUR_MS
}
