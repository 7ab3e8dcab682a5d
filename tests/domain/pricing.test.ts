import fc from 'fast-check'
import type { PlanTerms } from '../../cloudfunctions/contract/catalogue'
import type { BasketLine } from '../../cloudfunctions/contract/counter'
import { counterfactual, priceBasket, type PricedBasket } from '../../cloudfunctions/domain/pricing'
import type { Release } from '../../cloudfunctions/domain/release'
import { holds } from './property'
import { accepted, bakery, codeOf, OPENING, pieces, released } from './story'

function terms(release: Release, planId = 'nianka') {
  const version = release.versions[release.plans.find(({ id }) => id === planId)?.versionId ?? '']
  if (!version) throw new Error(planId)
  return { versionId: version.id, terms: version.terms }
}

function price(release: Release, lines: BasketLine[], at = OPENING): PricedBasket {
  return accepted(priceBasket({ release, terms: terms(release), lines, at }))
}

/** The demo shop with other benefits on its card. */
function withBenefits(change: (terms: PlanTerms) => void): Release {
  return released(bakery((draft) => change(draft.plans[0]!.terms)))
}

const scopeOf = (categoryId: string) => ({ kind: 'category' as const, categoryId })
const fixed = (id: string, productId: string, amount: number) => ({
  id,
  title: id,
  scope: { kind: 'products' as const, productIds: [productId] },
  rule: { kind: 'fixed' as const, price: amount },
  lossLeader: true,
})

