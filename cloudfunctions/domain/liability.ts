import type { JournalEntry } from './decision'
import type { Membership } from './member'
import { cumulativeShare } from './money'

/** What moved on all wallets within a month, in fen: the months sum to what is owed (L5). */
export interface PrepaidMonth {
  /** Principal paid in and bonus given on top. */
  paidIn: number
  bonusGiven: number
  /** Spent less what an undo in this month put back: may be negative. */
  spentPrincipal: number
  spentBonus: number
  /** Fen that went back to the holders. */
  refunded: number
  /** Principal and bonus that left the wallets with those refunds. */
  closedPrincipal: number
  closedBonus: number
}

export const NOTHING_PREPAID: PrepaidMonth = {
  paidIn: 0,
  bonusGiven: 0,
  spentPrincipal: 0,
  spentBonus: 0,
  refunded: 0,
  closedPrincipal: 0,
  closedBonus: 0,
}

/** A month's movements and what the postings on members' accounts came to, merges included. */
export interface PrepaidFold extends PrepaidMonth {
  principal: number
  bonus: number
}

/** Folds entries into their months (by their Shanghai day); entries without stored value add nothing. */
export function foldPrepaid(
  entries: Iterable<JournalEntry>,
  into: Map<string, PrepaidFold> = new Map<string, PrepaidFold>(),
): Map<string, PrepaidFold> {
  for (const { facts, postings, day } of entries) {
    let principal = 0
    let bonus = 0
    for (const { asset, account, amount } of postings) {
      if (!account.startsWith('member/')) continue
      if (asset === 'principal') principal += amount
      else if (asset === 'bonus') bonus += amount
    }
    if (principal === 0 && bonus === 0) continue
    const month = day.slice(0, 7)
    const fold = into.get(month) ?? { ...NOTHING_PREPAID, principal: 0, bonus: 0 }
    into.set(month, fold)
    fold.principal += principal
    fold.bonus += bonus
    if (facts.kind === 'top_up') {
      fold.paidIn += principal
      fold.bonusGiven += bonus
    } else if (facts.kind === 'top_up_refund') {
      fold.refunded += facts.amount
      fold.closedPrincipal -= principal
      fold.closedBonus -= bonus
    } else if (facts.kind === 'account_closed') {
      fold.refunded += facts.refunds.reduce((sum, { of, amount }) => sum + (of === 'top_up' ? amount : 0), 0)
      fold.closedPrincipal -= principal
      fold.closedBonus -= bonus
    } else if (facts.kind === 'receipt') {
      fold.spentPrincipal -= principal
      fold.spentBonus -= bonus
    }
  }
  return into
}

/** The part of card fees that pays for time still to come, each period floored to the fen. */
export function unearnedFees(memberships: readonly Membership[], now: number): number {
  let sum = 0
  for (const { periods } of memberships)
    for (const { paid, refunded, upgradedInto, startsAt, endsAt } of periods) {
      if (refunded > 0 || upgradedInto !== undefined || endsAt <= now || endsAt <= startsAt) continue
      sum += cumulativeShare(paid, endsAt - Math.max(now, startsAt), endsAt - startsAt)
    }
  return sum
}
