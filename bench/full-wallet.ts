import { strict as assert } from 'node:assert'
import type { BenefitOffer } from '../cloudfunctions/contract/benefit-offers'
import type { CatalogueDraft } from '../cloudfunctions/contract/catalogue'
import type { CouponTemplate, CouponValue } from '../cloudfunctions/contract/coupon-templates'
import type { BasketLine } from '../cloudfunctions/contract/counter'
import { releaseCatalogue } from '../cloudfunctions/domain/catalogue'
import { issueCoupons } from '../cloudfunctions/domain/coupon-issue'
import { deliverCard } from '../cloudfunctions/domain/card-delivery'
import { entitlementsAt } from '../cloudfunctions/domain/entitled'
import type { MemberState } from '../cloudfunctions/domain/member'
import { emptyMember } from '../cloudfunctions/domain/new-member'
import { type PricedBasket, priceBasket } from '../cloudfunctions/domain/pricing'
import type { Release } from '../cloudfunctions/domain/release'
import { BAKERY } from '../local/demo/bakery'

/**
 * A bill of 20 lines for a member with 30 coupons of as many templates, five benefits and points:
 * from the member's state to the whole receipt with its proofs.
 */

const NOW = Date.UTC(2027, 2, 10, 2)
const COUPONS = 30
const BASKETS = 64
const GROUPS = ['goods', 'category', 'fee', 'weekend', 'birthday']

const value = (index: number): CouponValue => {
  switch (index % 5) {
    case 0:
      return { kind: 'percent', basisPoints: 300 + 20 * index, most: 900 + 30 * index }
    case 1:
      return { kind: 'delivery', most: 100 + 10 * index }
    case 2:
      return { kind: 'product' }
    default:
      return { kind: 'amount', amount: 300 + 40 * index }
  }
}

const template = (index: number): CouponTemplate => ({
  id: `quan${index}`,
  title: `第${index + 1}种券`,
  value: value(index),
  threshold: (index % 7) * 1500,
  scope: index % 3 === 0 && index % 5 !== 2 ? {} : { categoryIds: [index % 2 ? 'coffee' : 'bakery'] },
  audience: {},
  combines: index % 6 === 5 ? { kind: 'alone' } : { kind: 'group', group: GROUPS[index % 5] ?? '' },
  days: 30,
  perMember: 10,
})

const benefits: BenefitOffer[] = [
  { ...about('peisong', '免配送费'), kind: 'delivery', most: 300, times: 100, per: 'month' },
  { ...about('shoudan', '每天首单'), kind: 'first_of_day', productIds: ['doushabao'], price: 300 },
  { ...about('kafei', '每周一杯'), kind: 'quota', unit: '杯', units: 1, per: 'week' },
  { ...about('baoxiu', '包换'), kind: 'warranty', productIds: ['dangao'], days: 7 },
  { ...about('yuyue', '优先预约'), kind: 'privilege', flag: 'priority_booking' },
]

function about(id: string, title: string) {
  return { id, title, detail: title, cost: 100 }
}

function draft(): CatalogueDraft {
  const copy = structuredClone(BAKERY)
  const terms = copy.plans[0]?.terms
  assert(terms)
  terms.benefits = benefits
  copy.coupons = {
    templates: Array.from({ length: COUPONS }, (_, index) => template(index)),
    campaigns: [],
    crossCategory: [],
  }
  copy.loyalty = {
    points: { perYuanHundredths: 100, pendingDays: 0, fenPer100: 100, mostBasisPoints: 2000 },
    badges: [],
    returnDays: 0,
  }
  return copy
}

function released(): Release {
  const outcome = releaseCatalogue(null, draft(), NOW, (text) => `v${text.length}`)
  assert(outcome.ok, JSON.stringify(outcome))
  return outcome.release
}

function member(release: Release): MemberState {
  const order = { orderId: 'order', planId: 'nianka', versionId: 'nianka@1', amount: 19_900, paidAt: NOW }
  const delivered = deliverCard(emptyMember('0123456789ABC', ''), { order, release, now: NOW })
  assert(delivered.ok)
  const coupons = Object.values(release.couponVersions ?? {}).map((version) => ({ version, count: 1 }))
  const { state } = issueCoupons(delivered.state, { key: 'grant', coupons, now: NOW })
  assert(state.coupons.length === COUPONS)
  const lot = { id: 'never', usableFrom: 0, expiresAt: null, left: 100_000 }
  return { ...state, points: { ...state.points, lots: [lot] } }
}

const PRODUCTS = BAKERY.products.map(({ id, listPrice }) => ({ id, listPrice }))

/** Twenty lines, another amount of each in every basket. */
const baskets: BasketLine[][] = Array.from({ length: BASKETS }, (_, basket) =>
  Array.from({ length: 20 }, (_line, index) => ({
    productId: PRODUCTS[index % PRODUCTS.length]?.id ?? '',
    quantity: 1 + ((basket + index) % 3),
  })),
)

const release = released()
const state = member(release)

/** The whole receipt of one basket, from the member's state. */
export function fullReceipt(index: number): PricedBasket {
  const entitled = entitlementsAt(state, release, {
    at: NOW,
    who: { kind: 'member' },
    fee: 600,
    points: 500,
  })
  const lines = baskets[index % BASKETS] as BasketLine[]
  const priced = priceBasket({ release, ...entitled, lines, at: NOW, branchId: 'laojie' })
  if ('ok' in priced) throw new Error(priced.code)
  return priced
}

const listPrices = baskets.map((lines) =>
  lines.map((line) =>
    'productId' in line
      ? (PRODUCTS.find(({ id }) => id === line.productId)?.listPrice ?? 0) * line.quantity
      : 0,
  ),
)

/**
 * The bare loop that this is held against: list prices of 20 lines and 30 coupons tried one by one,
 * numbers only, no rules, no scopes, no sets, no proofs.
 */
export function bareLoop(index: number): number {
  const lines = listPrices[index % BASKETS] as number[]
  let best = 0
  let sum = 0
  for (const line of lines) sum += line
  for (let coupon = 0; coupon < COUPONS; coupon += 1) {
    let left = 0
    for (const line of lines) left += line
    const off = Math.min(left, 300 + 40 * coupon)
    if (off > best && left >= (coupon % 7) * 1500) best = off
  }
  return sum - best
}
