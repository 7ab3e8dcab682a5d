import { refuse } from '../contract/refusals'
import type { GiftView } from '../contract/entitlements'
import { attemptKey } from './attempt-key'
import { addDays, lastDayOf, shanghaiDay, startOfDay } from './calendar'
import type { GiftOffer } from '../contract/offers'
import type { Decision, Due } from './decision'
import type { Granted, Granting } from './delivery-grants'
import type { GiftEntitlement, GiftFacts } from './gift'
import type { MemberState } from './member'
import { listPrice } from './price-history'
import type { Revoked, Revoking } from './refund-revocations'
import type { Release } from './release'

/** Nothing asks for a gift that ended this long ago: its card can't be given back any more. */
const GIFT_KEPT_MS = 400 * 86_400_000

/** The gifts that come with a paid period (M010), to be claimed while there are any. */
export function withGifts(state: MemberState, { order, terms, version, now }: Granting): Granted {
  const held = new Set(state.gifts.map(({ id }) => id))
  const offers = order.as === 'trial' ? [] : (terms.gifts ?? [])
  const fresh = offers
    .map(({ id: giftId, claimDays }): GiftEntitlement => ({
      id: `${order.orderId}:${giftId}`,
      orderId: order.orderId,
      giftId,
      planId: order.planId,
      versionId: version.id,
      state: 'claimable',
      claimUntil: startOfDay(addDays(shanghaiDay(now), claimDays + 1)),
      at: now,
    }))
    .filter(({ id }) => !held.has(id))
  const kept = state.gifts.filter(({ at }) => at + GIFT_KEPT_MS > now)
  const gifts = [...kept, ...fresh]
  return {
    state: gifts.length === 0 && state.gifts.length === 0 ? state : { ...state, gifts },
    postings: [],
    due: [],
  }
}

export interface WhichGift {
  readonly orderId: string
  readonly giftId: string
}

interface ClaimingGift extends WhichGift {
  readonly operationId: string
}

/** The shared stock of one gift of one version: what it was sold with (M098). */
export function giftStock({ versionId, giftId }: Pick<GiftEntitlement, 'versionId' | 'giftId'>): string {
  return `gift:${versionId}:${giftId}`
}

export function findGift(
  state: Pick<MemberState, 'gifts'>,
  { orderId, giftId }: WhichGift,
): GiftEntitlement | null {
  return state.gifts.find((gift) => gift.orderId === orderId && gift.giftId === giftId) ?? null
}

/** What the version that was sold says of a gift. */
export function giftOfferOf(
  { versionId, giftId }: Pick<GiftEntitlement, 'versionId' | 'giftId'>,
  release: Pick<Release, 'versions'>,
): GiftOffer | null {
  return release.versions[versionId]?.terms.gifts?.find(({ id }) => id === giftId) ?? null
}

/**
 * Claims a gift of which one was taken from the stock under the attempt's own key. Refuses GIFT_NOT_READY for one that was
 * claimed, given back with its card, or not claimed in time.
 */
export function claimGift(state: MemberState, claiming: ClaimingGift, now: number): Decision<GiftFacts> {
  const gift = findGift(state, claiming)
  if (gift?.state !== 'claimable' || now >= gift.claimUntil) return refuse('GIFT_NOT_READY')
  const stock = giftStock(gift)
  const holdKey = attemptKey(claiming.operationId, state.number)
  const due: Due = { kind: 'release_hold', key: `hold:${stock}:${holdKey}`, owner: 'renewal', stock, holdKey }
  return moved(state, { ...gift, state: 'claimed', holdKey, at: now }, [due])
}

/** Hands a claimed gift over, once. Refuses GIFT_NOT_READY for any other. */
export function handOverGift(state: MemberState, which: WhichGift, now: number): Decision<GiftFacts> {
  const gift = findGift(state, which)
  if (gift?.state !== 'claimed') return refuse('GIFT_NOT_READY')
  return moved(state, { ...gift, state: 'handed_over', at: now })
}

/**
 * Ends an order's gifts when it is given back. What was handed over in good faith is kept and
 * nothing is taken off for it (法释〔2025〕4号 21).
 */
export function revokeGifts(state: MemberState, { orderId, release, now }: Revoking): Revoked {
  const own = state.gifts.filter((gift) => gift.orderId === orderId)
  const open = own.filter((gift) => gift.state === 'claimable' || gift.state === 'claimed')
  const nameOf = (gift: GiftEntitlement) => giftOfferOf(gift, release)?.name ?? '赠品'
  return {
    state:
      open.length === 0
        ? state
        : {
            ...state,
            gifts: state.gifts.map((gift) =>
              open.includes(gift) ? { ...gift, state: 'void' as const, at: now } : gift,
            ),
          },
    postings: [],
    due: [],
    deductions: own
      .filter((gift) => gift.state === 'handed_over')
      .map((gift) => ({ title: `已领取的${nameOf(gift)},不扣款`, amount: 0 })),
    ends: open.map((gift) => `${nameOf(gift)}(赠品)不再领取`),
  }
}

/** A gift as its owner sees it; a worth is the live price of the same thing and nothing else (L4). */
export function giftView(gift: GiftEntitlement, release: Release, now: number): GiftView {
  const offer = giftOfferOf(gift, release)
  const { orderId, giftId, state, claimUntil } = gift
  const quantity = offer?.quantity ?? 1
  const product = release.products.find(({ id, available }) => available && id === offer?.productId)
  return {
    giftId,
    orderId,
    name: offer?.name ?? '赠品',
    quantity,
    worth: product ? listPrice(product, now) * quantity : null,
    state: state === 'claimable' && now >= claimUntil ? 'expired' : state,
    claimThrough: lastDayOf(claimUntil),
  }
}

function moved(state: MemberState, gift: GiftEntitlement, due: readonly Due[] = []): Decision<GiftFacts> {
  const { id, orderId, giftId, state: reached, at } = gift
  return {
    ok: true,
    state: { ...state, gifts: state.gifts.map((one) => (one.id === id ? gift : one)) },
    postings: [],
    facts: { kind: 'gift', id, orderId, giftId, state: reached, at },
    due,
  }
}
