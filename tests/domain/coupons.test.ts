import fc from 'fast-check'
import type { CouponGrant } from '../../cloudfunctions/contract/offers'
import type { CardLot } from '../../cloudfunctions/domain/coupon'
import { takeCoupons } from '../../cloudfunctions/domain/coupon-choice'
import { couponOf } from '../../cloudfunctions/domain/coupon-terms'
import { isCardLot } from '../../cloudfunctions/domain/coupon-terms'
import { isUsable, lotOf, unusedPackShare } from '../../cloudfunctions/domain/coupons'
import { withRevocations } from '../../cloudfunctions/domain/refund-revocations'
import type { Release } from '../../cloudfunctions/domain/release'
import { holds } from './property'
import {
  accepted,
  at,
  bakery,
  codeOf,
  DAY,
  MINUTE,
  pieces,
  price,
  released,
  Story,
  withoutEmptySavings,
} from './story'

const grant = (change: Partial<CouponGrant> = {}): CouponGrant => ({
  id: 'kaika',
  title: '开卡券',
  amount: 10_000,
  threshold: 0,
  count: 1,
  days: 30,
  grant: 'every',
  ...change,
})

const withGrants = (...coupons: CouponGrant[]): Release =>
  released(bakery((draft) => (draft.plans[0]!.terms.coupons = coupons)))

/** 2.99 for 25 x 5.00 (F21): no card, no term. */
const packs = (): Release =>
  released(
    bakery((draft) => {
      const pack = structuredClone(draft.plans[0]!)
      pack.id = 'quanbao'
      pack.terms = {
        ...pack.terms,
        name: '25张5元券',
        price: 299,
        months: 0,
        memberPrices: [],
        mode: 'coupon_pack',
        oncePerMonth: true,
        coupons: [grant({ id: 'wuyuan', title: '5元券', amount: 500, count: 25 })],
      }
      draft.plans.push(pack)
    }),
  )

const lotsOf = (story: Story) => story.state.coupons.filter(isCardLot)

describe('coupons that come with a card', () => {
  test('M041 the card of 199 holds one coupon of 100, in the wallet with the delivery', () => {
    const story = new Story(withGrants(grant()))
    const { orderId } = story.buy()
    expect(lotsOf(story)).toEqual([
      {
        id: `${orderId}:kaika`,
        orderId,
        planId: 'nianka',
        versionId: 'nianka@1',
        title: '开卡券',
        amount: 10_000,
        threshold: 0,
        granted: 1,
        left: 1,
        from: story.now,
        until: at('2027-04-10T00:00'),
        paid: 0,
        takenOff: 0,
        voidedAt: null,
      },
    ])
    expect(codeOf(story.delivery('nianka', orderId))).toBe('OPERATION_REUSED')
  })

  test('M051 period 1 grants three, period 2 grants only once it is paid for, from its own beginning', () => {
    const monthly = released(
      bakery((draft) => {
        draft.plans[0]!.terms.months = 1
        draft.plans[0]!.terms.coupons = [grant({ count: 3 }), grant({ id: 'huanying', grant: 'first' })]
      }),
    )
    const story = new Story(monthly)
    const first = story.buy()
    expect(lotsOf(story).map(({ id, left }) => [id, left])).toEqual([
      [`${first.orderId}:kaika`, 3],
      [`${first.orderId}:huanying`, 1],
    ])
    story.wait(40 * DAY)
    expect(lotsOf(story)).toHaveLength(2)
    story.buy()
    const early = story.buy()
    const later = lotsOf(story).filter(({ orderId }) => orderId === early.orderId)
    expect(later.map(({ id, from }) => [id, from])).toEqual([[`${early.orderId}:kaika`, early.startsAt]])
    expect(isUsable(later[0]!, story.now)).toBe(false)
    expect(isUsable(later[0]!, early.startsAt)).toBe(true)
  })

  test('M041 given back: the unused ones are void, the used one is taken off at what it was sold as', () => {
    const release = withGrants(grant({ count: 2, amount: 3000 }))
    const story = new Story(release)
    const { orderId } = story.buy()
    story.settle([pieces('meishi', 2)])
    const before = story.state
    const revoked = withRevocations(before, { orderId, release, now: story.now })
    expect(revoked.deductions).toEqual([{ title: '已用开卡券1张', amount: 3000, inSaved: 1800 }])
    expect(revoked.ends).toEqual(['开卡券(¥30.00)未用的1张作废'])
    expect(revoked.state.coupons[0]).toMatchObject({ left: 0, voidedAt: story.now })
    const again = withRevocations(revoked.state, { orderId, release, now: story.now })
    expect(again).toMatchObject({ state: revoked.state, postings: [], deductions: [], ends: [] })
  })
})

