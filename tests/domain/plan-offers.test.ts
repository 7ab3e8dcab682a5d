import fc from 'fast-check'
import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import { addDays, shanghaiDay, startOfDay } from '../../cloudfunctions/domain/calendar'
import { currentPrice, currentReference } from '../../cloudfunctions/domain/catalogue'
import { dealsOf, withDeals } from '../../cloudfunctions/domain/deals'
import type { JournalEntry } from '../../cloudfunctions/domain/decision'
import { emptyMember } from '../../cloudfunctions/domain/new-member'
import { planOffers } from '../../cloudfunctions/domain/plan-offers'
import { planSummary } from '../../cloudfunctions/domain/plan-views'
import { withSchedule } from '../../cloudfunctions/domain/price-schedule'
import type { Release } from '../../cloudfunctions/domain/release'
import { countTrials, trialCohorts, type TrialCounts } from '../../cloudfunctions/domain/trial-cohorts'
import { from, take, threeRanks } from './offers-story'
import { holds } from './property'
import { at, bakery, DAY, OPENING, released } from './story'

function offersOf(release: Release, now: number, planId = 'nianka') {
  const plan = release.plans.find(({ id }) => id === planId)!
  const version = release.versions[plan.versionId]!
  const state = emptyMember('', '')
  const stock = { giftsLeft: new Map<string, number>(), perksLeft: new Map<string, number>() }
  return planOffers({ state, known: false, plan, version, release, now, ...stock })
}

const draftWith = (
  change: (terms: CatalogueDraft['plans'][number]['terms'], draft: CatalogueDraft) => void,
) => bakery((draft) => change(draft.plans[0]!.terms, draft))

describe('M006 a promotion', () => {
  const promoted = draftWith((terms, draft) => {
    terms.price = 29_900
    draft.plans[0]!.promotion = { price: 19_900, from: '2027-03-10', through: '2027-03-20', title: '春季' }
  })
  const before = released(
    draftWith((terms) => (terms.price = 29_900)),
    null,
    at('2027-01-01T09:00'),
  )
  const sold = (day: string, facts: object) =>
    [
      {
        facts: { kind: 'card', orderId: `order-${day}`, planId: 'nianka', paid: 29_900, ...facts },
        day,
      },
    ] as unknown as JournalEntry[]

  test('M006 F8 was 299, now 199: struck through only when 299 was really paid in the days before', () => {
    const without = released(promoted, before, at('2027-03-09T09:00'))
    const during = at('2027-03-12T09:00')
    expect(currentReference(without.plans[0]!, during)).toBeNull()
    const paid = withDeals(before, dealsOf(sold('2027-03-05', {}), '2027-03-05'), '2027-03-05')
    const release = released(promoted, paid, at('2027-03-09T09:00'))
    const plan = release.plans[0]!
    const summary = planSummary(plan, release.versions[plan.versionId]!, during)
    expect(summary).toMatchObject({
      price: 19_900,
      reference: { amount: 29_900, basis: 'lowest_deal_7_days', evidenceId: 'order-2027-03-05' },
    })
    expect(summary.reference!.amount - summary.price).toBe(10_000)
    expect(planSummary(plan, release.versions[plan.versionId]!, at('2027-03-21T00:00')).reference).toBeNull()
  })

  test('M006 L4 a trial, a score’s price and a renewal are no evidence; an upgrade counts at its full price', () => {
    const day = '2027-03-05'
    for (const as of ['trial', 'score', 'auto_renew'])
      expect(dealsOf(sold(day, { as, paid: 100 }), day).plans.size).toBe(0)
    expect(
      dealsOf(sold(day, { as: 'upgrade', paid: 10_000, credit: 19_900 }), day).plans.get('nianka'),
    ).toEqual({
      day,
      lowest: 29_900,
      evidenceId: `order-${day}`,
    })
  })

  test('M006 it begins and ends by its days, to the millisecond, without a release', () => {
    const release = released(promoted, before, at('2027-03-05T09:00'))
    const priceAt = (instant: number) => currentPrice(release.plans[0]!, instant).price
    expect(priceAt(at('2027-03-10T00:00') - 1)).toBe(29_900)
    expect(priceAt(at('2027-03-10T00:00'))).toBe(19_900)
    expect(priceAt(at('2027-03-21T00:00') - 1)).toBe(19_900)
    expect(priceAt(at('2027-03-21T00:00'))).toBe(29_900)
    expect(offersOf(release, at('2027-03-20T23:59')).promotion).toEqual({
      title: '春季',
      price: 19_900,
      regular: 29_900,
      through: '2027-03-20',
    })
    expect(offersOf(release, at('2027-03-21T00:00')).promotion).toBeNull()
  })

  test('M006 L4 whatever is published, no price that was asked is ever changed or added in retrospect', () => {
    const edit = fc.record({
      wait: fc.integer({ min: 0, max: 20 * DAY }),
      regular: fc.integer({ min: 1_000, max: 5_000 }),
      promotion: fc.option(
        fc.record({
          price: fc.integer({ min: 1, max: 6_000 }),
          from: fc.integer({ min: -10, max: 10 }),
          days: fc.integer({ min: 0, max: 12 }),
        }),
        { nil: undefined },
      ),
    })
    holds(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 8 }), (edits) => {
        let now = OPENING
        let records: ReturnType<typeof withSchedule> = []
        for (const { wait, regular, promotion } of edits) {
          now += wait
          const asked = records.filter(({ since }) => since <= now)
          const start = promotion && addDays(shanghaiDay(now), promotion.from)
          records = withSchedule(
            records,
            regular,
            promotion && start
              ? { title: 'x', price: promotion.price, from: start, through: addDays(start, promotion.days) }
              : undefined,
            now,
            'price',
          )
          expect(records.slice(0, asked.length)).toEqual(asked)
          expect(records.slice(asked.length).every(({ since }) => since >= now)).toBe(true)
          expect(new Set(records.map(({ id }) => id)).size).toBe(records.length)
          // What is asked a year later is the regular price: nothing is reduced for ever.
          expect(currentPrice({ prices: records }, now + 366 * DAY).price).toBe(regular)
        }
      }),
    )
  })
})

