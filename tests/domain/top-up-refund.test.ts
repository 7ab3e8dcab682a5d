import fc from 'fast-check'
import { isRefusal } from '../../cloudfunctions/contract/refusals'
import { balanced, foldPostings } from '../../cloudfunctions/domain/balances'
import { emptyMember } from '../../cloudfunctions/domain/new-member'
import {
  refundTopUp,
  returnThrough,
  type TopUpRefundCause,
  topUpRefundQuote,
} from '../../cloudfunctions/domain/top-up-refund'
import { EMPTY_WALLET, type TopUpLot } from '../../cloudfunctions/domain/wallet'
import { holds } from './property'
import { accepted, at, codeOf } from './story'

const PAID_AT = at('2027-03-10T23:59')
const LATER = at('2027-06-01T10:00')

/** A top-up of which so much was spent, principal first, at prices before discount of `list`. */
function used(principal: number, bonus: number, face: number, list = face): TopUpLot {
  const fromPrincipal = Math.min(principal, face)
  return {
    orderId: 'order-1',
    planId: 'chuzhi',
    versionId: 'chuzhi-1',
    stepId: 'step',
    paidAt: PAID_AT,
    principal,
    bonus,
    principalLeft: principal - fromPrincipal,
    bonusLeft: bonus - (face - fromPrincipal),
    listSpent: list,
    refunded: 0,
  }
}

function refundOf(lot: TopUpLot, cause: TopUpRefundCause, now = LATER): number {
  const quote = topUpRefundQuote(lot, { cause, now })
  return isRefusal(quote) ? 0 : quote.refund
}