describe('member prices', () => {
  test('M042 F6 cost 6.00 x 150 % is 9.00 against 15.00: saved 6.00, with its proof and without the cost', () => {
    const { lines, list, paid, saved } = price(released(), [pieces('meishi')])
    expect({ list, paid, saved }).toEqual({ list: 1500, paid: 900, saved: 600 })
    expect(lines[0]).toEqual({
      productId: 'meishi',
      categoryId: 'coffee',
      name: '美式',
      quantity: 1,
      unitListPrice: 1500,
      listPriceId: 'price:meishi:1',
      listPriceSince: OPENING,
      list: 1500,
      paid: 900,
      saved: 600,
      proofs: [
        {
          source: 'member_price',
          benefitId: 'coffee-price',
          title: '咖啡会员价',
          amount: 600,
          planVersionId: 'nianka@1',
          rule: { kind: 'cost_plus', price: 900 },
        },
      ],
    })
  })

  test('M042 the prices of the demo shop: cost x 150 % for coffee, 9折 for bakery', () => {
    const release = released()
    const unit = (id: string) => price(release, [pieces(id)]).paid
    const ids = ['meishi', 'natie', 'shengye-natie', 'niujiaobao', 'tusi', 'doushabao', 'dangao']
    expect(ids.map(unit)).toEqual([900, 1050, 1200, 1080, 1980, 450, 15_120])
  })

  test('M042 a percentage floors each unit to the fen, then multiplies', () => {
    const release = withBenefits((plan) => {
      plan.memberPrices = [
        {
          id: 'p',
          title: 'p',
          scope: scopeOf('bakery'),
          rule: { kind: 'percent', basisPoints: 3333 },
          lossLeader: true,
        },
      ]
    })
    expect(price(release, [pieces('doushabao', 3)])).toMatchObject({
      list: 1500,
      paid: 3 * 166,
      saved: 3 * 334,
    })
  })

  test('M042 of several rules the lowest price wins, and none goes above the list price', () => {
    const lowest = withBenefits((plan) =>
      plan.memberPrices.push(fixed('cheap', 'meishi', 800), fixed('dear', 'natie', 9900)),
    )
    expect(price(lowest, [pieces('meishi')]).lines[0]).toMatchObject({
      paid: 800,
      proofs: [{ benefitId: 'cheap', rule: { kind: 'fixed', price: 800 } }],
    })
    expect(price(lowest, [pieces('natie')]).paid).toBe(1050)
    const above = withBenefits((plan) => {
      plan.memberPrices = [fixed('dear', 'meishi', 9900)]
    })
    expect(price(above, [pieces('meishi')]).lines[0]).toMatchObject({ paid: 1500, saved: 0, proofs: [] })
  })

  test('an amount typed in takes the percent rule of its category, never one made from a product', () => {
    const bread = price(released(), [{ categoryId: 'bakery', amount: 1999 }])
    expect(bread).toMatchObject({ list: 1999, paid: 1799, saved: 200 })
    expect(bread.lines[0]).toMatchObject({ productId: null, name: '烘焙', listPriceSince: null, quantity: 1 })
    expect(price(released(), [{ categoryId: 'coffee', amount: 1500 }]).saved).toBe(0)
  })

  test('M042 the cost never leaves, whatever the rule', () => {
    const release = released(
      bakery((draft) => {
        draft.products[0]!.cost = 613
        draft.products[3]!.cost = 457
      }),
    )
    const text = JSON.stringify(price(release, [pieces('meishi', 2), pieces('niujiaobao')]))
    expect(text).not.toMatch(/613|457|15000/)
    expect(text).toContain('"price":919')
  })

  test('M098 L4 a quote keeps the price that was asked at its time', () => {
    const first = released()
    const dearer = released(
      bakery((draft) => (draft.products[0]!.listPrice = 1600)),
      first,
      OPENING + 1000,
    )
    expect(price(dearer, [pieces('meishi')], OPENING + 1000)).toMatchObject({ list: 1600, saved: 700 })
    const before = price(dearer, [pieces('meishi')], OPENING + 999)
    expect(before).toMatchObject({ list: 1500, saved: 600 })
    expect(before.lines[0]?.listPriceId).toBe('price:meishi:1')
  })

  test('M089 without a card everything is at its list price, and proves nothing', () => {
    const basket = priceBasket({
      release: released(),
      terms: null,
      lines: [pieces('meishi'), { categoryId: 'bakery', amount: 100 }],
      at: OPENING,
    })
    expect(basket).toMatchObject({ list: 1600, paid: 1600, saved: 0 })
    expect(accepted(basket).lines.every(({ proofs }) => proofs.length === 0)).toBe(true)
  })

  test('what cannot be priced is refused', () => {
    const release = released(bakery((draft) => (draft.products[1]!.available = false)))
    const refused = (lines: BasketLine[]) =>
      codeOf(priceBasket({ release, terms: terms(release), lines, at: OPENING }))
    expect(refused([])).toBe('BASKET_EMPTY')
    expect(refused([pieces('nothing')])).toBe('PRODUCT_UNAVAILABLE')
    expect(refused([pieces('natie')])).toBe('PRODUCT_UNAVAILABLE')
    expect(refused([pieces('constructor')])).toBe('PRODUCT_UNAVAILABLE')
    expect(refused([{ categoryId: 'tea', amount: 100 }])).toBe('PRODUCT_UNAVAILABLE')
    for (const quantity of [0, -1, 0.5, Number.NaN, Infinity]) {
      expect(refused([pieces('meishi', quantity)])).toBe('INPUT_INVALID')
    }
    expect(refused([{ categoryId: 'coffee', amount: -5 }])).toBe('INPUT_INVALID')
    expect(refused([pieces('dangao', 999_999)])).toBe('INPUT_INVALID')
  })
})

