import fc from 'fast-check'
import { deliverCard } from '../../cloudfunctions/domain/card-delivery'
import { lastDayOf, shanghaiDay, startOfDay } from '../../cloudfunctions/domain/calendar'
import {
  cardView,
  currentMembership,
  currentPeriod,
  latestMembership,
  standing,
} from '../../cloudfunctions/domain/membership'
import { wouldRun } from '../../cloudfunctions/domain/membership-run'
import { checkPurchase } from '../../cloudfunctions/domain/purchase-checks'
import { holds } from './property'
import { at, codeOf, DAY, opened, pieces, released, Story, twoPlans } from './story'

describe('a card begins', () => {
  test('M013 a ticket card is created, bought, used, expired', () => {
    const story = opened('2027-01-31T10:15')
    expect(standing(story.state, story.now)).toBe('guest')
    const facts = story.buy()
    expect(facts).toMatchObject({
      kind: 'card',
      months: 12,
      paid: 19_900,
      renews: false,
      startsAt: story.now,
    })
    expect(lastDayOf(facts.endsAt)).toBe('2028-01-31')
    expect(standing(story.state, story.now)).toBe('holder')
    expect(story.settle([pieces('meishi')]).saved).toBe(600)
    expect(currentMembership(story.state, facts.endsAt - 1)?.id).toBe(facts.membershipId)
    expect(currentMembership(story.state, facts.endsAt)).toBeNull()
    expect(standing(story.state, facts.endsAt)).toBe('lapsed')
    expect(latestMembership(story.state)?.id).toBe(facts.membershipId)
  })

  test('M062 one valid payment makes a member of who had not joined, once', () => {
    const story = opened('2027-01-31T10:15')
    story.buy()
    expect(story.state.joinedAt).toBe(at('2027-01-31T10:15'))
    story.wait(DAY).buy()
    expect(story.state.joinedAt).toBe(at('2027-01-31T10:15'))
  })

  test('I6 an order hands over its card once; a second time, another amount and an unknown version are refused', () => {
    const story = opened('2027-01-31T10:15')
    story.take(story.delivery('nianka', 'order-1'))
    expect(codeOf(story.delivery('nianka', 'order-1'))).toBe('OPERATION_REUSED')
    const deliver = (change: object) =>
      codeOf(
        deliverCard(story.state, {
          order: {
            orderId: 'o2',
            planId: 'nianka',
            versionId: 'nianka@1',
            amount: 19_900,
            paidAt: 0,
            ...change,
          },
          release: story.release,
          now: story.now,
        }),
      )
    expect(deliver({})).toBe('accepted')
    expect(deliver({ amount: 19_899 })).toBe('PRICE_CHANGED')
    expect(deliver({ versionId: 'nianka@9' })).toBe('PLAN_UNAVAILABLE')
    expect(deliver({ planId: 'yueka' })).toBe('PLAN_UNAVAILABLE')
  })

  test('the purchase posts cash, fee and months, and leaves nothing to be done', () => {
    const story = opened('2027-01-31T10:15')
    const { orderId } = story.buy()
    expect(story.decisions[0]?.postings).toEqual([
      { asset: 'cash', account: 'payer/wechat', amount: -19_900 },
      { asset: 'cash', account: 'shop/cards', amount: 19_900 },
      { asset: 'fee', account: 'shop/fees', amount: -19_900 },
      { asset: 'fee', account: 'member/fees/2027-01', amount: 19_900 },
      { asset: 'card_months', account: 'shop/months', amount: -12 },
      { asset: 'card_months', account: `member/months/${orderId}`, amount: 12 },
    ])
    expect(story.decisions[0]?.due).toEqual([])
  })
})

