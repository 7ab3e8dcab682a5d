import { account, transfer } from './balances'
import { withoutEndedUses } from './benefit-retention'
import { addDays, addMonths, shanghaiDay, shanghaiMonth } from './calendar'
import { endedLots } from './coupon-retention'
import { keptClaims } from './claims'
import { keptWatch } from './cross-category'
import type { Posting } from './decision'
import { keptReturns } from './kept-returns'
import type { Membership, MemberState, Period, ReceiptFacts } from './member'
import { keptPerks } from './partner-perks'
import { closingPostings } from './period-savings'
import { keptVouchers } from './vouchers'
import type { Wallet } from './wallet'

/**
 * What leaves the aggregate, so that it stays small for ever. The journal keeps all of it: what
 * leaves with a balance is closed by postings, so that the fold still equals the state.
 */

const DAY_MS = 86_400_000

/** WeChat Pay gives money back for 365 days (L11): a month later no question can touch a period. */
const PERIOD_KEPT_MS = 400 * DAY_MS

/** A code is valid for three steps of 30 s; remembered well beyond, it can never be used twice. */
export const CODE_REMEMBERED_MS = 15 * 60_000

/** Ninety days are replayed; two more absorb a clock that is set back a little. */
const MISSED_DAYS_KEPT = 92

/** The newest receipts are shown on the first page. */
const RECEIPTS_KEPT = 3

/** Goods that a top-up paid may be brought back so long, and the money has to find its place. */
const GOODS_RETURN_MS = 32 * DAY_MS

/** Twelve months make a score (M018); the running one is the thirteenth. */
const SPENDING_MONTHS_KEPT = 12

/** A payment that was made in time may be told of late. */
const LATE_PAYMENT_MS = DAY_MS

/** True while the member may still pay this receipt on the phone. */
export function isOpen(receipt: ReceiptFacts, now: number): boolean {
  return receipt.state === 'awaiting_payment' && (receipt.payUntil ?? 0) > now
}

/** Drops codes, replayed days and receipts that nothing can ask for any more. */
export function pruneCounters(state: MemberState, now: number): MemberState {
  const oldest = addDays(shanghaiDay(now), -MISSED_DAYS_KEPT)
  return {
    ...state,
    wallet: pruneWallet(state, now),
    usedCodes: state.usedCodes.filter(({ until }) => until > now),
    missed: state.missed.filter(({ day }) => day >= oldest),
    perks: keptPerks(state, now),
    couponWatch: keptWatch(state, now),
    vouchers: keptVouchers(state, now),
    returns: keptReturns(state, now),
    claims: keptClaims(state, now),
    draws: state.draws.filter(({ day }) => day >= addDays(shanghaiDay(now), -1)),
    receipts: state.receipts.filter(
      (receipt, index) => index >= state.receipts.length - RECEIPTS_KEPT || isNeeded(receipt, now),
    ),
  }
}

/**
 * Top-ups that are used up leave once nothing taken from them can come back; codes for friends'
 * bills as soon as no visit that they opened can still be settled (M015).
 */
export function pruneWallet({ wallet, receipts }: MemberState, now: number): Wallet {
  const open = receipts.filter((receipt) => isNeeded(receipt, now))
  const mayComeBack = (orderId: string) =>
    open.some(({ walletShares }) => walletShares?.some((share) => share.orderId === orderId))
  return {
    ...wallet,
    lots: wallet.lots.filter(
      ({ orderId, principalLeft, bonusLeft, refunded, emptiedAt = 0 }) =>
        principalLeft + bonusLeft > 0 ||
        (refunded === 0 && (mayComeBack(orderId) || emptiedAt + GOODS_RETURN_MS > now)),
    ),
    friendCodes: wallet.friendCodes.filter(({ until }) => until + CODE_REMEMBERED_MS > now),
  }
}

/** It can still be undone or paid. */
export function isNeeded(receipt: ReceiptFacts, now: number): boolean {
  if (receipt.state === 'awaiting_payment') return (receipt.payUntil ?? 0) + LATE_PAYMENT_MS > now
  return receipt.state === 'settled' && receipt.undoUntil > now
}

/** A membership or period that ended this long ago leaves; the last membership always stays. */
export function forgetOldMemberships(
  memberships: readonly Membership[],
  now: number,
): { memberships: Membership[]; postings: Posting[] } {
  const postings: Posting[] = []
  const closePeriod = (period: Period) => postings.push(...closingPostings(period))
  const kept: Membership[] = []
  const isOld = ({ endsAt }: { endsAt: number }) => endsAt + PERIOD_KEPT_MS <= now
  const lastOpened = memberships.reduce((latest, { startsAt }) => Math.max(latest, startsAt), 0)
  for (const membership of memberships) {
    if (isOld(membership) && membership.startsAt < lastOpened) {
      membership.periods.forEach(closePeriod)
      postings.push(
        ...transfer('card_months', account.months(membership.id), 'shop/months', membership.months),
      )
      continue
    }
    const periods = membership.periods.filter((period, index) => {
      const leaves = isOld(period) && index < membership.periods.length - 1
      if (leaves) closePeriod(period)
      return !leaves
    })
    kept.push(periods.length === membership.periods.length ? membership : { ...membership, periods })
  }
  return { memberships: kept, postings }
}

/** The earliest month whose spending a member's state still counts. */
export function keptSpendingFrom(now: number): string {
  return addMonths(`${shanghaiMonth(now)}-01`, -SPENDING_MONTHS_KEPT).slice(0, 7)
}

/** Coupons and months of spending that nothing asks for any more leave with what they stood at. */
export function forgetEnded(held: MemberState, now: number): { state: MemberState; postings: Posting[] } {
  const { state, postings } = withoutEndedUses(held, now)
  const oldest = keptSpendingFrom(now)
  const gone = endedLots(state, now)
  const old = Object.entries(state.spending).filter(([month]) => month < oldest)
  if (gone.length === 0 && old.length === 0) return { state, postings }
  return {
    state: {
      ...state,
      coupons: state.coupons.filter((lot) => !gone.includes(lot)),
      spending: Object.fromEntries(Object.entries(state.spending).filter(([month]) => month >= oldest)),
    },
    postings: [
      ...postings,
      ...gone.flatMap(({ id, left }) => transfer('coupon', account.coupons(id), 'shop/coupons', left)),
      ...old.flatMap(([month, { paid }]) =>
        transfer('spending', account.spending(month), 'shop/sales', paid),
      ),
    ],
  }
}
