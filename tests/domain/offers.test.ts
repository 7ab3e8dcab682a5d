import { lastDayOf, shanghaiDay } from '../../cloudfunctions/domain/calendar'
import { deliverCard } from '../../cloudfunctions/domain/card-delivery'
import { stands } from '../../cloudfunctions/domain/family'
import { currentMembership, currentPeriod } from '../../cloudfunctions/domain/membership'
import { guaranteeSettlements } from '../../cloudfunctions/domain/next-due'
import { ownScore } from '../../cloudfunctions/domain/score'
import { delivery, everyPeriod, from, offered, take, threeRanks } from './offers-story'
import { at, codeOf, DAY, released, Story } from './story'

describe('M009 bonus months', () => {
  test('M009 12 + 3 bought 2025-01-31 ends 2026-04-30 23:59:59', () => {
    const story = from(
      '2025-01-31T10:15',
      threeRanks((draft) => (draft.plans[0]!.terms.bonusMonths = 3)),
    )
    const facts = take(story, 'life')
    expect(facts.endsAt).toBe(at('2026-05-01T00:00'))
    expect(lastDayOf(facts.endsAt)).toBe('2026-04-30')
    expect(facts).toMatchObject({ months: 15, bonusMonths: 3 })
    expect(currentPeriod(story.state, at('2026-04-30T23:59') + 59_999)).not.toBeNull()
    expect(currentPeriod(story.state, at('2026-05-01T00:00'))).toBeNull()
  })

  test('M009 2027-01-15 and 12 + 3 is 2028-04-15, also bought in the last millisecond of the day', () => {
    const draft = threeRanks((one) => (one.plans[0]!.terms.bonusMonths = 3))
    for (const instant of [at('2027-01-15T00:00'), at('2027-01-16T00:00') - 1]) {
      const story = new Story(released(draft, null, at('2024-01-01T00:00')), instant)
      expect(lastDayOf(take(story, 'life').endsAt)).toBe('2028-04-15')
    }
  })
})

describe('M049 M052 a trial', () => {
  const trial = (price = 0, days = 14) =>
    threeRanks((draft) => (draft.plans[0]!.terms.trial = { price, days }))

  test('M052 it lasts its days, once per person and family, and the paid card follows it', () => {
    const story = from('2027-01-31T23:59', trial())
    story.now += 59_999
    const facts = take(story, 'life', 'trial')
    expect(facts).toMatchObject({ paid: 0, months: 0, as: 'trial' })
    expect(lastDayOf(facts.endsAt)).toBe('2027-02-14')
    expect(story.state.trials).toEqual(['maixiang'])
    expect(offered(story, 'life', 'trial').refusal?.code).toBe('TRIAL_USED')
    const month = take(story, 'life-month')
    expect(month.startsAt).toBe(facts.endsAt)
    expect(lastDayOf(month.endsAt)).toBe('2027-03-14')
    expect(lastDayOf(take(story, 'life-month').endsAt)).toBe('2027-04-14')
    story.now = at('2029-01-01T10:00')
    expect(offered(story, 'life', 'trial').refusal?.code).toBe('TRIAL_USED')
  })

  test('M052 two trials that were ordered side by side: the second is refused at its delivery', () => {
    const story = from('2027-01-31T10:00', trial(100))
    const option = offered(story, 'life', 'trial')
    story.take(delivery(story, 'life', option))
    expect(codeOf(delivery(story, 'life', option))).toBe('TRIAL_USED')
  })

  test('M049 who had the card before is no newcomer, and a free trial is worth nothing in an upgrade', () => {
    const held = from('2027-01-31T10:00', trial())
    take(held, 'life-month')
    expect(offered(held, 'life', 'trial').refusal?.code).toBe('TRIAL_USED')
    const story = from('2027-01-31T10:00', trial())
    take(story, 'life', 'trial')
    expect(offered(story, 'shop', 'upgrade')).toMatchObject({ credit: 0, price: 29_900 })
    const facts = take(story, 'shop', 'upgrade')
    expect(everyPeriod(story).filter(stands)).toHaveLength(1)
    expect(lastDayOf(facts.endsAt)).toBe('2028-01-31')
  })
})

