import { emptyMember } from '../cloudfunctions/domain/new-member'
import type { MemberState, Period } from '../cloudfunctions/domain/member'
import { withSavings } from '../cloudfunctions/domain/savings'
import { withSpending } from '../cloudfunctions/domain/receipt-booking'
import { encodeBase32 } from '../cloudfunctions/contract/base32'

/** One receipt as a row: what a bill would be grouped from if no counters were kept. */
export interface ReceiptRow {
  readonly member: string
  readonly month: string
  readonly paid: number
  readonly saved: number
}

export interface PayingMember {
  readonly _id: string
  readonly version: number
  readonly updatedAt: number
  readonly nextDueAt: null
  readonly state: MemberState
  readonly tail: readonly []
}

export const BILL_MONTH = '2027-02'
const MONTHS = ['2027-01', BILL_MONTH, BILL_MONTH]
/** 2027-03-01 06:00 in Shanghai. */
export const FIRST_MORNING = Date.UTC(2027, 1, 28, 22)
const DAY_MS = 86_400_000

/** A member with up to eight receipts, counted by the functions that settling counts by; every third holds a card. */
export function payingMember(
  index: number,
  random: () => number,
): { member: PayingMember; receipts: ReceiptRow[] } {
  const bytes = new Uint8Array(8)
  for (let place = 0; place < 8; place += 1) bytes[place] = Math.floor(random() * 256)
  // The index keeps numbers apart, the random rest spreads them as a keyed hash does.
  new DataView(bytes.buffer).setUint32(0, index)
  const number = encodeBase32(bytes)
  const receipts = Array.from({ length: Math.floor(random() * 9) }, (): ReceiptRow => ({
    member: number,
    month: MONTHS[Math.floor(random() * MONTHS.length)] ?? BILL_MONTH,
    // Round prices that many paid, and odd ones that nobody else did.
    paid: 500 + (random() < 0.5 ? 50 * Math.floor(random() * 400) : Math.floor(random() * 20_000)),
    saved: 10 * Math.floor(random() * 200),
  }))
  let state: MemberState = { ...emptyMember(number, ''), joinedAt: FIRST_MORNING - 200 * DAY_MS }
  if (index % 3 === 0) state = withCard(state)
  for (const { month, paid, saved } of receipts)
    state = {
      ...state,
      spending: withSpending(state.spending, month, paid, 1),
      savings: withSavings(state.savings, month, { member_price: saved }, 1),
    }
  return { member: { _id: number, version: 1, updatedAt: 1, nextDueAt: null, state, tail: [] }, receipts }
}

function withCard(state: MemberState): MemberState {
  const startsAt = FIRST_MORNING - 180 * DAY_MS
  const endsAt = FIRST_MORNING + 180 * DAY_MS
  const orderId = `order-${state.number}`
  const period: Period = {
    orderId,
    versionId: 'nianka@1',
    boughtAt: startsAt,
    startsAt,
    endsAt,
    months: 12,
    paid: 19_900,
    refunded: 0,
    saved: 0,
  }
  return {
    ...state,
    memberships: [
      {
        id: orderId,
        planId: 'nianka',
        anchor: '2026-09-02',
        months: 12,
        startsAt,
        endsAt,
        periods: [period],
      },
    ],
  }
}

/** The same members in each pass and each process. */
export function steadyRandom(): () => number {
  let state = 20_270_301
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
