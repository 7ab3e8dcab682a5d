import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import type { BasketLine } from '../../cloudfunctions/contract/counter'
import type { Tender } from '../../cloudfunctions/contract/primitives'
import { isRefusal, type Refusal } from '../../cloudfunctions/contract/refusals'
import { balanced, type Balances, balances, foldPostings } from '../../cloudfunctions/domain/balances'
import { refundCard, refundQuote } from '../../cloudfunctions/domain/card-refund'
import { releaseCatalogue } from '../../cloudfunctions/domain/catalogue'
import type { Decided, Decision, Facts } from '../../cloudfunctions/domain/decision'
import { type AtCounter, entitlementsAt } from '../../cloudfunctions/domain/entitled'
import type { MemberState, ReceiptFacts } from '../../cloudfunctions/domain/member'
import { deliverCard } from '../../cloudfunctions/domain/card-delivery'
import { emptyMember } from '../../cloudfunctions/domain/new-member'
import {
  counterfactual,
  priceBasket,
  type PricedBasket,
  type Terms,
} from '../../cloudfunctions/domain/pricing'
import type { Release } from '../../cloudfunctions/domain/release'
import { payReceipt, settleReceipt, undoReceipt } from '../../cloudfunctions/domain/settlement'
import { spendOrderIn } from '../../cloudfunctions/domain/wallet-spending'
import { BAKERY } from '../../local/demo/bakery'

/** 2027-03-10 10:00 in Shanghai. */
export const OPENING = Date.UTC(2027, 2, 10, 2)
export const MINUTE = 60_000
export const DAY = 86_400_000

export const LAOJIE = { id: 'laojie', name: '老街店' }

/** A text's version in tests: any function of the text will do. */
export const digest = (text: string) =>
  `v${[...text].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 1e9, 7)}`

/** A copy of the demo shop's draft to change. */
export function bakery(change: (draft: CatalogueDraft) => void = () => undefined): CatalogueDraft {
  const draft = structuredClone(BAKERY)
  change(draft)
  return draft
}

export function released(
  draft: CatalogueDraft = bakery(),
  previous: Release | null = null,
  now = OPENING,
): Release {
  const outcome = releaseCatalogue(previous, draft, now, digest)
  if (!outcome.ok) throw new Error(`${outcome.code} ${JSON.stringify(outcome.detail)}`)
  return frozen(outcome.release)
}

/** The code of a refusal; anything else is told apart by the test. */
export function codeOf(outcome: unknown): string {
  return isRefusal(outcome) ? outcome.code : 'accepted'
}

/** Who stands at the counter, and how it is paid. */
export interface Counter {
  readonly tender?: Tender
  readonly codeTag?: string | null
  readonly who?: AtCounter
  /** Absent the best coupons, empty none. */
  readonly lotIds?: readonly string[]
  /** Fen of a delivery's fee. */
  readonly fee?: number
  readonly points?: number
  readonly shortfall?: number
  readonly friend?: { readonly codeId: string; readonly most: number }
}

/**
 * One member's life, decision by decision. Each state is frozen, so that a rule that writes into
 * it throws; after each decision the folded postings must equal what the state says (I1), and what a period
 * saved by benefit must come to what it saved (M091).
 */
export class Story {
  state: MemberState = frozen(emptyMember('0123456789ABC', 'c2VjcmV0'))
  readonly folded: Balances = {}
  readonly decisions: Decided[] = []
  private count = 0

  constructor(
    public release: Release = released(),
    public now: number = OPENING,
  ) {}

  id(): string {
    this.count += 1
    return `${this.now.toString(36).padStart(9, '0')}${String(this.count).padStart(16, '0')}`
  }

  wait(ms: number): this {
    this.now += ms
    return this
  }

  /** Applies a decision; a refusal writes nothing and is thrown. */
  take<F extends Facts>(decision: Decision<F>): F {
    if (!decision.ok) throw new Error(`${decision.code} ${JSON.stringify(decision.detail ?? '')}`)
    expect(balanced(decision.postings)).toBe(true)
    foldPostings(decision.postings, this.folded)
    this.state = frozen(decision.state)
    expect(balances(this.state)).toEqual(this.folded)
    for (const { saved, savedBy } of this.state.memberships.flatMap(({ periods }) => periods))
      expect(Object.values(savedBy ?? { all: saved }).reduce((sum, amount) => sum + amount, 0)).toBe(saved)
    this.decisions.push(decision)
    return decision.facts
  }

  buy(planId = 'nianka'): Extract<Facts, { kind: 'card' }> {
    return this.take(this.delivery(planId))
  }

  delivery(planId = 'nianka', orderId = this.id()): Decision<Extract<Facts, { kind: 'card' }>> {
    const versionId = this.release.plans.find(({ id }) => id === planId)?.versionId ?? ''
    const amount = this.release.versions[versionId]?.terms.price ?? 0
    const order = { orderId, planId, versionId, amount, paidAt: this.now }
    return deliverCard(this.state, { order, release: this.release, now: this.now })
  }

