import fc from 'fast-check'
import type { CouponTemplate, OrderChannel } from '../../cloudfunctions/contract/coupon-templates'
import type { BasketLine } from '../../cloudfunctions/contract/counter'
import { takeCoupons } from '../../cloudfunctions/domain/coupon-choice'
import type { HeldCoupon } from '../../cloudfunctions/domain/coupon-taking'
import { splitByLargestRemainder } from '../../cloudfunctions/domain/money'
import { priceBasket, type PricedBasket } from '../../cloudfunctions/domain/pricing'
import { holds } from './property'
import { accepted, codeOf, DAY, OPENING, pieces, released } from './story'

const release = released()
const occasion = { at: OPENING, branchId: 'laojie', channel: 'counter' } as const
const delivered = { ...occasion, channel: 'delivery' } as const
const ALONE = { kind: 'alone' } as const
const group = (name: string) => ({ kind: 'group' as const, group: name })
const amount = (fen: number) => ({ kind: 'amount' as const, amount: fen })

type Change = Partial<Pick<CouponTemplate, 'value' | 'threshold' | 'scope' | 'combines'>>

function held(id: string, change: Change = {}, days = 30): HeldCoupon {
  const counted = { granted: 1, left: 1, from: OPENING, until: OPENING + days * DAY, takenOff: 0 }
  return {
    lot: { id: `grant:${id}`, version: `${id}@1`, ...counted, voidedAt: null },
    terms: { title: id, value: amount(500), threshold: 0, scope: {}, combines: ALONE, ...change },
  }
}

/** At list prices: what a line costs is what the test says. */
function basketOf(lines: BasketLine[], fee?: number): PricedBasket {
  const delivery = fee === undefined ? {} : { delivery: { fee, waiver: null } }
  return accepted(priceBasket({ release, terms: null, lines, at: OPENING, ...delivery }))
}

const used = (basket: PricedBasket) => (basket.coupons ?? []).map(({ title, amount: off }) => [title, off])
const best = (
  coupons: HeldCoupon[],
  basket: PricedBasket,
  when: typeof occasion | typeof delivered = occasion,
) => used(accepted(takeCoupons(basket, { held: coupons }, when)))
const coffee = (fen: number): BasketLine => ({ categoryId: 'coffee', amount: fen })
const bakery = (fen: number): BasketLine => ({ categoryId: 'bakery', amount: fen })

