import fc from 'fast-check'
import type { MemberPriceRule, PlanTerms } from '../../cloudfunctions/contract/catalogue'
import { ADVISER_DAYS, adviserFrom, advise } from '../../cloudfunctions/domain/adviser'
import { addMonths, daysBetween, shanghaiDay } from '../../cloudfunctions/domain/calendar'
import type { JournalEntry } from '../../cloudfunctions/domain/decision'
import { returnGoods } from '../../cloudfunctions/domain/goods-returns'
import type { Release } from '../../cloudfunctions/domain/release'
import { type PastOrder, pastOrders } from '../../cloudfunctions/domain/replayed-orders'
import { holds } from './property'
import { at, bakery, DAY, MINUTE, opened, OPENING, pieces, released, type Story, twoPlans } from './story'

const PRODUCTS = ['meishi', 'natie', 'tusi', 'niujiaobao', 'doushabao'] as const
const SHOP = released(twoPlans(), null, at('2025-01-01T00:00'))

/** The demo shop with the terms of its two plans replaced. */
function withTerms(terms: readonly Partial<PlanTerms>[], prices: readonly number[]): Release {
  const plans = SHOP.plans.map((plan, index) => ({
    ...plan,
    prices: [{ ...plan.prices[0]!, price: prices[index] ?? 0 }],
  }))
  const versions = Object.fromEntries(
    plans.map(({ versionId }, index) => {
      const version = SHOP.versions[versionId]!
      return [
        versionId,
        { ...version, terms: { ...version.terms, ...terms[index], price: prices[index] ?? 0 } },
      ]
    }),
  )
  return { ...SHOP, plans, versions }
}

/** What a story's decisions left in its books. */
function entriesOf(story: Story, marks: readonly number[]): JournalEntry[] {
  return story.decisions.map(({ facts, postings }, index) => ({
    _id: `entry-${index}`,
    memberId: 'M',
    at: marks[index] ?? story.now,
    day: shanghaiDay(marks[index] ?? story.now),
    versionAfter: index + 1,
    facts,
    postings,
  })) as never
}

/** Rule by rule and line by line, without any part of the product's own pricing. */
function recount(release: Release, terms: PlanTerms, orders: readonly PastOrder[]) {
  let saved = 0
  let count = 0
  for (const { lines } of orders) {
    const rows = lines.map((line) => {
      if (!('productId' in line)) throw new Error('only products are bought here')
      const product = release.products.find(({ id }) => id === line.productId)!
      const list = product.prices.at(-1)!.price
      const prices = terms.memberPrices
        .filter(({ scope }) =>
          scope.kind === 'category'
            ? scope.categoryId === product.categoryId
            : scope.productIds.includes(product.id),
        )
        .map(({ rule }) => unit(rule, list, product.cost))
      const best = Math.min(list, ...prices)
      return {
        category: product.categoryId,
        list: list * line.quantity,
        saved: (list - best) * line.quantity,
      }
    })
    let order = 0
    const discounted = new Map<string, number>()
    for (const { category, list, saved: byPrice } of rows) {
      const most = Math.max(
        0,
        ...terms.categoryDiscounts
          .filter(({ categoryId }) => categoryId === category)
          .map((one) => one.basisPoints),
      )
      if (list * most > byPrice * 10_000) discounted.set(category, (discounted.get(category) ?? 0) + list)
      else order += byPrice
    }
    for (const [category, list] of discounted) {
      const most = Math.max(
        ...terms.categoryDiscounts
          .filter(({ categoryId }) => categoryId === category)
          .map((one) => one.basisPoints),
      )
      order += Math.floor((list * most) / 10_000)
    }
    saved += order
    count += order > 0 ? 1 : 0
  }
  return { saved, orders: count }
}

function unit(rule: MemberPriceRule, list: number, cost: number): number {
  if (rule.kind === 'fixed') return rule.price
  return Math.floor(((rule.kind === 'percent' ? list : cost) * rule.basisPoints) / 10_000)
}

