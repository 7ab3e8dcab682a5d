import type { PlanTerms } from '../../cloudfunctions/contract/catalogue'
import type { BasketLine } from '../../cloudfunctions/contract/counter'
import { counterfactual, priceBasket } from '../../cloudfunctions/domain/pricing'
import type { Release } from '../../cloudfunctions/domain/release'
import { accepted, bakery, codeOf, OPENING, pieces, price, released, termsOf } from './story'

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
      codeOf(priceBasket({ release, terms: termsOf(release), lines, at: OPENING }))
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
