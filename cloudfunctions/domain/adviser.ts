import type { AdvisedPlan, Advice } from '../contract/statements'
import { addDays, addMonths, daysBetween, shanghaiDay } from './calendar'
import { monthsOf } from './family'
import { yuanText } from './money'
import { planPrices, priceOf } from './plan-views'
import { priceTable, type Terms } from './price-table'
import { priceBasket } from './pricing'
import type { PlanVersion, Release } from './release'
import type { PastOrder } from './replayed-orders'

/**
 * Which card, or none (M112): real orders of 90 days rung up again by the shop's own pricing with
 * each plan on sale. What can't be replayed (coupons, gifts, partners' perks) counts nothing, so the
 * advice errs towards not buying; feelings are no money and don't come into it (M046).
 */
export const ADVISER_DAYS = 90

/** As many orders as one answer replays; of more the newest. */
export const MOST_ORDERS = 500
const MOST_HABITS = 10

export interface Advising {
  readonly release: Release
  /** The oldest first, all within the 90 days. */
  readonly orders: readonly PastOrder[]
  /** Whether there were more than were read. */
  readonly cut: boolean
  readonly now: number
}

/** The first of the 90 days up to today. */
export function adviserFrom(now: number): string {
  return addDays(shanghaiDay(now), 1 - ADVISER_DAYS)
}

/** @returns the advice without the number that it is kept under */
export function advise({ release, orders, cut, now }: Advising): Omit<Advice, 'evidence'> {
  // A shop that closes sells no card any more, so it advises none (L6).
  const versions = (release.closing ? [] : release.plans).flatMap((plan) => {
    const version = plan.onSale ? release.versions[plan.versionId] : undefined
    return version ? [version] : []
  })
  const plans = versions
    .filter((version) => notReplayed(version) === null)
    .map((version) => advisedPlan(version, { release, orders, now }))
    .sort((a, b) => b.net - a.net || (a.planId < b.planId ? -1 : 1))
  return {
    asOf: now,
    from: adviserFrom(now),
    through: shanghaiDay(now),
    orders: orders.length,
    list: orders.reduce((sum, order) => sum + listOf(release, order), 0),
    cut,
    plans,
    others: versions.flatMap((version) => {
      const reason = notReplayed(version)
      return reason === null ? [] : [{ planId: version.planId, name: version.terms.name, reason }]
    }),
    recommendation: release.closing ? NOTHING_SOLD : recommendation(plans, orders.length),
  }
}

const NOTHING_SOLD: Advice['recommendation'] = {
  planId: null,
  title: '现在不卖会员卡',
  reason: '门店已公告停业,会员卡和充值已停止销售。手里的卡和余额照常使用,也可以退。',
}

/** Buying is advised only where it leaves something: else the honest answer is not to (M112). */
function recommendation(plans: readonly AdvisedPlan[], orders: number): Advice['recommendation'] {
  const [best] = plans
  if (!best)
    return { planId: null, title: '现在没有可以比较的卡', reason: '在售的卡都不能用过去的订单试算。' }
  if (orders === 0)
    return {
      planId: null,
      title: '先不用办卡',
      reason: `最近${ADVISER_DAYS}天没有订单,没法试算。先照常消费,以后再看。`,
    }
  if (best.net <= 0)
    return {
      planId: null,
      title: '照现在的习惯,不办卡更划算',
      reason:
        `最合适的是「${best.name}」:照最近${ADVISER_DAYS}天的习惯,${best.days}天大约省${yuanText(best.expected)},` +
        `${best.net === 0 ? '刚好等于' : '不到'}卡费${yuanText(best.fee)}。`,
    }
  return {
    planId: best.planId,
    title: `可以考虑「${best.name}」`,
    reason:
      `照最近${ADVISER_DAYS}天的习惯,${best.days}天大约省${yuanText(best.expected)},` +
      `减去卡费${yuanText(best.fee)},多省${yuanText(best.net)}。这是按过去推算,不是承诺。`,
  }
}

interface Replaying {
  readonly release: Release
  readonly orders: readonly PastOrder[]
  readonly now: number
}

