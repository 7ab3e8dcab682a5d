import fc from 'fast-check'
import { missedLast90Days } from '../../cloudfunctions/domain/savings'
import { holds } from './property'
import { at, DAY, opened, pieces, Story } from './story'

const coffee = [pieces('meishi')]

describe('without a card', () => {
  test('M114 each order is replayed once with the highlighted plan; an undo takes it off', () => {
    const story = opened('2027-03-10T10:00')
    const first = story.settle([pieces('doushabao', 4)])
    expect(first).toMatchObject({ saved: 0, missed: 200, periodOrderId: null })
    story.settle(coffee)
    expect(story.state.missed).toEqual([{ day: '2027-03-10', orders: 2, amount: 800 }])
    story.undo(first)
    expect(missedLast90Days(story.state, story.now)).toEqual({ saved: 600, orders: 1, since: '2026-12-11' })
  })

  test('M114 only the last ninety days count, and a card holder misses nothing', () => {
    const story = opened('2027-03-10T10:00')
    story.settle(coffee)
    story.wait(89 * DAY)
    expect(missedLast90Days(story.state, story.now).saved).toBe(600)
    story.wait(DAY)
    expect(missedLast90Days(story.state, story.now)).toMatchObject({ saved: 0, orders: 0 })
    story.buy()
    expect(story.settle(coffee)).toMatchObject({ saved: 600, missed: 0 })
    expect(missedLast90Days(story.state, story.now).orders).toBe(0)
  })

  test('M089 H4 a lapsed member pays exactly like somebody who never had a card, for any basket and any time', () => {
    const basket = fc.array(
      fc.record({
        product: fc.constantFrom('meishi', 'natie', 'niujiaobao', 'tusi', 'doushabao', 'dangao'),
        quantity: fc.integer({ min: 1, max: 9 }),
      }),
      { minLength: 1, maxLength: 5 },
    )
    holds(
      fc.property(basket, fc.nat(900 * DAY), fc.boolean(), (items, after, givenBack) => {
        const lapsed = opened('2027-01-31T10:15')
        const { endsAt, orderId } = lapsed.buy('yueka')
        lapsed.settle(coffee)
        if (givenBack) lapsed.wait(DAY).refund(orderId)
        lapsed.now = Math.max(givenBack ? lapsed.now : endsAt, givenBack ? 0 : endsAt + after)
        const never = new Story(lapsed.release, lapsed.now)
        const lines = items.map(({ product, quantity }) => pieces(product, quantity))
        expect(lapsed.priced(lines)).toEqual(never.priced(lines))
        const strip = ({ receiptId: _id, savedNow: _now, ...rest }: ReturnType<Story['settle']>) => rest
        expect(strip(lapsed.settle(lines))).toEqual(strip(never.settle(lines)))
        expect(lapsed.state.missed).toEqual(never.state.missed)
      }),
      100,
    )
  })
})

test('what nothing can ask for any more leaves the member', () => {
  const story = opened('2027-01-01T09:00')
  story.buy()
  for (let day = 0; day < 120; day += 1) {
    for (let visit = 0; visit < 4; visit += 1) story.settle(coffee, { codeTag: `${day}-${visit}` })
    expect(story.state.receipts).toHaveLength(4)
    story.now = at('2027-01-01T09:00') + (day + 1) * DAY
  }
  expect(story.state.usedCodes.length).toBeLessThanOrEqual(4)
  const guest = opened('2027-01-01T09:00')
  for (let day = 0; day < 200; day += 1) guest.wait(DAY).settle(coffee)
  expect(guest.state.missed.length).toBeLessThanOrEqual(93)
  expect(guest.state.receipts).toHaveLength(3)
})
