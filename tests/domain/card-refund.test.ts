import fc from 'fast-check'
import { refundCard, refundQuote } from '../../cloudfunctions/domain/card-refund'
import { lastDayOf } from '../../cloudfunctions/domain/calendar'
import { cardView, currentMembership, standing } from '../../cloudfunctions/domain/membership'
import { holds } from './property'
import { accepted, at, bakery, codeOf, DAY, opened, pieces, released, Story, twoPlans } from './story'

/** A year card for this many fen, bought on the day. */
function bought(price: number, day = '2027-01-31T10:15'): { story: Story; orderId: string } {
  const release = released(
    bakery((draft) => (draft.plans[0]!.terms.price = price)),
    null,
    at('2026-01-01T00:00'),
  )
  const story = new Story(release, at(day))
  return { story, orderId: story.buy().orderId }
}

const quoted = (story: Story, orderId: string) => accepted(story.refundQuote(orderId))

describe('what giving a card back returns', () => {
  test('L6 within seven days an unused card returns everything; the payment day is not counted', () => {
    const { story, orderId } = bought(19_900)
    for (const moment of ['2027-01-31T10:16', '2027-02-07T23:59']) {
      story.now = at(moment)
      expect(quoted(story, orderId)).toMatchObject({
        paid: 19_900,
        refund: 19_900,
        basis: 'seven_days_unused',
      })
    }
    story.now = at('2027-02-08T00:00')
    expect(quoted(story, orderId)).toMatchObject({ refund: 19_464, basis: 'remaining_period' })
  })

  test('L6 used within seven days: what was paid less what it saved, or the remaining days if they are worth more', () => {
    const { story, orderId } = bought(19_900)
    story.wait(DAY).settle([pieces('meishi')])
    const quote = quoted(story, orderId)
    expect(quote).toMatchObject({ refund: 19_846, basis: 'remaining_period' })
    expect(quote.explanation).toContain('¥199.00×364÷365')
    const month = opened('2027-03-01T10:00')
    const { orderId: monthOrder } = month.buy('yueka')
    month.wait(5 * DAY).settle([pieces('niujiaobao', 3)])
    expect(quoted(month, monthOrder)).toMatchObject({ refund: 2900 - 360, basis: 'seven_days_used' })
    expect(quoted(month, monthOrder).explanation).toBe('付款后7天内,退回支付的¥29.00减去已省的¥3.60')
  })

  test('L6 the remaining share by days, rounded up: 365.00, 100 of 365 days used, is 265.00; 299.00 is 217.09', () => {
    for (const [price, refund] of [
      [36_500, 26_500],
      [29_900, 21_709],
    ] as const) {
      const { story, orderId } = bought(price)
      story.wait(100 * DAY)
      expect(quoted(story, orderId)).toMatchObject({ refund, basis: 'remaining_period' })
    }
  })

  test('a term that is over, an unknown order, a second time: refused', () => {
    const { story, orderId } = bought(19_900)
    const command = { orderId, paidAt: story.now, release: story.release, now: story.now }
    expect(codeOf(refundQuote(story.state, { ...command, orderId: 'unknown' }))).toBe('REFUND_NOT_POSSIBLE')
    expect(codeOf(refundQuote(story.state, { ...command, now: at('2028-01-31T12:00') }))).toBe(
      'REFUND_NOT_POSSIBLE',
    )
    expect(codeOf(refundQuote(story.state, { ...command, now: at('2028-03-01T12:00') }))).toBe(
      'REFUND_NOT_POSSIBLE',
    )
    story.refund(orderId)
    expect(codeOf(story.refundQuote(orderId))).toBe('REFUND_NOT_POSSIBLE')
  })

  test('a figure that is not the one shown is refused with the new one', () => {
    const { story, orderId } = bought(19_900)
    const command = {
      orderId,
      suffix: 'm',
      expected: 19_899,
      paidAt: story.now,
      release: story.release,
      now: story.now,
    }
    expect(refundCard(story.state, command)).toMatchObject({
      code: 'REFUND_CHANGED',
      detail: { refund: 19_900 },
    })
  })

  test('while a receipt priced with this card waits to be paid, its worth is open', () => {
    const { story, orderId } = bought(19_900)
    story.settle([pieces('meishi')], { tender: 'wechat' })
    expect(codeOf(story.refundQuote(orderId))).toBe('PAYMENT_OPEN')
    expect(codeOf(story.wait(5 * 60_000).refundQuote(orderId))).toBe('accepted')
  })
})

