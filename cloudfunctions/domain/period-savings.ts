import { account, transfer } from './balances'
import { isOfCard } from './card-savings'
import type { Posting } from './decision'
import type { Membership, Period, ReceiptFacts } from './member'
import { cumulativeShare } from './money'

/**
 * What one paid period saved, by the benefit that saved it (M089, M091): what the card's end takes
 * away is told with the fen that it really was worth. Kept beside `saved`, moved by the same commits,
 * and their sum is `saved`. Periods from before it was kept have none: then nobody knows.
 */

/** Fen by the benefit's id in the period's version, or one of the two below. */
export type SavedBy = Readonly<Record<string, number>>

/** Of all coupons that came with the period; no id of a benefit begins with the underscore. */
export const COUPONS = '_coupons'

/** Of another card's benefits on this card's receipts, and of those that found no room. */
export const ELSE = '_else'

/** A year of monthly cards has to fit into the member's document. */
const MOST_BENEFITS = 16

type Named = Pick<Period, 'orderId' | 'versionId'>

export interface PeriodSaving {
  /** The period's; null for none. */
  readonly orderId: string | null
  /** Fen that the period counts. */
  readonly total: number
  /** The same by benefit; only asked for a period that keeps it. */
  readonly by: (period: Named) => SavedBy
}

/**
 * What a period counts of a receipt, by benefit.
 * @param amounts fen by line and proof, where it is about a part of the receipt; absent: all of it
 */
export function savedByOf(
  { lines, coupons = [] }: Pick<ReceiptFacts, 'lines' | 'coupons'>,
  { orderId, versionId }: Named,
  amounts?: readonly (readonly number[])[],
): SavedBy {
  const by: Record<string, number> = {}
  const add = (name: string, amount: number) => {
    if (amount !== 0) by[name] = (by[name] ?? 0) + amount
  }
  let off = 0
  for (const [line, { proofs }] of lines.entries())
    for (const [at, proof] of proofs.entries()) {
      const amount = amounts ? (amounts[line]?.[at] ?? 0) : proof.amount
      if (proof.rule.kind === 'coupon') off += amount
      if (isOfCard(proof)) add(proof.planVersionId === versionId ? proof.benefitId : ELSE, amount)
    }
  // A proof doesn't name its lot: of what coupons took off, the period's own have their share.
  const all = coupons.reduce((sum, { amount }) => sum + amount, 0)
  const own = coupons.reduce(
    (sum, { lotId, amount }) => sum + (lotId.startsWith(`${orderId}:`) ? amount : 0),
    0,
  )
  if (own > 0) add(COUPONS, cumulativeShare(own, off, all))
  return by
}

/** The memberships with what a period saved added to it, or taken off again. */
export function withPeriodSaved(
  memberships: readonly Membership[],
  { orderId, total, by }: PeriodSaving,
  sign: 1 | -1,
): Membership[] {
  if (orderId === null) return [...memberships]
  const moved = (period: Period): Period => {
    const saved = period.saved + sign * total
    if (!period.savedBy) return { ...period, saved }
    const savedBy = { ...period.savedBy }
    for (const [name, amount] of Object.entries(placed(period.savedBy, by(period))))
      savedBy[name] = (savedBy[name] ?? 0) + sign * amount
    return { ...period, saved, savedBy }
  }
  return memberships.map((membership) => ({
    ...membership,
    periods: membership.periods.map((period) => (period.orderId === orderId ? moved(period) : period)),
  }))
}

/** The postings of that, from the memberships before it or after: they are the same. */
export function periodSavedPostings(
  memberships: readonly Membership[],
  { orderId, total, by }: PeriodSaving,
  sign: 1 | -1,
): Posting[] {
  if (orderId === null) return []
  const period = memberships.flatMap(({ periods }) => periods).find((one) => one.orderId === orderId)
  const parts = period?.savedBy ? placed(period.savedBy, by(period)) : {}
  return [
    ...transfer('period_saving', 'shop/periods', account.period(orderId), sign * total),
    ...Object.entries(parts).flatMap(([name, amount]) =>
      transfer('benefit_saving', 'shop/periods', account.periodPart(orderId, name), sign * amount),
    ),
  ]
}

/** What a period's accounts hold goes back when it leaves the state. */
export function closingPostings({ orderId, saved, savedBy = {} }: Period): Posting[] {
  return [
    ...transfer('period_saving', account.period(orderId), 'shop/periods', saved),
    ...Object.entries(savedBy).flatMap(([name, amount]) =>
      transfer('benefit_saving', account.periodPart(orderId, name), 'shop/periods', amount),
    ),
  ]
}

/**
 * What one benefit really saved in a period, in fen; null where that isn't known: an older period, or
 * a card with more benefits than are kept apart.
 */
export function savedByBenefit({ savedBy }: Period, benefitId: string): number | null {
  if (!savedBy) return null
  return savedBy[benefitId] ?? (roomOf(savedBy) > 0 ? 0 : null)
}

/**
 * By the names that they are kept under. A name stays once it is there, even at nothing, so that what
 * goes back always leaves the place that it was put to.
 */
function placed(savedBy: SavedBy, by: SavedBy): SavedBy {
  const parts: Record<string, number> = {}
  let room = roomOf(savedBy)
  for (const [name, amount] of Object.entries(by)) {
    const isKept = isShared(name) || name in savedBy || room > 0
    if (isKept && !isShared(name) && !(name in savedBy)) room -= 1
    const place = isKept ? name : ELSE
    parts[place] = (parts[place] ?? 0) + amount
  }
  return parts
}

function roomOf(savedBy: SavedBy): number {
  return MOST_BENEFITS - Object.keys(savedBy).filter((name) => !isShared(name)).length
}

function isShared(name: string): boolean {
  return name === COUPONS || name === ELSE
}
