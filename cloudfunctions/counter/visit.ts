import type { Output } from '../contract'
import { type Refusal, refuse } from '../contract/refusals'
import { giftView } from '../domain/gifts'
import { cardView, currentMembership } from '../domain/membership'
import { usablePerks } from '../domain/perk-use'
import { breakEven, savedTotal } from '../domain/savings'
import type { MemberState } from '../domain/member'
import { walletBalance } from '../domain/wallet-spending'
import type { Release } from '../domain/release'
import type { PersonScope } from '../entry/handler'
import type { VisitTicket } from '../entry/tickets'
import { maskedName } from '../entry/views'

/** A basket may take its time; the code on the phone needn't wait for it. */
const VISIT_MS = 10 * 60_000

type Visit = Output<'counter.resolve'>

/**
 * The signed visit, and of the member only what the counter needs to see: of a household's helper
 * the card that both use, of who pays a friend's bill nothing but how far the code goes.
 * @param helper who stands there, where `state` is the card's holder (M116)
 */
export function openVisit(
  state: MemberState,
  ticket: VisitTicket,
  release: Release,
  scope: PersonScope,
  helper?: MemberState,
): Visit {
  const { backend, now } = scope
  const there = helper ?? state
  return {
    visit: backend.tickets.issue('visit', ticket, now + VISIT_MS),
    expiresAt: now + VISIT_MS,
    member: {
      number: state.number,
      displayName: maskedName(there),
      maskedPhone: there.profile.maskedPhone,
      ...(ticket.friend ? NOTHING_OF_A_PAYER : standingOf(state, ticket, release, now)),
      ...spendable(state, ticket),
      ...(isOwnCode(ticket) ? { ...waitingGifts(state, release, now), ...unusedCodes(state, now) } : {}),
      ...(helper ? { householdOf: maskedName(state) } : {}),
    },
    memberPriceOnly: ticket.codeTag === null,
  }
}

const NOTHING_OF_A_PAYER = { card: null, savedTotal: 0, breakEven: null, lastVisit: null }

function standingOf(state: MemberState, { helper }: VisitTicket, release: Release, now: number) {
  const membership = helper
    ? (state.memberships.find(({ id }) => id === helper.membershipId) ?? null)
    : currentMembership(state, now)
  const lastReceipt = state.receipts.reduce<string | null>(
    (last, { day, state: receiptState }) =>
      receiptState === 'settled' && (last === null || day > last) ? day : last,
    null,
  )
  return {
    card: membership ? cardView(membership, release, now) : null,
    savedTotal: helper ? 0 : savedTotal(state),
    breakEven: helper ? null : breakEven(state, now),
    lastVisit: helper ? null : lastReceipt,
  }
}

/** What may be spent in this visit: nothing of a member who was found by phone, nor of a holder. */
function spendable(state: MemberState, { codeTag, helper, friend }: VisitTicket): Partial<Visit['member']> {
  if (codeTag === null || helper) return {}
  const balance = walletBalance(state.wallet)
  if (friend) return { balance: Math.min(balance, friend.most), friendMost: friend.most }
  return balance > 0 ? { balance } : {}
}

/** Things are handed only to who shows a live code of their own. */
function isOwnCode({ codeTag, helper, friend }: VisitTicket): boolean {
  return codeTag !== null && !helper && !friend
}

/** Claimed gifts that wait to be handed over (M010). */
function waitingGifts(state: MemberState, release: Release, now: number): Pick<Visit['member'], 'gifts'> {
  const claimed = state.gifts.filter((gift) => gift.state === 'claimed')
  if (claimed.length === 0) return {}
  return {
    gifts: claimed.map((gift) => {
      const { orderId, giftId, name, quantity } = giftView(gift, release, now)
      return { orderId, giftId, name, quantity }
    }),
  }
}

function unusedCodes(state: MemberState, now: number): Pick<Visit['member'], 'perks'> {
  const perks = usablePerks(state, now).length
  return perks === 0 ? {} : { perks }
}

/** A visit belongs to one clerk at one branch: another's is refused like a forged one. */
export function readVisit(
  token: string,
  branchId: string,
  scope: PersonScope,
): { ticket: VisitTicket; until: number } | Refusal {
  const opened = scope.backend.tickets.openWithExpiry<VisitTicket>('visit', token, scope.now)
  if (opened === 'forged') return refuse('VISIT_INVALID')
  if (opened === 'expired') return refuse('VISIT_EXPIRED')
  const { payload, expiresAt } = opened
  if (payload.clerk !== scope.memberId || payload.branchId !== branchId) return refuse('VISIT_INVALID')
  return { ticket: payload, until: expiresAt }
}
