import { isRefusal, refuse } from '../contract/refusals'
import { quoteRefund } from '../domain/refund'
import { holdsOrder } from '../domain/transfer-items'
import { forStaff, type StaffScope } from '../entry/handler'
import { refundableOrder } from '../entry/refundable-order'
import { displayName } from '../entry/views'
import type { MemberDocument } from '../ledger/aggregate'

/** More hands than one card goes through. */
const MOST_HOLDERS = 5

/** What giving an order back for this cause would return: the figure that `operations.refund` takes. */
export const refundQuote = forStaff('operations.refundQuote', {
  branch: () => null,
  prepare: ({ memberNumber }) => ({ memberIds: memberNumber ? [memberNumber] : [], prepared: null }),
  async run(input, scope) {
    const { backend, now, members } = scope
    const { orderId, cause, since } = input
    const found = await backend.orders.read(orderId)
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const named = input.memberNumber
    const member = named === undefined ? await holderOf(orderId, found?.memberId, scope) : members.get(named)
    const memberNumber = member?._id ?? named ?? ''
    const order = refundableOrder(found, memberNumber, member?.state)
    if (isRefusal(order)) return order
    if (!member) return refuse('MEMBER_NOT_FOUND')
    const quote = quoteRefund(member.state, order, cause, { release, now, since })
    return 'ok' in quote ? quote : { ...quote, memberNumber, displayName: displayName(member.state) }
  },
})

/** Who has what the order paid for: the payer, or to whom it was passed on since (L6). */
async function holderOf(
  orderId: string,
  payerId: string | undefined,
  { backend }: StaffScope,
): Promise<MemberDocument | undefined> {
  let id = payerId
  let payer: MemberDocument | undefined
  for (let hops = 0; id !== undefined && hops <= MOST_HOLDERS; hops += 1) {
    const member: MemberDocument | undefined = (await backend.ledger.readMembers([id])).get(id)
    payer ??= member
    if (!member || holdsOrder(member.state, orderId)) return member
    const passedOn = member.state.passedOn?.find((one) => one.orderId === orderId)?.to
    id = passedOn ?? member.state.mergedInto ?? undefined
  }
  return payer
}