const rule: fc.Arbitrary<MemberPriceRule> = fc.oneof(
  fc.record({ kind: fc.constant('fixed' as const), price: fc.integer({ min: 100, max: 3000 }) }),
  fc.record({ kind: fc.constant('percent' as const), basisPoints: fc.integer({ min: 4000, max: 10_000 }) }),
  fc.record({
    kind: fc.constant('cost_plus' as const),
    basisPoints: fc.integer({ min: 10_000, max: 40_000 }),
  }),
)
const scope = fc.oneof(
  fc.record({ kind: fc.constant('category' as const), categoryId: fc.constantFrom('coffee', 'bakery') }),
  fc.record({
    kind: fc.constant('products' as const),
    productIds: fc.subarray([...PRODUCTS], { minLength: 1 }),
  }),
)
const plan: fc.Arbitrary<Pick<PlanTerms, 'memberPrices' | 'categoryDiscounts' | 'months'>> = fc.record({
  months: fc.constantFrom(1, 3, 12),
  memberPrices: fc
    .array(fc.record({ scope, rule }), { maxLength: 3 })
    .map((rules) =>
      rules.map((one, index) => ({ id: `price-${index}`, title: '会员价', lossLeader: false, ...one })),
    ),
  categoryDiscounts: fc
    .array(
      fc.record({
        categoryId: fc.constantFrom('coffee', 'bakery'),
        basisPoints: fc.integer({ min: 1, max: 3000 }),
      }),
      { maxLength: 2 },
    )
    .map((rules) => rules.map((one, index) => ({ id: `off-${index}`, title: '立减', ...one }))),
})
const basket = fc.uniqueArray(
  fc.record({ productId: fc.constantFrom(...PRODUCTS), quantity: fc.integer({ min: 1, max: 6 }) }),
  {
    minLength: 1,
    maxLength: 4,
    selector: ({ productId }) => productId,
  },
)