describe('what one coupon does', () => {
  test('M055 at 299.99 a coupon of 300 less 100 is refused, at 300.00 it takes 100 off', () => {
    const coupon = held('man300', { value: amount(10_000), threshold: 30_000 })
    const asked = { held: [coupon], lotIds: [coupon.lot.id] }
    expect(codeOf(takeCoupons(basketOf([coffee(29_999)]), asked, occasion))).toBe('COUPON_UNUSABLE')
    expect(accepted(takeCoupons(basketOf([coffee(30_000)]), asked, occasion)).paid).toBe(20_000)
    expect(best([coupon], basketOf([coffee(29_999)]))).toEqual([])
  })

  test('M055 the threshold asks about the goods in scope, at their member prices, the fee aside', () => {
    const coupon = held('coffee', { threshold: 2000, scope: { categoryIds: ['coffee'] } })
    expect(best([coupon], basketOf([coffee(1999), bakery(9000)], 600))).toEqual([])
    expect(best([coupon], basketOf([coffee(2000), bakery(9000)], 600), delivered)).toEqual([['coffee', 500]])
  })

  test('M058 a matrix of branches, categories, goods and channels: it counts where each of them says so', () => {
    const scoped = held('scoped', {
      scope: { branchIds: ['laojie'], categoryIds: ['coffee'], productIds: ['tusi'], channels: ['counter'] },
    })
    const takes = (line: BasketLine, branchId: string, channel: 'counter' | 'delivery') =>
      used(accepted(takeCoupons(basketOf([line]), { held: [scoped] }, { ...occasion, branchId, channel })))
    const all = [pieces('meishi'), pieces('tusi'), pieces('niujiaobao'), coffee(1000), bakery(1000)]
    const counts = (branchId: string, channel: 'counter' | 'delivery') =>
      all.map((line) => takes(line, branchId, channel).length === 1)
    expect(counts('laojie', 'counter')).toEqual([true, true, false, true, false])
    expect(counts('kejiyuan', 'counter')).toEqual([false, false, false, false, false])
    expect(counts('laojie', 'delivery')).toEqual([false, false, false, false, false])
    const everywhere = held('everywhere')
    for (const branchId of ['laojie', 'kejiyuan'])
      for (const channel of ['counter', 'delivery'] as const) {
        const when = { at: OPENING, branchId, channel }
        const basket = basketOf([bakery(1000)])
        expect(used(accepted(takeCoupons(basket, { held: [everywhere] }, when)))).toEqual([
          ['everywhere', 500],
        ])
      }
  })

  test('M058 a share, a free product and the fee each take what they say', () => {
    const percent = held('jiuzhe', { value: { kind: 'percent', basisPoints: 1000, most: 250 } })
    expect(best([percent], basketOf([coffee(1999)]))).toEqual([['jiuzhe', 199]])
    expect(best([percent], basketOf([coffee(9000)]))).toEqual([['jiuzhe', 250]])
    const free = held('mian', { value: { kind: 'product' }, scope: { categoryIds: ['bakery'] } })
    const basket = basketOf([pieces('meishi'), pieces('tusi', 2), pieces('niujiaobao', 3)])
    expect(best([free], basket)).toEqual([['mian', 1200]])
    expect(best([free], basketOf([bakery(800)]))).toEqual([])
    const fee = held('peisong', { value: { kind: 'delivery', most: 500 } })
    expect(best([fee], basketOf([coffee(1000)], 600), delivered)).toEqual([['peisong', 500]])
    expect(best([fee], basketOf([coffee(1000)]))).toEqual([])
  })
})

describe('several coupons on one bill', () => {
  const basket = basketOf([coffee(3000), bakery(2000)])

  test('M058 one of each group, three at most, and those that stand alone stand alone', () => {
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name, index) =>
      held(name, { value: amount(100 * (index + 1)), combines: group(name) }),
    )
    expect(best([a!, b!, c!, d!], basket)).toEqual([
      ['b', 200],
      ['c', 300],
      ['d', 400],
    ])
    const rival = held('rival', { value: amount(350), combines: group('d') })
    expect(best([a!, rival, d!], basket)).toEqual([
      ['a', 100],
      ['d', 400],
    ])
    expect(best([a!, d!, held('alone', { value: amount(501) })], basket)).toEqual([['alone', 501]])
    const ask = (...coupons: HeldCoupon[]) =>
      codeOf(takeCoupons(basket, { held: coupons, lotIds: coupons.map(({ lot }) => lot.id) }, occasion))
    expect(ask(a!, rival)).toBe('accepted')
    expect(ask(rival, d!)).toBe('COUPONS_NOT_TOGETHER')
    expect(ask(a!, held('alone'))).toBe('COUPONS_NOT_TOGETHER')
    expect(ask(a!, b!, c!, d!)).toBe('COUPONS_NOT_TOGETHER')
    expect(ask(a!, a!)).toBe('COUPONS_NOT_TOGETHER')
  })

  test('thread 9 a coupon that would take nothing off is not used, and can’t be asked for', () => {
    const all = held('all', { value: amount(9000), combines: group('a') })
    const more = held('more', { value: amount(100), combines: group('b') })
    expect(best([all, more], basket)).toEqual([['all', 5000]])
    const asked = { held: [all, more], lotIds: [all.lot.id, more.lot.id] }
    // Of one kind the one that ends first takes first: here the second finds nothing.
    expect(codeOf(takeCoupons(basket, asked, occasion))).toBe('COUPON_UNUSABLE')
  })

  test('of equal sets the one of less face value, then the one that ends first: nothing better is spent', () => {
    const large = held('large', { value: amount(9000) })
    const small = held('small', { value: amount(6000) })
    const soon = held('soon', { value: amount(6000) }, 2)
    expect(best([large, small, soon], basket)).toEqual([['soon', 5000]])
    expect(best([large, small], basket)).toEqual([['small', 5000]])
  })

  test('M056 a coupon of somebody else is refused, and while a person looks at it none is used', () => {
    const mine = held('mine')
    const asked = { held: [mine], lotIds: ['grant:yours'] }
    expect(codeOf(takeCoupons(basket, asked, occasion))).toBe('COUPON_NOT_YOURS')
    const waits = { held: [mine], waits: true as const }
    expect(used(accepted(takeCoupons(basket, waits, occasion)))).toEqual([])
    const insisted = { ...waits, lotIds: [mine.lot.id] }
    expect(codeOf(takeCoupons(basket, insisted, occasion))).toBe('COUPONS_HELD')
  })
})

