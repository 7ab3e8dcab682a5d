import fc from 'fast-check'
import type { CouponTemplate } from '../../cloudfunctions/contract/coupon-templates'
import { issueCoupons } from '../../cloudfunctions/domain/coupon-issue'
import { earnPoints } from '../../cloudfunctions/domain/points'
import { couponTemplate, withProgramme } from '../coupon-drafts'
import { ofTenders } from '../invariants-entitlements'
import { withPoints } from '../points-shop'
import { holds } from './property'
import { bakery, pieces, released, Story, withoutEmptySavings } from './story'

const templates: CouponTemplate[] = [
  couponTemplate({ id: 'dan', combines: { kind: 'alone' }, threshold: 0 }),
  couponTemplate({ id: 'man' }),
  couponTemplate({
    id: 'zhe',
    value: { kind: 'percent', basisPoints: 1200, most: 2000 },
    threshold: 0,
    combines: { kind: 'group', group: 'zhe' },
  }),
  couponTemplate({
    id: 'mian',
    value: { kind: 'product' },
    threshold: 3000,
    scope: { categoryIds: ['coffee'] },
    combines: { kind: 'group', group: 'mian' },
  }),
  couponTemplate({
    id: 'yun',
    value: { kind: 'delivery', most: 300 },
    threshold: 0,
    combines: { kind: 'group', group: 'yun' },
  }),
]

const release = released(
  withPoints(
    bakery((draft) => {
      withProgramme(draft, { templates })
      draft.plans[0]!.terms.benefits = [
        {
          ...{ id: 'peisong', kind: 'delivery', title: '免配送费', detail: '每天1次', cost: 500 },
          ...{ most: 400, times: 1, per: 'day' },
        },
        {
          ...{ id: 'shoudan', kind: 'first_of_day', title: '每天首单', detail: '每天首单', cost: 0 },
          ...{ productIds: ['meishi'], price: 300 },
        },
      ]
    }),
    { pendingDays: 0 },
  ),
)

/** A member with the card, some of the coupons and points: the postings of each grant are in the books. */
function holder(versions: readonly string[], points: number): Story {
  const story = new Story(release)
  story.buy()
  const coupons = versions.map((id) => ({ version: release.couponVersions![`${id}@1`]!, count: 1 }))
  const issued = issueCoupons(story.state, { key: 'grant', coupons, now: story.now })
  const terms = { usableFrom: story.now, expiresAt: null }
  const earned = earnPoints(issued.state, { points, reason: 'prize', terms, now: story.now })
  const facts = { kind: 'joined' as const, at: story.now }
  const postings = [...issued.postings, ...earned.postings]
  story.take({ ok: true, state: earned.state, postings, facts, due: [] })
  return story
}

describe('a bill with everything on it', () => {
  test('I4 I11 M058 M059 M060 any bill sums up, is never below zero, and undone leaves nothing behind', () => {
    holds(
      fc.property(
        fc.record({
          held: fc.subarray(templates.map(({ id }) => id)),
          lines: fc.array(
            fc.record({
              product: fc.constantFrom('meishi', 'natie', 'niujiaobao', 'tusi'),
              quantity: fc.integer({ min: 1, max: 4 }),
            }),
            { minLength: 1, maxLength: 4 },
          ),
          fee: fc.option(fc.integer({ min: 0, max: 900 }), { nil: undefined }),
          points: fc.integer({ min: 0, max: 3000 }),
          asked: fc.nat(3000),
        }),
        ({ held, lines, fee, points, asked }) => {
          const story = holder(held, points)
          const before = story.state
          const counter = { points: Math.min(asked, points), ...(fee === undefined ? {} : { fee }) }
          const receipt = story.settle(
            lines.map(({ product, quantity }) => pieces(product, quantity)),
            counter,
          )
          expect(ofTenders(receipt)).toEqual([])
          expect(receipt.paid).toBe(receipt.list - receipt.saved)
          expect(receipt.lines.every(({ paid }) => paid >= 0)).toBe(true)
          expect(receipt.lines.reduce((sum, { paid }) => sum + paid, 0)).toBe(receipt.paid)
          story.undo(receipt)
          const { coupons, draws, benefits, savings, spending, points: account } = story.state
          const memberships = withoutEmptySavings(story.state.memberships)
          expect({ coupons, draws, benefits, savings, spending, memberships }).toEqual({
            coupons: before.coupons,
            draws: before.draws,
            benefits: before.benefits,
            savings: before.savings,
            spending: before.spending,
            memberships: before.memberships,
          })
          expect([account.debt, account.lots.reduce((sum, { left }) => sum + left, 0)]).toEqual([0, points])
        },
      ),
      150,
    )
  })
})
