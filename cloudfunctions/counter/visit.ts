import type { Output } from '../contract'
import { type Refusal, refuse } from '../contract/refusals'
import { cardView, currentMembership } from '../domain/membership'
import { breakEven, savedTotal } from '../domain/savings'
import type { MemberState } from '../domain/member'
import type { Release } from '../domain/release'
import type { PersonScope } from '../entry/handler'
import type { VisitTicket } from '../entry/tickets'
import { maskedName } from '../entry/views'

/** A basket may take its time; the code on the phone needn't wait for it. */
const VISIT_MS = 10 * 60_000

type Visit = Output<'counter.resolve'>

/** The signed visit, and of the member only what the counter needs to see. */
export function openVisit(
  state: MemberState,
  ticket: VisitTicket,
  release: Release,
  scope: PersonScope,
): Visit {
  const { backend, now } = scope
  const membership = currentMembership(state, now)
  const lastReceipt = state.receipts.reduce<string | null>(
    (last, { day, state: receiptState }) =>
      receiptState === 'settled' && (last === null || day > last) ? day : last,
    null,
  )
  return {
    visit: backend.tickets.issue('visit', ticket, now + VISIT_MS),
    expiresAt: now + VISIT_MS,
    member: {
      number: state.number,
      displayName: maskedName(state),
      maskedPhone: state.profile.maskedPhone,
      card: membership ? cardView(membership, release, now) : null,
      savedTotal: savedTotal(state),
      breakEven: breakEven(state, now),
      lastVisit: lastReceipt,
    },
    memberPriceOnly: ticket.codeTag === null,
  }
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
