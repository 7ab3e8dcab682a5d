import type { TransferItem } from '../contract/transfers'
import { type Refusal, refuse } from '../contract/refusals'
import { lastDayOf } from './calendar'
import { stands } from './family'
import type { Membership, MemberState, Period } from './member'
import { isNeeded } from './retention'
import type { Passed, TransferWorth } from './transfer'
import type { TopUpLot } from './wallet'

/** What a holder can pass on to somebody else, and all that goes with it (法释〔2025〕4号 9, 11; L6). */

/** The whole balance, where there is one, and each card that has days left. */
export function transferableItems(
  state: Pick<MemberState, 'wallet' | 'memberships'>,
  now: number,
): TransferItem[] {
  return [
    ...(spendableLots(state).length > 0 ? [{ kind: 'balance' } as const] : []),
    ...state.memberships
      .filter((card) => runningPeriods(card, now).length > 0)
      .map(({ id: membershipId }) => ({ kind: 'card', membershipId }) as const),
  ]
}

/**
 * All that passes with this item as it is now. Refuses TRANSFER_NOT_POSSIBLE for what the holder
 * doesn't have (any more) and for a card that is paid by what it saved, and PAYMENT_OPEN while a
 * receipt that used it can still be paid or undone, because that would be owed to two people.
 */
export function passedBy(state: MemberState, item: TransferItem, now: number): Passed | Refusal {
  const lots = item.kind === 'balance' ? spendableLots(state) : []
  const memberships =
    item.kind === 'card'
      ? state.memberships.filter((card) => card.id === item.membershipId && runningPeriods(card, now).length)
      : []
  if (lots.length + memberships.length === 0) return refuse('TRANSFER_NOT_POSSIBLE')
  const periods = memberships.flatMap((card) => card.periods)
  if (periods.some(({ as }) => as === 'as_saved')) return refuse('TRANSFER_NOT_POSSIBLE')
  const orders = new Set([...lots, ...periods].map(({ orderId }) => orderId))
  if (isInUse(state, orders, now)) return refuse('PAYMENT_OPEN')
  const isOf = ({ orderId }: { readonly orderId?: string | null }) =>
    typeof orderId === 'string' && orders.has(orderId)
  return {
    lots,
    memberships,
    coupons: state.coupons.filter(isOf),
    gifts: state.gifts.filter(isOf),
    perks: state.perks.filter(isOf),
    draws: state.draws.filter(({ membershipId }) => memberships.some(({ id }) => id === membershipId)),
    fees: memberships
      .flatMap((card) => runningPeriods(card, now))
      .reduce((sum, { paid, returned = 0 }) => sum + paid - returned, 0),
  }
}

/** The figures that both saw; another one is refused. */
export function worthOf({ lots, memberships }: Pick<Passed, 'lots' | 'memberships'>): TransferWorth {
  const [card] = memberships
  return {
    principal: lots.reduce((sum, { principalLeft }) => sum + principalLeft, 0),
    bonus: lots.reduce((sum, { bonusLeft }) => sum + bonusLeft, 0),
    through: card ? lastDayOf(card.endsAt) : null,
  }
}

/** Bought, standing, and not over. */
export function runningPeriods({ periods }: Pick<Membership, 'periods'>, now: number): Period[] {
  return periods.filter((period) => stands(period) && period.endsAt > now)
}

/** True where this person holds what the order paid for, whoever paid it (L6). */
export function holdsOrder(state: Pick<MemberState, 'wallet' | 'memberships'>, orderId: string): boolean {
  return (
    state.wallet.lots.some((lot) => lot.orderId === orderId) ||
    state.memberships.some(({ periods }) => periods.some((period) => period.orderId === orderId))
  )
}

/** Names the holder of what somebody else paid for: nothing for what was never passed on. */
export function receivedBy(
  state: Pick<MemberState, 'number' | 'wallet' | 'memberships'>,
  orderId: string,
): { holder?: string } {
  const received = (one: { orderId: string; receivedAt?: number }) =>
    one.orderId === orderId && one.receivedAt !== undefined
  const isReceived =
    state.wallet.lots.some(received) || state.memberships.some(({ periods }) => periods.some(received))
  return isReceived ? { holder: state.number } : {}
}

function spendableLots({ wallet }: Pick<MemberState, 'wallet'>): TopUpLot[] {
  return wallet.lots.filter(
    ({ principalLeft, bonusLeft, refunded }) => refunded === 0 && principalLeft + bonusLeft > 0,
  )
}

function isInUse({ receipts }: MemberState, orders: ReadonlySet<string>, now: number): boolean {
  return receipts.some(
    (receipt) =>
      isNeeded(receipt, now) &&
      ((receipt.periodOrderId !== null && orders.has(receipt.periodOrderId)) ||
        receipt.walletShares?.some(({ orderId }) => orders.has(orderId)) ||
        receipt.coupons?.some(({ lotId }) => orders.has(lotId.slice(0, lotId.indexOf(':'))))),
  )
}
