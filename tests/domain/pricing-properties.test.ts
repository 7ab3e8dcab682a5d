import fc from 'fast-check'
import type { BasketLine } from '../../cloudfunctions/contract/counter'
import type { Release } from '../../cloudfunctions/domain/release'
import { holds } from './property'
import { bakery, pieces, price, released } from './story'

describe('any shop, any basket', () => {
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
