import type { EndingEntitlement } from '../contract/renewal-page'
import { standingOf } from './benefit-standing'
import { lastDayOf } from './calendar'
import type { CardEnd } from './card-ends'
import { couponFace } from './coupon-face'
import { couponOf } from './coupon-terms'
import { giftOfferOf } from './gifts'
import { heldBenefits } from './held-benefits'
import type { MemberState } from './member'
import { listPrice } from './price-history'
import type { Release } from './release'

/**
 * What is unused and really ends with a card, by its last day (M085): each thing once, counted from
 * the state and never from an estimate. What goes on without the card isn't in it, nor what counts
 * anew before the card ends.
 */
export function endingWith(
  state: MemberState,
  end: CardEnd,
  { release, now }: { release: Release; now: number },
): EndingEntitlement[] {
  if (now >= end.endsAt) return []
  return [
    ...benefitsEnding(state, end, release, now),
    ...couponsEnding(state, end, release, now),
    ...giftsEnding(state, end, release, now),
  ]
}

/** How many things, and what those with a face value come to. */
export function endingSum(items: readonly EndingEntitlement[]): { count: number; worth: number } {
  return items.reduce(
    (sum, { count, worth }) => ({ count: sum.count + count, worth: sum.worth + (worth ?? 0) }),
    { count: 0, worth: 0 },
  )
}

function benefitsEnding(
  state: MemberState,
  { membership, endsAt }: CardEnd,
  release: Release,
  now: number,
): EndingEntitlement[] {
  const ordersOfCard = new Set(membership.periods.map(({ orderId }) => orderId))
  return heldBenefits(state, release, now, membership.id).flatMap((held): EndingEntitlement[] => {
    if (!held.period || !ordersOfCard.has(held.period.orderId)) return []
    const { left, window, gate, chosen } = standingOf(state, held, now)
    // A window that is over before the card counts anew: nothing of it ends with the card.
    if (!window || window.until < endsAt || !left || (gate && gate.missing > 0)) return []
    const { offer } = held
    const on = lastDayOf(endsAt)
    if (offer.kind === 'first_of_day') return []
    if (offer.kind === 'capped')
      return [{ kind: 'benefit', title: offer.title, count: 1, each: left, worth: left, on }]
    const productId = 'productId' in offer ? offer.productId : chosen?.productId
    const each = priceOf(release, productId, now)
    return [
      {
        kind: 'benefit',
        title: chosen?.title ?? offer.title,
        count: left,
        each,
        worth: each === null ? null : each * left,
        on,
      },
    ]
  })
}

/** Coupons that came with this card; what was given otherwise ends by its own day, card or no card. */
function couponsEnding(
  state: MemberState,
  { membership, endsAt }: CardEnd,
  release: Release,
  now: number,
): EndingEntitlement[] {
  const ordersOfCard = new Set(membership.periods.map(({ orderId }) => orderId))
  return state.coupons.flatMap((lot): EndingEntitlement[] => {
    const { orderId, left, until, voidedAt } = lot
    if (orderId === undefined || !ordersOfCard.has(orderId)) return []
    if (left === 0 || voidedAt !== null || until <= now || until > endsAt) return []
    const terms = couponOf(lot, release)
    const each = couponFace(terms.value)
    return [
      {
        kind: 'coupon',
        title: terms.title,
        count: left,
        each,
        worth: each === null ? null : each * left,
        on: lastDayOf(until),
      },
    ]
  })
}

function giftsEnding(
  state: MemberState,
  { membership, endsAt }: CardEnd,
  release: Release,
  now: number,
): EndingEntitlement[] {
  const ordersOfCard = new Set(membership.periods.map(({ orderId }) => orderId))
  return state.gifts.flatMap((gift): EndingEntitlement[] => {
    if (gift.state !== 'claimable' || !ordersOfCard.has(gift.orderId)) return []
    if (gift.claimUntil <= now || gift.claimUntil > endsAt) return []
    const offer = giftOfferOf(gift, release)
    if (!offer) return []
    const each = priceOf(release, offer.productId, now)
    const worth = each === null ? null : each * offer.quantity
    return [
      {
        kind: 'gift',
        title: offer.name,
        count: offer.quantity,
        each,
        worth,
        on: lastDayOf(gift.claimUntil),
      },
    ]
  })
}

/** The live price of what is really sold, else none (L4). */
export function priceOf(release: Release, productId: string | undefined, now: number): number | null {
  const product = release.products.find(({ id, available }) => available && id === productId)
  return product ? listPrice(product, now) : null
}
