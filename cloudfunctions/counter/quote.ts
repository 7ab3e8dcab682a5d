import { isRefusal, refuse } from '../contract/refusals'
import { codeAlreadyUsed } from '../domain/settlement'
import { forStaff } from '../entry/handler'
import type { ParsedInput } from '../contract'
import type { Settings } from '../entry/settings'
import { phoneDigest } from '../ledger/phone-owners'
import { type Asked, issueQuote, price } from './quoting'
import { readVisit } from './visit'

export const quote = forStaff('counter.quote', {
  branch: (input) => input.branchId,
  prepare(input, scope) {
    const visit = readVisit(input.visit, input.branchId, scope)
    return isRefusal(visit) ? visit : { memberIds: [visit.ticket.memberId], prepared: visit }
  },
  async run(input, scope, { ticket, until }) {
    const { backend, now, members } = scope
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const state = members.get(ticket.memberId)?.state
    if (!state) return refuse('MEMBER_NOT_FOUND')
    if (ticket.codeTag !== null && codeAlreadyUsed(state, ticket.codeTag, now)) return refuse('CODE_USED')
    const asked = { visit: ticket, ...askedOf(input, scope.settings) }
    const priced = price(state, asked, release, now)
    if (isRefusal(priced)) return priced
    return issueQuote(state, { ...asked, visitUntil: until }, priced, release, scope)
  },
})

/** A recipient's phone leaves this call as a keyed digest only. */
function askedOf(
  { lines, couponLotIds, points, delivery }: ParsedInput<'counter.quote'>,
  { phoneKey }: Settings,
): Omit<Asked, 'visit'> {
  const phone = delivery?.recipientPhone
  return {
    lines,
    ...(couponLotIds ? { couponLotIds } : {}),
    ...(points ? { points } : {}),
    ...(delivery
      ? {
          delivery: {
            fee: delivery.fee,
            ...(phone ? { recipient: phoneDigest(phone, phoneKey) } : {}),
          },
        }
      : {}),
  }
}
