import type { BuyAs } from '../contract/plan-offers'
import { type Refusal, refuse } from '../contract/refusals'
import { agreementsRefused } from './accepted-agreements'
import type { MemberState } from './member'
import { purchaseOption, type PurchaseOption } from './purchase-options'
import type { AgreementVersion, Plan, PlanVersion, Release } from './release'

/** What a purchase is checked against before an order is made. */
export interface Purchase {
  readonly plan: Plan | null
  /** The version that the plan is sold with now. */
  readonly version: PlanVersion | null
  readonly release: Release
  /** Which of the plan's prices; absent: regular. */
  readonly as?: BuyAs | undefined
  /** What the person saw and accepted. */
  readonly versionId: string
  readonly price: number
  readonly agreements: readonly { readonly id: string; readonly version: string }[]
  /** The agreements that this version asks for, in their current text. */
  readonly required: readonly AgreementVersion[]
  readonly now: number
}

/**
 * The option as the server derives it, when it may be bought as the person saw it: a price that was
 * sent is only compared, never taken. Otherwise PLAN_UNAVAILABLE, PLAN_CHANGED, PRICE_CHANGED,
 * PROMOTION_ENDED, AGREEMENT_REQUIRED, AGREEMENT_CHANGED, MEMBERSHIP_TOO_LONG, PREPAID_STOPPED,
 * ALREADY_BOUGHT, TRIAL_USED, SCORE_TOO_LOW or UPGRADE_NOT_POSSIBLE.
 */
export function checkPurchase(state: MemberState, purchase: Purchase): PurchaseOption | Refusal {
  const { plan, version, release, versionId, price, agreements, required, now } = purchase
  if (!plan?.onSale || !version) return refuse('PLAN_UNAVAILABLE')
  const option = purchaseOption(purchase.as ?? 'regular', { state, plan, version, release, now })
  if ('ok' in option) return option
  if (option.refusal) return option.refusal
  if (price !== option.price) {
    const ended = price === plan.promotion?.price
    return refuse(ended ? 'PROMOTION_ENDED' : 'PRICE_CHANGED', { price: option.price })
  }
  if (versionId !== version.id) return refuse('PLAN_CHANGED', { versionId: version.id })
  return agreementsRefused(version.terms, required, agreements) ?? option
}
