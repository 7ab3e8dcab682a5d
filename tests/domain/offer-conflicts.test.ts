import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import { draftProblems } from '../../cloudfunctions/domain/draft-checks'
import { threeRanks } from './offers-story'
import { published, refusedFor, type Terms } from './publishing'
import { bakery, DAY, OPENING } from './story'

describe('what does not go together', () => {
  const stored = (steps: [number, number][]) => (t: Terms, d: CatalogueDraft) => {
    const prepaid = {
      issuer: 'sole_trader' as const,
      stopSales: false,
      mostNamed: 500_000,
      mostAnonymous: 100_000,
      refundDays: 15 as const,
    }
    d.settings = { prepaid }
    Object.assign(t, { mode: 'stored_value', months: 0, price: steps[0]![0] })
    t.storedValue = {
      spendOrder: 'principal_first',
      ladder: steps.map(([principal, bonus], index) => ({
        id: `s${index}`,
        principal,
        bonus,
        memberBasisPoints: 10_000,
        perks: [],
      })),
    }
  }

  test('M014 L5 a ladder rises and stays below the cap, bonus included', () => {
    expect(
      published(
        stored([
          [10_000, 0],
          [30_000, 3_000],
        ]),
      ),
    ).toBe('released')
    expect(
      published(
        stored([
          [30_000, 0],
          [30_000, 3_000],
        ]),
      ),
    ).toMatchObject({ code: 'OFFER_CONFLICT' })
    expect(
      published(
        stored([
          [10_000, 0],
          [490_000, 20_000],
        ]),
      ),
    ).toMatchObject(refusedFor('LADDER_ABOVE_CAP', 'L5'))
    expect(published((t, d) => [stored([[10_000, 0]])(t, d), delete d.settings])).toMatchObject({
      code: 'PREPAID_SETTINGS_MISSING',
      law: 'L5',
    })
  })

  const conflicts: [string, (terms: Terms) => void][] = [
    ['a ticket without months', (t) => (t.months = 0)],
    ['a pack with months', (t) => (t.mode = 'coupon_pack')],
    ['stored value without a ladder', (t) => Object.assign(t, { mode: 'stored_value', months: 0 })],
    [
      'a trial that is paid later anyway',
      (t) => Object.assign(t, { payAsSaved: true, trial: { price: 0, days: 7 } }),
    ],
  ]
  test.each(conflicts)('M013 %s', (_what, change) => {
    expect(published(change)).toMatchObject({ code: 'OFFER_CONFLICT' })
  })

  test('M017 two plans of one family, rank and term are refused', () => {
    const draft = threeRanks((one) => (one.plans[2]!.terms.family!.rank = 0))
    expect(draftProblems(draft, { previous: null, now: OPENING })).toMatchObject([
      { code: 'FAMILY_REPEATED' },
    ])
    expect(draftProblems(threeRanks(), { previous: null, now: OPENING + DAY })).toEqual([])
  })

  test('every problem of a draft is told at once, prices below cost too', () => {
    const problems = draftProblems(
      bakery((one) => {
        one.plans[0]!.terms.oneLine = '原价999'
        one.plans[0]!.terms.memberPrices[1]!.rule = { kind: 'fixed', price: 100 }
        one.plans[0]!.terms.gifts = [
          { id: 'g', name: '咖啡豆', quantity: 1, cost: 0, stock: 1, claimDays: 30, productId: 'none' },
        ]
      }),
      { previous: null, now: OPENING },
    )
    expect(new Set(problems.map(({ code }) => code))).toEqual(
      new Set(['STRIKE_IN_TEXT', 'REFERENCE_MISSING', 'PRICE_BELOW_COST']),
    )
  })
})