describe('a pack of coupons', () => {
  test('M053 F21 299 fen become 25 coupons of 500 fen and no card; what is unused comes back', () => {
    const story = new Story(packs())
    const { orderId } = story.buy('quanbao')
    expect(lotsOf(story)).toMatchObject([{ granted: 25, left: 25, amount: 500, paid: 299 }])
    expect(story.priced([pieces('meishi')])).toMatchObject({ list: 1500, paid: 1000, saved: 500 })
    expect(unusedPackShare(story.state, orderId, story.now)).toBe(299)
    for (let used = 0; used < 10; used += 1) story.settle([pieces('meishi')])
    expect(lotsOf(story)).toMatchObject([{ left: 15, takenOff: 5000 }])
    // 299 x 15 / 25 = 179.4, rounded up for the member
    expect(unusedPackShare(story.state, orderId, story.now)).toBe(180)
    expect(story.state.savings['2027-03']).toEqual({ coupon: 5000 })
    expect(codeOf(story.delivery('quanbao'))).toBe('ALREADY_BOUGHT')
  })

  test('M053 two kinds in one pack share its price by their face value, to the fen', () => {
    const release = released(
      bakery((draft) => {
        const { terms } = draft.plans[0]!
        Object.assign(terms, { mode: 'coupon_pack', months: 0, price: 1000, memberPrices: [] })
        terms.coupons = [
          grant({ id: 'a', amount: 500, count: 3 }),
          grant({ id: 'b', amount: 1000, count: 3 }),
        ]
      }),
    )
    const story = new Story(release)
    story.buy()
    expect(lotsOf(story).map(({ paid }) => paid)).toEqual([333, 667])
  })
})

describe('one coupon on a receipt', () => {
  test('M041 it counts after the member price, each fen on a line, with its proof', () => {
    const story = new Story(withGrants(grant({ amount: 1000 })))
    const { orderId } = story.buy()
    const priced = story.priced([pieces('meishi', 2), pieces('niujiaobao'), pieces('doushabao')])
    // 18.00 + 10.80 + 4.50 after member prices; 1000 over them is 541, 324, 135
    expect(priced).toMatchObject({ list: 4700, paid: 2330, saved: 2370 })
    expect(priced.lines.map(({ proofs }) => proofs.map(({ source, amount }) => [source, amount]))).toEqual([
      [
        ['member_price', 1200],
        ['coupon', 541],
      ],
      [
        ['member_price', 120],
        ['coupon', 324],
      ],
      [
        ['member_price', 50],
        ['coupon', 135],
      ],
    ])
    expect(priced.lines[0]!.proofs[1]).toEqual({
      source: 'coupon',
      benefitId: 'kaika',
      title: '开卡券',
      amount: 541,
      planVersionId: 'nianka@1',
      rule: { kind: 'coupon', amount: 1000, threshold: 0 },
    })
    const receipt = story.settle([pieces('meishi', 2), pieces('niujiaobao'), pieces('doushabao')])
    expect(receipt.coupons).toEqual([{ lotId: `${orderId}:kaika`, title: '开卡券', amount: 1000 }])
    expect(story.state.savings['2027-03']).toEqual({ member_price: 1370, coupon: 1000 })
    expect(story.state.memberships[0]!.periods[0]!.saved).toBe(2370)
  })

  test('M041 I4 the threshold is what is to be paid after member prices, and nothing goes below zero', () => {
    const story = new Story(
      withGrants(
        grant({ id: 'man', amount: 500, threshold: 1000 }),
        grant({ id: 'da', amount: 90_000, count: 2 }),
      ),
    )
    const { orderId } = story.buy()
    const lot = (id: string) => ({ lotIds: [`${orderId}:${id}`] })
    expect(story.priced([pieces('meishi')]).paid).toBe(0)
    expect(() => story.priced([pieces('meishi')], lot('man'))).toThrow('COUPON_UNUSABLE')
    expect(story.priced([pieces('meishi', 2)], lot('man')).paid).toBe(1300)
    expect(story.priced([pieces('meishi', 2)], { lotIds: [] }).paid).toBe(1800)
    expect(() => story.priced([pieces('meishi')], { lotIds: ['nothing'] })).toThrow('COUPON_NOT_YOURS')
    expect(story.settle([pieces('meishi')])).toMatchObject({ paid: 0, coupons: [{ amount: 900 }] })
  })

  test('an undo gives coupon, savings and spending back; the coupon counts again', () => {
    const story = new Story(withGrants(grant({ amount: 500 })))
    story.buy()
    const before = story.state
    const receipt = story.settle([pieces('meishi')])
    expect(lotsOf(story)[0]).toMatchObject({ left: 0, takenOff: 500 })
    expect(story.state.spending).toEqual({ '2027-03': { orders: 1, paid: 400 } })
    expect(story.priced([pieces('meishi')]).paid).toBe(900)
    story.undo(receipt)
    const { coupons, savings, spending, memberships } = story.state
    expect({ coupons, savings, spending, memberships: withoutEmptySavings(memberships) }).toEqual({
      coupons: before.coupons,
      savings: before.savings,
      spending: before.spending,
      memberships: before.memberships,
    })
  })

  test('a receipt that waits takes nothing; paid after its coupon went elsewhere, the money goes back', () => {
    const story = new Story(withGrants(grant({ amount: 500 })))
    story.buy()
    const waiting = story.settle([pieces('meishi')], { tender: 'wechat' })
    expect(lotsOf(story)[0]).toMatchObject({ left: 1 })
    story.wait(6 * MINUTE)
    story.settle([pieces('natie')])
    expect(lotsOf(story)[0]).toMatchObject({ left: 0 })
    expect(() => story.pay(waiting)).toThrow('ORDER_CLOSED')
  })

  test('M089 found by phone or paying a friend’s bill nobody spends the member’s coupons', () => {
    const story = new Story(withGrants(grant()))
    const { orderId } = story.buy()
    expect(story.priced([pieces('meishi')], { who: { kind: 'phone' } }).paid).toBe(900)
    expect(story.priced([pieces('meishi')], { who: { kind: 'friend' } }).paid).toBe(1500)
    for (const kind of ['phone', 'friend'] as const)
      expect(() => story.priced([pieces('meishi')], { who: { kind }, lotIds: [`${orderId}:kaika`] })).toThrow(
        'COUPON_NOT_YOURS',
      )
  })

  test('lots leave a month after nothing can ask for them, and the books say so', () => {
    const story = new Story(packs())
    story.buy('quanbao')
    story.wait(70 * DAY)
    story.settle([pieces('meishi')])
    expect(lotsOf(story)).toEqual([])
  })
})

