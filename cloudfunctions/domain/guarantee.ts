import { shanghaiDay } from './calendar'
import type { Period } from './member'
import { cumulativeShare, shareRoundedUp, yuanText } from './money'

/**
 * "没省够就补差" (M047): while less than a share of the fee was saved, the missing part of the fee
 * goes back. The base is the fee that was paid, the window one year at most.
 */

const WHOLE = 10_000

/** What has to be saved, in fen, so that nothing goes back: rounded up. */
export function guaranteeTarget(fee: number, basisPoints: number): number {
  return shareRoundedUp(fee, basisPoints, WHOLE)
}

/**
 * F1: fee x max(0, T - saved) / T with T = fee x basisPoints, rounded up to the fen. That is the fee
 * less what its savings have earned, floor(saved / basisPoints), so T itself is never rounded.
 * @param basisPoints 10000 or more
 */
export function guaranteeRefund(fee: number, saved: number, basisPoints: number): number {
  return Math.max(0, fee - cumulativeShare(Math.max(0, saved), WHOLE, basisPoints))
}

/**
 * F3: what the shop keeps of a fee after the guarantee and the real cost of what was saved, to the
 * nearest fen; negative is a loss.
 * @param costBasisPoints real cost of one yuan of savings
 */
export function guaranteeMargin(
  fee: number,
  saved: number,
  { basisPoints, costBasisPoints }: { basisPoints: number; costBasisPoints: number },
): number {
  const reached = saved * WHOLE >= fee * basisPoints
  // Twice the margin in ten-thousandths of a fen, times the share: whole numbers until the end.
  const scale = WHOLE * basisPoints
  const exact = (reached ? fee * scale : saved * WHOLE * WHOLE) - saved * costBasisPoints * basisPoints
  return Math.floor((2 * exact + scale) / (2 * scale))
}

export interface GuaranteeStanding {
  readonly fee: number
  readonly target: number
  readonly saved: number
  /** Fen that it would pay now, or has paid. */
  readonly refund: number
  /** Day on which it settles itself, or did. */
  readonly settlesOn: string
  readonly state: 'running' | 'settled' | 'void'
  readonly explanation: string
}

/**
 * Where a period's guarantee stands; null where none was promised. Void: the card was given back, which
 * settled its money already. Of a card that was upgraded it stands for the part that was used up.
 */
export function guaranteeStanding(period: Period): GuaranteeStanding | null {
  const { guarantee } = period
  if (!guarantee) return null
  const { basisPoints, settledAt, settleBy: settles } = guarantee
  const fee = period.paid
  const saved = Math.max(0, period.saved)
  const target = guaranteeTarget(fee, basisPoints)
  const settled = settledAt !== null
  const state = settled ? 'settled' : period.refunded > 0 ? 'void' : 'running'
  const refund = settled ? (guarantee.refunded ?? 0) : state === 'void' ? 0 : payable(period, basisPoints)
  return {
    fee,
    target,
    saved,
    refund,
    settlesOn: shanghaiDay(settledAt ?? settles),
    state,
    explanation: explain(state, { fee, target, saved, refund }),
  }
}

/** Never more than what the period still has of its price. */
function payable(period: Period, basisPoints: number): number {
  const left = period.paid - (period.returned ?? 0)
  return Math.min(guaranteeRefund(period.paid, period.saved, basisPoints), left)
}

function explain(
  state: GuaranteeStanding['state'],
  { fee, target, saved, refund }: Pick<GuaranteeStanding, 'fee' | 'target' | 'saved' | 'refund'>,
): string {
  if (state === 'void') return '这张卡已退款,补差随之结束'
  const verb = state === 'settled' ? '补差' : '今天结算可补'
  if (refund === 0)
    return `约定省够${yuanText(target)},${state === 'settled' ? '结算时' : '现在'}已省够,不需要补差`
  return `约定省够${yuanText(target)},已省${yuanText(saved)},${verb}${yuanText(refund)}:${yuanText(fee)}×(${yuanText(target)}-${yuanText(saved)})÷${yuanText(target)},不足一分按一分计`
}
