import { movedUses } from './benefit-counts'
import { standingOf, useCount } from './benefit-standing'
import { windowAt } from './benefit-windows'
import type { Posting } from './decision'
import { heldOfKind } from './held-benefits'
import type { MemberState, Period, ReceiptFacts } from './member'
import type { Counted, Counting, ReceiptEffect } from './receipt-effects'
import type { Release } from './release'

/** What a benefit takes off a delivery's fee, and the window that it counts in. */
export interface DeliveryWaiver {
  readonly benefitKey: string
  readonly benefitId: string
  readonly title: string
  /** Fen of the real fee. */
  readonly waived: number
  /** Goes into the receipt, so that the effect of counting it needs no rules of the day. */
  readonly counter: { readonly window: string; readonly until: number; readonly times: number }
  /** The paid period that it comes with; null for a tier's. */
  readonly periodOrderId: string | null
  /** Of the card that it was sold with; null for a tier's. */
  readonly versionId: string | null
}

/**
 * The benefit that waives most of a delivery's fee now, once per order (M059); null where none is
 * left. A fee of nothing uses nothing up.
 * @param fee fen, the real fee at that time
 * @param membershipId the household's card that a helper uses (M116)
 */
export function deliveryWaiver(
  state: MemberState,
  release: Release,
  { fee, now, membershipId }: { fee: number; now: number; membershipId?: string | undefined },
): DeliveryWaiver | null {
  if (fee === 0) return null
  let best: DeliveryWaiver | null = null
  for (const held of heldOfKind(state, release, 'delivery', now, membershipId)) {
    const { left, gate } = standingOf(state, held, now)
    if (!left || (gate && gate.missing > 0)) continue
    const waived = Math.min(fee, held.offer.most)
    if (waived <= (best?.waived ?? 0)) continue
    const { key: window, until } = windowAt(held.offer.per, now, held.period)
    best = {
      benefitKey: held.key,
      benefitId: held.offer.id,
      title: held.offer.title,
      waived,
      counter: { window, until, times: held.offer.times },
      periodOrderId: held.period?.orderId ?? null,
      versionId: held.period?.versionId ?? null,
    }
  }
  return best
}

/** False once another order took the last time of the window that a receipt counts on. */
export function deliveryStillFits(state: MemberState, { delivery }: Pick<ReceiptFacts, 'delivery'>): boolean {
  const counter = delivery?.counter
  if (!delivery?.benefitKey || !counter) return true
  return useCount(state.benefits, delivery.benefitKey, counter.window).units < counter.times
}

/** The waiver's time of its window, and what was spent with a card in it (M040, M059). */
export const BENEFIT_EFFECT: ReceiptEffect = {
  count: (state, counting) => moved(state, counting, 1),
  takeBack: (state, counting) => moved(state, counting, -1),
}

function moved(state: MemberState, { receipt }: Counting, sign: 1 | -1): Counted {
  const spent = withPeriodSpent(state, receipt.periodOrderId, sign * receipt.paid)
  return { ...withWaiver(spent, receipt, sign), receipt, due: [] }
}

/** Counts the time of a window that waived the fee of this delivery, or gives it back (M059). */
export function withWaiver(
  state: MemberState,
  { delivery }: Pick<ReceiptFacts, 'delivery'>,
  sign: 1 | -1,
): { state: MemberState; postings: readonly Posting[] } {
  const { benefitKey, waived, counter } = delivery ?? {}
  // A window that has left since takes nothing back: it is over.
  const isCounted = sign === 1 || hasCount(state, benefitKey, counter?.window)
  if (!benefitKey || !counter || !isCounted) return { state, postings: [] }
  const window = { key: counter.window, until: counter.until }
  const counted = movedUses(state.benefits.uses, benefitKey, { window, units: 1, amount: waived ?? 0 }, sign)
  return {
    state: { ...state, benefits: { ...state.benefits, uses: counted.uses } },
    postings: counted.postings,
  }
}

function hasCount(state: MemberState, benefitKey?: string | null, window?: string): boolean {
  return state.benefits.uses.some((use) => use.benefitKey === benefitKey && use.window === window)
}

/**
 * Adds to what was spent with a card in its paid period, or takes off what came back.
 * @param amount fen, negative for goods that were brought back
 */
export function withPeriodSpent(state: MemberState, orderId: string | null, amount: number): MemberState {
  if (orderId === null || amount === 0) return state
  return {
    ...state,
    memberships: state.memberships.map((membership) => ({
      ...membership,
      periods: membership.periods.map((period) =>
        period.orderId === orderId ? withSpent(period, (period.spent ?? 0) + amount) : period,
      ),
    })),
  }
}

function withSpent({ spent: _before, ...period }: Period, spent: number): Period {
  return spent === 0 ? period : { ...period, spent }
}