describe('M097 renewing', () => {
  test('M097 an early renewal stacks on the current end: 2026-05-31 and a year is 2027-05-31, even in March', () => {
    const story = opened('2025-05-31T12:00')
    expect(lastDayOf(story.buy().endsAt)).toBe('2026-05-31')
    story.now = at('2026-03-10T09:00')
    expect(wouldRun(story.state, { planId: 'nianka', months: 12 }, story.now)).toEqual({
      from: '2026-06-01',
      through: '2027-05-31',
      renews: true,
    })
    const second = story.buy()
    expect(second).toMatchObject({ renews: true, startsAt: at('2026-06-01T00:00') })
    expect(lastDayOf(second.endsAt)).toBe('2027-05-31')
    expect(story.state.memberships).toHaveLength(1)
    expect(story.state.memberships[0]).toMatchObject({ anchor: '2025-05-31', months: 24 })
  })

  test('M097 month cards bought on the 31st keep their anchor through February', () => {
    const story = opened('2027-01-31T10:15')
    const through = [1, 2, 3, 4].map(() => lastDayOf(story.buy('yueka').endsAt))
    expect(through).toEqual(['2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31'])
  })

  test('H3 after a lapse the term starts anew today, never on top of an end that is past', () => {
    const story = opened('2027-01-31T10:15')
    const first = story.buy('yueka')
    expect(lastDayOf(first.endsAt)).toBe('2027-02-28')
    story.now = at('2027-05-10T18:30')
    expect(wouldRun(story.state, { planId: 'yueka', months: 1 }, story.now)).toEqual({
      from: '2027-05-10',
      through: '2027-06-10',
      renews: false,
    })
    const second = story.buy('yueka')
    expect(second).toMatchObject({ renews: false, startsAt: story.now, membershipId: second.orderId })
    expect(lastDayOf(second.endsAt)).toBe('2027-06-10')
    expect(story.state.memberships.map(({ anchor }) => anchor)).toEqual(['2027-01-31', '2027-05-10'])
  })

  test('H3 the last millisecond of the last day still renews; the next instant starts anew', () => {
    const story = opened('2027-01-31T10:15')
    const { endsAt } = story.buy('yueka')
    expect(wouldRun(story.state, { planId: 'yueka', months: 1 }, endsAt - 1)).toEqual({
      from: '2027-03-01',
      through: '2027-03-31',
      renews: true,
    })
    expect(wouldRun(story.state, { planId: 'yueka', months: 1 }, endsAt)).toEqual({
      from: '2027-03-01',
      through: '2027-04-01',
      renews: false,
    })
  })

  test('M097 H3 for any history of purchases no paid month is lost, and what is shown before is what is delivered', () => {
    const step = fc.record({
      plan: fc.constantFrom('nianka', 'yueka'),
      wait: fc.integer({ min: 0, max: 90 * DAY }),
    })
    const release = released(twoPlans(), null, at('2025-01-01T00:00'))
    holds(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), fc.nat(2190), (steps, offset) => {
        const story = new Story(release, at('2027-01-01T00:00') + offset * DAY)
        for (const { plan, wait } of steps) {
          story.wait(wait)
          const months = plan === 'nianka' ? 12 : 1
          const shown = wouldRun(story.state, { planId: plan, months }, story.now)
          const delivery = story.delivery(plan)
          if (!delivery.ok) {
            expect(delivery.code).toBe('MEMBERSHIP_TOO_LONG')
            continue
          }
          const facts = story.take(delivery)
          expect(shown).toEqual({
            from: shanghaiDay(facts.startsAt),
            through: lastDayOf(facts.endsAt),
            renews: facts.renews,
          })
          const days = (facts.endsAt - facts.startsAt) / DAY
          expect(days).toBeGreaterThan(months === 1 ? 27.9 : 364.9)
          expect(facts.endsAt).toBeLessThan(story.now + (5 * 366 + 2) * DAY)
        }
        for (const { id, periods, months, endsAt } of story.state.memberships) {
          // Periods that ended long ago have left a card that was prolonged over and over.
          const granted = periods.reduce((sum, period) => sum + period.months, 0)
          if (periods[0]?.orderId === id) expect(granted).toBe(months)
          else expect(granted).toBeLessThan(months)
          expect(periods.at(-1)?.endsAt).toBe(endsAt)
          periods.slice(1).forEach((period, index) => expect(period.startsAt).toBe(periods[index]?.endsAt))
        }
      }),
      150,
    )
  })

  test('a card reaches at most five years ahead, for a page as for a delivery', () => {
    const story = opened('2027-01-31T10:15')
    for (let year = 0; year < 5; year += 1) story.buy()
    expect(codeOf(story.delivery())).toBe('MEMBERSHIP_TOO_LONG')
    const plan = story.release.plans[0]!
    const version = story.release.versions[plan.versionId]!
    const asked = {
      plan,
      version,
      release: story.release,
      versionId: version.id,
      price: 19_900,
      agreements: [],
      required: [],
      now: story.now,
    }
    const required = story.release.agreements.filter(({ id }) => id === 'membership')
    const agreements = required.map(({ id, version: accepted }) => ({ id, version: accepted }))
    expect(checkPurchase(story.state, { ...asked, required, agreements })).toMatchObject({
      code: 'MEMBERSHIP_TOO_LONG',
    })
    expect(
      checkPurchase(story.state, { ...asked, required, agreements, now: story.now + 366 * DAY }),
    ).toMatchObject({ as: 'regular', price: 19_900, refusal: null })
  })

  test('another plan begins today beside the one that runs, and the newer one counts', () => {
    const story = opened('2027-01-31T10:15')
    const year = story.buy('nianka')
    const month = story.wait(DAY).buy('yueka')
    expect(month.renews).toBe(false)
    expect(currentMembership(story.state, story.now)?.planId).toBe('yueka')
    expect(currentMembership(story.state, month.endsAt)?.id).toBe(year.membershipId)
    expect(lastDayOf(story.buy('nianka').endsAt)).toBe('2029-01-31')
  })
})

