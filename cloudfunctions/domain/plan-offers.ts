import type { PlanOffersView } from '../contract/plan-offers'
import { daysBetween, dayWords, shanghaiDay } from './calendar'
import { currentPrice } from './catalogue'
import { familyOf, termOf } from './family'
import { guaranteeTarget } from './guarantee'
import { guaranteeSettleBy } from './guarantee-contract'
import { currentPeriod } from './membership'
import { type Run, run, runDays } from './membership-run'
import { yuanText } from './money'
import { LONGEST_COMPARISON_DAYS } from './offer-checks'
import { offerTitles, perDay } from './plan-views'
import { runningPromotion } from './price-schedule'
import { planPrice, purchaseOptions, type Shopping } from './purchase-options'
import { chargeDayOf } from './renewal-calendar'
import type { PlanVersion, Release } from './release'
import { renewalPromises } from './renewal-coupons'
import { ownScore, scoreRuleText } from './score'
import { versionChanges } from './version-changes'

/** Who looks, at what, and how much is left of what has a stock. */
export interface Viewing extends Shopping {
  /** False for who came without an identity: there is no score of nobody. */
  readonly known: boolean
  /** Gifts left, by gift id. */
  readonly giftsLeft: ReadonlyMap<string, number>
  /** Codes left of a perk's pool, by perk id; absent where the partner doesn't say. */
  readonly perksLeft: ReadonlyMap<string, number>
}

/**
 * Everything that a plan offers, computed for this person now. Costs never appear: only what the
 * shopper pays and gets. What can't be proven isn't in it: a comparison that is too old, a value
 * without a product that is really sold.
 */
export function planOffers(viewing: Viewing): PlanOffersView {
  const { state, plan, version, release, now } = viewing
  const { terms } = version
  const term = termOf(plan.id, terms)
  const following = run(state, term, now)
  const promotion = runningPromotion(plan.promotion, now)
  return {
    mode: terms.mode ?? 'ticket',
    options: purchaseOptions(viewing).map(({ as, price, credit, run: found, why }) => ({
      as,
      price,
      ...runDays(found),
      why,
      credit,
    })),
    ladder: ladder(viewing),
    bonusMonths: terms.bonusMonths ?? 0,
    promotion: promotion && {
      title: promotion.title,
      price: promotion.price,
      regular: terms.price,
      through: promotion.through,
    },
    coupons: (terms.coupons ?? []).map(({ title, amount, threshold, count, days, grant }) => ({
      title,
      amount,
      threshold,
      count,
      days,
      when: grant === 'first' ? '首次开通时发放' : '每次开通和续费时发放',
    })),
    ...(terms.renewalCoupons ? { renewalCoupons: renewalPromises(terms, release) } : {}),
    gifts: (terms.gifts ?? []).map(({ id, name, quantity, productId, stock }) => {
      const price = productId === undefined ? null : livePrice(release, productId, now)
      return {
        giftId: id,
        name,
        quantity,
        worth: price === null ? null : price * quantity,
        left: viewing.giftsLeft.get(id) ?? stock,
      }
    }),
    value: valueOf(viewing),
    comparators: (terms.comparators ?? [])
      .filter((one) => isFresh(one, shanghaiDay(now)))
      .map(({ id, name, price, source, checkedOn }) => ({ id, name, price, source, checkedOn })),
    score: scoreOf(viewing),
    ...recurring(viewing, following),
    guarantee: guaranteeOf(viewing, following),
    payAsSaved: terms.payAsSaved
      ? {
          cap: terms.price,
          text: `先用后付:到期时按这张卡实际省下的金额收取,最多${yuanText(terms.price)},没省到就不收`,
        }
      : null,
    household: terms.household ? { helpers: terms.household.helpers } : null,
    storedValue: terms.storedValue
      ? { ladder: terms.storedValue.ladder, spendOrder: terms.storedValue.spendOrder }
      : null,
    perks: (terms.partnerPerks ?? [])
      .filter(({ substituteOnly }) => !substituteOnly)
      .map(({ id, partnerId, title, months, settlement }) => {
        const partner = release.partners?.find((one) => one.id === partnerId)
        return {
          perkId: id,
          partnerName: partner?.name ?? partnerId,
          title,
          months,
          dataShared: partner?.dataShared ?? '',
          left: viewing.perksLeft.get(id) ?? null,
          deduction: settlement,
        }
      }),
    changes: changesFor(viewing),
  }
}

/** The live price of something that is really sold; null for what isn't: it proves nothing (M008). */
export function livePrice(release: Release, productId: string, now: number): number | null {
  const product = release.products.find(({ id }) => id === productId)
  return product?.available && !product.withdrawn ? currentPrice(product, now).price : null
}

/** True while a comparison may be shown: checked within 30 days and not over. */
export function isFresh(
  { checkedOn, expiresOn }: { readonly checkedOn: string; readonly expiresOn: string },
  today: string,
): boolean {
  return checkedOn <= today && today <= expiresOn && daysBetween(checkedOn, today) <= LONGEST_COMPARISON_DAYS
}

