import fc from 'fast-check'
import { isRefusal } from '../../cloudfunctions/contract/refusals'
import { shareRoundedUp } from '../../cloudfunctions/domain/money'
import type { PartnerPerk } from '../../cloudfunctions/domain/partner-perk'
import type { Due } from '../../cloudfunctions/domain/decision'
import {
  decideRefund,
  quoteRefund,
  requestReview,
  type RefundableOrder,
} from '../../cloudfunctions/domain/refund'
import { type RefundCause, refundAlarms, refundBy } from '../../cloudfunctions/domain/refund-clock'
import type { TopUpLot } from '../../cloudfunctions/domain/wallet'
import { from, take, threeRanks } from './offers-story'
import { holds } from './property'
import { accepted, at, bakery, codeOf, DAY, frozen, pieces, released, Story } from './story'

const HOUR = 3_600_000

/** The paid order as the books hold it: paid when it was handed over, nothing sent back so far. */
const ordered = (story: Story, orderId: string, more: Partial<RefundableOrder> = {}): RefundableOrder => ({
  orderId,
  paidAt: story.paidAt(orderId),
  refunds: 0,
  lastRefundAt: null,
  ...more,
})

const quoted = (story: Story, orderId: string, cause: RefundCause = 'consumer') =>
  quoteRefund(story.state, ordered(story, orderId), cause, { release: story.release, now: story.now })

const decided = (
  story: Story,
  orderId: string,
  { cause = 'consumer', ...more }: Partial<RefundableOrder> & { cause?: RefundCause } = {},
) => {
  const quote = accepted(quoted(story, orderId, cause))
  return decideRefund(
    story.state,
    ordered(story, orderId, more),
    { cause, expected: quote.refund },
    { release: story.release, now: story.now },
  )
}

const refunds = (due: readonly Due[]) => due.flatMap((one) => (one.kind === 'refund' ? [one] : []))

/** A year card at 299.00 with three bonus months. */
const superPack = () =>
  bakery((draft) => Object.assign(draft.plans[0]!.terms, { price: 29_900, bonusMonths: 3 }))