describe('what a card shows', () => {
  test('M083 its last day, the days after today, and since when', () => {
    const story = opened('2027-01-31T10:15')
    story.buy('yueka')
    const view = (text: string) => cardView(story.state.memberships[0]!, story.release, at(text))
    expect(view('2027-01-31T10:15')).toEqual({
      membershipId: story.state.memberships[0]!.id,
      planId: 'yueka',
      versionId: 'yueka@1',
      planName: '麦香月卡',
      state: 'active',
      validThrough: '2027-02-28',
      daysLeft: 28,
      memberSince: '2027-01-31',
    })
    expect(view('2027-02-28T23:59')).toMatchObject({ state: 'active', daysLeft: 0 })
    expect(view('2027-03-01T00:00')).toMatchObject({ state: 'lapsed', daysLeft: 0 })
  })

  test('a card counts for the whole of its last day in Shanghai, whatever the zone of the process', () => {
    const story = opened('2027-01-15T23:30')
    story.buy('yueka')
    expect(currentPeriod(story.state, startOfDay('2027-02-16') - 1)).not.toBeNull()
    expect(currentPeriod(story.state, startOfDay('2027-02-16'))).toBeNull()
  })
})

test('old cards leave the member, closed in the books, and never the one that counts', () => {
  const story = opened('2027-01-31T10:15')
  for (let card = 0; card < 30; card += 1) {
    story.buy('yueka')
    story.settle([pieces('meishi')])
    story.wait(60 * DAY)
  }
  expect(story.state.memberships.length).toBeLessThan(12)
  const monthly = opened('2027-01-31T10:15')
  for (let month = 0; month < 60; month += 1) {
    monthly.buy('yueka')
    monthly.settle([pieces('meishi')])
    monthly.wait(29 * DAY)
  }
  expect(monthly.state.memberships).toHaveLength(1)
  expect(monthly.state.memberships[0]?.periods.length).toBeLessThan(24)
  expect(standing(monthly.state, monthly.now)).toBe('holder')
})
