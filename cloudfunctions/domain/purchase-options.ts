import type { BuyAs } from '../contract/plan-offers'
import { type Refusal, refuse } from '../contract/refusals'
import { shanghaiMonth } from './calendar'
import { belongsTo, familyCards, monthsOf, rankOf, termOf } from './family'
import type { MemberState } from './member'
import { type Run, run, runFromToday, tooLong } from './membership-run'
import { yuanText } from './money'
import { currentPrice } from './price-history'
import type { Plan, PlanVersion, Release } from './release'
import { ownScore } from './score'
import { prepaidStopped } from './top-up'
import { upgradeCredit } from './upgrade'

/** Cards of a year and more are prepaid money that a shop in trouble may not collect (实施条例 22). */
const LONG_CARD_MONTHS = 12

/** Who looks at which plan, and when. */
export interface Shopping {
  readonly state: MemberState
  readonly plan: Plan
  readonly version: PlanVersion
  readonly release: Release
  readonly now: number
}

/** One way to buy a plan: what is paid now, what is got, or why not. */
export interface PurchaseOption {
  readonly as: BuyAs
  /** Fen to be paid now. */
  readonly price: number
  /** Fen of the present card that count towards the plan's price. */
  readonly credit: number
  readonly run: Run
  readonly refusal: Refusal | null
  /** The refusal in words that fit this plan. */
  readonly why: string | null
}

/** The price asked now: the regular one, or the promotion's while it lasts (M006). */
export function planPrice({ plan, now }: Pick<Shopping, 'plan' | 'now'>): number {
  return currentPrice(plan, now).price
}

/** Every way that this plan is sold in, whether this person can take it or not. */
export function purchaseOptions(shopping: Shopping): PurchaseOption[] {
  const { terms } = shopping.version
  const ways: BuyAs[] = ['regular']
  if (terms.trial) ways.push('trial')
  if (terms.scorePrice) ways.push('score')
  if (terms.family) ways.push('upgrade')
  return ways.flatMap((as) => {
    const option = purchaseOption(as, shopping)
    return 'ok' in option ? [] : [option]
  })
}

/**
 * One way to buy, at the price that the server derives (L3: plan, date, published score, own card;
 * nothing else). Refuses what this plan isn't sold as; an option that this person can't take says
 * why in `refusal`.
 */
export function purchaseOption(as: BuyAs, shopping: Shopping): PurchaseOption | Refusal {
  const { terms } = shopping.version
  if (terms.mode === 'stored_value' || terms.payAsSaved) return refuse('PLAN_UNAVAILABLE')
  switch (as) {
    case 'regular':
      return option(shopping, as, planPrice(shopping), null)
    case 'trial':
      return terms.trial
        ? option(shopping, as, terms.trial.price, trialRefusal(shopping))
        : refuse('PLAN_UNAVAILABLE')
    case 'score':
      return terms.scorePrice
        ? option(shopping, as, terms.scorePrice.price, scoreRefusal(shopping))
        : refuse('PLAN_UNAVAILABLE')
    case 'upgrade':
      return upgradeOption(shopping)
  }
}

function option(shopping: Shopping, as: BuyAs, price: number, refusal: Refusal | null): PurchaseOption {
  const { state, version, now } = shopping
  const found = run(state, termOf(version.planId, version.terms, as), now)
  const because = refusal ?? commonRefusal(shopping, as, found)
  return { as, price, credit: 0, run: found, refusal: because, why: because?.message ?? null }
}

function upgradeOption(shopping: Shopping): PurchaseOption | Refusal {
  const { state, version, release, now } = shopping
  const term = termOf(version.planId, version.terms)
  const held = familyCards(state, term, now)
  // Offered only to who holds a lower card; checked anew when it is bought.
  if (!held.some((membership) => rankOf(membership, term) < (term.family?.rank ?? 0)))
    return refuse('UPGRADE_NOT_POSSIBLE')
  const found = upgradeCredit(state, term, { release, now })
  if ('ok' in found) return found
  const price = planPrice(shopping)
  const tooMuch = found.credit > price
  const target = runFromToday(term, now)
  const refusal = tooMuch ? refuse('UPGRADE_NOT_POSSIBLE') : commonRefusal(shopping, 'upgrade', target)
  return {
    as: 'upgrade',
    price: Math.max(0, price - found.credit),
    credit: found.credit,
    run: target,
    refusal,
    why: tooMuch
      ? `现在的卡还值${yuanText(found.credit)},高于这张卡的${yuanText(price)},升级不划算,可在到期后购买`
      : (refusal?.message ?? null),
  }
}

/** Once per person and family, and only before the first card of it (M049, M052). */
function trialRefusal({ state, version }: Shopping): Refusal | null {
  const term = termOf(version.planId, version.terms)
  const had = state.memberships.some((membership) => belongsTo(membership, term))
  return had || state.trials.includes(term.family?.id ?? term.planId) ? refuse('TRIAL_USED') : null
}

function scoreRefusal({ state, version, now }: Shopping): Refusal | null {
  const rule = version.terms.scorePrice
  if (!rule) return refuse('PLAN_UNAVAILABLE')
  const { score } = ownScore(state, rule, now)
  return score >= rule.threshold ? null : refuse('SCORE_TOO_LOW', { score, threshold: rule.threshold })
}

function commonRefusal({ state, version, release, now }: Shopping, as: BuyAs, found: Run): Refusal | null {
  const { terms, planId } = version
  if (terms.oncePerMonth && boughtInMonth(state, planId, now)) return refuse('ALREADY_BOUGHT')
  // Every card is paid for in advance: a shop that closes sells none, however short (L6).
  if (release.closing) return refuse('PREPAID_STOPPED')
  const long = as !== 'trial' && monthsOf(terms) >= LONG_CARD_MONTHS
  if (long && prepaidStopped(release)) return refuse('PREPAID_STOPPED')
  return tooLong(found, now) ? refuse('MEMBERSHIP_TOO_LONG') : null
}

/** True when this plan was bought in the month of `at` and not given back (M053). */
export function boughtInMonth(state: MemberState, planId: string, at: number): boolean {
  const month = shanghaiMonth(at)
  return state.memberships.some(
    (membership) =>
      membership.planId === planId &&
      membership.periods.some(
        ({ boughtAt, refunded }) => refunded === 0 && shanghaiMonth(boughtAt) === month,
      ),
  )
}
