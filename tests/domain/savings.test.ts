import fc from 'fast-check'
import { lastTwelveMonths } from '../../cloudfunctions/domain/calendar'
import {
  breakEven,
  missedLast90Days,
  savedTotal,
  savingsLedger,
  typicalSaving,
} from '../../cloudfunctions/domain/savings'
import { holds } from './property'
import { at, DAY, MINUTE, opened, OPENING, pieces, Story } from './story'

/** Settles n pieces of a product one visit at a time, a few minutes apart. */
function visits(story: Story, productId: string, count: number): void {
  for (let visit = 0; visit < count; visit += 1) story.wait(20 * MINUTE).settle([pieces(productId)])
}

describe('the people of the demo shop', () => {
  test('M044 M048 林晓雯: 20 美式, 8 拿铁, 10 牛角包, 2 豆沙包 saved ¥193.00; one more 美式 is ¥199.00, break-even exactly', () => {
    const story = opened('2027-03-10T08:00')
    story.buy()
    visits(story, 'meishi', 20)
    visits(story, 'natie', 8)
    visits(story, 'niujiaobao', 10)
    visits(story, 'doushabao', 2)
    expect(savedTotal(story.state)).toBe(19_300)
    expect(breakEven(story.state, story.now)).toEqual({
      fee: 19_900,
      saved: 19_300,
      remaining: 600,
      beyond: 0,
    })
    expect(story.settle([pieces('meishi')]).savedNow).toEqual({
      thisReceipt: 600,
      total: 19_900,
      breakEven: { fee: 19_900, saved: 19_900, remaining: 0, beyond: 0 },
    })
  })

  test('M044 M048 陈志强: 40 拿铁, 36 吐司, 2 cakes saved ¥412.80, ¥213.80 beyond the fee', () => {
    const story = opened('2027-03-10T08:00')
    story.buy()
    visits(story, 'natie', 40)
    visits(story, 'tusi', 36)
    visits(story, 'dangao', 2)
    expect(savedTotal(story.state)).toBe(41_280)
    expect(breakEven(story.state, story.now)).toMatchObject({ remaining: 0, beyond: 21_380 })
  })

  test('M114 王桂芳: 4 豆沙包 a week for 13 weeks would have saved ¥26.00 of a ¥199.00 fee: nothing to push', () => {
    const story = opened('2027-03-10T08:00')
    for (let week = 0; week < 13; week += 1)
      story.wait(week === 0 ? 0 : 7 * DAY - 6).settle([pieces('doushabao', 4)])
    expect(missedLast90Days(story.state, story.now)).toMatchObject({ saved: 2600, orders: 13 })
    expect(savedTotal(story.state)).toBe(0)
  })

  test('M044 赵一鸣: two 美式, one undone: ¥6.00', () => {
    const story = opened('2027-03-10T08:00')
    story.buy()
    story.settle([pieces('meishi')])
    story.undo(story.settle([pieces('meishi')]))
    expect(savedTotal(story.state)).toBe(600)
    expect(breakEven(story.state, story.now)?.remaining).toBe(19_300)
  })

  test('M089 周敏: lapsed, pays the list price and keeps what was saved', () => {
    const story = opened('2026-01-05T08:00')
    story.buy()
    story.settle([pieces('meishi')])
    story.now = at('2027-03-10T08:00')
    expect(story.settle([pieces('meishi')])).toMatchObject({
      paid: 1500,
      saved: 0,
      savedNow: { total: 600, breakEven: null },
    })
  })
})

describe('M048 the break-even meter', () => {
  test('M048 is zero exactly when what was saved reaches what was paid, for any visits and undos', () => {
    const visit = fc.record({
      product: fc.constantFrom('meishi', 'doushabao', 'dangao'),
      quantity: fc.integer({ min: 1, max: 6 }),
      undo: fc.boolean(),
    })
    holds(
      fc.property(fc.array(visit, { maxLength: 20 }), (steps) => {
        const story = opened('2027-03-10T08:00')
        story.buy()
        let saved = 0
        for (const { product, quantity, undo } of steps) {
          const receipt = story.wait(MINUTE).settle([pieces(product, quantity)])
          if (undo) story.undo(receipt)
          else saved += receipt.saved
          const meter = breakEven(story.state, story.now)!
          expect(meter).toEqual({
            fee: 19_900,
            saved,
            remaining: saved >= 19_900 ? 0 : 19_900 - saved,
            beyond: saved >= 19_900 ? saved - 19_900 : 0,
          })
          expect(meter.remaining === 0).toBe(saved >= 19_900)
        }
      }),
      60,
    )
  })

  test('M048 each period has its own meter', () => {
    const story = opened('2027-01-31T10:15')
    story.buy('yueka')
    visits(story, 'natie', 4)
    story.buy('yueka')
    expect(breakEven(story.state, story.now)).toMatchObject({ saved: 3000, remaining: 0, beyond: 100 })
    story.now = at('2027-03-05T10:00')
    expect(breakEven(story.state, story.now)).toMatchObject({ saved: 0, remaining: 2900 })
    story.now = at('2027-04-02T10:00')
    expect(breakEven(story.state, story.now)).toBeNull()
  })
})

