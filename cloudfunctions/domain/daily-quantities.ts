import type { BasketLine } from '../contract/counter'
import type { DailyDraw } from './household'
import { percentOf } from './money'
import type { LimitedRule, PriceRow, PriceTable } from './price-table'

/**
 * Member prices for at most so many units a day (M116): what all who use the card together draw.
 */

/** Units that one receipt draws on the branch's day of its prices. */
export interface Draw {
  readonly membershipId: string
  readonly benefitId: string
  readonly day: string
  readonly units: number
  readonly perDay: number
}

/** A line, or the part of one, and the daily quantity that its units come from. */
export interface DrawnLine {
  readonly line: BasketLine
  readonly rule: LimitedRule | null
}

const WHOLE = 10_000

/**
 * Splits lines so that each part has one price: units go where they save most against what they
 * would cost without the daily quantity, until today's are used up.
 * @param drawn units of a benefit that were drawn today already
 * @param walletBasisPoints what stored value makes of a list price
 */
export function withDailyQuantities(
  lines: readonly BasketLine[],
  table: PriceTable,
  drawn: (benefitId: string) => number,
  walletBasisPoints: number,
): readonly DrawnLine[] {
  const candidates: { index: number; rule: LimitedRule; saves: number }[] = []
  const open: number[] = []
  for (const [index, line] of lines.entries()) {
    const row = 'productId' in line ? table.rows.get(line.productId) : undefined
    open.push('quantity' in line ? line.quantity : 0)
    if (!row?.limited) continue
    const otherwise = withoutQuantity(row, walletBasisPoints)
    for (const rule of row.limited)
      if (rule.price < otherwise) candidates.push({ index, rule, saves: otherwise - rule.price })
  }
  candidates.sort((a, b) => b.saves - a.saves || a.index - b.index)

  const left = new Map<string, number>()
  const parts = new Map<number, { rule: LimitedRule; units: number }[]>()
  for (const { index, rule } of candidates) {
    const today = left.get(rule.benefitId) ?? Math.max(0, rule.perDay - drawn(rule.benefitId))
    const units = Math.min(today, open[index] ?? 0)
    left.set(rule.benefitId, today - units)
    if (!(units > 0)) continue
    open[index] = (open[index] ?? 0) - units
    parts.set(index, [...(parts.get(index) ?? []), { rule, units }])
  }
  return lines.flatMap((line, index): DrawnLine[] => {
    const own = parts.get(index)
    if (!own || !('productId' in line)) return [{ line, rule: null }]
    const rest = open[index] ?? 0
    return [
      ...own.map(({ rule, units }) => ({ line: { ...line, quantity: units }, rule })),
      ...(rest > 0 ? [{ line: { ...line, quantity: rest }, rule: null }] : []),
    ]
  })
}

/** What one unit costs at best when no daily quantity is left. */
function withoutQuantity({ list, memberPrice, discount }: PriceRow, walletBasisPoints: number): number {
  const discounted = discount === null ? list : percentOf(list, WHOLE - discount.basisPoints)
  return Math.min(memberPrice, discounted, percentOf(list, walletBasisPoints))
}

/** Units that were drawn on a day of one card's benefit. */
export function unitsDrawn(
  draws: readonly DailyDraw[],
  { membershipId, benefitId, day }: Pick<Draw, 'membershipId' | 'benefitId' | 'day'>,
): number {
  const found = draws.find(
    (draw) => draw.membershipId === membershipId && draw.benefitId === benefitId && draw.day === day,
  )
  return found?.units ?? 0
}

/** True while the units are still left. */
export function fits(draws: readonly DailyDraw[], wanted: readonly Draw[]): boolean {
  return wanted.every((draw) => unitsDrawn(draws, draw) + draw.units <= draw.perDay)
}

/** Draws units, or gives them back to the day that they were drawn on. */
export function moveDraws(draws: readonly DailyDraw[], moved: readonly Draw[], sign: 1 | -1): DailyDraw[] {
  return moved.reduce<DailyDraw[]>(
    (before, { membershipId, benefitId, day, units }) => {
      const now = unitsDrawn(before, { membershipId, benefitId, day }) + sign * units
      const others = before.filter(
        (draw) => draw.membershipId !== membershipId || draw.benefitId !== benefitId || draw.day !== day,
      )
      return now > 0 ? [...others, { membershipId, benefitId, day, units: now }] : others
    },
    [...draws],
  )
}
