import type { RenewalPage } from '../contract/renewal-page'
import { daysBetween, dayWords, lastDayOf, shanghaiDay } from './calendar'
import { type CardEnd, cardEnds, isLeftAsIs, renewsByItself } from './card-ends'
import { nameOf } from './card-notices'
import { couponWords } from './coupon-words'
import { endingSum, endingWith } from './ending-entitlements'
import { termOf } from './family'
import { savingForecast } from './forecast'
import { endOfCard } from './leave-as-is'
import type { Membership, MemberState, Period } from './member'
import { cardView, counts, currentMembership, latestMembership } from './membership'
import { runDays } from './membership-run'
import { yuanText } from './money'
import { peakOfferView } from './peak-offer'
import { purchaseOption } from './purchase-options'
import { canGoOn } from './renewable'
import type { PlanVersion, Release } from './release'
import { removedAtLapse } from './removed-benefits'
import { lockedRenewalCoupons } from './renewal-coupons'
import { savedTotal, savingsLedger } from './savings'
import { tierView } from './tier-views'
import { versionChanges } from './version-changes'
import { visitRhythm } from './visits'
import { walletBalance, walletTerms } from './wallet-spending'

export interface RenewalViewing {
  readonly state: MemberState
  readonly release: Release
  readonly now: number
  /** Absent: the card that counts now, else the one opened last. */
  readonly membershipId: string | undefined
  /** Orders of the last 90 days. */
  readonly orders: number
  /** What a renewal has to be agreed to, by version. */
  readonly agreementsOf: (version: PlanVersion) => NonNullable<RenewalPage['renew']>['agreements']
}

/**
 * Everything that a member needs to decide about a card's end, the reasons to go on and those to let
 * it end in the same words and sizes (M085): counts and sums are of what is, the one estimate says
 * that it is one.
 */
export function renewalPage(viewing: RenewalViewing): RenewalPage {
  const { state, release, now, orders } = viewing
  const membership = cardShown(viewing)
  const end = membership && endOfCard(state, membership.id)
  const period = membership && periodShown(membership, now)
  const version = period && release.versions[period.versionId]
  const renew = membership ? renewOf(membership, viewing) : null
  const items = end ? endingWith(state, end, { release, now }) : []
  const card = membership && end ? cardOf(membership, end, viewing) : null
  const ledger = savingsLedger(state, now)
  const sold = membership && soldVersion(membership.planId, release)
  const peakOffer = peakOfferView(state, release, now)
  return {
    now,
    card,
    saved: {
      thisPeriod: period?.saved ?? 0,
      fee: period ? period.paid - period.refunded : 0,
      lastTwelveMonths: ledger.lastTwelveMonths.saved,
      all: savedTotal(state),
    },
    drivers: {
      tier: state.joinedAt === null ? null : (tierView(state, release, now)?.name ?? null),
      ordersLast90Days: orders,
      everyDays: visitRhythm(state),
    },
    ends: { items, ...endingSum(items) },
    forecast:
      membership && canGoOn(state, membership, release)
        ? savingForecast(state, release.forecastError, now)
        : null,
    changes: version && sold && sold.id !== version.id ? versionChanges(version, sold, release, now) : [],
    unlocks: membership ? unlocksOf(membership, viewing) : [],
    renew,
    atLapse: {
      ...removedAtLapse(period, release),
      stays: staysOf(viewing, end),
    },
    peakOffer: peakOffer?.planId === membership?.planId ? peakOffer : null,
    choices: [
      {
        choice: 'renew',
        label: '续卡',
        open: renew !== null && renew.why === null,
        ...(membership && !renew ? { why: notRenewable(membership, release) } : {}),
      },
      {
        choice: 'leave',
        label: '到期就好,不续了',
        open: card?.state === 'active' && !card.leftAsIs && card.autoRenews === null,
      },
    ],
  }
}

function cardShown({ state, membershipId, now }: RenewalViewing): Membership | null {
  const asked = state.memberships.find(({ id }) => id === membershipId)
  return asked ?? currentMembership(state, now) ?? latestMembership(state)
}

function periodShown({ periods }: Membership, now: number): Period | null {
  const live = periods.filter(({ refunded }) => refunded === 0)
  return live.find((period) => counts(period, now)) ?? live.at(-1) ?? periods.at(-1) ?? null
}

