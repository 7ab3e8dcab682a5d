import type { Output } from '../contract'
import type { BasketLine } from '../contract/counter'
import { isRefusal, type Refusal, refuse } from '../contract/refusals'
import { shanghaiDay } from '../domain/calendar'
import { counterfactual, type PricedBasket, priceBasket } from '../domain/pricing'
import { termsFor } from '../domain/membership'
import { hasLeft } from '../domain/merging'
import { savedIfSettled } from '../domain/settlement'
import type { MemberState } from '../domain/member'
import type { Release } from '../domain/release'
import type { PersonScope } from '../entry/handler'
import type { QuoteTicket, VisitTicket } from '../entry/tickets'
import { inputDigest } from '../ledger/digest'

/** A quote is honoured as shown for this long. */
export const QUOTE_MS = 60_000

type Quote = Output<'counter.quote'>

export interface Priced {
  readonly basket: PricedBasket
  readonly digest: string
  /** What the plan on sale would have saved, for who has no card. */
  readonly missed: number
}

/** Prices as at `at`, entitlements from the state as it is now. Refuses VISIT_INVALID for who was merged. */
export function price(
  state: MemberState,
  lines: readonly BasketLine[],
  release: Release,
  at: number,
): Priced | Refusal {
  if (hasLeft(state)) return refuse('VISIT_INVALID')
  const terms = termsFor(state, release, at)
  const basket = priceBasket({ release, terms, lines, at })
  if (isRefusal(basket)) return basket
  const digest = inputDigest('quote', { ...basket, period: terms?.periodOrderId ?? null })
  return { basket, digest, missed: terms ? 0 : counterfactual(release, lines, at) }
}

export function issueQuote(
  state: MemberState,
  visit: VisitTicket & { visitUntil: number },
  lines: readonly BasketLine[],
  priced: Priced,
  release: Release,
  scope: PersonScope,
): Quote | Refusal {
  const { backend, now } = scope
  const branch = release.branches.find(({ id }) => id === visit.branchId)
  if (!branch) return refuse('BRANCH_FORBIDDEN')
  const quoteId = backend.newOperationId(now)
  const validUntil = now + QUOTE_MS
  const ticket: QuoteTicket = {
    memberId: visit.memberId,
    branchId: visit.branchId,
    clerk: visit.clerk,
    codeTag: visit.codeTag,
    visitUntil: visit.visitUntil,
    quoteId,
    quotedAt: now,
    lines,
    release: release.release,
    digest: priced.digest,
  }
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
      ...priced.basket,
      tender: null,
      undoneAt: null,
    },
    saved: savedIfSettled(state, priced.basket.saved, now),
  }
}