describe('any coupons on any basket', () => {
  const lot = fc.record({
    amount: fc.integer({ min: 1, max: 5000 }),
    threshold: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 8000 })),
    days: fc.integer({ min: 1, max: 60 }),
    left: fc.integer({ min: 0, max: 2 }),
  })
  const basket = fc.array(
    fc.record({
      product: fc.constantFrom('meishi', 'natie', 'niujiaobao', 'doushabao'),
      quantity: fc.integer({ min: 1, max: 9 }),
    }),
    { minLength: 1, maxLength: 5 },
  )

  test('M041 I11 the best coupon is never worse than any other single choice, and the lines are the total', () => {
    const release = released()
    holds(
      fc.property(
        fc.array(lot, { maxLength: 6 }),
        basket,
        fc.integer({ min: 0, max: 70 }),
        (made, goods, day) => {
          const now = release.releasedAt
          const lots: CardLot[] = made.map((one, index) => ({
            ...lotOf(grant({ ...one, id: `c${index}`, count: 2 }), {
              orderId: 'order',
              planId: 'nianka',
              versionId: 'nianka@1',
              from: now,
              paid: 0,
            }),
            left: one.left,
          }))
          const before = price(
            release,
            goods.map(({ product, quantity }) => pieces(product, quantity)),
          )
          const moment = now + day * DAY
          const held = lots.map((one) => ({ lot: one, terms: couponOf(one, release) }))
          const occasion = { at: moment, channel: 'counter' } as const
          const best = accepted(takeCoupons(before, { held }, occasion))
          for (const { id } of lots) {
            const other = takeCoupons(before, { held, lotIds: [id] }, occasion)
            if (!('ok' in other)) expect(best.paid).toBeLessThanOrEqual(other.paid)
          }
          const sum = (pick: (line: (typeof best.lines)[number]) => number) =>
            best.lines.reduce((total, line) => total + pick(line), 0)
          expect([sum(({ paid }) => paid), sum(({ saved }) => saved)]).toEqual([best.paid, best.saved])
          expect(sum(({ proofs }) => proofs.reduce((total, { amount }) => total + amount, 0))).toBe(
            best.saved,
          )
          expect(best.lines.every(({ paid, list, saved }) => paid >= 0 && paid === list - saved)).toBe(true)
          expect(best.paid).toBe(before.paid - (best.coupons?.[0]?.amount ?? 0))
        },
      ),
    )
  })
})