function cardOf(
  membership: Membership,
  end: CardEnd,
  { state, release, now }: RenewalViewing,
): RenewalPage['card'] {
  const { planId, versionId, planName, memberSince } = cardView(membership, release, now)
  const validThrough = lastDayOf(end.endsAt)
  const isActive = now < end.endsAt
  const charge = state.contracts.find(
    ({ purpose, planId: of, cycle }) => purpose === 'renewal' && of === end.membership.planId && cycle,
  )?.cycle
  const waits = end.membership.id !== membership.id || end.period.startsAt > now ? end : null
  return {
    membershipId: membership.id,
    planId,
    versionId,
    planName,
    state: isActive ? 'active' : 'lapsed',
    memberSince,
    validThrough,
    daysLeft: isActive ? Math.max(0, daysBetween(shanghaiDay(now), validThrough)) : 0,
    autoRenews: charge && renewsByItself(state, end) ? { on: charge.chargeOn, amount: charge.amount } : null,
    waiting: waits
      ? {
          planName: release.versions[waits.period.versionId]?.terms.name ?? planName,
          from: shanghaiDay(waits.period.startsAt),
          through: validThrough,
        }
      : null,
    leftAsIs: isLeftAsIs(state, end),
  }
}

function soldVersion(planId: string, release: Release): PlanVersion | null {
  const plan = release.plans.find(({ id, onSale }) => onSale && id === planId)
  return (plan && release.versions[plan.versionId]) ?? null
}

/** Renewing today: behind the present end, in whole months from the anchor (M097). */
function renewOf(
  { planId }: Membership,
  { state, release, now, agreementsOf }: RenewalViewing,
): RenewalPage['renew'] {
  const plan = release.plans.find(({ id, onSale }) => onSale && id === planId)
  const version = plan && release.versions[plan.versionId]
  if (!plan || !version) return null
  const option = purchaseOption('regular', { state, plan, version, release, now })
  if ('ok' in option) return null
  const { from, through, renews } = runDays(option.run)
  return {
    planId,
    versionId: version.id,
    price: option.price,
    from,
    through,
    bonusMonths: termOf(planId, version.terms).months - version.terms.months,
    stacks: renews,
    agreements: agreementsOf(version),
    why: option.why,
  }
}

/** Why there is nothing to buy that would follow this card; what was bought stays (L7). */
function notRenewable({ planId }: Membership, release: Release): string {
  const stays = '已经买的照常用到到期日,一天不少'
  return soldVersion(planId, release)
    ? `这张卡不用在这里续;${stays}`
    : `${release.closing ? '本店即将停业' : '这张卡已经停售'},到期后不能再续;${stays}`
}

function unlocksOf(
  { planId, family }: Membership,
  { state, release, now }: RenewalViewing,
): RenewalPage['unlocks'] {
  const own = new Set(
    state.memberships
      .filter((one) => (one.family?.id ?? one.planId) === (family?.id ?? planId))
      .map((one) => one.planId),
  )
  return lockedRenewalCoupons(state, release, now)
    .filter((offer) => own.has(offer.planId))
    .map(({ version, count, offeredUntil }) => {
      const through = lastDayOf(offeredUntil)
      return {
        title: version.template.title,
        detail: `${dayWords(through, now)}及以前付费续卡后发放${count}张,每张${couponWords(version.template)},发放后${version.template.days}天内可用`,
        count,
        through,
      }
    })
}

/** What no end of a card touches: the same as for who never had one (M089). */
function staysOf({ state, release, now }: RenewalViewing, end: CardEnd | null): string[] {
  const balance = walletBalance(state.wallet)
  const coupons = state.coupons.reduce(
    (sum, { left, until, voidedAt, orderId }) =>
      voidedAt === null && until > now && orderId === undefined ? sum + left : sum,
    0,
  )
  return [
    '会员码、小票和省钱账本照常使用,记录一条不少',
    pricesThen(state, release, end, now),
    ...(balance > 0 ? [`余额${yuanText(balance)}照常使用,也可以退`] : []),
    ...(coupons > 0 ? [`另外领到的${coupons}张优惠券,在各自有效期内照常使用`] : []),
    ...(state.points.lots.some(({ left }) => left > 0) ? ['已有积分按原来的规则使用'] : []),
    '以后随时可以再办,不影响资格和价格',
  ]
}

/** What a holder of nothing else pays is said only to who holds nothing else (M091). */
function pricesThen(state: MemberState, release: Release, end: CardEnd | null, now: number): string {
  const discount = walletTerms(state.wallet, release)
  const others = [
    ...cardEnds(state)
      .filter(
        ({ membership, endsAt }) =>
          membership.id !== end?.membership.id && endsAt > Math.max(now, end?.endsAt ?? 0),
      )
      .map((other) => nameOf(other, release)),
    ...(discount ? [discount.title] : []),
  ]
  const plain = '商品按普通价购买,和从未办卡的顾客一样'
  return others.length > 0 ? `您的${others.join('、')}照常有效;没有优惠的${plain}` : plain
}