describe('M113 whole-category discount', () => {
  const discount = (basisPoints: number, id = 'bread') => ({
    id,
    title: id,
    categoryId: 'bakery',
    basisPoints,
  })

  test('M113 is computed on the order, floored once and split to the fen by largest remainder', () => {
    const release = withBenefits((plan) => {
      plan.memberPrices = []
      plan.categoryDiscounts = [discount(500)]
    })
    const basket = price(release, [
      { categoryId: 'bakery', amount: 333 },
      { categoryId: 'coffee', amount: 1000 },
      { categoryId: 'bakery', amount: 333 },
      { categoryId: 'bakery', amount: 353 },
    ])
    expect(basket.saved).toBe(50)
    expect(basket.lines.map(({ saved }) => saved)).toEqual([17, 0, 16, 17])
    expect(basket.lines[3]?.proofs).toEqual([
      {
        source: 'benefit',
        benefitId: 'bread',
        title: 'bread',
        amount: 17,
        planVersionId: 'nianka@1',
        rule: { kind: 'category_discount', basisPoints: 500 },
      },
    ])
  })

  test('M113 a line takes the member price or the discount, whichever saves more; the member price when equal', () => {
    const at = (basisPoints: number) =>
      price(
        withBenefits((plan) => (plan.categoryDiscounts = [discount(basisPoints)])),
        [pieces('niujiaobao'), pieces('meishi')],
      ).lines.map(({ proofs, saved }) => [proofs[0]?.source, saved])
    expect(at(999)).toEqual([
      ['member_price', 120],
      ['member_price', 600],
    ])
    expect(at(1000)).toEqual([
      ['member_price', 120],
      ['member_price', 600],
    ])
    expect(at(1500)).toEqual([
      ['benefit', 180],
      ['member_price', 600],
    ])
  })

  test('M113 of two discounts on one category the larger counts, once', () => {
    const release = withBenefits((plan) => {
      plan.memberPrices = []
      plan.categoryDiscounts = [discount(500), discount(800, 'better'), discount(800, 'later')]
    })
    const { lines, saved } = price(release, [pieces('tusi')])
    expect(saved).toBe(176)
    expect(lines[0]?.proofs.map(({ benefitId }) => benefitId)).toEqual(['better'])
  })
})

