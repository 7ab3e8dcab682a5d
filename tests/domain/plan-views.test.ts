import fc from 'fast-check'
import { contract } from '../../cloudfunctions/contract'
import {
  benefitViews,
  calculatorItems,
  perUsePrice,
  planLadder,
  planPrices,
  planSummary,
  usablePrices,
} from '../../cloudfunctions/domain/plan-views'
import type { Plan, PlanVersion, Release } from '../../cloudfunctions/domain/release'
import { holds } from './property'
import { at, bakery, OPENING, pieces, price, released, termsOf, twoPlans } from './story'

function sold(release: Release, planId = 'nianka'): { plan: Plan; version: PlanVersion } {
  const plan = release.plans.find(({ id }) => id === planId)!
  return { plan, version: release.versions[plan.versionId]! }
}

describe('M005 price per day', () => {
  test('M005 price / days, rounded up to the fen; a leap year has one day more', () => {
    const release = released()
    const { plan, version } = sold(release)
    expect(planSummary(plan, version, OPENING)).toMatchObject({
      price: 19_900,
      months: 12,
      perDay: 55,
      reference: null,
    })
    const exact = released(
      bakery((draft) => (draft.plans[0]!.terms.price = 36_600)),
      null,
      at('2026-01-01T00:00'),
    )
    const one = sold(exact)
    expect(planSummary(one.plan, one.version, at('2026-03-10T10:00')).perDay).toBe(101)
    expect(planSummary(one.plan, one.version, at('2027-03-10T10:00')).perDay).toBe(100)
  })

  test('M005 several plans are a ladder, the cheapest day first, without those off sale', () => {
    const release = released(twoPlans())
    expect(planLadder(release, OPENING).map(({ planId, perDay }) => [planId, perDay])).toEqual([
      ['nianka', 55],
      ['yueka', 94],
    ])
    const off = released(bakery((draft) => (draft.plans[0]!.onSale = false)))
    expect(planLadder(off, OPENING)).toEqual([])
  })
})

describe('M043 anchors', () => {
  test('M043 each list price stands with the record that proves it, and equals what the counter charges', () => {
    const release = released()
    const rows = planPrices(sold(release).version, release, OPENING)
    expect(rows).toHaveLength(7)
    for (const { productId, listPrice, memberPrice, saves, listPriceId, listPriceSince } of rows) {
      const basket = price(release, [pieces(productId)])
      expect(basket).toMatchObject({ list: listPrice, paid: memberPrice, saved: saves })
      const record = release.products
        .find(({ id }) => id === productId)!
        .prices.find(({ id }) => id === listPriceId)
      expect(record).toEqual({ id: listPriceId, price: listPrice, since: listPriceSince })
    }
  })

  test('M043 what the card does not make cheaper is not shown as an anchor', () => {
    const release = released(
      bakery((draft) => {
        draft.plans[0]!.terms.memberPrices.shift()
        draft.products[5]!.available = false
      }),
    )
    expect(planPrices(sold(release).version, release, OPENING).map(({ productId }) => productId)).toEqual([
      'niujiaobao',
      'tusi',
      'dangao',
    ])
  })

  test('M043 M113 a category discount stands in the table where it beats the member price', () => {
    const release = released(
      bakery((draft) => {
        draft.plans[0]!.terms.categoryDiscounts = [
          { id: 'bread', title: '烘焙整单减12%', categoryId: 'bakery', basisPoints: 1200 },
        ]
      }),
    )
    const rows = planPrices(sold(release).version, release, OPENING)
    expect(rows.find(({ productId }) => productId === 'tusi')).toMatchObject({
      memberPrice: 1936,
      saves: 264,
    })
    for (const { productId, memberPrice } of rows)
      expect(price(release, [pieces(productId)]).paid).toBe(memberPrice)
  })

  test('M043 F9 per use is the fee by the median of real uses, never the most; a ¥16 claim needs it', () => {
    const uses = [1, 2, 3, 5, 8, 10, 12, 13, 20, 90]
    expect(perUsePrice(19_900, uses)).toBe(2488)
    expect(perUsePrice(12_800, uses)).toBe(1600)
    expect(perUsePrice(19_900, uses.slice(1))).toBeNull()
    expect(
      perUsePrice(
        19_900,
        uses.map(() => 0),
      ),
    ).toBeNull()
  })
})

test('M083 what is usable now, the largest saving first', () => {
  const release = released()
  const usable = usablePrices(termsOf(release), release, OPENING)
  expect(usable.slice(0, 3).map(({ productId, saves }) => [productId, saves])).toEqual([
    ['dangao', 1680],
    ['shengye-natie', 800],
    ['natie', 750],
  ])
})

