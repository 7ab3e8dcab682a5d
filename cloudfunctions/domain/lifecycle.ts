import { derivedOperationId } from '../contract/operation-id'
import { refuse } from '../contract/refusals'
import { addMonths, shanghaiMonth, startOfDay } from './calendar'
import type { Decision } from './decision'
import type { LifecycleAccount, LifecycleStage, StageFacts } from './lifecycle-account'
import type { MemberState } from './member'
import type { MemberStep, StepContext } from './member-steps'
import { counts } from './membership'
import type { ReceiptEffect } from './receipt-effects'

/**
 * The five stages (M102): a function of the member and the day alone, by published thresholds, so
 * that each member has exactly one. They are for the owner's funnel; no price depends on them (L3).
 */

const DAY_MS = 86_400_000
const ACTIVE_ORDERS = 2
const ACTIVE_DAYS = 60
const ADVOCATE_MONTHS = 12
/** Two within the window and two that an undo may take back. */
const ORDERS_KEPT = 4
/** An order may be undone, and somebody who joins often buys at once: logged a day later. */
const LOGGED_AFTER_MS = DAY_MS

/** The thresholds in words, as the owner and the members read them. */
export const STAGE_WORDS: Readonly<Record<LifecycleStage, { title: string; rule: string }>> = {
  attracted: { title: '引流', rule: '已加入或通过邀请来过,还没有下单' },
  retained: { title: '留存', rule: `下过单,最近${ACTIVE_DAYS}天不到${ACTIVE_ORDERS}次` },
  active: { title: '活跃', rule: `最近${ACTIVE_DAYS}天下单${ACTIVE_ORDERS}次以上` },
  converted: { title: '转化', rule: '持有付费会员卡' },
  advocating: { title: '裂变', rule: `最近${ADVOCATE_MONTHS}个月邀请的朋友完成首单并获奖励` },
}

/** The one stage of a member at an instant; the furthest counts. Null: no member. */
export function stageOf(state: MemberState, now: number): LifecycleStage | null {
  const { joinedAt, referral, lifecycle } = state
  if (joinedAt === null && referral.from === null && !lifecycle?.count) return null
  if (isAdvocate(state, now)) return 'advocating'
  if (holdsPaidCard(state, now)) return 'converted'
  const since = now - ACTIVE_DAYS * DAY_MS
  const recent = (lifecycle?.orders ?? []).filter(({ at }) => at > since && at <= now)
  if (recent.length >= ACTIVE_ORDERS) return 'active'
  return lifecycle && lifecycle.count > 0 ? 'retained' : 'attracted'
}

function isAdvocate({ referral: { given } }: MemberState, now: number): boolean {
  return given.inAll > 0 && given.month !== '' && now < advocateUntil(given.month)
}

function advocateUntil(month: string): number {
  return startOfDay(addMonths(`${month}-01`, ADVOCATE_MONTHS + 1))
}

function holdsPaidCard({ memberships }: MemberState, now: number): boolean {
  return memberships.some(({ periods }) =>
    periods.some((period) => (period.paid > 0 || period.as === 'as_saved') && counts(period, now)),
  )
}

/** Orders by their time; an undone one is none. */
export const lifecycleEffect: ReceiptEffect = {
  count(state, { receipt }) {
    const { receiptId, at, branchId } = receipt
    const { stage, since, orders, count } = state.lifecycle ?? NOTHING_LOGGED
    const newest = [{ receiptId, at, branchId }, ...orders.filter((one) => one.receiptId !== receiptId)]
      .sort((a, b) => b.at - a.at)
      .slice(0, ORDERS_KEPT)
    const lifecycle = { stage, since, ...newestOf(newest), count: count + 1 }
    return { state: { ...state, lifecycle }, receipt, postings: [], due: [] }
  },

  takeBack(state, { receipt }) {
    const { lifecycle } = state
    if (!lifecycle) return { state, receipt, postings: [], due: [] }
    const orders = lifecycle.orders.filter(({ receiptId }) => receiptId !== receipt.receiptId)
    const without = { ...lifecycle, ...newestOf(orders), count: Math.max(0, lifecycle.count - 1) }
    return { state: { ...state, lifecycle: without }, receipt, postings: [], due: [] }
  },
}

