import type { Output } from '../contract'
import type { BasketLine } from '../contract/counter'
import { isRefusal, type Refusal, refuse } from '../contract/refusals'
import { shanghaiDay } from '../domain/calendar'
import { beforeCoupons, couponOffers } from '../domain/coupon-choice'
import { highlightedPlan } from '../domain/catalogue'
import { combinationWords } from '../domain/combination-words'
import { earnsFor } from '../domain/earning'
import { type AtCounter, couponsAt, entitlementsAt, isHelper, pointsAt } from '../domain/entitled'
import { mostPointsOff } from '../domain/points-at-till'
import type { MemberState, ReceiptFacts } from '../domain/member'
import { hasLeft } from '../domain/merging'
import { counterfactual, type PricedBasket, priceBasket } from '../domain/pricing'
import { savedByPeriod } from '../domain/card-savings'
import { savedIfSettled } from '../domain/settlement'
import { balanceCover } from '../domain/tenders'
import { upgradeHint } from '../domain/tier-hints'
import type { Release } from '../domain/release'
import type { PersonScope } from '../entry/handler'
import type { QuoteTicket, VisitTicket } from '../entry/tickets'
import { inputDigest } from '../ledger/digest'

/** A quote is honoured as shown for this long. */
export const QUOTE_MS = 60_000

type Quote = Output<'counter.quote'>

/** What the till asks for: whose visit, which goods, which coupons and points, and whether it is brought. */
export interface Asked {
  readonly visit: VisitTicket
  readonly lines: readonly BasketLine[]
  /** Empty none, absent the best. */
  readonly couponLotIds?: readonly string[]
  readonly points?: number
  readonly delivery?: { readonly fee: number; readonly recipient?: string }
}

export interface Priced {
  readonly basket: PricedBasket
  readonly periodOrderId: string | null
  readonly digest: string
  /** What the plan on sale would have saved beyond this, for who has no card. */
  readonly missed: number
  /** The same to be told, at most once a day and so at most once a visit (M114). */
  readonly asMember: ReceiptFacts['asMember']
}

/**
 * Prices as at `at`, entitlements from the state as it is now. Refuses VISIT_INVALID for who was
 * merged and for a helper whom the holder has taken off the list, what `takeCoupons` refuses, and
 * FRIEND_CODE_LIMIT for a bill above what the code may pay.
 */
export function price(
  state: MemberState,
  { visit, lines, couponLotIds, points, delivery }: Asked,
  release: Release,
  at: number,
): Priced | Refusal {
  if (hasLeft(state)) return refuse('VISIT_INVALID')
  const { helper, friend } = visit
  if (helper && !isHelper(state, helper)) return refuse('VISIT_INVALID')
  const entitled = entitlementsAt(state, release, {
    at,
    who: whoIsThere(visit),
    lotIds: couponLotIds,
    fee: delivery?.fee,
    points,
  })
  const basket = priceBasket({ release, ...entitled, lines, at, branchId: visit.branchId })
  if (isRefusal(basket)) return basket
  if (friend && basket.paid > friend.most) return refuse('FRIEND_CODE_LIMIT', { most: friend.most })
  const periodOrderId = entitled.terms?.periodOrderId ?? null
  const digest = inputDigest('quote', { ...basket, period: periodOrderId })
  const missed = periodOrderId === null ? missedBy(basket, release, lines, at) : 0
  const asMember = friend ? undefined : hint(state, release, missed, at)
  return { basket, periodOrderId, digest, missed, asMember }
}

function hint({ receipts }: MemberState, release: Release, saves: number, at: number): Priced['asMember'] {
  const plan = highlightedPlan(release)
  const version = plan && release.versions[plan.versionId]
  const day = shanghaiDay(at)
  const told = receipts.some((receipt) => receipt.day === day && receipt.asMember !== undefined)
  return version && saves > 0 && !told ? { planName: version.terms.name, saves } : undefined
}

function whoIsThere({ codeTag, helper, friend }: VisitTicket): AtCounter {
  if (friend) return { kind: 'friend' }
  if (helper) return { kind: 'helper', ...helper }
  return { kind: codeTag === null ? 'phone' : 'member' }
}

/** Prices that who has no card has all the same: of stored value, or of a tier. */
const OWN_PRICES: readonly string[] = ['stored_value', 'first_of_day']