describe('what a card gives back', () => {
  test('M009 of 12 + 3 months at 299.00 the share is of all 15: after 6 months 179.40, not 149.50', () => {
    expect(shareRoundedUp(29_900, 9, 15)).toBe(17_940)
    expect(shareRoundedUp(29_900, 6, 12)).toBe(14_950)
    const story = new Story(released(superPack(), null, at('2026-01-01T00:00')), at('2027-01-15T10:00'))
    const { orderId } = story.buy()
    story.now = at('2027-07-15T10:00')
    const quote = accepted(quoted(story, orderId))
    // 2027-01-16 to 2028-04-15 are 456 days, of which 275 are still to come.
    expect(quote).toMatchObject({ paid: 29_900, refund: 18_032, basis: 'remaining_period' })
    expect(quote.explanation).toContain('¥299.00×275÷456')
    expect(quote.ends).toContain('赠送的3个月')
  })

  test('L6 L8 days 8 to 17: a person may grant the seven days, nothing ends until then', () => {
    const story = new Story(released(bakery()), at('2027-09-25T10:00'))
    const { orderId } = story.buy()
    story.now = at('2027-10-02T23:59')
    expect(quoted(story, orderId)).toMatchObject({ refund: 19_900, afterReview: null })
    story.now = at('2027-10-03T00:00')
    const quote = accepted(quoted(story, orderId))
    expect(quote).toMatchObject({ basis: 'remaining_period', afterReview: { refund: 19_900 } })
    expect(quote.refund).toBeLessThan(19_900)
    const context = { release: story.release, now: story.now }
    expect(codeOf(requestReview(story.state, ordered(story, orderId), quote.refund, context))).toBe(
      'REFUND_CHANGED',
    )
    const before = story.state
    story.take(requestReview(story.state, ordered(story, orderId), 19_900, context))
    expect(story.state).toEqual(before)
    expect(refunds(story.decisions.at(-1)!.due)).toMatchObject([
      { refundId: `${orderId}-r`, amount: 19_900, asked: { channel: 'review', by: '2027-10-18' } },
    ])
    story.now = at('2027-10-12T23:59')
    expect(accepted(quoted(story, orderId, 'seven_days')).refund).toBe(19_900)
    story.now = at('2027-10-13T00:00')
    expect(accepted(quoted(story, orderId)).afterReview).toBeNull()
    expect(codeOf(quoted(story, orderId, 'seven_days'))).toBe('REFUND_NOT_POSSIBLE')
  })

  test('L6 a minor gets paid less delivered at any time, and never less than the share of the days', () => {
    const story = new Story(released(bakery()), at('2027-03-10T10:00'))
    const { orderId } = story.buy()
    story.settle([pieces('meishi', 5)])
    story.wait(200 * DAY)
    const { saved } = story.state.memberships[0]!.periods[0]!
    expect(accepted(quoted(story, orderId)).refund).toBeLessThan(19_900 - saved)
    expect(quoted(story, orderId, 'minor')).toMatchObject({ refund: 19_900 - saved, basis: 'minor' })
    expect(story.take(decided(story, orderId, { cause: 'minor' }))).toMatchObject({ basis: 'minor' })
    expect(refunds(story.decisions.at(-1)!.due)).toMatchObject([{ reason: 'minor' }])
  })

  test('L6 coupons that were used are taken off at the value they were sold with; the shop’s own cause waives them', () => {
    const release = released(
      bakery((draft) => {
        draft.plans[0]!.terms.coupons = [
          { id: 'kaika', title: '开卡券', amount: 500, threshold: 0, count: 4, days: 60, grant: 'every' },
        ]
      }),
    )
    const story = new Story(release, at('2027-03-10T10:00'))
    const { orderId } = story.buy()
    story.settle([pieces('meishi')])
    story.wait(30 * DAY)
    const quote = accepted(quoted(story, orderId))
    expect(quote.deductions).toEqual([
      { title: '已用开卡券1张', amount: 500 },
      expect.objectContaining({ title: '已过去的30天' }),
    ])
    expect(quote.refund).toBe(shareRoundedUp(19_900 - 500, 336, 366))
    expect(quote.ends).toEqual([expect.stringContaining('未用的3张作废')])
    expect(accepted(quoted(story, orderId, 'operator')).refund).toBe(shareRoundedUp(19_900, 336, 366))
    story.take(decided(story, orderId))
    expect(story.state.coupons).toMatchObject([{ left: 0, voidedAt: story.now }])
  })

  test('L6 within seven days a coupon that counts among the savings is not taken off twice', () => {
    const release = released(
      bakery((draft) => {
        Object.assign(draft.plans[0]!.terms, { price: 3000, months: 1 })
        draft.plans[0]!.terms.coupons = [
          { id: 'kaika', title: '开卡券', amount: 500, threshold: 0, count: 4, days: 60, grant: 'every' },
        ]
      }),
    )
    const story = new Story(release, at('2027-03-10T10:00'))
    const { orderId } = story.buy()
    const { saved } = story.settle([pieces('meishi')])
    story.wait(25 * DAY)
    const quote = accepted(quoted(story, orderId, 'minor'))
    expect(quote.refund).toBe(3000 - saved)
  })

  test('L6 a perk that was used is taken off at what was agreed with the partner', () => {
    const release = released(
      bakery((draft) => {
        draft.partners = [
          { id: 'yingyin', name: '影音会员', port: 'codes', dataShared: '订单编号', contact: '' },
        ]
        draft.plans[0]!.terms.mode = 'alliance'
        draft.plans[0]!.terms.partnerPerks = [
          {
            id: 'kan',
            partnerId: 'yingyin',
            title: '影音季卡',
            months: 3,
            settlement: 3000,
            activateWithinDays: 30,
            ifExhausted: { kind: 'refund', amount: 2000 },
          },
        ]
      }),
    )
    const story = new Story(release, at('2027-03-10T10:00'))
    const { orderId } = story.buy()
    const used = story.state.perks.map((perk): PartnerPerk => ({ ...perk, state: 'used' }))
    story.state = frozen({ ...story.state, perks: used })
    const quote = accepted(quoted(story, orderId))
    expect(quote).toMatchObject({ refund: 16_900, basis: 'seven_days_used' })
    expect(quote.deductions).toEqual([expect.objectContaining({ amount: 3000 })])
    expect(accepted(quoted(story, orderId, 'operator')).refund).toBe(19_900)
  })
})