describe('what happens to the card', () => {
  test('M013 a ticket card is given back: it ends now, fees and months are reversed, the money is due', () => {
    const { story, orderId } = bought(19_900)
    story.wait(DAY)
    const facts = story.refund(orderId)
    expect(facts).toEqual({
      kind: 'card_refund',
      orderId,
      refundId: `${orderId}-m`,
      amount: 19_900,
      basis: 'seven_days_unused',
    })
    expect(story.decisions.at(-1)?.due).toEqual([
      {
        kind: 'refund',
        key: `refund:${orderId}-m`,
        owner: 'payment',
        refundId: `${orderId}-m`,
        orderId,
        amount: 19_900,
        reason: 'member_request',
        asked: { basis: 'seven_days_unused', channel: 'wechat', at: story.now, by: '2027-02-16' },
      },
    ])
    expect(story.state.fees).toEqual({ '2027-01': 19_900, '2027-02': -19_900 })
    expect(currentMembership(story.state, story.now)).toBeNull()
    expect(currentMembership(story.state, story.now - 1)).toBeNull()
    expect(standing(story.state, story.now)).toBe('lapsed')
    expect(cardView(story.state.memberships[0]!, story.release, story.now).state).toBe('refunded')
    expect(story.settle([pieces('meishi')]).saved).toBe(0)
  })

  test('M097 a renewal that has not begun comes back whole, and the card keeps its present end', () => {
    const story = opened('2027-01-31T10:15')
    const first = story.buy()
    const second = story.wait(DAY).buy()
    story.wait(20 * DAY)
    expect(quoted(story, second.orderId)).toMatchObject({
      refund: 19_900,
      basis: 'remaining_period',
      endsOn: '2028-01-31',
    })
    story.refund(second.orderId)
    expect(currentMembership(story.state, story.now)).toMatchObject({ endsAt: first.endsAt, months: 12 })
    expect(lastDayOf(story.buy().endsAt)).toBe('2029-01-31')
  })

  test('M097 giving back the running period moves the renewal forward: paid months are not lost', () => {
    const story = opened('2027-01-31T10:15')
    const first = story.buy()
    story.wait(DAY).buy()
    story.now = at('2027-02-05T12:00')
    story.refund(first.orderId)
    const card = currentMembership(story.state, story.now)!
    expect(card).toMatchObject({ anchor: '2027-02-05', months: 12, startsAt: story.now })
    expect(lastDayOf(card.endsAt)).toBe('2028-02-05')
    expect(lastDayOf(story.buy().endsAt)).toBe('2029-02-05')
  })

  test('M097 of three, the middle one given back lets the third move up behind the first', () => {
    const story = opened('2027-01-31T10:15', released(twoPlans(), null, at('2026-01-01T00:00')))
    const [, second, third] = [story.buy('yueka'), story.buy('yueka'), story.buy('yueka')]
    story.refund(second.orderId)
    const [card] = story.state.memberships
    expect(card?.months).toBe(2)
    expect(lastDayOf(card!.endsAt)).toBe('2027-03-31')
    const moved = card!.periods.find(({ orderId }) => orderId === third.orderId)!
    expect([lastDayOf(moved.startsAt), lastDayOf(moved.endsAt)]).toEqual(['2027-02-28', '2027-03-31'])
  })
})

test('I3 over any history refunds never exceed what was paid, per order, and nobody gets less than a share of the days', () => {
  const step = fc.record({
    act: fc.constantFrom('buy', 'month', 'settle', 'refund'),
    wait: fc.integer({ min: 0, max: 40 * DAY }),
    pick: fc.nat(20),
  })
  holds(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const story = opened('2027-01-31T10:15')
      const paid = new Map<string, number>()
      const back = new Map<string, number>()
      for (const { act, wait, pick } of steps) {
        story.wait(wait)
        if (act === 'settle') story.settle([pieces('meishi', 1 + (pick % 3))])
        else if (act !== 'refund') {
          const delivery = story.delivery(act === 'buy' ? 'nianka' : 'yueka')
          if (delivery.ok) paid.set(story.take(delivery).orderId, delivery.facts.paid)
        } else {
          const orderId = [...paid.keys()][pick % Math.max(1, paid.size)] ?? 'none'
          const quote = story.refundQuote(orderId)
          if ('ok' in quote) continue
          expect(quote.refund).toBeGreaterThan(0)
          expect(quote.refund).toBeLessThanOrEqual(paid.get(orderId) ?? 0)
          const { amount } = story.refund(orderId)
          back.set(orderId, (back.get(orderId) ?? 0) + amount)
        }
      }
      for (const [orderId, amount] of back) expect(amount).toBeLessThanOrEqual(paid.get(orderId) ?? 0)
      const net = Object.values(story.state.fees).reduce((sum, fee) => sum + fee, 0)
      const sum = (values: Map<string, number>) =>
        [...values.values()].reduce((total, value) => total + value, 0)
      expect(net).toBe(sum(paid) - sum(back))
    }),
    150,
  )
})