describe('the best lawful set', () => {
  const PRODUCTS = ['meishi', 'natie', 'niujiaobao', 'tusi', 'doushabao'] as const
  const scope = fc.record(
    {
      branchIds: fc.constantFrom<string[]>(['laojie'], ['kejiyuan'], ['laojie', 'kejiyuan']),
      categoryIds: fc.constantFrom<string[]>(['coffee'], ['bakery']),
      productIds: fc.subarray<string>([...PRODUCTS], { minLength: 1 }),
      channels: fc.constantFrom<OrderChannel[]>(['counter'], ['delivery']),
    },
    { requiredKeys: [] },
  )
  const fen = fc.oneof(fc.integer({ min: 1, max: 3000 }), fc.constantFrom(100, 500, 1000))
  const value = fc.oneof(
    fen.map(amount),
    fc.record({
      kind: fc.constant('percent' as const),
      basisPoints: fc.integer({ min: 1, max: 10_000 }),
      most: fen,
    }),
    fc.constant({ kind: 'product' as const }),
    fc.record({ kind: fc.constant('delivery' as const), most: fen }),
  )
  const coupon = fc.record({
    value,
    threshold: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 9000 })),
    scope,
    combines: fc.oneof(fc.constant(ALONE), fc.constantFrom('a', 'b', 'c', 'd').map(group)),
    days: fc.integer({ min: 1, max: 4 }),
  })
  const line = fc.oneof(
    fc.record({ productId: fc.constantFrom(...PRODUCTS), quantity: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ categoryId: fc.constantFrom('coffee', 'bakery'), amount: fc.integer({ min: 1, max: 5000 }) }),
  )
  const fee = fc.option(fc.integer({ min: 1, max: 1200 }), { nil: undefined })

  /** What a set takes off, written down once more from the rules of docs/architecture.md; null: unlawful. */
  function bySentence(set: HeldCoupon[], basket: PricedBasket, channel: string): number | null {
    const goods = basket.lines.filter(({ name }) => name !== '配送费')
    const inScope = ({ terms: { scope: where } }: HeldCoupon) =>
      goods.filter(
        ({ productId, categoryId }) =>
          (!where.categoryIds && !where.productIds) ||
          where.categoryIds?.includes(categoryId) ||
          (productId !== null && where.productIds?.includes(productId)),
      )
    const sum = (lines: readonly { paid: number }[]) => lines.reduce((total, { paid }) => total + paid, 0)
    const groups = set.map(({ terms: { combines } }) => (combines.kind === 'alone' ? null : combines.group))
    if (set.length > 3 || (set.length > 1 && groups.includes(null))) return null
    if (new Set(groups).size < set.length) return null
    for (const one of set) {
      const { branchIds, channels } = one.terms.scope
      if (branchIds && !branchIds.includes('laojie')) return null
      if (channels && !channels.some((name) => name === channel)) return null
      if (sum(inScope(one)) < one.terms.threshold) return null
    }
    const rank = { product: 0, percent: 1, amount: 2, delivery: 3 }
    const ordered = [...set].sort(
      (a, b) =>
        rank[a.terms.value.kind] - rank[b.terms.value.kind] ||
        sum(inScope(a)) - sum(inScope(b)) ||
        a.lot.until - b.lot.until ||
        (a.lot.id < b.lot.id ? -1 : 1),
    )
    const left = new Map(basket.lines.map((one) => [one, one.paid]))
    let total = 0
    for (const one of ordered) {
      const { value: what } = one.terms
      let from = inScope(one)
      if (what.kind === 'delivery') from = basket.lines.filter(({ name }) => name === '配送费')
      let unit = 0
      if (what.kind === 'product') {
        const cheapest = from
          .filter(({ productId, paid }) => productId !== null && paid > 0)
          .reduce<(typeof from)[number] | null>(
            (least, other) =>
              least && least.paid / least.quantity <= other.paid / other.quantity ? least : other,
            null,
          )
        from = cheapest ? [cheapest] : []
        unit = cheapest ? cheapest.paid / cheapest.quantity : 0
      }
      const rest = from.reduce((all, each) => all + left.get(each)!, 0)
      const off = Math.min(
        rest,
        what.kind === 'amount'
          ? what.amount
          : what.kind === 'percent'
            ? Math.min(what.most, Math.floor((rest * what.basisPoints) / 10_000))
            : what.kind === 'product'
              ? unit
              : what.most,
      )
      if (off === 0) return null
      const shares = splitByLargestRemainder(
        off,
        from.map((each) => left.get(each)!),
      )
      for (const [index, each] of from.entries()) left.set(each, left.get(each)! - (shares[index] ?? 0))
      total += off
    }
    return total
  }

  function* setsOf<T>(all: readonly T[], most: number, from = 0): Generator<T[]> {
    yield []
    if (most === 0) return
    for (let index = from; index < all.length; index += 1)
      for (const rest of setsOf(all, most - 1, index + 1)) yield [all[index]!, ...rest]
  }

  test('M058 thread 4 equals brute force on every random wallet of up to 12 coupons, with 0 ≤ discount ≤ subtotal', () => {
    holds(
      fc.property(
        fc.array(coupon, { maxLength: 12 }),
        fc.array(line, { minLength: 1, maxLength: 6 }),
        fee,
        (made, lines, charged) => {
          const wallet = made.map(({ days, ...change }, index) => held(`c${index}`, change, days))
          const before = basketOf(lines, charged)
          const channel = charged === undefined ? 'counter' : 'delivery'
          const chosen = accepted(takeCoupons(before, { held: wallet }, { ...occasion, channel }))
          let most = 0
          let fewest = 0
          for (const set of setsOf(wallet, 3)) {
            const total = bySentence(set, before, channel) ?? 0
            if (total > most || (total === most && set.length < fewest)) fewest = set.length
            most = Math.max(most, total)
          }
          expect(before.paid - chosen.paid).toBe(most)
          expect(chosen.coupons?.length ?? 0).toBe(fewest)
          // Thread 4: never below zero, on no line.
          for (const each of chosen.lines) {
            expect(each.paid).toBeGreaterThanOrEqual(0)
            expect(each.paid).toBe(each.list - each.saved)
            expect(each.proofs.reduce((sum, { amount: off }) => sum + off, 0)).toBe(each.saved)
          }
          expect(chosen.paid).toBe(chosen.lines.reduce((sum, { paid }) => sum + paid, 0))
          // Asked for by name, the chosen ones come to the same.
          const lotIds = chosen.coupons?.map(({ lotId }) => lotId) ?? []
          const again = takeCoupons(before, { held: wallet, lotIds }, { ...occasion, channel })
          expect(accepted(again).lines).toEqual(chosen.lines)
        },
      ),
      400,
    )
  })
})