describe('back the way it came', () => {
  test('L11 an upgraded card goes back to each order that paid it, to the fen', () => {
    const story = from('2027-03-10T10:00')
    const first = take(story, 'life')
    story.wait(100 * DAY)
    const second = take(story, 'shop', 'upgrade')
    story.wait(DAY)
    const quote = accepted(quoted(story, second.orderId))
    const facts = story.take(decided(story, second.orderId))
    expect(facts.amount).toBe(quote.refund)
    const due = refunds(story.decisions.at(-1)!.due)
    expect(due.map(({ orderId, refundId }) => [orderId, refundId])).toEqual([
      [second.orderId, `${second.orderId}-m`],
      [first.orderId, `${first.orderId}-m`],
    ])
    expect(due.reduce((sum, { amount }) => sum + amount, 0)).toBe(quote.refund)
    expect(due[0]?.amount).toBe(second.paid)
    expect(due[1]?.amount).toBeLessThanOrEqual(second.credit ?? 0)
    expect(codeOf(quoted(story, first.orderId))).toBe('REFUND_NOT_POSSIBLE')
  })

  test('L11 from day 366 on the shop transfers it; through day 365 WeChat does', () => {
    const years = threeRanks((draft) => (draft.plans[0]!.terms.months = 36))
    const story = from('2027-03-10T10:00', years)
    const { orderId } = take(story, 'life')
    story.wait(365 * DAY)
    expect(quoted(story, orderId)).toMatchObject({ channel: 'wechat' })
    story.wait(1)
    expect(quoted(story, orderId)).toMatchObject({ channel: 'manual' })
    expect(story.take(decided(story, orderId))).toMatchObject({ channel: 'manual' })
    expect(refunds(story.decisions.at(-1)!.due)).toMatchObject([{ asked: { channel: 'manual' } }])
  })

  test('L11 one refund of an order a minute, and after fifty the shop transfers it', () => {
    const story = from('2027-03-10T10:00')
    const { orderId } = take(story, 'life')
    story.wait(HOUR)
    expect(codeOf(decided(story, orderId, { lastRefundAt: story.now - 59_999 }))).toBe('REFUND_WAITS')
    const late = decided(story, orderId, { lastRefundAt: story.now - 60_000, refunds: 50 })
    expect(refunds(accepted(late).due)).toMatchObject([{ asked: { channel: 'manual' } }])
  })

  test('L6 the clock: fifteen days, or five where the place demands it; alarm from day ten', () => {
    const asked = at('2027-03-10T23:59')
    expect([refundBy(asked), refundBy(asked, 5)]).toEqual(['2027-03-25', '2027-03-15'])
    const refund = { askedAt: asked, by: refundBy(asked) }
    expect(refundAlarms(refund, at('2027-03-19T23:59'))).toBe(false)
    expect(refundAlarms(refund, at('2027-03-20T00:00'))).toBe(true)
    const strict = { askedAt: asked, by: refundBy(asked, 5) }
    expect(refundAlarms(strict, at('2027-03-13T23:59'))).toBe(false)
    expect(refundAlarms(strict, at('2027-03-14T00:00'))).toBe(true)
  })
})