describe('what giving a top-up back returns', () => {
  test.each([
    [100_000, 20_000, 0, 100_000, 100_000],
    [100_000, 20_000, 30_000, 75_000, 70_000],
    [100_000, 20_000, 110_000, 8334, 0],
    [100_000, 20_000, 120_000, 0, 0],
    [50_000, 5000, 3333, 46_970, 46_667],
    [99, 1, 50, 50, 49],
  ])(
    'F22 L6 paid %i, bonus %i, used %i: article 18 gives %i back, article 19 gives %i (wechat.md 6.4)',
    (paid, bonus, face, article18, article19) => {
      expect(refundOf(used(paid, bonus, face), 'operator')).toBe(article18)
      expect(refundOf(used(paid, bonus, face), 'consumer')).toBe(article19)
    },
  )

  test('F22 3000.00 paid, 20 % off, used 1000.00 list: paid 800.00; back 2200.00 for the operator’s cause, 2000.00 for one’s own', () => {
    const lot = used(300_000, 0, 80_000, 100_000)
    expect(lot.principalLeft).toBe(220_000)
    expect(refundOf(lot, 'operator')).toBe(220_000)
    expect(refundOf(lot, 'consumer')).toBe(200_000)
    expect(accepted(topUpRefundQuote(lot, { cause: 'consumer', now: LATER }))).toMatchObject({
      basis: 'stored_value_consumer',
      deductions: [{ title: '已消费商品的折前价', amount: 100_000 }],
      explanation: '充值¥3000.00,减去已消费商品的折前价¥1000.00,退回¥2000.00',
    })
  })

  test('L6 article 14: untouched principal comes back in full through the end of the seventh day, the bonus lapses', () => {
    const lot = used(100_000, 20_000, 0)
    expect(returnThrough(PAID_AT)).toBe('2027-03-17')
    for (const moment of ['2027-03-10T23:59', '2027-03-17T23:59']) {
      expect(accepted(topUpRefundQuote(lot, { cause: 'consumer', now: at(moment) }))).toEqual({
        orderId: 'order-1',
        paid: 100_000,
        refunded: 0,
        refund: 100_000,
        basis: 'seven_days_unused',
        explanation: '付款后7天内,这笔充值没有用过,本金全额退回¥1000.00',
        deductions: [],
        bonusVoided: 20_000,
        ends: ['未用赠金¥200.00'],
      })
    }
    const after = accepted(topUpRefundQuote(lot, { cause: 'consumer', now: at('2027-03-18T00:00') }))
    expect(after).toMatchObject({ basis: 'stored_value_consumer', refund: 100_000 })
  })

  test('L6 article 14: used within seven days, what was paid less the value used at the price that was charged', () => {
    const lot = used(300_000, 0, 80_000, 100_000)
    expect(refundOf(lot, 'consumer', at('2027-03-17T23:59'))).toBe(220_000)
    expect(refundOf(lot, 'consumer', at('2027-03-18T00:00'))).toBe(200_000)
    const quote = accepted(topUpRefundQuote(lot, { cause: 'consumer', now: PAID_AT }))
    expect(quote).toMatchObject({ basis: 'seven_days_used', deductions: [{ amount: 80_000 }] })
    const bonus = used(100_000, 20_000, 30_000)
    expect(refundOf(bonus, 'consumer', PAID_AT)).toBe(75_000)
  })

  test('L6 a minor’s top-up: what was paid less what was delivered at the price that was charged', () => {
    const quote = accepted(
      topUpRefundQuote(used(300_000, 0, 80_000, 100_000), { cause: 'minor', now: LATER }),
    )
    expect(quote).toMatchObject({ refund: 220_000, basis: 'minor' })
  })

  test('F22 L6 in a commit: the wallet loses the money, the bonus is void, the fen are due, the books balance', () => {
    const lot = used(100_000, 20_000, 30_000)
    const state = { ...emptyMember('N', ''), wallet: { ...EMPTY_WALLET, lots: [lot] } }
    const command = { orderId: 'order-1', refundId: 'order-1-m', cause: 'consumer', now: LATER } as const
    expect(codeOf(refundTopUp(state, { ...command, expected: 70_001 }))).toBe('REFUND_CHANGED')
    const decided = accepted(refundTopUp(state, { ...command, expected: 70_000 }))
    expect(balanced(decided.postings)).toBe(true)
    expect(foldPostings(decided.postings)).toEqual({
      'principal|member/principal/order-1': -70_000,
      'bonus|member/bonus/order-1': -20_000,
    })
    expect(decided.state.wallet.lots[0]).toMatchObject({ principalLeft: 0, bonusLeft: 0, refunded: 70_000 })
    expect(decided.facts).toMatchObject({ amount: 70_000, bonusVoided: 20_000 })
    expect(decided.due).toMatchObject([{ refundId: 'order-1-m', amount: 70_000, reason: 'member_request' }])
    const again = { ...command, refundId: 'order-1-m2', expected: 70_000 }
    expect(codeOf(refundTopUp(decided.state, again))).toBe('REFUND_NOT_POSSIBLE')
    expect(codeOf(refundTopUp(state, { ...again, orderId: 'other' }))).toBe('REFUND_NOT_POSSIBLE')
    const manual = accepted(refundTopUp(state, { ...command, expected: 70_000, channel: 'manual' }))
    expect(manual.due).toEqual([])
  })

  test('L6 never more than was paid, never below zero, and never less for the operator’s cause than for one’s own', () => {
    holds(
      fc.property(
        fc.integer({ min: 100, max: 500_000 }),
        fc.nat(500_000),
        fc.nat(1_000_000),
        fc.nat(1_000_000),
        (paid, bonus, some, extra) => {
          const face = Math.min(some, paid + bonus)
          const lot = used(paid, bonus, face, face + extra)
          const consumer = refundOf(lot, 'consumer')
          const operator = refundOf(lot, 'operator')
          expect(consumer).toBeGreaterThanOrEqual(0)
          expect(operator).toBeGreaterThanOrEqual(consumer)
          expect(operator).toBeLessThanOrEqual(paid)
          expect(operator).toBe(Math.max(0, paid - Math.floor((face * paid) / (paid + bonus))))
          expect(consumer).toBe(Math.max(0, paid - face - extra))
          if (face === 0) expect(operator).toBe(paid)
        },
      ),
    )
  })
})