function advisedPlan(version: PlanVersion, replaying: Replaying): AdvisedPlan {
  const { release, now } = replaying
  const fee = priceOf(version, release, now)
  const days = termDays(version, now)
  const { saved, orders } = replay(version, replaying)
  const expected = Math.floor((saved * days) / ADVISER_DAYS)
  const habits = habitsOf(version, replaying)
  return {
    planId: version.planId,
    versionId: version.id,
    name: version.terms.name,
    fee,
    days,
    saved,
    orders,
    expected,
    net: expected - fee,
    arithmetic:
      `${ADVISER_DAYS}天省${yuanText(saved)}×${days}天÷${ADVISER_DAYS}天≈${yuanText(expected)},` +
      `减卡费${yuanText(fee)}${notCounted(version)}`,
    habits: habits.slice(0, MOST_HABITS),
    habitsSaved: habits.reduce((sum, one) => sum + one.saved, 0),
  }
}

/** What the plan would have saved beyond what was saved without a card, order by order. */
export function replay(
  version: PlanVersion,
  { release, orders }: Replaying,
): { saved: number; orders: number } {
  const terms: Terms = { versionId: version.id, terms: version.terms }
  const drawnOfDay = new Map<string, number>()
  const sum = { saved: 0, orders: 0 }
  for (const { at, day, lines, already } of orders) {
    const sold = stillSold(release, terms, lines, at)
    if (sold.length === 0) continue
    const priced = priceBasket({
      release,
      terms,
      lines: sold,
      at,
      quantities: {
        membershipId: version.id,
        drawn: (benefitId) => drawnOfDay.get(`${day} ${benefitId}`) ?? 0,
      },
    })
    if ('ok' in priced) continue
    for (const { benefitId, units } of priced.draws ?? []) {
      const key = `${day} ${benefitId}`
      drawnOfDay.set(key, (drawnOfDay.get(key) ?? 0) + units)
    }
    const saved = Math.max(0, priced.saved - already)
    sum.saved += saved
    sum.orders += saved > 0 ? 1 : 0
  }
  return sum
}

/** What the shop no longer sells can't be bought with a card either: it saves nothing. */
function stillSold(release: Release, terms: Terms | null, lines: PastOrder['lines'], at: number) {
  const { rows, categories } = priceTable(release, terms, at)
  return lines.filter((line) =>
    'productId' in line ? rows.has(line.productId) : categories.has(line.categoryId),
  )
}

function listOf(release: Release, { lines, at }: PastOrder): number {
  const sold = stillSold(release, null, lines, at)
  const priced = sold.length > 0 ? priceBasket({ release, terms: null, lines: sold, at }) : null
  return priced && !('ok' in priced) ? priced.list : 0
}

/** F10 with today's prices: (list - member) x uses, the largest sum first. */
function habitsOf(version: PlanVersion, { release, orders, now }: Replaying): AdvisedPlan['habits'] {
  const uses = new Map<string, number>()
  for (const { lines } of orders)
    for (const line of lines)
      if ('productId' in line) uses.set(line.productId, (uses.get(line.productId) ?? 0) + line.quantity)
  return planPrices(version, release, now)
    .flatMap(({ productId, name, photo, listPrice, memberPrice, saves }) => {
      const times = uses.get(productId) ?? 0
      return times > 0
        ? [{ productId, name, photo, listPrice, memberPrice, uses: times, saved: saves * times }]
        : []
    })
    .sort((a, b) => b.saved - a.saved)
}

function termDays({ terms }: PlanVersion, now: number): number {
  const today = shanghaiDay(now)
  return daysBetween(today, addMonths(today, monthsOf(terms)))
}

/** Why a plan can't be compared by past orders, in words; null: it can. */
function notReplayed({ terms }: PlanVersion): string | null {
  if (terms.mode === 'stored_value') return '充值卡:充的是自己的钱,没有卡费可比'
  if (terms.mode === 'coupon_pack' || monthsOf(terms) === 0)
    return '券包:省多少要看券用在哪里,没法用旧订单试算'
  const { memberPrices, categoryDiscounts, benefits = [] } = terms
  if (memberPrices.length === 0 && categoryDiscounts.length === 0 && benefits.length > 0)
    return `主要是权益:${benefits.map(({ title }) => title).join('、')}。旧订单算不出来,看用不用得上`
  if (terms.payAsSaved) return '先省后付:到期按实际省下的结算,不会比省的多'
  return null
}

/** Benefits aren't bought, so past orders don't tell what they would have saved: that is said, not guessed. */
function notCounted({ terms: { benefits = [] } }: PlanVersion): string {
  return benefits.length === 0
    ? ''
    : `;卡里的权益(${benefits.map(({ title }) => title).join('、')})没有算进去`
}