  /** Prices a basket as the counter does: entitlements of this member at this moment. */
  priced(lines: readonly BasketLine[], { who = { kind: 'member' }, lotIds, fee, points }: Counter = {}) {
    const entitled = entitlementsAt(this.state, this.release, {
      at: this.now,
      who,
      lotIds,
      fee,
      points,
    })
    const priced = priceBasket({
      release: this.release,
      ...entitled,
      lines,
      at: this.now,
      branchId: LAOJIE.id,
    })
    if ('ok' in priced) throw new Error(priced.code)
    return priced
  }

  settlement(
    lines: readonly BasketLine[],
    counter: Counter = {},
  ): Decision<{ kind: 'receipt'; receipt: ReceiptFacts }> {
    const { tender = 'external', codeTag = null, who, shortfall = 0, friend } = counter
    return settleReceipt(this.state, {
      receiptId: this.id(),
      priced: this.priced(lines, counter),
      branch: LAOJIE,
      clerk: 'CCCCCCCCCCCCC',
      tender,
      codeTag,
      now: this.now,
      release: this.release,
      undoMinutes: this.release.undoMinutes,
      missed: counterfactual(this.release, lines, this.now),
      payMinutes: 5,
      balance: { shortfall, spendOrderOf: spendOrderIn(this.release) },
      ...(who?.kind === 'helper' ? { helper: who } : {}),
      ...(friend ? { friend } : {}),
    })
  }

  settle(lines: readonly BasketLine[], counter?: Counter): ReceiptFacts {
    return this.take(this.settlement(lines, counter)).receipt
  }

  pay({ receiptId, paid }: ReceiptFacts, orderId = this.id()): ReceiptFacts {
    const payment = {
      receiptId,
      orderId,
      amount: paid,
      paidAt: this.now,
      release: this.release,
      now: this.now,
    }
    return this.take(payReceipt(this.state, payment)).receipt
  }

  undo({ receiptId }: { receiptId: string }): ReceiptFacts {
    return this.take(undoReceipt(this.state, { receiptId, release: this.release, now: this.now })).receipt
  }

  paidAt(orderId: string): number {
    const period = this.state.memberships
      .flatMap(({ periods }) => periods)
      .find((one) => one.orderId === orderId)
    return period?.boughtAt ?? this.now
  }

  refundQuote(orderId: string): ReturnType<typeof refundQuote> {
    const { release, now } = this
    return refundQuote(this.state, { orderId, paidAt: this.paidAt(orderId), release, now })
  }

  refund(orderId: string): Extract<Facts, { kind: 'card_refund' }> {
    const quote = this.refundQuote(orderId)
    if ('ok' in quote) throw new Error(quote.code)
    const command = {
      orderId,
      suffix: 'm',
      expected: quote.refund,
      paidAt: this.paidAt(orderId),
      release: this.release,
    }
    return this.take(refundCard(this.state, { ...command, now: this.now }))
  }
}

/** n of a product of the demo shop. */
export function pieces(productId: string, quantity = 1): BasketLine {
  return { productId, quantity }
}

export function accepted<T extends object>(outcome: T | Refusal): T {
  if (isRefusal(outcome)) throw new Error(outcome.code)
  return outcome
}

export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(frozen)
  }
  return value
}

/** An instant by the clock on the wall in Shanghai: `2027-01-31T10:15`. */
export const at = (text: string): number => Date.parse(`${text}+08:00`)

/** The demo shop with a month card beside the year card. */
export const twoPlans = (): CatalogueDraft =>
  bakery((draft) => {
    const month = structuredClone(draft.plans[0]!)
    month.id = 'yueka'
    month.terms = { ...month.terms, name: '麦香月卡', price: 2900, months: 1 }
    draft.plans.push(month)
  })

/** A person on a day, in a shop that has sold both plans for years. */
export function opened(
  now: string,
  release: Release = released(twoPlans(), null, at('2025-01-01T00:00')),
): Story {
  return new Story(release, at(now))
}

/** What a plan promises now, as the price engine takes it. */
export function termsOf(release: Release, planId = 'nianka'): Terms {
  const version = release.versions[release.plans.find(({ id }) => id === planId)?.versionId ?? '']
  if (!version) throw new Error(planId)
  return { versionId: version.id, terms: version.terms }
}

/** The basket with the year card. */
export function price(release: Release, lines: BasketLine[], moment = OPENING): PricedBasket {
  return accepted(priceBasket({ release, terms: termsOf(release), lines, at: moment }))
}

/** The same member as if every reminder of the clock had been seen to: what is left is due otherwise. */
export function unreminded(state: MemberState): MemberState {
  return { ...state, returning: { ...state.returning, lookedThrough: Number.MAX_SAFE_INTEGER } }
}

/** Cards with what each benefit saved; one whose savings all went back keeps its place at nothing. */
export function withoutEmptySavings(memberships: MemberState['memberships']): MemberState['memberships'] {
  return memberships.map((membership) => ({
    ...membership,
    periods: membership.periods.map((period) => ({
      ...period,
      savedBy: Object.fromEntries(Object.entries(period.savedBy ?? {}).filter(([, amount]) => amount !== 0)),
    })),
  }))
}
