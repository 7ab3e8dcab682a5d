import { isRefusal, type Refusal, type RefusalCode, refuse } from '../contract/refusals'
import type { Decision } from '../domain/decision'
import type { MemberState, ReceiptFacts } from '../domain/member'
import { codeAlreadyUsed, settleReceipt } from '../domain/settlement'
import { spendOrderIn } from '../domain/wallet-spending'
import { forStaff, type StaffScope } from '../entry/handler'
import type { QuoteTicket } from '../entry/tickets'
import { type Asked, issueQuote, price, QUOTE_MS } from './quoting'
import { settledView } from './settled-view'

/** How long the member may take to pay on the phone before the till asks again. */
const PAY_MINUTES = 5

/**
 * Three round trips: read clerk and member, archive the member's previous entry, write. The
 * quote's id is the operation id, so a lost answer is met by asking again; a quote whose outcome
 * would differ is refused with the new one, and nothing is written.
 */
export const settle = forStaff('counter.settle', {
  branch: (input) => input.branchId,
  prepare(input, { backend, now, memberId }) {
    const ticket = backend.tickets.open<QuoteTicket>('quote', input.quote, now)
    if (ticket === 'forged') return refuse('QUOTE_INVALID')
    if (ticket === 'expired') return refuse('QUOTE_EXPIRED')
    if (ticket.clerk !== memberId || ticket.branchId !== input.branchId) return refuse('QUOTE_INVALID')
    return { memberIds: [ticket.memberId], prepared: ticket }
  },
  async run(input, scope, ticket) {
    const { backend, now, deadline, members, memberId } = scope
    const release = await backend.releases.numbered(ticket.release, now)
    if (isRefusal(release)) return release
    const branch = release.branches.find(({ id }) => id === ticket.branchId)
    if (!branch) return refuse('BRANCH_FORBIDDEN')
    const operation = {
      memberId: ticket.memberId,
      member: members.get(ticket.memberId),
      operationId: ticket.quoteId,
      command: 'counter.settle',
      actor: { role: 'clerk', memberId, branchId: ticket.branchId },
      input: {
        tender: input.tender,
        digest: ticket.digest,
        ...(input.shortfall === undefined ? {} : { shortfall: input.shortfall }),
      },
      now,
      deadline,
    } as const
    const committed = await backend.ledger.commit({ ...operation, decide })
    if (!isRefusal(committed)) return settledView(committed.entry.facts.receipt, ticket.memberId)
    if (ticket.codeTag !== null || !isRefusedQuote(committed)) return committed

    // An earlier attempt may still be on its way. A code would stop it from landing beside the new
    // quote; a member found by phone showed none, so the old quote is put out of use first.
    const cancelled = await backend.ledger.cancel(operation)
    if (isRefusal(cancelled)) return cancelled.code === 'OPERATION_REUSED' ? committed : cancelled
    const { facts } = cancelled.entry
    return facts.kind === 'receipt' ? settledView(facts.receipt, ticket.memberId) : committed

    function decide(state: MemberState): Decision<{ kind: 'receipt'; receipt: ReceiptFacts }> {
      if (isRefusal(release)) return release
      // Before the price: a new quote would be worth nothing to who shows a used code.
      if (ticket.codeTag !== null && codeAlreadyUsed(state, ticket.codeTag, now)) return refuse('CODE_USED')
      const priced = price(state, askedIn(ticket), release, ticket.quotedAt)
      if (isRefusal(priced))
        return isSpent(priced) ? withNewQuote('QUOTE_CHANGED', state, ticket, scope) : priced
      if (now > ticket.quotedAt + QUOTE_MS) return withNewQuote('QUOTE_EXPIRED', state, ticket, scope)
      if (priced.digest !== ticket.digest) return withNewQuote('QUOTE_CHANGED', state, ticket, scope)
      return settleReceipt(state, {
        receiptId: ticket.quoteId,
        priced: priced.basket,
        branch: { id: ticket.branchId, name: branch?.name ?? '' },
        clerk: memberId,
        tender: input.tender,
        codeTag: ticket.codeTag,
        release,
        now,
        pricedAt: ticket.quotedAt,
        undoMinutes: release.undoMinutes,
        missed: priced.missed,
        ...(priced.asMember ? { asMember: priced.asMember } : {}),
        recipient: ticket.delivery?.recipient,
        payMinutes: PAY_MINUTES,
        balance: { shortfall: input.shortfall ?? 0, spendOrderOf: spendOrderIn(release) },
        ...(ticket.helper ? { helper: ticket.helper } : {}),
        ...(ticket.friend ? { friend: ticket.friend } : {}),
      })
    }
  },
})

function askedIn(ticket: QuoteTicket): Asked {
  const { lines, couponLotIds, points, delivery } = ticket
  return {
    visit: ticket,
    lines,
    ...(couponLotIds ? { couponLotIds } : {}),
    ...(points ? { points } : {}),
    ...(delivery ? { delivery } : {}),
  }
}

const SPENT: readonly RefusalCode[] = [
  'COUPON_UNUSABLE',
  'COUPON_NOT_YOURS',
  'COUPONS_HELD',
  'POINTS_SHORT',
  'POINTS_OFF',
]

/** What was asked for went to another receipt meanwhile: the new quote does without it. */
function isSpent({ code }: Refusal): boolean {
  return SPENT.includes(code)
}

function withoutSpent({ visit, lines, delivery }: Asked): Asked {
  return { visit, lines, ...(delivery ? { delivery } : {}) }
}

function isRefusedQuote({ code }: Refusal): boolean {
  return code === 'QUOTE_EXPIRED' || code === 'QUOTE_CHANGED' || code === 'VISIT_EXPIRED'
}

/** The refusal carries what would be settled now, so that one more press is enough. */
function withNewQuote(
  code: 'QUOTE_EXPIRED' | 'QUOTE_CHANGED',
  state: MemberState,
  ticket: QuoteTicket,
  scope: StaffScope,
): Refusal {
  const release = scope.backend.releases.cached()
  if (!release || scope.now > ticket.visitUntil) return refuse('VISIT_EXPIRED')
  const first = price(state, askedIn(ticket), release, scope.now)
  const again = isRefusal(first) && isSpent(first)
  const asked: Asked = again ? withoutSpent(askedIn(ticket)) : askedIn(ticket)
  const priced = again ? price(state, asked, release, scope.now) : first
  if (isRefusal(priced)) return priced
  const quote = issueQuote(state, { ...asked, visitUntil: ticket.visitUntil }, priced, release, scope)
  return isRefusal(quote) ? quote : refuse(code, { quote })
}
