import type { Closing, ClosingNotice } from '../contract/closing'
import { addDays, shanghaiDay } from './calendar'
import type { MemberState } from './member'
import type { RefundCause } from './refund-clock'
import type { Release } from './release'
import { walletBalance } from './wallet-spending'

/**
 * A shop that closes or moves says so thirty days before at the latest (实施条例 22, L6): nothing
 * prepaid is sold from then on, every holder is told, and what is given back is the shop's cause.
 */
export const NOTICE_DAYS = 30

export interface AnnouncedClosing extends Closing {
  /** When it was first published with this day. Epoch ms. */
  announcedAt: number
}

/** As a release keeps it: a change of words is no new announcement, another day is. */
export function announced(
  before: AnnouncedClosing | undefined,
  closing: Closing | undefined,
  now: number,
): { closing?: AnnouncedClosing } {
  if (!closing) return {}
  const announcedAt = before?.day === closing.day ? before.announcedAt : now
  return { closing: { ...closing, announcedAt } }
}

/** The part of the draft that would publish it again. */
export function closingDraft({ closing }: Pick<Release, 'closing'>): { closing?: Closing } {
  if (!closing) return {}
  const { day, text, call } = closing
  return { closing: { day, text, call } }
}

/** As everybody reads it; null while the shop goes on. */
export function closingNotice({ closing }: Pick<Release, 'closing'>): ClosingNotice | null {
  if (!closing) return null
  const { announcedAt, ...terms } = closing
  return { ...terms, stopSales: true, announcedOn: shanghaiDay(announcedAt) }
}

/** Who asks for their money because the shop closes asks for the shop's cause (法释〔2025〕4号 18). */
export function treatedCause(cause: RefundCause, { closing }: Pick<Release, 'closing'>): RefundCause {
  return closing && cause === 'consumer' ? 'operator' : cause
}

/** From which day interest runs where the shop has stopped: the day after its last one. */
export function stoppedSince({ closing }: Pick<Release, 'closing'>, now: number): string | undefined {
  if (!closing) return undefined
  const since = addDays(closing.day, 1)
  return since <= shanghaiDay(now) ? since : undefined
}

/** The last day that a shop which has stopped can count as given: today while it still serves (22). */
export function lastServedDay({ closing }: Pick<Release, 'closing'>, now: number): string {
  const today = shanghaiDay(now)
  return closing && closing.day < today ? closing.day : today
}

/** True for what was paid in advance after the closing had been announced: it goes back (L6). */
export function paidTooLate({ closing }: Pick<Release, 'closing'>, paidAt: number): boolean {
  return closing !== undefined && paidAt >= closing.announcedAt
}

/** True for what could only be picked up or used after the shop's last day. @param until exclusive */
export function outlastsShop({ closing }: Pick<Release, 'closing'>, until: number): boolean {
  return closing !== undefined && shanghaiDay(until - 1) > closing.day
}

/** Somebody with a balance, a card that runs or waits, paid coupons or goods: whom the notice is owed to. */
export function holdsSomething(
  {
    wallet,
    memberships,
    coupons,
    vouchers,
  }: Pick<MemberState, 'wallet' | 'memberships' | 'coupons' | 'vouchers'>,
  now: number,
): boolean {
  return (
    walletBalance(wallet) > 0 ||
    memberships.some(({ endsAt }) => endsAt > now) ||
    coupons.some((lot) => lot.version === undefined && lot.paid > 0 && lot.left > 0 && lot.until > now) ||
    vouchers.some(({ state, paid = 0 }) => state === 'open' && paid > 0)
  )
}
