import { orderDraw, standingOf } from './benefit-standing'
import type { Draw } from './daily-quantities'
import { heldOfKind } from './held-benefits'
import type { MemberState } from './member'
import type { ProofHead } from './price-table'
import { OF_A_TIER } from './card-savings'
import type { Release } from './release'

/** Goods at a price of their own on the first paid order of the day (M028). */
export interface FirstOfDay {
  readonly productIds: readonly string[]
  /** Fen for one unit. */
  readonly price: number
  readonly head: ProofHead
  /** Each order of the day draws one, so that what comes after it is not the first. */
  readonly draw: Omit<Draw, 'perDay'>
  /** No order of this day counts yet. */
  readonly open: boolean
}

/** Any order of the day may follow the first; only one can be it. */
const ONCE = 1
const NO_LIMIT = 1_000_000

/**
 * The first-order prices that a member holds, and whether this order would be the first: an order
 * counts whatever is in it, and one that was undone frees the price again.
 * @param membershipId the household's card that a helper uses (M116)
 */
export function firstOfDay(
  state: MemberState,
  release: Release,
  { now, membershipId }: { now: number; membershipId?: string | undefined },
): FirstOfDay[] {
  return heldOfKind(state, release, 'first_of_day', now, membershipId).map((held) => {
    const { id, title, productIds, price } = held.offer
    const { left, gate } = standingOf(state, held, now)
    return {
      productIds,
      price,
      head: {
        benefitId: id,
        title,
        planVersionId: held.period?.versionId ?? OF_A_TIER,
        rule: { kind: 'first_of_day' as const, price },
      },
      draw: orderDraw(held, now),
      open: left === 1 && (gate?.missing ?? 0) === 0,
    }
  })
}

/** What an order draws of its day: only one order can have had the price. */
export function drawsOfOrder(
  rules: readonly FirstOfDay[],
  lines: readonly { readonly proofs: readonly { readonly rule: unknown }[] }[],
): Draw[] {
  return rules.map(({ draw, head }) => {
    const used = lines.some(({ proofs }) => proofs.some(({ rule }) => rule === head.rule))
    return { ...draw, perDay: used ? ONCE : NO_LIMIT }
  })
}
