import type { PlanTerms } from '../contract/catalogue'
import { type Refusal, refuse } from '../contract/refusals'
import { account, transfer } from './balances'
import { shanghaiMonth } from './calendar'
import type { Decision, Facts, Posting } from './decision'
import { withGrants } from './delivery-grants'
import { familyOf, type Term, termOf } from './family'
import type { Membership, MemberState, Period } from './member'
import { type Run, run, runFromToday, tooLong } from './membership-run'
import { mayBeTaken, withBonus } from './peak-offer'
import type { CardOrder } from './order'
import { boughtInMonth } from './purchase-options'
import { joinedDue } from './referral-link'
import { forgetOldMemberships } from './retention'
import type { Release } from './release'
import { paidTooLate } from './shop-closing'
import { revokedBy, sourcesOf, upgradeCredit, type UpgradeCredit, withoutAbsorbed } from './upgrade'

/**
 * Hands over a card that was paid for. Buying makes a member of who has not joined (M062): one
 * valid payment. Refuses PREPAID_STOPPED for what was paid after a closing was announced (a charge
 * that WeChat had taken before is brought to its end), PLAN_UNAVAILABLE, PRICE_CHANGED, MEMBERSHIP_TOO_LONG, TRIAL_USED,
 * ALREADY_BOUGHT, UPGRADE_NOT_POSSIBLE when the former card is no longer what was credited, and,
 * for an order that was handed over before, OPERATION_REUSED; whoever calls gives the money back.
 */
export function deliverCard(
  state: MemberState,
  { order, release, now }: { order: CardOrder; release: Release; now: number },
): Decision<Extract<Facts, { kind: 'card' }>> {
  const { orderId, planId, versionId, amount, paidAt } = order
  const version = release.versions[versionId]
  if (version?.planId !== planId) return refuse('PLAN_UNAVAILABLE')
  const { terms } = version
  if (!isRightAmount(order, terms)) return refuse('PRICE_CHANGED')
  if (order.as !== 'auto_renew' && paidTooLate(release, paidAt)) return refuse('PREPAID_STOPPED')
  if (state.memberships.some(({ periods }) => periods.some((period) => period.orderId === orderId)))
    return refuse('OPERATION_REUSED')
  const term = withBonus(termOf(planId, terms, order.as), order.peak)
  const refusal = lateRefusal(state, order, terms, term)
  if (refusal) return refusal
  const upgrade = order.as === 'upgrade' ? creditOf(state, order, term, release) : null
  if (upgrade && 'ok' in upgrade) return upgrade

  const kept = forgetOldMemberships(state.memberships, now)
  const remembered = { ...state, memberships: kept.memberships }
  const found = runOf(remembered, term, upgrade !== null, terms, now)
  if (tooLong(found, now)) return refuse('MEMBERSHIP_TOO_LONG')
  const rest = upgrade
    ? revokedBy(remembered, upgrade, { release, now })
    : { state: remembered, postings: [], due: [] }
  const former = upgrade
    ? withoutAbsorbed(rest.state.memberships, upgrade, orderId, now)
    : rest.state.memberships
  const period = periodOf(order, terms, term, found, upgrade)
  const membership = cardWith(period, found, term, order)
  const month = shanghaiMonth(paidAt)
  const delivered: MemberState = {
    ...rest.state,
    joinedAt: state.joinedAt ?? now,
    fees: amount === 0 ? state.fees : { ...state.fees, [month]: (state.fees[month] ?? 0) + amount },
    memberships: [...former.filter(({ id }) => id !== membership.id), membership],
    ...(order.as === 'trial' ? { trials: withTrial(state.trials, term) } : {}),
  }
  const granted = withGrants(delivered, { order, terms, version, release, now })
  return {
    ok: true,
    state: granted.state,
    postings: [
      ...transfer('cash', 'payer/wechat', 'shop/cards', amount),
      ...transfer('fee', 'shop/fees', account.fees(month), amount),
      ...transfer('card_months', 'shop/months', account.months(membership.id), term.months),
      ...(upgrade ? monthsEnded(upgrade) : []),
      ...kept.postings,
      ...rest.postings,
      ...granted.postings,
    ],
    facts: {
      kind: 'card',
      orderId,
      membershipId: membership.id,
      planId,
      versionId,
      months: term.months,
      paid: amount,
      startsAt: found.startsAt,
      endsAt: found.endsAt,
      renews: found.renews,
      ...(state.joinedAt === null ? { joins: true as const } : {}),
      ...(order.as && order.as !== 'regular' ? { as: order.as } : {}),
      ...(period.bonusMonths ? { bonusMonths: period.bonusMonths } : {}),
      ...(upgrade ? { credit: upgrade.credit } : {}),
    },
    due: [...rest.due, ...granted.due, ...joinedDue(state)],
  }
}