describe('top-ups and packs', () => {
  /** A top-up of which this much face value was used, the principal first. */
  const topped = (principal: number, bonus: number, used: number) => {
    const story = new Story(released(bakery()), at('2027-03-10T10:00'))
    const fromPrincipal = Math.min(used, principal)
    const lot: TopUpLot = {
      orderId: story.id(),
      planId: 'chuzhi',
      versionId: 'chuzhi-1',
      stepId: 'chong',
      paidAt: story.now,
      principal,
      bonus,
      principalLeft: principal - fromPrincipal,
      bonusLeft: bonus - (used - fromPrincipal),
      listSpent: used,
      refunded: 0,
    }
    story.state = frozen({ ...story.state, wallet: { ...story.state.wallet, lots: [lot] } })
    return { story, order: { orderId: lot.orderId, paidAt: lot.paidAt, refunds: 0, lastRefundAt: null } }
  }

  test.each([
    [100_000, 20_000, 30_000, 75_000, 70_000],
    [100_000, 20_000, 110_000, 8334, null],
    [50_000, 5000, 3333, 46_970, 46_667],
  ])(
    'L6 of %i paid and %i given, %i used: %i for the shop’s cause, %s for the member’s own',
    (principal, bonus, used, operator, consumer) => {
      const { story, order } = topped(principal, bonus, used)
      story.wait(20 * DAY)
      const context = { release: story.release, now: story.now }
      const asked = (cause: RefundCause) => quoteRefund(story.state, order, cause, context)
      expect(accepted(asked('operator')).refund).toBe(operator)
      if (consumer === null) expect(codeOf(asked('consumer'))).toBe('REFUND_NOT_POSSIBLE')
      else expect(accepted(asked('consumer')).refund).toBe(consumer)
    },
  )

  test('M053 a pack gives back the unused share and its coupons end', () => {
    const draft = bakery((changed) => {
      const pack = structuredClone(changed.plans[0]!)
      pack.id = 'quanbao'
      Object.assign(pack.terms, { price: 299, months: 0, memberPrices: [], mode: 'coupon_pack' })
      pack.terms.coupons = [
        { id: 'wuyuan', title: '5元券', amount: 500, threshold: 0, count: 25, days: 30, grant: 'every' },
      ]
      changed.plans.push(pack)
    })
    const story = new Story(released(draft), at('2027-03-10T10:00'))
    const { orderId } = story.buy('quanbao')
    for (let used = 0; used < 10; used += 1) story.settle([pieces('meishi')])
    expect(quoted(story, orderId)).toMatchObject({ paid: 299, refund: 180, basis: 'unused_coupons' })
    story.take(decided(story, orderId))
    expect(story.state.coupons).toMatchObject([{ left: 0, voidedAt: story.now }])
    expect(codeOf(quoted(story, orderId))).toBe('REFUND_NOT_POSSIBLE')
  })
})

test('I3 L11 over any history of cards, upgrades and refunds each order gives back at most what it was paid, and every quote sums', () => {
  const step = fc.record({
    act: fc.constantFrom('life', 'life-month', 'shop', 'upgrade', 'settle', 'refund'),
    wait: fc.integer({ min: 0, max: 60 * DAY }),
    pick: fc.nat(20),
    cause: fc.constantFrom<RefundCause>('consumer', 'operator', 'minor', 'seven_days'),
  })
  holds(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const story = from('2027-01-31T10:15')
      const paid = new Map<string, number>()
      const back = new Map<string, number>()
      for (const { act, wait, pick, cause } of steps) {
        story.wait(wait)
        if (act === 'settle') story.settle([pieces('meishi', 1 + (pick % 5))])
        else if (act === 'refund') {
          const orderId = [...paid.keys()][pick % Math.max(1, paid.size)] ?? 'none'
          const quote = quoted(story, orderId, cause)
          if (isRefusal(quote)) continue
          const taken = quote.deductions.reduce((sum, { amount }) => sum + amount, 0)
          expect(quote.refund).toBe(quote.paid - quote.refunded - taken)
          expect(quote.refund).toBeGreaterThan(0)
          const facts = story.take(decided(story, orderId, { cause }))
          const due = refunds(story.decisions.at(-1)!.due)
          expect(due.reduce((sum, { amount }) => sum + amount, 0)).toBe(facts.amount)
          for (const one of due) back.set(one.orderId, (back.get(one.orderId) ?? 0) + one.amount)
        } else {
          const facts = bought(story, act)
          if (facts) paid.set(facts.orderId, facts.paid)
        }
      }
      for (const [orderId, amount] of back) expect(amount).toBeLessThanOrEqual(paid.get(orderId) ?? 0)
      const sum = (values: Map<string, number>) =>
        [...values.values()].reduce((total, value) => total + value, 0)
      const net = Object.values(story.state.fees).reduce((total, fee) => total + fee, 0)
      expect(net).toBe(sum(paid) - sum(back))
    }),
    120,
  )
})

/** What can be bought now under this name; nothing where the rules refuse it. */
function bought(story: Story, act: string) {
  try {
    return act === 'upgrade' ? take(story, 'all', 'upgrade') : take(story, act)
  } catch (error) {
    if (error instanceof Error && /^[A-Z_]+( |$)/.test(error.message)) return null
    throw error
  }
}