describe('properties', () => {
  const CATEGORIES = ['coffee', 'bakery']
  const money = fc.integer({ min: 1, max: 50_000 })
  const product = fc.record({
    listPrice: money,
    cost: fc.integer({ min: 0, max: 50_000 }),
    category: fc.nat(1),
  })
  const rule = fc.oneof(
    fc.record({ kind: fc.constant('fixed' as const), price: money }),
    fc.record({ kind: fc.constant('percent' as const), basisPoints: fc.integer({ min: 0, max: 12_000 }) }),
    fc.record({ kind: fc.constant('cost_plus' as const), basisPoints: fc.integer({ min: 0, max: 30_000 }) }),
  )
  const shop = fc.record({
    products: fc.array(product, { minLength: 1, maxLength: 6 }),
    rules: fc.array(fc.record({ rule, target: fc.nat(7), byCategory: fc.boolean() }), { maxLength: 5 }),
    discounts: fc.array(
      fc.record({ basisPoints: fc.integer({ min: 0, max: 11_000 }), category: fc.nat(1) }),
      { maxLength: 3 },
    ),
    basket: fc.array(
      fc.record({ item: fc.nat(7), quantity: fc.integer({ min: 1, max: 20 }), amount: money }),
      {
        minLength: 1,
        maxLength: 6,
      },
    ),
  })
  type Shop = typeof shop extends fc.Arbitrary<infer T> ? T : never

  function made({ products, rules, discounts, basket }: Shop): { release: Release; lines: BasketLine[] } {
    const release = released(
      bakery((draft) => {
        draft.products = products.map(({ listPrice, cost, category }, index) => ({
          ...draft.products[0]!,
          id: `p${index}`,
          categoryId: CATEGORIES[category]!,
          listPrice,
          cost,
        }))
        const plan = draft.plans[0]!.terms
        plan.memberPrices = rules.map(({ rule: made, target, byCategory }, index) => ({
          id: `r${index}`,
          title: `r${index}`,
          scope: byCategory
            ? { kind: 'category' as const, categoryId: CATEGORIES[target % 2]! }
            : { kind: 'products' as const, productIds: [`p${target % products.length}`] },
          rule: made,
          lossLeader: true,
        }))
        plan.categoryDiscounts = discounts.map(({ basisPoints, category }, index) => ({
          id: `d${index}`,
          title: `d${index}`,
          categoryId: CATEGORIES[category]!,
          basisPoints,
        }))
      }),
    )
    const lines = basket.map(({ item, quantity, amount }) =>
      item < 6
        ? pieces(`p${item % products.length}`, quantity)
        : { categoryId: CATEGORIES[item % 2]!, amount },
    )
    return { release, lines }
  }

  test('I11 M044 paid = list - saved, 0 <= paid <= list, each saving proven, every fen on a line', () => {
    holds(
      fc.property(shop, (given) => {
        const { release, lines } = made(given)
        const basket = price(release, lines)
        const sums = { list: 0, paid: 0, saved: 0 }
        for (const line of basket.lines) {
          expect(line.paid).toBe(line.list - line.saved)
          expect(line.paid).toBeGreaterThanOrEqual(0)
          expect(line.saved).toBeGreaterThanOrEqual(0)
          expect(line.list).toBe(line.unitListPrice * line.quantity)
          expect(line.proofs.reduce((sum, { amount }) => sum + amount, 0)).toBe(line.saved)
          expect(line.proofs.every(({ amount }) => Number.isInteger(amount) && amount > 0)).toBe(true)
          sums.list += line.list
          sums.paid += line.paid
          sums.saved += line.saved
        }
        expect({ list: basket.list, paid: basket.paid, saved: basket.saved }).toEqual(sums)
      }),
    )
  })

  test('M113 M042 no other choice of member price or discount per line would make the order cheaper', () => {
    holds(
      fc.property(shop, (given) => {
        const { release, lines } = made(given)
        expect(price(release, lines).saved).toBe(bestByTrying(given, lines))
      }),
    )
  })

  test('L3 the price is a function of what was asked: order of lines and repetition change nothing', () => {
    holds(
      fc.property(shop, (given) => {
        const { release, lines } = made(given)
        const basket = price(release, lines)
        expect(price(release, lines)).toEqual(basket)
        expect(price(release, [...lines].reverse()).paid).toBe(basket.paid)
        expect(price(structuredClone(release), lines)).toEqual(basket)
      }),
    )
  })

  /** Tries every assignment of lines to member price or category discount, in exact integers. */
  function bestByTrying({ products, rules, discounts }: Shop, lines: BasketLine[]): number {
    const floor = (value: bigint, points: number) => (value * BigInt(points)) / 10_000n
    const facts = lines.map((line) => {
      const item = 'productId' in line ? Number(line.productId.slice(1)) : null
      const category = 'productId' in line ? products[item!]!.category : CATEGORIES.indexOf(line.categoryId)
      const unit = BigInt('productId' in line ? products[item!]!.listPrice : line.amount)
      const quantity = BigInt('productId' in line ? line.quantity : 1)
      let lowest = unit
      for (const { rule: one, target, byCategory } of rules) {
        if (byCategory ? target % 2 !== category : item === null || target % products.length !== item)
          continue
        if (item === null && one.kind !== 'percent') continue
        const cost = BigInt(item === null ? 0 : products[item]!.cost)
        const made =
          one.kind === 'fixed'
            ? BigInt(one.price)
            : floor(one.kind === 'percent' ? unit : cost, one.basisPoints)
        if (made < lowest) lowest = made
      }
      return { category, list: unit * quantity, saving: (unit - lowest) * quantity }
    })
    const points = [0, 1].map((category) =>
      Math.min(
        10_000,
        Math.max(0, ...discounts.filter((one) => one.category === category).map((one) => one.basisPoints)),
      ),
    )
    let best = 0n
    for (let choice = 0; choice < 2 ** facts.length; choice += 1) {
      const sums = [0n, 0n]
      let saved = 0n
      facts.forEach(({ category, list, saving }, index) => {
        if ((choice >> index) % 2 === 1) sums[category]! += list
        else saved += saving
      })
      saved += floor(sums[0]!, points[0]!) + floor(sums[1]!, points[1]!)
      if (saved > best) best = saved
    }
    return Number(best)
  }
})

describe('M114 what a card would have saved', () => {
  test('M114 equals the same basket through the price engine with the highlighted plan', () => {
    const release = released()
    const lines = [pieces('doushabao', 4), pieces('meishi')]
    expect(counterfactual(release, lines, OPENING)).toBe(price(release, lines).saved)
    expect(counterfactual(release, lines, OPENING)).toBe(800)
  })

  test('M114 is nothing when no plan is on sale, or the basket has no price', () => {
    const none = released(bakery((draft) => (draft.plans[0]!.onSale = false)))
    expect(counterfactual(none, [pieces('meishi')], OPENING)).toBe(0)
    expect(counterfactual(released(), [pieces('nothing')], OPENING)).toBe(0)
  })
})