describe('省钱账本', () => {
  test('M083 M044 net = saved less fees, in this period, in twelve months and in all', () => {
    const story = opened('2026-02-10T10:00')
    story.buy()
    visits(story, 'natie', 2)
    story.now = at('2027-03-10T10:00')
    story.buy()
    story.settle([pieces('meishi')])
    const ledger = savingsLedger(story.state, story.now)
    expect(ledger.thisPeriod).toEqual({
      saved: 600,
      fees: 19_900,
      net: -19_300,
      from: '2027-03-10',
      through: '2028-03-10',
    })
    expect(ledger.lastTwelveMonths).toEqual({ saved: 600, fees: 19_900, net: -19_300 })
    expect(ledger.all).toEqual({ saved: 2100, fees: 39_800, net: -37_700 })
    expect(ledger.months.map(({ month }) => month)).toEqual(lastTwelveMonths(story.now))
    expect(ledger.bySource).toEqual({ member_price: 2100, coupon: 0, benefit: 0, delivery: 0, points: 0 })
  })

  test('I5 M044 bars, split and totals are each the sum over receipts less what was undone, in its own month', () => {
    const step = fc.record({
      product: fc.constantFrom('meishi', 'tusi', 'dangao'),
      wait: fc.integer({ min: 0, max: 25 * DAY }),
      undo: fc.boolean(),
    })
    holds(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const story = opened('2027-01-25T10:00')
        story.buy()
        const byMonth = new Map<string, number>()
        const count = (amount: number) => {
          const month = lastTwelveMonths(story.now)[11]!
          byMonth.set(month, (byMonth.get(month) ?? 0) + amount)
        }
        for (const { product, wait, undo } of steps) {
          const receipt = story.wait(wait).settle([pieces(product)])
          count(receipt.saved)
          if (!undo) continue
          story.wait(10 * MINUTE).undo(receipt)
          count(-receipt.saved)
        }
        const ledger = savingsLedger(story.state, story.now)
        for (const { month, saved, bySource } of ledger.months) {
          expect(saved).toBe(byMonth.get(month) ?? 0)
          expect(Object.values(bySource).reduce((sum, amount) => sum + amount, 0)).toBe(saved)
        }
        const all = [...byMonth.values()].reduce((sum, amount) => sum + amount, 0)
        expect(ledger.all.saved).toBe(all)
        expect(savedTotal(story.state)).toBe(all)
        expect(Object.values(ledger.bySource).reduce((sum, amount) => sum + amount, 0)).toBe(all)
        const bars = ledger.months.reduce((sum, { saved }) => sum + saved, 0)
        expect(ledger.lastTwelveMonths.saved).toBe(bars)
        expect(ledger.all.net).toBe(all - ledger.all.fees)
      }),
      60,
    )
  })

  test('M083 somebody without anything sees zeros, not an error', () => {
    const ledger = savingsLedger(new Story().state, OPENING)
    expect(ledger).toMatchObject({ thisPeriod: null, all: { saved: 0, fees: 0, net: 0 }, breakEven: null })
    expect(ledger.months).toHaveLength(12)
  })
})

describe('what members really saved', () => {
  const started = OPENING - 31 * DAY
  const memberships = (values: number[], startsAt = started) => values.map((saved) => ({ saved, startsAt }))

  test('M043 quartiles from ten memberships older than thirty days, and nothing below that', () => {
    const ten = [0, 100, 200, 300, 400, 500, 600, 700, 800, 900]
    expect(typicalSaving(memberships(ten), OPENING)).toEqual({
      memberships: 10,
      lowerQuartile: 200,
      median: 400,
      upperQuartile: 600,
    })
    expect(typicalSaving(memberships(ten.slice(1)), OPENING)).toBeNull()
    expect(
      typicalSaving([...memberships(ten.slice(1)), ...memberships([0], OPENING - 30 * DAY)], OPENING),
    ).toBeNull()
    expect(typicalSaving(memberships([...ten].reverse()), OPENING)?.median).toBe(400)
  })

  test('M043 the figures lie within the values, in order, and never above the true quartile', () => {
    holds(
      fc.property(fc.array(fc.nat(50_000), { minLength: 10, maxLength: 60 }), (values) => {
        const typical = typicalSaving(memberships(values), OPENING)!
        const sorted = [...values].sort((a, b) => a - b)
        expect(typical.lowerQuartile).toBeLessThanOrEqual(typical.median)
        expect(typical.median).toBeLessThanOrEqual(typical.upperQuartile)
        const half = values.length / 2
        expect(sorted.filter((value) => value < typical.median).length).toBeLessThanOrEqual(half)
        expect(sorted.filter((value) => value > typical.median).length).toBeLessThanOrEqual(half)
      }),
    )
  })
})