/** The family's terms side by side, the cheapest day first (M005, M017). */
function ladder({ state, plan, version, release, now }: Viewing): PlanOffersView['ladder'] {
  const family = familyOf(plan.id, version.terms)
  const held = currentPeriod(state, now)
  const heldPlan = held && release.versions[held.versionId]?.planId
  const steps = release.plans.flatMap((other) => {
    const sold = release.versions[other.versionId]
    const own = sold && familyOf(other.id, sold.terms)
    return other.onSale && sold && own?.id === family.id ? [{ other, sold, rank: own.rank }] : []
  })
  return steps
    .map(({ other, sold, rank }) => {
      const { terms } = sold
      const below = nextBelow(steps, rank)
      const own = offerTitles(terms)
      const price = planPrice({ plan: other, now })
      return {
        planId: other.id,
        name: terms.name,
        label: terms.family?.label ?? terms.name,
        rank,
        price,
        months: terms.months,
        bonusMonths: terms.bonusMonths ?? 0,
        perDay: perDay(price, terms, now),
        benefits: own.filter((title) => !below?.has.includes(title)),
        below: below && { label: below.label, lacks: below.has.filter((title) => !own.includes(title)) },
        held: other.id === heldPlan,
      }
    })
    .sort((a, b) => a.perDay - b.perDay)
}

/** The next lower rank of a family with what any of its terms has; null below the lowest. */
function nextBelow(
  steps: readonly { readonly sold: PlanVersion; readonly rank: number }[],
  rank: number,
): { label: string; has: string[] } | null {
  const lower = steps.filter((step) => step.rank < rank)
  const next = lower.filter((step) => step.rank === Math.max(...lower.map((one) => one.rank)))
  const [first] = next
  if (!first) return null
  const has = next.flatMap(({ sold }) => offerTitles(sold.terms))
  return { label: first.sold.terms.family?.label ?? first.sold.terms.name, has: [...new Set(has)] }
}

/** F7: the sum of the lines that have a real price, beside what is typical (M008). */
function valueOf(viewing: Viewing): PlanOffersView['value'] {
  const { plan, version, release, now } = viewing
  const parts = (version.terms.valueParts ?? []).flatMap(({ label, productId, uses }) => {
    const unitPrice = productId === undefined ? null : livePrice(release, productId, now)
    return unitPrice === null ? [] : [{ label, uses, unitPrice, sum: unitPrice * uses }]
  })
  if (parts.length === 0) return null
  const sum = parts.reduce((total, part) => total + part.sum, 0)
  return {
    parts,
    sum,
    difference: sum - planPrice(viewing),
    typicalMedian: release.typical[plan.id]?.median ?? null,
  }
}

function scoreOf(viewing: Viewing): PlanOffersView['score'] {
  const { state, version, known, now } = viewing
  const rule = version.terms.scorePrice
  if (!rule) return null
  return {
    price: rule.price,
    regular: planPrice(viewing),
    threshold: rule.threshold,
    rule: scoreRuleText(rule),
    own: known ? ownScore(state, rule, now) : null,
  }
}

/** A trial and the renewal say when money would first be taken, and how much (M049, L1). */
function recurring(
  { state, plan, version, release, now }: Viewing,
  following: Run,
): Pick<PlanOffersView, 'trial' | 'autoRenew'> {
  const { trial, autoRenew, months } = version.terms
  const amount = release.settings?.autoRenew?.enabled ? (autoRenew?.amount ?? null) : null
  const tried = run(state, termOf(plan.id, version.terms, 'trial'), now)
  return {
    trial: trial
      ? {
          price: trial.price,
          days: trial.days,
          thenAmount: amount,
          firstChargeOn: amount === null ? null : chargeDayOf(tried.endsAt),
        }
      : null,
    autoRenew:
      amount === null ? null : { amount, everyMonths: months, firstChargeOn: chargeDayOf(following.endsAt) },
  }
}

function guaranteeOf(viewing: Viewing, { startsAt, endsAt }: Run): PlanOffersView['guarantee'] {
  const { version, now } = viewing
  const { guarantee } = version.terms
  if (!guarantee) return null
  const price = planPrice(viewing)
  const target = guaranteeTarget(price, guarantee.basisPoints)
  const settlesOn = shanghaiDay(guaranteeSettleBy({ boughtAt: now, startsAt, endsAt }))
  return {
    target,
    text: `没省够${yuanText(target)},按差的比例退会员费,一分没省全额退${yuanText(price)};${dayWords(settlesOn, now)}前结算,原路退回`,
    settlesOn,
  }
}

/** Against the version of this plan that is held now (M098); nothing to compare for who holds none. */
function changesFor({ state, plan, version, release, now }: Viewing): PlanOffersView['changes'] {
  const period = currentPeriod(state, now)
  const held = period && release.versions[period.versionId]
  if (held?.planId !== plan.id || held.id === version.id) return []
  return versionChanges(held, version, release, now)
}
