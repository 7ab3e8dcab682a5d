import fc from 'fast-check'
import { lastDayOf, shanghaiDay } from '../../cloudfunctions/domain/calendar'
import { guaranteeMargin, guaranteeRefund, guaranteeTarget } from '../../cloudfunctions/domain/guarantee'
import {
  claimGuarantee,
  guaranteeOf,
  settleGuarantee,
} from '../../cloudfunctions/domain/guarantee-settlement'
import { guaranteeSteps } from '../../cloudfunctions/domain/guarantee-settlement'
import { currentPeriod } from '../../cloudfunctions/domain/membership'
import { guaranteeSettlements } from '../../cloudfunctions/domain/next-due'
import { everyPeriod, from, take, threeRanks } from './offers-story'
import { holds } from './property'
import { accepted, at, codeOf, DAY, pieces, type Story } from './story'

const SHARE = 12_000

/** A year card of 199.00 with the guarantee, and one of three bonus months. */
const promised = (bonusMonths?: number) =>
  threeRanks((draft) => {
    for (const { terms } of draft.plans) {
      terms.guarantee = { basisPoints: SHARE }
      if (bonusMonths !== undefined) terms.bonusMonths = bonusMonths
    }
  })

const settled = (story: Story, orderId: string) =>
  settleGuarantee(story.state, { orderId, release: story.release, now: story.now })

const claimed = (story: Story, orderId: string, expected: number) =>
  claimGuarantee(story.state, { orderId, expected, release: story.release, now: story.now })

const quoted = (story: Story, orderId: string) => accepted(guaranteeOf(story.state, orderId)).standing

/** When the timer settles the guarantee; null: there is none. */
const settledAt = (story: Story) => guaranteeSettlements(story.state)[0] ?? null

describe('the formula', () => {
  test.each([
    [0, 10_000],
    [4000, 6667],
    [8000, 3334],
    [10_000, 1667],
    [11_900, 84],
    [12_000, 0],
    [15_000, 0],
  ])('F1 M047 a fee of 100.00 that saved %i fen pays %i fen back', (saved, refund) => {
    expect(guaranteeRefund(10_000, saved, SHARE)).toBe(refund)
  })

  test('F1 it is the ceiling of fee x (T - saved) / T, exactly, for every amount', () => {
    holds(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000_000 }),
        fc.integer({ min: 0, max: 2_000_000_000 }),
        fc.integer({ min: 10_000, max: 20_000 }),
        (fee, saved, share) => {
          const target = BigInt(fee) * BigInt(share)
          const missing = target - BigInt(saved) * 10_000n
          const exact = missing <= 0n ? 0n : (BigInt(fee) * missing + target - 1n) / target
          expect(BigInt(guaranteeRefund(fee, saved, share))).toBe(exact)
          expect(guaranteeTarget(fee, share)).toBe(Number((target + 9999n) / 10_000n))
        },
      ),
      500,
    )
  })

  test('F2 the member never loses: saved + refund - fee >= 0 for any fee, savings and promise', () => {
    holds(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000_000 }),
        fc.integer({ min: 0, max: 2_000_000_000 }),
        fc.integer({ min: 10_000, max: 20_000 }),
        (fee, saved, share) => {
          const refund = guaranteeRefund(fee, saved, share)
          expect(saved + refund - fee).toBeGreaterThanOrEqual(0)
          expect(refund).toBeLessThanOrEqual(fee)
          // At 120 % a sixth of what was saved stays with the member, to the fen.
          if (share === SHARE && saved * 10 <= fee * 12)
            expect(Math.abs(saved + refund - fee - saved / 6)).toBeLessThan(1)
        },
      ),
      1000,
    )
  })

  test('F3 at a real cost of 0.30 a saved yuan, 80 saved of a fee of 100 leave 42.67', () => {
    expect(guaranteeMargin(10_000, 8000, { basisPoints: SHARE, costBasisPoints: 3000 })).toBe(4267)
  })

  test('F3 it pays off below 83.33 % of cost; beyond the target until saved = fee / cost', () => {
    const margin = (saved: number, costBasisPoints: number) =>
      guaranteeMargin(10_000, saved, { basisPoints: SHARE, costBasisPoints })
    expect(margin(9000, 8333)).toBeGreaterThanOrEqual(0)
    expect(margin(9000, 8334)).toBeLessThanOrEqual(0)
    expect(margin(9000, 8400)).toBeLessThan(0)
    expect(margin(20_000, 5000)).toBe(0)
    expect(margin(19_998, 5000)).toBeGreaterThan(0)
    expect(margin(20_002, 5000)).toBeLessThan(0)
    expect(margin(12_000, 3000)).toBe(10_000 - 3600)
  })
})

