import fc from 'fast-check'
import { isRefusal } from '../../cloudfunctions/contract/refusals'
import { deliverCard } from '../../cloudfunctions/domain/card-delivery'
import { addMonths, lastDayOf, shanghaiDay, startOfDay } from '../../cloudfunctions/domain/calendar'
import { hasTerm, stands } from '../../cloudfunctions/domain/family'
import type { Membership, Period } from '../../cloudfunctions/domain/member'
import { currentMembership } from '../../cloudfunctions/domain/membership'
import type { RenewalContract } from '../../cloudfunctions/domain/renewal-contract'
import { endContract } from '../../cloudfunctions/domain/renewal-signing'
import { asked, delivery, from, take, threeRanks } from './offers-story'
import { holds } from './property'
import { at, DAY, released, Story } from './story'

/** What counts of a card, the first to begin first. */
const inARow = (story: Story): Membership[] =>
  story.state.memberships
    .filter((card) => hasTerm(card) && card.periods.some((one) => stands(one) && one.endsAt > story.now))
    .sort((a, b) => a.startsAt - b.startsAt)

/** What is still to run or runs. */
const ahead = (story: Story): Period[] =>
  inARow(story).flatMap(({ periods }) => periods.filter((one) => stands(one) && one.endsAt > story.now))

const months = (story: Story) => ahead(story).reduce((sum, period) => sum + period.months, 0)

describe('M017 a card that waits behind a better one', () => {
  test('M017 begins at once when the better one is given back, with its whole term', () => {
    const story = from('2027-03-10T10:00')
    const all = take(story, 'all')
    const life = take(story, 'life')
    expect(lastDayOf(life.endsAt)).toBe('2029-03-10')
    story.now = at('2027-09-01T15:30')
    story.refund(all.orderId)
    const card = currentMembership(story.state, story.now)
    expect(card).toMatchObject({
      id: life.membershipId,
      anchor: '2027-09-01',
      startsAt: story.now,
      months: 12,
    })
    expect(lastDayOf(card!.endsAt)).toBe('2028-09-01')
    expect(card!.periods[0]).toMatchObject({ startsAt: story.now, endsAt: card!.endsAt })
  })

  test('M017 a third one moves up with the second, and a waiting one that is given back leaves no hole', () => {
    const story = from('2027-03-10T10:00')
    const all = take(story, 'all')
    const life = take(story, 'life')
    const again = take(story, 'all')
    expect(again.startsAt).toBe(life.endsAt)
    story.wait(30 * DAY).refund(life.orderId)
    expect(inARow(story).map(({ id }) => id)).toEqual([all.membershipId, again.membershipId])
    expect(inARow(story)[1]).toMatchObject({ startsAt: all.endsAt, anchor: '2028-03-10' })
    story.refund(all.orderId)
    expect(inARow(story)).toMatchObject([{ id: again.membershipId, startsAt: story.now, months: 12 }])
  })

  test('M017 waits as long as the rest of a card whose running period is given back', () => {
    const story = from('2027-03-10T10:00')
    const first = take(story, 'all')
    const renewal = take(story, 'all')
    const life = take(story, 'life')
    story.wait(10 * DAY).refund(first.orderId)
    const [running, waiting] = inARow(story)
    expect(running).toMatchObject({ id: renewal.orderId, startsAt: story.now })
    expect(waiting).toMatchObject({ id: life.membershipId, startsAt: running!.endsAt })
  })

  test('M041 coupons of the card that moves up begin with it and last as long', () => {
    const draft = threeRanks(({ plans }) => {
      plans[0]!.terms.coupons = [
        { id: 'welcome', title: '新卡券', amount: 500, threshold: 0, count: 2, days: 30, grant: 'every' },
      ]
    })
    const story = from('2027-03-10T10:00', draft)
    const all = take(story, 'all')
    take(story, 'life')
    expect(story.state.coupons).toMatchObject([{ from: all.endsAt }])
    story.now = at('2027-05-04T12:00')
    story.refund(all.orderId)
    expect(story.state.coupons).toMatchObject([{ from: story.now, until: at('2027-06-04T00:00'), left: 2 }])
  })

  test('M050 begins at once when the one before it, paid by what it saved, ends with its contract', () => {
    const story = from('2027-03-10T10:00')
    const contract: RenewalContract = {
      contractCode: 'contract',
      contractId: 'wechat',
      templateId: '12253',
      purpose: 'as_saved',
      planId: 'all',
      versionId: 'all@1',
      amount: 36_600,
      state: 'active',
      createdAt: story.now,
      signedAt: story.now,
      terminatedAt: null,
      terminatedBy: null,
      topUp: null,
      cycle: null,
    }
    story.state = { ...story.state, contracts: [contract] }
    const order = { orderId: story.id(), planId: 'all', versionId: 'all@1', amount: 0, paidAt: story.now }
    story.take(
      deliverCard(story.state, {
        order: { ...order, as: 'as_saved' },
        release: story.release,
        now: story.now,
      }),
    )
    const life = take(story, 'life')
    story.wait(20 * DAY)
    story.take(endContract(story.state, { contractCode: 'contract', by: 'member', now: story.now }))
    expect(inARow(story)).toMatchObject([{ id: life.membershipId, startsAt: story.now, months: 12 }])
  })

  test('M017 M097 whatever is bought and given back: no day between two cards, and no day that nobody paid', () => {
    const release = released(threeRanks(), null, at('2024-01-01T00:00'))
    const starts = ['2027-01-31', '2027-12-31', '2028-02-29', '2027-03-10', '2027-08-31']
    const step = fc.record({
      plan: fc.constantFrom('life', 'life-month', 'shop', 'all'),
      /** Which of the standing periods is given back after this purchase; null: none. */
      back: fc.option(fc.nat(5)),
      wait: fc.integer({ min: 0, max: 70 * DAY }),
    })
    const inputs = fc.tuple(
      fc.constantFrom(...starts),
      fc.boolean(),
      fc.array(step, { minLength: 2, maxLength: 7 }),
    )
    holds(
      fc.property(inputs, ([day, late, steps]) => {
        const story = new Story(release, startOfDay(day) + (late ? DAY - 1 : 0))
        for (const { plan, back, wait } of steps) {
          const option = asked(story, plan, 'regular')
          if (!isRefusal(option) && !option.refusal) story.take(delivery(story, plan, option))
          story.wait(wait)
          const standing = ahead(story)
          const given = back === null ? undefined : standing[back % Math.max(1, standing.length)]
          if (!given || isRefusal(story.refundQuote(given.orderId))) continue
          const before = months(story)
          const ends = Math.max(...inARow(story).map(({ endsAt }) => endsAt))
          story.refund(given.orderId)
          const cards = inARow(story)
          // The months that were given back are gone, and no others.
          expect(months(story)).toBe(before - given.months)
          // The first of what is left counts now, and each other begins where the one before it ends.
          cards.forEach((card, index) => {
            const follows = index === 0 ? story.now : cards[index - 1]!.endsAt
            if (index > 0) expect(card.startsAt).toBe(follows)
            else expect(card.startsAt).toBeLessThanOrEqual(follows)
            // The term is counted from the day on which the card before it ended, never from later.
            expect(card.endsAt).toBe(startOfDay(addMonths(card.anchor, card.months)) + DAY)
            if (card.startsAt >= story.now)
              expect(card.anchor).toBe(
                card.startsAt === story.now ? shanghaiDay(story.now) : lastDayOf(follows),
              )
          })
          if (cards.length > 0) expect(cards.at(-1)!.endsAt).toBeLessThanOrEqual(ends)
        }
      }),
      300,
    )
  })
})
