import type { Period, ReceiptFacts } from './member'
import { cumulativeShare, splitByLargestRemainder } from './money'
import { type SavedBy, savedByOf } from './period-savings'
import type { PointShare } from './point-account'
import { periodSaved } from './card-savings'
import type { SavingsBySource } from './savings'
import type { WalletShare } from './wallet'

/**
 * What all returned units of a receipt come to together. Each return is worth the difference of two
 * of these, so that many partial returns add up to the receipt exactly, in any order (thread 11).
 */
export interface ReturnedShare {
  /** Fen of `paid`, rounded up per line for the member. */
  readonly refund: number
  readonly saved: number
  readonly bySource: SavingsBySource
  /** Of `saved`, what the receipt's period counted, and the same by benefit where it is kept so. */
  readonly period: number
  readonly byBenefit: SavedBy
  readonly earned: number
  readonly growth: number
  readonly pointsSpent: number
  /** Of the refund, what goes to the balance; of that the principal. */
  readonly toBalance: number
  readonly principal: number
  readonly lines: readonly { readonly paid: number; readonly saved: number }[]
}

/**
 * @param units returned by line, at most what the line has
 * @param period the receipt's, if it keeps what each benefit saved; null: by its share of the receipt
 */
export function returnedShare(
  receipt: ReceiptFacts,
  units: Readonly<Record<string, number>>,
  period: Pick<Period, 'orderId' | 'versionId'> | null = null,
): ReturnedShare {
  const bySource: SavingsBySource = {}
  const byProofs: (readonly number[])[] = []
  let off = 0
  const lines = receipt.lines.map((line, index) => {
    const count = units[String(index)] ?? 0
    const { byProof, ...back } = returnedOfLine(line, count)
    byProofs.push(byProof)
    for (const [at, { source, amount }] of line.proofs.entries()) {
      bySource[source] = (bySource[source] ?? 0) + (byProof[at] ?? 0)
      if (source === 'points') off += cumulativeShare(amount, count, line.quantity)
    }
    return back
  })
  const refund = sum(lines.map(({ paid }) => paid))
  const saved = sum(lines.map((line) => line.saved))
  const { tenders, pointsSpent } = receipt
  const byBenefit = period ? savedByOf(receipt, period, byProofs) : {}
  const fromBalance = (tenders?.principal ?? 0) + (tenders?.bonus ?? 0)
  const toBalance = share(fromBalance, refund, receipt.paid)
  return {
    refund,
    saved,
    bySource,
    period: period ? sum(Object.values(byBenefit)) : share(periodSaved(receipt), saved, receipt.saved),
    byBenefit,
    earned: share(receipt.earned?.points ?? 0, refund, receipt.paid),
    growth: share(receipt.grown?.growth ?? 0, refund, receipt.paid),
    pointsSpent: pointsSpent ? roundedUp(pointsSpent.points, off, pointsSpent.off) : 0,
    toBalance,
    principal: share(tenders?.principal ?? 0, toBalance, fromBalance),
    lines,
  }
}

/** What so many returned units of one line come to in fen, and what of its saving each proof loses. */
export function returnedOfLine(
  { paid, list, quantity, proofs }: ReceiptFacts['lines'][number],
  count: number,
): { readonly paid: number; readonly saved: number; readonly byProof: readonly number[] } {
  const back = roundedUp(paid, count, quantity)
  const saved = cumulativeShare(list, count, quantity) - back
  const amounts = proofs.map(({ amount }) => amount)
  return { paid: back, saved, byProof: saved > 0 ? splitByLargestRemainder(saved, amounts) : [] }
}

/** What this return adds to the ones before. */
export function difference(after: ReturnedShare, before: ReturnedShare): ReturnedShare {
  const bySource: SavingsBySource = {}
  for (const source of Object.keys(after.bySource) as (keyof SavingsBySource)[])
    bySource[source] = (after.bySource[source] ?? 0) - (before.bySource[source] ?? 0)
  return {
    refund: after.refund - before.refund,
    saved: after.saved - before.saved,
    bySource,
    period: after.period - before.period,
    byBenefit: Object.fromEntries(
      Object.entries(after.byBenefit).map(([name, amount]) => [name, amount - (before.byBenefit[name] ?? 0)]),
    ),
    earned: after.earned - before.earned,
    growth: after.growth - before.growth,
    pointsSpent: after.pointsSpent - before.pointsSpent,
    toBalance: after.toBalance - before.toBalance,
    principal: after.principal - before.principal,
    lines: after.lines.map(({ paid, saved }, index) => ({
      paid: paid - (before.lines[index]?.paid ?? 0),
      saved: saved - (before.lines[index]?.saved ?? 0),
    })),
  }
}

/** The points between two counts of those that were spent, with the terms of the lots they came from. */
export function pointsBetween(shares: readonly PointShare[], from: number, to: number): PointShare[] {
  return slices(
    shares.map(({ points }) => points),
    from,
    to,
  ).flatMap((points, index) => {
    const own = shares[index]
    return own && points > 0 ? [{ ...own, points }] : []
  })
}

/** The same for stored value: each top-up gets back its own money. */
export function walletBetween(
  shares: readonly WalletShare[],
  from: Pick<ReturnedShare, 'toBalance' | 'principal'>,
  to: Pick<ReturnedShare, 'toBalance' | 'principal'>,
): WalletShare[] {
  const principals = slices(
    shares.map(({ principal }) => principal),
    from.principal,
    to.principal,
  )
  const bonuses = slices(
    shares.map(({ bonus }) => bonus),
    from.toBalance - from.principal,
    to.toBalance - to.principal,
  )
  return shares.flatMap((own, index) => {
    const [principal, bonus] = [principals[index] ?? 0, bonuses[index] ?? 0]
    const list = share(own.list, principal + bonus, own.principal + own.bonus)
    return principal + bonus === 0 ? [] : [{ ...own, principal, bonus, list }]
  })
}

/** Of amounts that lie one after another, how much of each lies in [from, to). */
function slices(amounts: readonly number[], from: number, to: number): number[] {
  let start = 0
  return amounts.map((amount) => {
    const end = start + amount
    const part = Math.max(0, Math.min(end, to) - Math.max(start, from))
    start = end
    return part
  })
}

function share(total: number, part: number, whole: number): number {
  return whole === 0 ? 0 : cumulativeShare(total, part, whole)
}

/** What is owed to the member is never rounded down. */
function roundedUp(total: number, part: number, whole: number): number {
  return whole === 0 ? 0 : total - cumulativeShare(total, whole - part, whole)
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