describe('what a page says beside the price', () => {
  test('M008 F7 198 + 180 + 158 is 536 against 88: 448, and the median of what is typical stands beside it', () => {
    const draft = draftWith((terms, one) => {
      const product = (id: string, listPrice: number) => ({
        ...one.products[0]!,
        id,
        name: id,
        listPrice,
        cost: 100,
        available: true,
      })
      one.products.push(product('a', 19_800), product('b', 1_500), product('c', 15_800), {
        ...product('gone', 99_900),
        available: false,
      })
      terms.memberPrices = []
      terms.price = 8_800
      terms.valueParts = [
        { label: '甲', productId: 'a', uses: 1, cost: 1 },
        { label: '乙', productId: 'b', uses: 12, cost: 1 },
        { label: '丙', productId: 'c', uses: 1, cost: 1 },
        { label: '下架的', productId: 'gone', uses: 1, cost: 1 },
        { label: '没有价格的', uses: 100, cost: 1 },
      ]
    })
    const release = released(draft)
    expect(offersOf(release, OPENING).value).toMatchObject({
      sum: 53_600,
      difference: 44_800,
      typicalMedian: null,
    })
    const typical = { memberships: 12, lowerQuartile: 10, median: 4_200, upperQuartile: 9_000 }
    const known = { ...release, typical: { nianka: typical } }
    expect(offersOf(known, OPENING).value).toMatchObject({ typicalMedian: 4_200 })
    expect(offersOf(known, OPENING).value?.parts.map(({ label }) => label)).toEqual(['甲', '乙', '丙'])
    expect(JSON.stringify(offersOf(known, OPENING))).not.toMatch(/"cost"/)
  })

  test('M007 a comparison is shown with its source through its last day, not a day longer', () => {
    const comparator = {
      id: 'c1',
      name: '某平台年费',
      price: 59_800,
      source: '官网会员页截图 8 号',
      checkedOn: '2027-03-08',
      expiresOn: '2027-03-20',
    }
    const release = released(draftWith((terms) => (terms.comparators = [comparator])))
    const shown = (day: string) => offersOf(release, startOfDay(addDays(day, 1)) - 1).comparators
    expect(shown('2027-03-20')).toEqual([
      expect.objectContaining({ id: 'c1', source: comparator.source, checkedOn: '2027-03-08' }),
    ])
    expect(shown('2027-03-21')).toEqual([])
  })

  test('M005 per day is the price by its days, rounded up; what has no term has none', () => {
    const ladder = offersOf(released(threeRanks()), OPENING, 'life').ladder
    expect(ladder.map(({ planId }) => planId)).toEqual(['life', 'life-month', 'shop', 'all'])
    for (const { perDay, price, months } of ladder) {
      const days = months === 12 ? 366 : 31
      expect(perDay * days).toBeGreaterThanOrEqual(price)
      expect((perDay - 1) * days).toBeLessThan(price)
    }
  })

  test('M081 M017 a rank shows what it has beyond the lower one', () => {
    const draft = threeRanks((one) => {
      one.plans[0]!.terms.memberPrices = one.plans[0]!.terms.memberPrices.slice(0, 1)
      one.plans[1]!.terms.memberPrices = one.plans[1]!.terms.memberPrices.slice(0, 1)
    })
    const ladder = offersOf(released(draft), OPENING, 'life').ladder
    const benefits = Object.fromEntries(ladder.map((step) => [step.planId, step.benefits]))
    expect(benefits).toMatchObject({ life: ['咖啡会员价'], shop: ['烘焙9折'], all: [] })
    const below = Object.fromEntries(ladder.map((step) => [step.planId, step.below]))
    expect(below).toEqual({
      life: null,
      'life-month': null,
      shop: { label: '生活卡', lacks: [] },
      all: { label: '购物卡', lacks: [] },
    })
  })

  test('M017 what a higher rank does not have of the one below it is said as well', () => {
    const draft = threeRanks((one) => {
      one.plans[2]!.terms.memberPrices = one.plans[2]!.terms.memberPrices.slice(1)
    })
    const ladder = offersOf(released(draft), OPENING, 'life').ladder
    expect(ladder.find(({ planId }) => planId === 'shop')).toMatchObject({
      benefits: [],
      below: { label: '生活卡', lacks: ['咖啡会员价'] },
    })
    // What the highest has and the lowest too is no news against the lowest, but against the middle one.
    expect(ladder.find(({ planId }) => planId === 'all')).toMatchObject({
      benefits: ['咖啡会员价'],
      below: { label: '购物卡', lacks: [] },
    })
  })
})

describe('M052 who stays after a trial', () => {
  test('M052 trial to paid and paid to renewed, by the month of the trial', () => {
    const draft = threeRanks((one) => (one.plans[0]!.terms.trial = { price: 0, days: 14 }))
    const counts: TrialCounts = new Map()
    const now = at('2027-06-01T10:00')
    const join = (start: string, bought: number) => {
      const story = from(start, draft)
      take(story, 'life', 'trial')
      for (let month = 0; month < bought; month += 1) take(story, 'life-month')
      countTrials(counts, story.state.memberships, now)
    }
    join('2027-01-10T10:00', 0)
    join('2027-01-11T10:00', 1)
    join('2027-01-12T10:00', 2)
    join('2027-01-13T10:00', 3)
    join('2027-05-28T10:00', 0)
    expect(trialCohorts(counts)).toEqual([
      {
        month: '2027-05',
        trials: 1,
        converted: 0,
        stillOpen: 1,
        renewed: 0,
        conversionBasisPoints: null,
        renewalBasisPoints: null,
      },
      {
        month: '2027-01',
        trials: 4,
        converted: 3,
        stillOpen: 0,
        renewed: 2,
        conversionBasisPoints: 7_500,
        renewalBasisPoints: 6_666,
      },
    ])
  })
})
