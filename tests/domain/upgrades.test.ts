import fc from 'fast-check'
import type { BuyAs } from '../../cloudfunctions/contract/plan-offers'
import { isRefusal } from '../../cloudfunctions/contract/refusals'
import { addDays, lastDayOf, startOfDay } from '../../cloudfunctions/domain/calendar'
import { familyOf, stands } from '../../cloudfunctions/domain/family'
import { currentMembership, currentPeriod } from '../../cloudfunctions/domain/membership'
import { asked, delivery, everyPeriod, from, offered, take, threeRanks } from './offers-story'
import { holds } from './property'
import { at, bakery, codeOf, DAY, OPENING, pieces, released, Story } from './story'

describe('M017 three packages of one card', () => {
  test('M017 a month after a year of the same rank stacks on the end with the anchor kept', () => {
    const story = from('2027-01-31T10:15')
    take(story, 'life')
    story.now = at('2027-06-01T09:00')
    const month = take(story, 'life-month')
    expect(month).toMatchObject({ renews: true, startsAt: at('2028-02-01T00:00') })
    expect(lastDayOf(month.endsAt)).toBe('2028-02-29')
    expect(story.state.memberships).toHaveLength(1)
    expect(story.state.memberships[0]).toMatchObject({ anchor: '2027-01-31', months: 13 })
    expect(lastDayOf(take(story, 'life-month').endsAt)).toBe('2028-03-31')
  })

  test('M017 an upgrade on the day of purchase counts everything that was paid', () => {
    const story = from('2027-03-10T10:00')
    const life = take(story, 'life')
    const option = offered(story, 'shop', 'upgrade')
    expect(option).toMatchObject({ credit: 19_900, price: 10_000, refusal: null })
    const facts = take(story, 'shop', 'upgrade')
    expect(facts).toMatchObject({ as: 'upgrade', credit: 19_900, paid: 10_000, renews: false })
    expect(lastDayOf(facts.endsAt)).toBe('2028-03-10')
    expect(currentPeriod(story.state, story.now)).toMatchObject({
      paid: 29_900,
      sources: [
        { orderId: life.orderId, amount: 19_900 },
        { orderId: facts.orderId, amount: 10_000 },
      ],
    })
  })

  test('M017 after 100 of 366 days the rest is worth its share at the paid price, rounded up', () => {
    const story = from('2027-03-10T10:00')
    const life = take(story, 'life')
    story.now = at('2027-06-18T23:59') + 59_999
    const option = offered(story, 'all', 'upgrade')
    expect(option.credit).toBe(Math.ceil((19_900 * 266) / 366))
    expect(option.credit + option.price).toBe(36_600)
    const facts = take(story, 'all', 'upgrade')
    expect(story.state.memberships[0]?.periods[0]).toMatchObject({
      upgradedInto: facts.orderId,
      endsAt: story.now,
      paid: 19_900 - option.credit,
    })
    expect(currentMembership(story.state, story.now)?.id).toBe(facts.membershipId)
    expect(story.refundQuote(life.orderId)).toMatchObject({ code: 'REFUND_NOT_POSSIBLE' })
    expect(lastDayOf(facts.endsAt)).toBe('2028-06-18')
  })

  test('M017 a downgrade begins at the present end, and what was begun is not shortened', () => {
    const story = from('2027-03-10T10:00')
    const all = take(story, 'all')
    story.now = at('2027-09-01T10:00')
    expect(asked(story, 'life', 'upgrade')).toMatchObject({ code: 'UPGRADE_NOT_POSSIBLE' })
    const life = take(story, 'life')
    expect(life).toMatchObject({ renews: true, startsAt: all.endsAt })
    expect(lastDayOf(life.endsAt)).toBe('2029-03-10')
    expect(currentMembership(story.state, all.endsAt - 1)?.id).toBe(all.membershipId)
    expect(currentMembership(story.state, all.endsAt)?.id).toBe(life.membershipId)
    // Once a lower one waits behind it, the same rank follows that: no two run at once.
    expect(take(story, 'all').startsAt).toBe(life.endsAt)
  })

  test('M017 an upgrade takes early renewals along, and refuses where the rest is worth more', () => {
    const story = from('2027-03-10T10:00')
    take(story, 'life')
    take(story, 'life-month')
    expect(offered(story, 'shop', 'upgrade').credit).toBe(19_900 + 1_990)
    take(story, 'life')
    const option = offered(story, 'shop', 'upgrade')
    expect(option.refusal?.code).toBe('UPGRADE_NOT_POSSIBLE')
    expect(option.why).toContain('高于')
  })

  test('M017 a second upgrade carries the money of all orders, each to its own order', () => {
    const story = from('2027-03-10T10:00')
    const life = take(story, 'life')
    const shop = take(story, 'shop', 'upgrade')
    story.wait(200 * DAY)
    const option = offered(story, 'all', 'upgrade')
    const all = take(story, 'all', 'upgrade')
    const period = currentPeriod(story.state, story.now)!
    const bySource = new Map(period.sources?.map(({ orderId, amount }) => [orderId, amount]))
    expect([...bySource.keys()]).toEqual(expect.arrayContaining([life.orderId, shop.orderId, all.orderId]))
    expect(bySource.get(all.orderId)).toBe(option.price)
    expect((bySource.get(life.orderId) ?? 0) + (bySource.get(shop.orderId) ?? 0)).toBe(option.credit)
    expect(bySource.get(life.orderId)).toBeLessThanOrEqual(19_900)
    expect(bySource.get(shop.orderId)).toBeLessThanOrEqual(10_000)
  })

  test('M017 of two upgrades that were paid side by side only the first is handed over', () => {
    const story = from('2027-03-10T10:00')
    take(story, 'life')
    const option = offered(story, 'shop', 'upgrade')
    story.take(delivery(story, 'shop', option))
    expect(codeOf(delivery(story, 'shop', option))).toBe('UPGRADE_NOT_POSSIBLE')
  })

  test('M017 a payment that takes over midnight keeps the credit that was shown', () => {
    const story = from('2027-06-18T23:50')
    take(story, 'life')
    story.wait(100 * DAY)
    const { credit } = offered(story, 'shop', 'upgrade')
    expect(take(story, 'shop', 'upgrade', 20 * 60_000)).toMatchObject({ credit })
  })

  test('M017 M081 no sequence of purchases, upgrades and refunds gains a free day or a fen', () => {
    const release = released(threeRanks(), null, at('2024-01-01T00:00'))
    const starts = ['2027-01-31', '2027-12-31', '2028-02-29', '2027-03-10']
    const step = fc.record({
      plan: fc.constantFrom('life', 'life-month', 'shop', 'all'),
      as: fc.constantFrom<BuyAs>('regular', 'upgrade', 'upgrade'),
      refund: fc.boolean(),
      wait: fc.integer({ min: 0, max: 45 * DAY }),
    })
    const inputs = fc.tuple(fc.constantFrom(...starts), fc.boolean(), fc.array(step, { maxLength: 8 }))
    holds(
      fc.property(inputs, ([day, late, steps]) => {
        const story = new Story(release, late ? startOfDay(addDays(day, 1)) - 1 : startOfDay(day))
        let cash = 0
        for (const { plan, as, refund, wait } of steps) {
          story.wait(wait)
          const option = asked(story, plan, as)
          if (isRefusal(option) || option.refusal) continue
          const before = paidFor(story)
          const facts = story.take(delivery(story, plan, option))
          cash += facts.paid
          expect(option.credit).toBeLessThanOrEqual(before)
          expect(paidFor(story)).toBe(cash)
          // Refunded at once, never more comes back than was paid for what still stands.
          if (refund && story.now < facts.endsAt) {
            const quote = story.refundQuote(facts.orderId)
            if (isRefusal(quote)) continue
            const period = everyPeriod(story).find(({ orderId }) => orderId === facts.orderId)!
            expect(quote.refund).toBeLessThanOrEqual(period.paid)
          }
          const running = everyPeriod(story)
            .filter((one) => stands(one) && one.endsAt > story.now)
            .sort((a, b) => a.startsAt - b.startsAt)
          running
            .slice(1)
            .forEach((one, index) => expect(one.startsAt).toBeGreaterThanOrEqual(running[index]!.endsAt))
          for (const { paid, sources } of everyPeriod(story))
            if (sources) expect(sources.reduce((sum, { amount }) => sum + amount, 0)).toBe(paid)
        }
      }),
      200,
    )
  })

  test('M081 a lite card is upgraded pro rata', () => {
    const story = from('2027-03-10T10:00')
    take(story, 'life-month')
    story.wait(10 * DAY)
    const { credit } = offered(story, 'all', 'upgrade')
    expect(credit).toBe(Math.ceil((1_990 * 21) / 31))
  })
})

/** What all periods together were paid with: kept by every exchange of one card for another. */
function paidFor(story: Story): number {
  return everyPeriod(story).reduce((sum, { paid }) => sum + paid, 0)
}

describe('families', () => {
  test('M017 a plan without a family is one of its own, and a card from before keeps stacking', () => {
    expect(familyOf('nianka', {})).toEqual({ id: 'nianka', rank: 0 })
    const story = new Story(released(bakery(), null, at('2024-01-01T00:00')), OPENING)
    take(story, 'nianka')
    story.release = released(
      bakery((draft) => (draft.plans[0]!.terms.family = { id: 'mai', rank: 1, label: '年卡' })),
      story.release,
      story.now,
    )
    expect(take(story, 'nianka')).toMatchObject({ renews: true })
    expect(story.state.memberships).toHaveLength(1)
    expect(story.settle([pieces('meishi')]).saved).toBe(600)
  })
})