describe('the contract of a card', () => {
  test('M047 the quote is there at any time and says base, target and day', () => {
    const story = from('2027-03-10T10:00', promised())
    const { orderId } = take(story, 'life')
    expect(quoted(story, orderId)).toMatchObject({
      fee: 19_900,
      target: 23_880,
      saved: 0,
      refund: 19_900,
      settlesOn: '2028-02-23',
      state: 'running',
    })
    story.settle([pieces('meishi', 10)])
    const { saved, refund, explanation } = quoted(story, orderId)
    expect(saved).toBeGreaterThan(0)
    expect(refund).toBe(guaranteeRefund(19_900, saved, SHARE))
    expect(explanation).toContain('¥238.80')
  })

  test('M047 L11 it settles itself by day 350, once; the card runs on to its end', () => {
    const story = from('2027-03-10T10:00', promised())
    const { orderId } = take(story, 'life')
    story.settle([pieces('meishi', 10)])
    const { refund } = quoted(story, orderId)
    expect(codeOf(settled(story, orderId))).toBe('GUARANTEE_NOT_POSSIBLE')
    story.now = settledAt(story)!
    expect(shanghaiDay(story.now)).toBe('2028-02-23')
    const [step, ...others] = guaranteeSteps(story.state, { release: story.release, now: story.now })
    expect(others).toEqual([])
    expect(step).toMatchObject({ operationId: `guarantee:${orderId}`, input: { orderId } })
    expect(story.take(settled(story, orderId))).toMatchObject({ amount: refund, basis: 'guarantee' })
    expect(story.decisions.at(-1)?.due).toMatchObject([
      { refundId: `${orderId}-g`, amount: refund, asked: { channel: 'wechat', basis: 'guarantee' } },
    ])
    expect(settledAt(story)).toBeNull()
    expect(codeOf(settled(story, orderId))).toBe('GUARANTEE_NOT_POSSIBLE')
    expect(quoted(story, orderId)).toMatchObject({ state: 'settled', refund })
    const period = currentPeriod(story.state, story.now)!
    expect(lastDayOf(period.endsAt)).toBe('2028-03-10')
    expect(period.saved + refund - period.paid).toBeGreaterThanOrEqual(0)
  })

  test('M047 with nothing to pay it is settled all the same, and nothing is due', () => {
    const story = from('2027-03-10T10:00', promised())
    const { orderId } = take(story, 'life-month')
    story.settle([pieces('meishi', 80)])
    expect(quoted(story, orderId).refund).toBe(0)
    story.now = settledAt(story)!
    expect(story.take(settled(story, orderId))).toMatchObject({ amount: 0 })
    expect(story.decisions.at(-1)?.due).toEqual([])
    expect(settledAt(story)).toBeNull()
  })

  test('M047 in the last month the member takes it at once and the card ends; not earlier', () => {
    const story = from('2027-03-10T10:00', promised())
    const { orderId } = take(story, 'life')
    story.wait(300 * DAY)
    expect(codeOf(claimed(story, orderId, 19_900))).toBe('GUARANTEE_NOT_POSSIBLE')
    story.wait(30 * DAY)
    expect(codeOf(claimed(story, orderId, 19_899))).toBe('REFUND_CHANGED')
    expect(story.take(claimed(story, orderId, 19_900))).toMatchObject({ amount: 19_900 })
    expect(currentPeriod(story.state, story.now)).toBeNull()
    expect(codeOf(claimed(story, orderId, 19_900))).toBe('GUARANTEE_NOT_POSSIBLE')
    expect(settledAt(story)).toBeNull()
  })

  test('M047 a card that was given back has none; of one that was upgraded the used part has', () => {
    const story = from('2027-03-10T10:00', promised())
    const { orderId } = take(story, 'life')
    story.refund(orderId)
    expect(quoted(story, orderId)).toMatchObject({ state: 'void', refund: 0 })
    expect(settledAt(story)).toBeNull()

    const other = take(story, 'life')
    story.wait(100 * DAY)
    take(story, 'all', 'upgrade')
    const used = everyPeriod(story).find((period) => period.orderId === other.orderId)!.paid
    expect(used).toBeLessThan(19_900)
    expect(story.take(settled(story, other.orderId))).toMatchObject({ amount: used })
  })

  test('M009 M047 bonus months come on top of the promised year', () => {
    const story = from('2027-03-10T10:00', promised(3))
    const { orderId } = take(story, 'life')
    expect(quoted(story, orderId).settlesOn).toBe('2028-02-23')
  })

  test('M047 L11 a period that was bought long ahead runs its own year, and is transferred by hand', () => {
    const story = from('2027-03-10T10:00', promised())
    take(story, 'life')
    const { orderId } = take(story.wait(DAY), 'life')
    expect(quoted(story, orderId).settlesOn).toBe('2029-03-11')
    story.now = at('2029-03-11T00:00')
    story.take(settled(story, orderId))
    expect(story.decisions.at(-1)?.due).toMatchObject([{ asked: { channel: 'manual' } }])
  })

  test('M047 while a receipt waits to be paid, what was saved is open', () => {
    const story = from('2027-03-10T10:00', promised())
    const { orderId } = take(story, 'life')
    story.now = settledAt(story)! - 60_000
    story.settle([pieces('meishi')], { tender: 'wechat' })
    story.wait(60_000)
    expect(codeOf(settled(story, orderId))).toBe('PAYMENT_OPEN')
    expect(codeOf(settled(story.wait(5 * 60_000), orderId))).toBe('accepted')
  })

  test('F2 M047 over any year of purchases the member never loses, and never gets more than was paid', () => {
    holds(
      fc.property(
        fc.array(
          fc.record({ days: fc.integer({ min: 0, max: 40 }), pieces: fc.integer({ min: 1, max: 99 }) }),
          {
            maxLength: 12,
          },
        ),
        fc.boolean(),
        (visits, claims) => {
          const story = from('2027-03-10T10:00', promised())
          const { orderId } = take(story, 'life')
          for (const visit of visits) {
            if (story.now + visit.days * DAY >= settledAt(story)!) break
            story.wait(visit.days * DAY).settle([pieces('meishi', visit.pieces)])
          }
          story.now = settledAt(story)! - (claims ? DAY : 0)
          const { refund, saved } = quoted(story, orderId)
          if (claims && refund > 0) story.take(claimed(story, orderId, refund))
          else if (!claims) story.take(settled(story, orderId))
          expect(saved + refund - 19_900).toBeGreaterThanOrEqual(0)
          const net = Object.values(story.state.fees).reduce((sum, fee) => sum + fee, 0)
          if (refund > 0) expect(net).toBe(19_900 - refund)
        },
      ),
      60,
    )
  })
})
