import type { ShopSettings } from '../contract/shop-settings'
import type { TopUpStep } from '../contract/offers'
import { type Refusal, refuse } from '../contract/refusals'
import { agreementsRefused } from './accepted-agreements'
import { account, transfer } from './balances'
import type { Decision, Facts } from './decision'
import type { MemberState } from './member'
import { isMinor } from './minors'
import type { Order } from './order'
import { joinedDue } from './referral-link'
import type { AgreementVersion, Plan, PlanVersion, Release } from './release'
import { pruneWallet } from './retention'
import type { TopUpLot, Wallet } from './wallet'
import { walletBalance } from './wallet-spending'

/**
 * Paying money in (M014, L5): checked before the order is made and again when it was paid, because
 * two payments that each fit may not fit together.
 */

/** Each open top-up is kept apart, so that it can be given back by its own terms: so many at most. */
export const MOST_OPEN_LOTS = 20

/** What the measures on prepaid cards allow at most (L5), until the owner sets less. */
const LEGAL_CAPS = { mostNamed: 500_000, mostAnonymous: 100_000, mostMinor: 20_000 } as const

type PrepaidSettings = NonNullable<ShopSettings['prepaid']>

export interface PrepaidCap {
  readonly level: 'anonymous' | 'named'
  /** Fen that this member may hold, bonus included. */
  readonly most: number
  /** Fen that may still be paid in and given on top. */
  readonly left: number
}

function prepaidOf({ settings }: Pick<Release, 'settings'>): PrepaidSettings | undefined {
  return settings?.prepaid
}

/** True while no prepaid money may be taken; using and giving back go on (实施条例 22). */
export function prepaidStopped(release: Pick<Release, 'settings' | 'closing'>): boolean {
  return release.closing !== undefined || (prepaidOf(release)?.stopSales ?? false)
}

/** Fen that may be held with and without a registered name (L5). */
export function prepaidCaps(
  release: Pick<Release, 'settings'>,
): Required<Pick<PrepaidSettings, 'mostNamed' | 'mostAnonymous' | 'mostMinor'>> {
  const { mostNamed, mostAnonymous, mostMinor } = { ...LEGAL_CAPS, ...prepaidOf(release) }
  return { mostNamed, mostAnonymous, mostMinor }
}

/**
 * A registered name lifts the cap from that of a bearer card to that of a named one (L5); a minor's
 * stays low in any case (L9).
 */
export function prepaidCap(wallet: Wallet, release: Pick<Release, 'settings'>, minor = false): PrepaidCap {
  const { mostNamed, mostAnonymous, mostMinor } = prepaidCaps(release)
  const level = wallet.registeredName ? 'named' : 'anonymous'
  const own = level === 'named' ? mostNamed : mostAnonymous
  const most = minor ? Math.min(own, mostMinor) : own
  return { level, most, left: Math.max(0, most - walletBalance(wallet)) }
}

/** The step that a version sells under this id; null for a version that sells no stored value. */
export function stepOf(version: PlanVersion | null | undefined, stepId: string): TopUpStep | null {
  return version?.terms.storedValue?.ladder.find(({ id }) => id === stepId) ?? null
}

/** What paying in is checked against before an order is made. */
export interface TopUpRequest {
  readonly plan: Plan | null
  /** The version that the plan is sold with now. */
  readonly version: PlanVersion | null
  /** What the person saw and accepted. */
  readonly versionId: string
  readonly stepId: string
  readonly price: number
  readonly agreements: readonly { readonly id: string; readonly version: string }[]
  /** The agreements that this version asks for, in their current text. */
  readonly required: readonly AgreementVersion[]
  readonly release: Release
  /** Epoch ms. */
  readonly now: number
}

/**
 * The step to be paid, as the person saw it. Refuses PREPAID_STOPPED, PLAN_UNAVAILABLE,
 * PRICE_CHANGED, PLAN_CHANGED, AGREEMENT_REQUIRED, AGREEMENT_CHANGED, TOP_UPS_OPEN, and
 * PREPAID_CAP (detail: the cap) where the balance would outgrow what this registration allows.
 */