describe('which card, or none', () => {
  test('M112 any plans and any 90 days: each figure equals an independent recount, and none is advised when saving < fee', () => {
    const fee = fc.integer({ min: 0, max: 30_000 })
    let advised = 0
    let refused = 0
    holds(
      fc.property(
        fc.tuple(plan, plan),
        fc.tuple(fee, fee),
        fc.array(basket, { maxLength: 20 }),
        (terms, fees, baskets) => {
          const release = withTerms(terms, fees)
          const orders = baskets.map((lines, index): PastOrder => ({
            receiptId: `receipt-${index}`,
            at: OPENING - index * DAY,
            day: shanghaiDay(OPENING - index * DAY),
            lines,
            already: 0,
          }))
          const advice = advise({ release, orders, cut: false, now: OPENING })
          expect(advice.plans).toHaveLength(2)
          for (const one of advice.plans) {
            const version = release.versions[one.versionId]!
            const own = recount(release, version.terms, orders)
            expect({ saved: one.saved, orders: one.orders }).toEqual(own)
            const today = shanghaiDay(OPENING)
            const days = daysBetween(today, addMonths(today, version.terms.months))
            expect(one.expected).toBe(Math.floor((own.saved * days) / ADVISER_DAYS))
            expect(one.fee).toBe(version.terms.price)
            expect(one.net).toBe(one.expected - one.fee)
          }
          const best = advice.plans.reduce((most, one) => (one.net > most.net ? one : most))
          const { planId } = advice.recommendation
          if (advice.plans.every(({ expected, fee: price }) => expected < price)) expect(planId).toBeNull()
          if (planId !== null) {
            expect(planId).toBe(best.planId)
            expect(best.expected).toBeGreaterThan(best.fee)
            advised += 1
          } else {
            expect(orders.length === 0 || best.net <= 0).toBe(true)
            refused += 1
          }
        },
      ),
      300,
    )
    expect(Math.min(advised, refused)).toBeGreaterThan(10)
  })

  test('M112 only what stands is replayed: not what was undone, paid for a friend, never paid or brought back', () => {
    const release = released(
      bakery((draft) => {
        draft.loyalty = { badges: [], returnDays: 20 }
      }),
      null,
      at('2025-01-01T00:00'),
    )
    const story = opened('2027-03-01T10:00', release)
    const marks: number[] = []
    const mark = <T>(act: () => T): T => {
      const result = act()
      while (marks.length < story.decisions.length) marks.push(story.now)
      return result
    }
    mark(() => story.settle([pieces('meishi', 2)]))
    story.wait(20 * MINUTE)
    const undone = mark(() => story.settle([pieces('natie', 5)]))
    mark(() => story.undo(undone))
    story.wait(20 * MINUTE)
    mark(() => story.settle([pieces('natie')], { tender: 'wechat' }))
    story.wait(20 * MINUTE)
    const returned = mark(() => story.settle([pieces('tusi', 3), pieces('niujiaobao')]))
    story.wait(DAY)
    mark(() =>
      story.take(
        returnGoods(story.state, {
          receipt: returned,
          branchId: 'laojie',
          lines: [
            { line: 0, quantity: 2 },
            { line: 1, quantity: 1 },
          ],
          expected: null,
          release,
          now: story.now,
        }),
      ),
    )
    expect(pastOrders(entriesOf(story, marks)).map(({ lines }) => lines)).toEqual([
      [{ productId: 'meishi', quantity: 2 }],
      [{ productId: 'tusi', quantity: 1 }],
    ])
  })

  test('M112 an order is replayed at its price of then, the forecast at today’s', () => {
    const then = released(bakery(), null, at('2026-01-01T00:00'))
    const now = at('2027-03-10T10:00')
    const dearer = released(
      bakery((draft) => {
        for (const product of draft.products) if (product.id === 'tusi') product.listPrice += 1000
      }),
      then,
      now - DAY,
    )
    const order = (moment: number): PastOrder => ({
      receiptId: 'r',
      at: moment,
      day: shanghaiDay(moment),
      lines: [pieces('tusi', 10)],
      already: 0,
    })
    const before = advise({ release: dearer, orders: [order(now - 30 * DAY)], cut: false, now }).plans[0]!
    const after = advise({ release: dearer, orders: [order(now)], cut: false, now }).plans[0]!
    expect(after.saved - before.saved).toBe(1000)
    expect(before.habitsSaved).toBe(after.saved)
  })

  test('M046 F10 (list - member) x uses is money alone: (15 - 9) x 20 = 120, nothing added for feelings', () => {
    const lines = [pieces('meishi', 20)]
    const orders: PastOrder[] = [
      { receiptId: 'r', at: OPENING, day: shanghaiDay(OPENING), lines, already: 0 },
    ]
    const coffee = SHOP.products.find(({ id }) => id === 'meishi')!
    expect(coffee.prices.at(-1)!.price).toBe(1500)
    const { plans, ...said } = advise({ release: SHOP, orders, cut: false, now: OPENING })
    const year = plans.find(({ planId }) => planId === 'nianka')!
    expect(year.habits).toEqual([
      expect.objectContaining({
        productId: 'meishi',
        listPrice: 1500,
        memberPrice: 900,
        uses: 20,
        saved: 12_000,
      }),
    ])
    expect(year.habitsSaved).toBe(12_000)
    expect(year.saved).toBe(12_000)
    expect(JSON.stringify({ plans, said })).not.toMatch(/情感|感知|溢价|面子/)
  })

  test('M112 what was saved without a card is no merit of one', () => {
    const order = { receiptId: 'r', at: OPENING, day: shanghaiDay(OPENING), lines: [pieces('meishi', 2)] }
    const [own] = advise({
      release: SHOP,
      orders: [{ ...order, already: 500 }],
      cut: false,
      now: OPENING,
    }).plans
    const [all] = advise({
      release: SHOP,
      orders: [{ ...order, already: 0 }],
      cut: false,
      now: OPENING,
    }).plans
    expect(all!.saved - own!.saved).toBe(500)
    const [none] = advise({
      release: SHOP,
      orders: [{ ...order, already: 9999 }],
      cut: false,
      now: OPENING,
    }).plans
    expect(none).toMatchObject({ saved: 0, orders: 0 })
  })

  test('M112 units of a day are saved once a day, however many orders it had', () => {
    const limited = withTerms(
      [
        {
          memberPrices: [
            {
              id: 'two',
              title: '每天两件',
              scope: { kind: 'products', productIds: ['meishi'] },
              rule: { kind: 'fixed', price: 500 },
              lossLeader: false,
              perDay: 2,
            },
          ],
          categoryDiscounts: [],
        },
      ],
      [100, 100],
    )
    const order = (index: number, day: number): PastOrder => ({
      receiptId: `r${index}`,
      at: OPENING - day * DAY,
      day: shanghaiDay(OPENING - day * DAY),
      lines: [pieces('meishi', 2)],
      already: 0,
    })
    const orders = [order(1, 2), order(2, 1), order(3, 1)]
    const year = advise({ release: limited, orders, cut: false, now: OPENING }).plans.find(
      ({ planId }) => planId === 'nianka',
    )!
    expect(year).toMatchObject({ saved: 2 * 2 * 1000, orders: 2 })
  })

  test('M112 without orders the answer is not to buy, and what can’t be replayed says why', () => {
    const stored = withTerms([{ mode: 'stored_value' }], [0, 1000])
    const advice = advise({ release: stored, orders: [], cut: false, now: OPENING })
    expect(advice.recommendation.planId).toBeNull()
    expect(advice.others).toEqual([expect.objectContaining({ planId: 'nianka', reason: expect.any(String) })])
    const benefits = [{ id: 'meiri', title: '每天一杯美式' }] as never
    const given = withTerms([{ memberPrices: [], categoryDiscounts: [], benefits }], [0, 1000])
    const { others } = advise({ release: given, orders: [], cut: false, now: OPENING })
    expect(others[0]?.reason).toContain('每天一杯美式')
    expect(advice.from).toBe(adviserFrom(OPENING))
    expect(daysBetween(advice.from, advice.through)).toBe(ADVISER_DAYS - 1)
  })
})