/** A card is only worth what it would save beyond what was saved without it (M114). */
function missedBy(
  { lines: priced }: PricedBasket,
  release: Release,
  lines: readonly BasketLine[],
  at: number,
) {
  const saved = priced.flatMap(({ proofs }) => proofs.filter(({ rule }) => OWN_PRICES.includes(rule.kind)))
  const already = saved.reduce((sum, { amount }) => sum + amount, 0)
  return Math.max(0, counterfactual(release, lines, at) - already)
}

export function issueQuote(
  state: MemberState,
  asked: Asked & { readonly visitUntil: number },
  priced: Priced,
  release: Release,
  scope: PersonScope,
): Quote | Refusal {
  const { backend, now } = scope
  const { visit, visitUntil, lines, couponLotIds, points, delivery } = asked
  const branch = release.branches.find(({ id }) => id === visit.branchId)
  if (!branch) return refuse('BRANCH_FORBIDDEN')
  const quoteId = backend.newOperationId(now)
  const validUntil = now + QUOTE_MS
  const ticket: QuoteTicket = {
    memberId: visit.memberId,
    branchId: visit.branchId,
    clerk: visit.clerk,
    codeTag: visit.codeTag,
    ...(visit.helper ? { helper: visit.helper } : {}),
    ...(visit.friend ? { friend: visit.friend } : {}),
    visitUntil,
    quoteId,
    quotedAt: now,
    lines,
    ...(couponLotIds ? { couponLotIds } : {}),
    ...(points ? { points } : {}),
    ...(delivery ? { delivery } : {}),
    release: release.release,
    digest: priced.digest,
  }
  const { lines: pricedLines, list, paid, saved, coupons: used, points: spent } = priced.basket
  const who = whoIsThere(visit)
  const byPeriod = savedByPeriod(priced.basket, priced.periodOrderId)
  const balance = visit.codeTag === null || visit.helper ? null : balanceCover(state.wallet, paid)
  const mayUse = couponsAt(state, release, { at: now, who })
  const occasion = { at: now, branchId: branch.id, channel: delivery ? 'delivery' : 'counter' } as const
  const coupons = couponOffers(mayUse, beforeCoupons(pricedLines), occasion)
  const usable = coupons.filter(({ missing }) => missing === 0).length
  const combination = combinationWords(priced.basket, { chosen: couponLotIds !== undefined, usable })
  const till = { ...pointsAt(state, release, { at: now, who }), payable: paid + (spent?.off ?? 0) }
  const most = mostPointsOff(till)
  // The holder's tier is the holder's business: a helper or a friend isn't told.
  const own = !visit.helper && !visit.friend
  const upgrade = own ? upgradeHint(state, { paid, release, now }) : null
  const earns = own ? earnsFor(state, { paid, release, now }) : null
  return {
    // A day longer than it is honoured: a settlement repeated late must still find its answer.
    quote: backend.tickets.issue('quote', ticket, validUntil + 24 * 3_600_000),
    quoteId,
    validUntil,
    receipt: {
      receiptId: quoteId,
      at: now,
      day: shanghaiDay(now),
      branchId: branch.id,
      branchName: branch.name,
      state: 'awaiting_payment',
      ...{ lines: pricedLines, list, paid, saved, tender: null, undoneAt: null },
      ...(used ? { coupons: [...used] } : {}),
      ...(spent ? { points: { spent: spent.points, off: spent.off } } : {}),
      ...(priced.basket.delivery ? { delivery: feeOf(priced.basket.delivery) } : {}),
    },
    saved: savedIfSettled(state, saved, now, byPeriod),
    ...(balance && balance.available > 0 ? { balance } : {}),
    ...(coupons.length > 0 ? { coupons } : {}),
    ...(combination.length > 0 ? { combination } : {}),
    ...(most.off > 0 ? { points: { available: till.available, most: most.points, takesOff: most.off } } : {}),
    ...(priced.asMember ? { asMember: priced.asMember } : {}),
    ...(earns ? { earns } : {}),
    ...(upgrade ? { upgrade } : {}),
  }
}

function feeOf({ fee, waived }: NonNullable<PricedBasket['delivery']>) {
  return { fee, waived }
}