const NOTHING_LOGGED = { stage: null, since: 0, orders: [], branchId: null, count: 0 } as const

function newestOf(orders: Orders): { orders: Orders; branchId: string | null } {
  return { orders, branchId: orders[0]?.branchId ?? null }
}

type Orders = NonNullable<LifecycleAccount>['orders']

/** The next moment at which another stage is to be logged, if any. Epoch ms. */
export function stageMoments(state: MemberState): number[] {
  const logged = state.lifecycle?.stage ?? null
  const since = state.lifecycle?.since ?? 0
  const moments = changes(state)
    .map((at) => at + LOGGED_AFTER_MS)
    .filter((at) => at > since)
    .sort((a, b) => a - b)
  const next = moments.find((at) => {
    const stage = stageOf(state, at)
    return stage !== null && stage !== logged
  })
  return next === undefined ? [] : [next]
}

/** When the stage may become another one; `since`: something went without leaving a trace. */
function changes({ joinedAt, referral, lifecycle, memberships }: MemberState): number[] {
  const { from, given } = referral
  return [
    ...(joinedAt === null ? [] : [joinedAt]),
    ...(from === null ? [] : [from.at]),
    ...(lifecycle?.stage ? [lifecycle.since] : []),
    ...(lifecycle?.orders ?? []).flatMap(({ at }) => [at, at + ACTIVE_DAYS * DAY_MS]),
    ...memberships.flatMap(({ periods }) =>
      periods.flatMap(({ startsAt, endsAt, graceUntil }) => [
        startsAt,
        endsAt,
        ...(graceUntil === undefined ? [] : [graceUntil]),
      ]),
    ),
    ...(given.inAll > 0 && given.month !== ''
      ? [startOfDay(`${given.month}-01`), advocateUntil(given.month)]
      : []),
  ]
}

/** One entry for each move, as of its own moment, however late the timer runs. */
export function stageSteps(state: MemberState, { now }: StepContext): MemberStep[] {
  return stageMoments(state)
    .filter((moment) => moment <= now)
    .map((moment) => ({
      operationId: `stage:${derivedOperationId(`stage ${state.number} ${moment}`, moment)}`,
      command: 'renewal.stage',
      input: { moment },
      decide: (current) => logStage(current, moment),
    }))
}

/** Refuses INPUT_INVALID where nothing is to be logged at this moment (any more). */
export function logStage(state: MemberState, moment: number): Decision<StageFacts> {
  const to = stageOf(state, moment)
  const before = state.lifecycle ?? NOTHING_LOGGED
  if (to === null || to === before.stage || moment <= before.since)
    return refuse('INPUT_INVALID', { path: 'moment' })
  const lifecycle = { ...before, orders: [...before.orders], stage: to, since: moment }
  return {
    ok: true,
    state: { ...state, lifecycle },
    postings: [],
    facts: {
      kind: 'stage',
      from: before.stage,
      to,
      branchId: lifecycle.branchId,
      at: moment,
    },
    due: [],
  }
}

/** Two accounts of one person: all their orders, and the stage that was logged first is logged on. */
export function mergedLifecycle(own: LifecycleAccount, carried: LifecycleAccount): LifecycleAccount {
  if (!own || !carried) return own ?? carried
  const orders = [...own.orders, ...carried.orders].sort((a, b) => b.at - a.at).slice(0, ORDERS_KEPT)
  return { ...own, ...newestOf(orders), count: own.count + carried.count }
}

/** Moves by month, branch and pair: what the owner's report is folded from. */
export type StageMoves = Record<string, Record<string, number>>

/** No branch's id has capitals. */
export const ALL_BRANCHES = 'ALL'

/** Adds one move to a month's fold; the pair is `{from}_{to}`, and `none_{to}` for the first. */
export function foldMove(moves: StageMoves, { from, to, branchId }: StageFacts): void {
  const pair = `${from ?? 'none'}_${to}`
  for (const branch of [ALL_BRANCHES, ...(branchId === null ? [] : [branchId])]) {
    const own = (moves[branch] ??= {})
    own[pair] = (own[pair] ?? 0) + 1
  }
}

/** The months of the report, this one first. */
export function reportMonths(now: number, months: number): string[] {
  return Array.from({ length: months }, (_, back) => addMonths(`${shanghaiMonth(now)}-01`, -back).slice(0, 7))
}
