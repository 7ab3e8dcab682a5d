import { type Refusal, refuse } from '../contract/refusals'
import { account, transfer } from './balances'
import { addDays, shanghaiDay } from './calendar'
import type { Decision, Due, Facts } from './decision'
import type { MemberState } from './member'
import { cumulativeShare, yuanText } from './money'
import type { TopUpLot } from './wallet'

/** Through the end of the seventh day; the day of payment is not counted (法释〔2025〕4号 14, 民法典 201). */
const RIGHT_DAYS = 7

/** Why it is asked for; only the owner decides the last two. */
export type TopUpRefundCause = 'consumer' | 'operator' | 'minor'

export type TopUpRefundBasis =
  'seven_days_unused' | 'seven_days_used' | 'stored_value_operator' | 'stored_value_consumer' | 'minor'

export interface TopUpRefundQuote {
  readonly orderId: string
  /** Fen paid in, and what of it went back before. */
  readonly paid: number
  readonly refunded: number
  readonly refund: number
  readonly basis: TopUpRefundBasis
  /** The arithmetic, in a sentence that the member can check. */
  readonly explanation: string
  /** refund = paid - their sum. */
  readonly deductions: { title: string; amount: number }[]
  /** Bonus money that lapses with it; it is never paid out. */
  readonly bonusVoided: number
  readonly ends: string[]
}

/** The last day on which the 7-day right can be used. */
export function returnThrough(paidAt: number): string {
  return addDays(shanghaiDay(paidAt), RIGHT_DAYS)
}

/**
 * What giving one top-up back returns now (wechat.md 6.4): within seven days, for a minor and for
 * the operator's cause what was used counts at the price that was charged, bonus money by ratio
 * (法释〔2025〕4号 14, 18); for the consumer's own cause at its price before discounts (19). Never more
 * than was paid, never below zero. Refuses REFUND_NOT_POSSIBLE: given back before, or all used up.
 */
export function topUpRefundQuote(
  lot: TopUpLot,
  { cause, now }: { cause: TopUpRefundCause; now: number },
): TopUpRefundQuote | Refusal {
  if (lot.refunded > 0) return refuse('REFUND_NOT_POSSIBLE')
  const { principal: paid, bonus, orderId, bonusLeft } = lot
  const face = paid + bonus
  const used = face - lot.principalLeft - bonusLeft
  const basis = basisOf(lot, used, cause, now)
  const value =
    basis === 'stored_value_consumer' ? Math.max(used, lot.listSpent) : cumulativeShare(paid, used, face)
  const taken = Math.min(paid, value)
  const refund = paid - taken
  if (refund === 0) return refuse('REFUND_NOT_POSSIBLE')
  return {
    orderId,
    paid,
    refunded: 0,
    refund,
    basis,
    explanation: explain(basis, { paid, bonus, used, taken, refund }),
    deductions: taken === 0 ? [] : [{ title: deductionTitle(basis), amount: taken }],
    bonusVoided: bonusLeft,
    ends: bonusLeft === 0 ? [] : [`未用赠金${yuanText(bonusLeft)}`],
  }
}

/**
 * Gives a top-up back: its money leaves the wallet, the bonus lapses, and the fen are due through
 * the order's own payment (`wechat`), or by the shop's transfer (`manual`, L11).
 * @param expected fen that the person was shown: REFUND_CHANGED (detail: the quote) if it differs
 */
export function refundTopUp(
  state: MemberState,
  command: {
    orderId: string
    refundId: string
    cause: TopUpRefundCause
    expected: number
    now: number
    channel?: 'wechat' | 'manual'
  },
): Decision<Extract<Facts, { kind: 'top_up_refund' }>> {
  const { orderId, refundId, cause, expected, channel = 'wechat' } = command
  const lot = state.wallet.lots.find((candidate) => candidate.orderId === orderId)
  if (!lot) return refuse('REFUND_NOT_POSSIBLE')
  const quote = topUpRefundQuote(lot, command)
  if ('ok' in quote) return quote
  if (quote.refund !== expected) return refuse('REFUND_CHANGED', quote)
  const { refund, bonusVoided, basis } = quote
  const emptied: TopUpLot = { ...lot, principalLeft: 0, bonusLeft: 0, refunded: refund }
  const due: Due = {
    kind: 'refund',
    key: `refund:${refundId}`,
    owner: 'payment',
    refundId,
    orderId,
    amount: refund,
    reason: cause === 'consumer' ? 'member_request' : cause,
  }
  return {
    ok: true,
    state: {
      ...state,
      wallet: {
        ...state.wallet,
        lots: state.wallet.lots.map((held) => (held === lot ? emptied : held)),
      },
    },
    postings: [
      ...transfer(
        'cash',
        'shop/stored_value',
        channel === 'wechat' ? 'payer/wechat' : 'payer/transfer',
        refund,
      ),
      ...transfer('principal', account.principal(orderId), 'shop/principal', lot.principalLeft),
      ...transfer('bonus', account.bonus(orderId), 'shop/bonus', bonusVoided),
    ],
    facts: { kind: 'top_up_refund', orderId, refundId, amount: refund, bonusVoided, basis },
    due: channel === 'wechat' ? [due] : [],
  }
}

function basisOf(lot: TopUpLot, used: number, cause: TopUpRefundCause, now: number): TopUpRefundBasis {
  if (cause === 'minor') return 'minor'
  if (cause === 'operator') return 'stored_value_operator'
  if (shanghaiDay(now) > returnThrough(lot.paidAt)) return 'stored_value_consumer'
  return used === 0 ? 'seven_days_unused' : 'seven_days_used'
}

function deductionTitle(basis: TopUpRefundBasis): string {
  return basis === 'stored_value_consumer' ? '已消费商品的折前价' : '已消费金额按实付比例'
}

function explain(
  basis: TopUpRefundBasis,
  {
    paid,
    bonus,
    used,
    taken,
    refund,
  }: { paid: number; bonus: number; used: number; taken: number; refund: number },
): string {
  const result = `退回${yuanText(refund)}`
  if (basis === 'seven_days_unused') return `付款后7天内,这笔充值没有用过,本金全额退回${yuanText(paid)}`
  if (used === 0) return `这笔充值没有用过,本金全额退回${yuanText(paid)}`
  if (basis === 'stored_value_consumer')
    return `充值${yuanText(paid)},减去已消费商品的折前价${yuanText(taken)},${result}`
  const within = basis === 'seven_days_used' ? '付款后7天内,' : ''
  const ratio =
    bonus === 0
      ? `减去已消费的${yuanText(taken)}`
      : `已消费${yuanText(used)},按实付占实付加赠金的比例计${yuanText(taken)}`
  return `${within}充值${yuanText(paid)},${ratio},${result}`
}