describe('回本计算器', () => {
  test('M114 美式 saves ¥6.00 a cup: 34 cups earn the fee back, 12 weeks at three a week', () => {
    const release = released()
    const item = calculatorItems(sold(release).version, release, OPENING).find(
      ({ productId }) => productId === 'meishi',
    )!
    expect(item).toMatchObject({ listPrice: 1500, memberPrice: 900, saves: 600, timesToBreakEven: 34 })
    expect(item.weeksByTimesAWeek[0]).toBe(34)
    expect(item.weeksByTimesAWeek[2]).toBe(12)
    expect(item.netByTimesAWeek[0]).toBe(52 * 600 - 19_900)
    expect(item.netByTimesAWeek[13]).toBe(732 * 600 - 19_900)
  })

  test('M114 the arithmetic holds for any fee and price: break-even is the first time the fee is covered', () => {
    const input = fc.record({
      fee: fc.integer({ min: 1, max: 100_000 }),
      list: fc.integer({ min: 2, max: 30_000 }),
      points: fc.integer({ min: 0, max: 9999 }),
    })
    holds(
      fc.property(input, ({ fee, list, points }) => {
        const release = released(
          bakery((draft) => {
            draft.products = [{ ...draft.products[3]!, listPrice: list, cost: 0 }]
            draft.plans[0]!.terms.price = fee
            draft.plans[0]!.terms.memberPrices[1]!.rule = { kind: 'percent', basisPoints: points }
          }),
        )
        for (const item of calculatorItems(sold(release).version, release, OPENING)) {
          expect(item.timesToBreakEven * item.saves).toBeGreaterThanOrEqual(fee)
          expect((item.timesToBreakEven - 1) * item.saves).toBeLessThan(fee)
          item.weeksByTimesAWeek.forEach((weeks, index) => {
            expect(weeks * (index + 1)).toBeGreaterThanOrEqual(item.timesToBreakEven)
            expect((weeks - 1) * (index + 1)).toBeLessThan(item.timesToBreakEven)
          })
          expect(item.netByTimesAWeek.every((net, index, all) => index === 0 || net >= all[index - 1]!)).toBe(
            true,
          )
        }
      }),
      100,
    )
  })
})

describe('words and shapes', () => {
  test('benefits are told by their rules: 9折, a fixed price, a discount; the cost never', () => {
    const release = released(
      bakery((draft) => {
        draft.plans[0]!.terms.memberPrices.push({
          id: 'cake',
          title: '蛋糕特价',
          scope: { kind: 'products', productIds: ['dangao', 'tusi'] },
          rule: { kind: 'fixed', price: 15_000 },
          lossLeader: false,
        })
        draft.plans[0]!.terms.memberPrices[1]!.rule = { kind: 'percent', basisPoints: 8550 }
        draft.plans[0]!.terms.categoryDiscounts = [
          { id: 'five', title: '烘焙九五折', categoryId: 'bakery', basisPoints: 550 },
        ]
      }),
    )
    expect(benefitViews(sold(release).version.terms, release).map(({ detail }) => detail)).toEqual([
      '“咖啡”全部商品享会员价',
      '“烘焙”全部商品会员8.55折',
      '生日蛋糕、吐司会员价¥150.00',
      '“烘焙”整单立减5.5%,与会员价取更省的一种',
    ])
    const nine = released()
    expect(benefitViews(sold(nine).version.terms, nine)[1]?.detail).toBe('“烘焙”全部商品会员9折')
  })

  test('M042 no page of a plan lets the cost out, and each has the shape of its contract', () => {
    const release = released(bakery((draft) => (draft.products[0]!.cost = 613)))
    const { plan, version } = sold(release)
    const items = calculatorItems(version, release, OPENING)
    const pages = [
      planSummary(plan, version, OPENING),
      planPrices(version, release, OPENING),
      items,
      benefitViews(version.terms, release),
      usablePrices(termsOf(release), release, OPENING),
    ]
    expect(JSON.stringify(pages)).not.toMatch(/613|cost|15000/)
    const output = {
      planId: 'nianka',
      planName: version.terms.name,
      fee: version.terms.price,
      items,
      typical: null,
    }
    expect(contract['membership.calculator'].output.parse(output)).toEqual(output)
    const summary = { plans: [planSummary(plan, version, OPENING)] }
    expect(contract['membership.plans'].output.parse(summary)).toEqual(summary)
  })
})