export function checkTopUp(state: MemberState, request: TopUpRequest): TopUpStep | Refusal {
  const { plan, version, versionId, stepId, price, agreements, required, release, now } = request
  if (prepaidStopped(release)) return refuse('PREPAID_STOPPED')
  const step = stepOf(version, stepId)
  if (!plan?.onSale || !version || !step) return refuse('PLAN_UNAVAILABLE')
  if (price !== step.principal) return refuse('PRICE_CHANGED', { price: step.principal })
  if (versionId !== version.id) return refuse('PLAN_CHANGED', { versionId: version.id })
  return (
    agreementsRefused(version.terms, required, agreements) ??
    roomFor(state.wallet, step, release, isMinor(state, now)) ??
    step
  )
}

/**
 * Puts a paid top-up into the wallet, by the ladder of the version it was sold with (M098). Paying
 * makes a member of who has not joined (M062). Refuses what `checkTopUp` refuses of caps and stopped
 * sales, PLAN_UNAVAILABLE and PRICE_CHANGED for an order that no version explains, OPERATION_REUSED;
 * whoever calls gives the money back then.
 */
export function deliverTopUp(
  state: MemberState,
  {
    order,
    release,
    now,
  }: {
    order: { orderId: string; amount: number; paidAt: number; topUp: NonNullable<Order['topUp']> }
    release: Release
    now: number
  },
): Decision<Extract<Facts, { kind: 'top_up' }>> {
  const { orderId, amount, paidAt, topUp } = order
  const { planId, versionId, stepId, principal, bonus } = topUp
  const version = release.versions[versionId]
  const step = version?.planId === planId ? stepOf(version, stepId) : null
  if (!step) return refuse('PLAN_UNAVAILABLE')
  if (amount !== principal || step.principal !== principal || step.bonus !== bonus)
    return refuse('PRICE_CHANGED')
  if (state.wallet.lots.some((lot) => lot.orderId === orderId)) return refuse('OPERATION_REUSED')
  if (prepaidStopped(release)) return refuse('PREPAID_STOPPED')
  const wallet = pruneWallet(state, now)
  const refusal = roomFor(wallet, step, release, isMinor(state, now))
  if (refusal) return refusal
  const lot: TopUpLot = {
    orderId,
    planId,
    versionId,
    stepId,
    paidAt,
    principal,
    bonus,
    principalLeft: principal,
    bonusLeft: bonus,
    listSpent: 0,
    refunded: 0,
  }
  return {
    ok: true,
    state: {
      ...state,
      joinedAt: state.joinedAt ?? now,
      wallet: { ...wallet, lots: [...wallet.lots, lot].sort((a, b) => a.paidAt - b.paidAt) },
    },
    postings: [
      ...transfer('cash', 'payer/wechat', 'shop/stored_value', amount),
      ...transfer('principal', 'shop/principal', account.principal(orderId), principal),
      ...transfer('bonus', 'shop/bonus', account.bonus(orderId), bonus),
    ],
    facts: {
      kind: 'top_up',
      orderId,
      planId,
      versionId,
      stepId,
      principal,
      bonus,
      ...(state.joinedAt === null ? { joins: true as const } : {}),
    },
    due: joinedDue(state),
  }
}

/** Null when the balance has room for this step; bonus money counts like principal (L5). */
function roomFor(
  wallet: Wallet,
  { principal, bonus }: TopUpStep,
  release: Release,
  minor: boolean,
): Refusal | null {
  const cap = prepaidCap(wallet, release, minor)
  if (principal + bonus > cap.left) return refuse('PREPAID_CAP', cap)
  return wallet.lots.length >= MOST_OPEN_LOTS ? refuse('TOP_UPS_OPEN') : null
}
