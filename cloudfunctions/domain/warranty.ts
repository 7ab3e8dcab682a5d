import { type Refusal, refuse } from '../contract/refusals'
import type { BenefitFacts } from './benefit-account'
import { withoutEndedUses } from './benefit-retention'
import { addDays, shanghaiDay, startOfDay } from './calendar'
import type { Decision } from './decision'
import { benefitKeyOf, heldOfKind } from './held-benefits'
import type { MemberState, ReceiptFacts } from './member'
import type { Release } from './release'

export interface WarrantyClaim {
  /** As the member's own history has it. */
  readonly receipt: ReceiptFacts
  readonly line: number
  readonly quantity: number
  readonly release: Release
  readonly now: number
}

/** Until when goods of a receipt are replaced, and how many pieces of the line may still be. */
export interface Warranty {
  readonly title: string
  readonly through: string
  readonly left: number
  /** Whose promise it is, and what a piece really costs in fen: the owner's secret. */
  readonly promise: Promised
}

interface Promised {
  readonly key: string
  readonly days: number
  readonly cost: number
}

/**
 * Replaces pieces of a receipt's line within the days that the card promised (M061): the day of the
 * receipt is day 0. Refuses RECEIPT_NOT_FOUND for one that doesn't count, BENEFIT_UNAVAILABLE for
 * goods without a promise, WARRANTY_OVER past its last day, QUOTA_USED beyond the pieces that were
 * bought and are still the member's.
 */
export function claimWarranty(
  state: MemberState,
  claim: WarrantyClaim,
): Decision<Extract<BenefitFacts, { kind: 'warranty' }>> {
  const { receipt, line, quantity, now } = claim
  const found = warrantyOf(state, claim)
  if ('ok' in found) return found
  if (quantity > found.left) return refuse('QUOTA_USED', { left: found.left })
  const { receiptId } = receipt
  const until = startOfDay(addDays(found.through, 1))
  const after: MemberState = {
    ...state,
    benefits: {
      ...state.benefits,
      warranties: [...state.benefits.warranties, { receiptId, line, quantity, until }],
    },
  }
  const kept = withoutEndedUses(after, now)
  return {
    ok: true,
    state: kept.state,
    postings: kept.postings,
    facts: {
      kind: 'warranty',
      receiptId,
      line,
      quantity,
      title: found.title,
      through: found.through,
      at: now,
      benefit: { key: found.promise.key, cost: found.promise.cost * quantity },
    },
    due: [],
  }
}

/** A line of a receipt whose pieces are still replaced. */
export interface CoveredGoods {
  readonly receiptId: string
  readonly line: number
  readonly name: string
  readonly boughtOn: string
  readonly left: number
  readonly through: string
}

/** Whether anything that this member bought may still be covered: by a card, also an ended one, or by the tier. */
export function hasPromises(state: MemberState, release: Release, now: number): boolean {
  const ofCards = state.memberships
    .flatMap(({ periods }) => periods)
    .flatMap(({ versionId }) => release.versions[versionId]?.terms.benefits ?? [])
  return (
    ofCards.some(({ kind }) => kind === 'warranty') || heldOfKind(state, release, 'warranty', now).length > 0
  )
}

/** What of these receipts can still be claimed, in their order. */
export function coveredGoods(
  state: MemberState,
  receipts: readonly ReceiptFacts[],
  at: Pick<WarrantyClaim, 'release' | 'now'>,
): CoveredGoods[] {
  return receipts.flatMap((receipt) =>
    receipt.lines.flatMap((_bought, line) => {
      const found = warrantyOf(state, { receipt, line, ...at })
      if ('ok' in found || found.left < 1) return []
      const { title: name, through, left } = found
      return [{ receiptId: receipt.receiptId, line, name, boughtOn: receipt.day, left, through }]
    }),
  )
}

function warrantyOf(state: MemberState, claim: Omit<WarrantyClaim, 'quantity'>): Warranty | Refusal {
  const { receipt, line, now } = claim
  if (receipt.state !== 'settled') return refuse('RECEIPT_NOT_FOUND')
  const bought = receipt.lines[line]
  const promise = bought?.productId ? promiseFor(state, claim, bought.productId) : null
  if (!bought || !promise) return refuse('BENEFIT_UNAVAILABLE')
  const through = addDays(receipt.day, promise.days)
  if (shanghaiDay(now) > through) return refuse('WARRANTY_OVER', { through })
  const { receiptId } = receipt
  const replaced = state.benefits.warranties.reduce(
    (sum, one) => (one.receiptId === receiptId && one.line === line ? sum + one.quantity : sum),
    0,
  )
  const returned = state.returns.find((one) => one.receiptId === receiptId)?.quantities[line] ?? 0
  return { title: bought.name, through, left: bought.quantity - replaced - returned, promise }
}

/** By the version that the receipt's card was sold with (M098), or by the tier now; the longer of both. */
function promiseFor(
  state: MemberState,
  { receipt, release, now }: Omit<WarrantyClaim, 'quantity'>,
  productId: string,
): Promised | null {
  const period = state.memberships
    .flatMap(({ periods }) => periods)
    .find(({ orderId, refunded }) => orderId === receipt.periodOrderId && refunded === 0)
  const version = period && release.versions[period.versionId]
  const ofCard = (version?.terms.benefits ?? []).map((offer) => ({
    key: benefitKeyOf(version?.planId ?? null, offer.id),
    offer,
  }))
  const ofTier = heldOfKind(state, release, 'warranty', now).filter(({ source }) => source === 'tier')
  let best: Promised | null = null
  for (const { key, offer } of [...ofCard, ...ofTier])
    if (offer.kind === 'warranty' && offer.productIds.includes(productId) && offer.days > (best?.days ?? 0))
      best = { key, days: offer.days, cost: offer.cost }
  return best
}