describe('M018 a published score', () => {
  const rule = { price: 8_800, threshold: 1000, perYuan: 1, perOrder: 10, perMonth: 20 }
  const scored = threeRanks((draft) => {
    draft.plans[3]!.terms.price = 88_800
    draft.plans[3]!.terms.scorePrice = rule
  })

  const withSpending = (paid: number, orders = 0) => {
    const story = from('2027-03-10T10:00', scored)
    story.state = { ...story.state, spending: { '2027-01': { orders, paid } } }
    story.folded['spending|member/spending/2027-01'] = paid
    return story
  }

  test('M018 F13 999 pays the regular price, 1000 the other; both are asked of everybody alike', () => {
    const short = withSpending(99_999)
    expect(ownScore(short.state, rule, short.now).score).toBe(999)
    expect(offered(short, 'all').price).toBe(88_800)
    expect(offered(short, 'all', 'score').refusal).toMatchObject({
      code: 'SCORE_TOO_LOW',
      detail: { score: 999, threshold: 1000 },
    })
    const enough = withSpending(100_000)
    expect(offered(enough, 'all', 'score')).toMatchObject({ price: 8_800, refusal: null })
    expect(take(enough, 'all', 'score')).toMatchObject({ paid: 8_800, as: 'score' })
  })

  test('M018 L3 the own score is the sum of its published parts and of nothing else', () => {
    const story = withSpending(45_678, 7)
    take(story, 'life-month')
    story.wait(40 * DAY)
    const { score, parts } = ownScore(story.state, rule, story.now)
    expect(parts.map(({ points }) => points)).toEqual([456, 70, 20])
    expect(score).toBe(546)
    const disguised = {
      ...story.state,
      profile: { ...story.state.profile, nickname: '别人', largeText: true },
      savings: {},
      missed: [{ day: '2027-03-01', orders: 9, amount: 900 }],
      number: 'ZZZZZZZZZZZZZ',
    }
    expect(ownScore(disguised, rule, story.now)).toEqual({ score, parts })
  })

  test('M018 what is older than twelve months no longer counts', () => {
    const story = withSpending(0)
    story.state = { ...story.state, spending: { '2026-03': { orders: 1, paid: 500_000 } } }
    expect(ownScore(story.state, rule, story.now).score).toBe(0)
    story.state = { ...story.state, spending: { '2026-04': { orders: 1, paid: 500_000 } } }
    expect(ownScore(story.state, rule, story.now).score).toBe(5010)
  })
})

describe('purchases that are limited', () => {
  test('M053 a pack can be bought once in a calendar month, again in the next, and is no card', () => {
    const story = from(
      '2027-03-31T10:00',
      threeRanks((draft) => {
        const { family, ...terms } = draft.plans[1]!.terms
        expect(family?.rank).toBe(0)
        const coupon = { id: 'five', title: '5元券', amount: 500, threshold: 0, count: 25, days: 30 }
        draft.plans[1]!.terms = {
          ...terms,
          mode: 'coupon_pack',
          months: 0,
          oncePerMonth: true,
          price: 299,
          coupons: [{ ...coupon, grant: 'every' }],
        }
      }),
    )
    take(story, 'life-month')
    expect(currentMembership(story.state, story.now)).toBeNull()
    expect(offered(story, 'life-month').refusal?.code).toBe('ALREADY_BOUGHT')
    const late = deliverCard(story.state, {
      order: {
        orderId: story.id(),
        planId: 'life-month',
        versionId: 'life-month@1',
        amount: 299,
        paidAt: story.now,
      },
      release: story.release,
      now: story.now,
    })
    expect(codeOf(late)).toBe('ALREADY_BOUGHT')
    story.now = at('2027-04-01T00:00')
    expect(offered(story, 'life-month').refusal).toBeNull()
  })

  test('L6 while the shop has stopped prepaid sales, a year is refused and a month is sold', () => {
    const prepaid = {
      issuer: 'sole_trader' as const,
      stopSales: true,
      mostNamed: 0,
      mostAnonymous: 0,
      refundDays: 15 as const,
    }
    const story = from(
      '2027-03-10T10:00',
      threeRanks((draft) => (draft.settings = { prepaid })),
    )
    expect(offered(story, 'life').refusal?.code).toBe('PREPAID_STOPPED')
    expect(offered(story, 'life-month').refusal).toBeNull()
  })

  test('L11 the guarantee is settled before the 351st day, at an upgrade for the part that was used', () => {
    const story = from(
      '2027-03-10T10:00',
      threeRanks((draft) => (draft.plans[0]!.terms.guarantee = { basisPoints: 12_000 })),
    )
    take(story, 'life')
    const { guarantee } = currentPeriod(story.state, story.now)!
    expect(shanghaiDay(guarantee!.settleBy)).toBe('2028-02-23')
    expect(guaranteeSettlements(story.state)[0]).toBe(guarantee!.settleBy)
    story.wait(100 * DAY)
    take(story, 'all', 'upgrade')
    expect(guaranteeSettlements(story.state)[0]).toBe(story.now)
  })
})