/** The order's price was derived when it was made and stays promised; it is compared, not trusted. */
function isRightAmount({ as, amount, price, credit = 0 }: CardOrder, terms: PlanTerms): boolean {
  switch (as) {
    case 'trial':
      return amount === terms.trial?.price
    case 'score':
      return amount === (price ?? terms.scorePrice?.price)
    case 'as_saved':
      return amount === 0
    case 'auto_renew':
      return amount > 0 && amount <= (terms.autoRenew?.amount ?? 0)
    case 'upgrade':
      return amount === (price ?? terms.price) - credit
    case 'regular':
    case undefined:
      return amount === (price ?? terms.price)
  }
}

/** What may have happened since the order was made: another order of the same person. */
function lateRefusal(state: MemberState, order: CardOrder, terms: PlanTerms, term: Term): Refusal | null {
  if (order.as === 'trial' && state.trials.includes(familyId(term))) return refuse('TRIAL_USED')
  if (!mayBeTaken(state, order)) return refuse('PROMOTION_ENDED')
  if (terms.oncePerMonth && boughtInMonth(state, order.planId, order.paidAt)) return refuse('ALREADY_BOUGHT')
  return null
}

/** The credit as it was when the order was made: it must still be the same to the fen. */
function creditOf(
  state: MemberState,
  order: CardOrder,
  term: Term,
  release: Release,
): UpgradeCredit | Refusal {
  const found = upgradeCredit(state, term, { release, now: order.createdAt ?? order.paidAt })
  if ('ok' in found) return found
  return found.credit === (order.credit ?? 0) ? found : refuse('UPGRADE_NOT_POSSIBLE')
}

function runOf(state: MemberState, term: Term, upgrades: boolean, terms: PlanTerms, now: number): Run {
  if (terms.mode === 'coupon_pack' && term.months === 0 && term.days === undefined)
    return { ...runFromToday(term, now), endsAt: now }
  return upgrades ? runFromToday(term, now) : run(state, term, now)
}

function periodOf(
  order: CardOrder,
  terms: PlanTerms,
  term: Term,
  { startsAt, endsAt }: Run,
  upgrade: UpgradeCredit | null,
): Period {
  const { orderId, versionId, amount, paidAt, as } = order
  const bonusMonths = as === 'trial' ? 0 : (terms.bonusMonths ?? 0) + (order.peak?.bonusMonths ?? 0)
  return {
    orderId,
    versionId,
    boughtAt: paidAt,
    startsAt,
    endsAt,
    months: term.months,
    paid: amount + (upgrade?.credit ?? 0),
    refunded: 0,
    saved: 0,
    savedBy: {},
    ...(as && as !== 'regular' ? { as } : {}),
    ...(bonusMonths > 0 ? { bonusMonths } : {}),
    ...(term.days === undefined ? {} : { days: term.days }),
    ...(upgrade ? { sources: sourcesOf(upgrade, order) } : {}),
  }
}

function cardWith(period: Period, found: Run, term: Term, order: CardOrder): Membership {
  if (found.membership) {
    const { membership, monthsAfter, endsAt } = found
    return { ...membership, months: monthsAfter, endsAt, periods: [...membership.periods, period] }
  }
  const { family } = term
  return {
    id: order.orderId,
    planId: order.planId,
    ...(family && familyOf(order.planId, {}).id !== family.id ? { family: { ...family } } : {}),
    anchor: found.anchor,
    months: term.months,
    startsAt: found.startsAt,
    endsAt: found.endsAt,
    periods: [period],
  }
}

function withTrial(trials: readonly string[], term: Term): string[] {
  return [...trials, familyId(term)]
}

function familyId({ planId, family }: Term): string {
  return family?.id ?? planId
}

function monthsEnded({ absorbed }: UpgradeCredit): Posting[] {
  return absorbed.flatMap(({ membership, period }) =>
    transfer('card_months', account.months(membership.id), 'shop/months', period.months),
  )
}
