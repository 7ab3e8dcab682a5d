import { isRefusal, refuse } from '../contract/refusals'
import type { MemberState, ReceiptFacts } from '../domain/member'
import { peakOfferView } from '../domain/peak-offer'
import { breakEven, savedTotal } from '../domain/savings'
import type { Backend } from '../entry/backend'
import { forPersons } from '../entry/handler'
import { withHousehold } from '../entry/household-receipts'
import { openPayment, receiptSummary } from '../entry/views'

/**
 * Asked each 2 s while the code is shown: one read, and an answer that is mostly empty; one more for
 * who uses the card of a household, where the receipt is then (M116).
 */
export const pulse = forPersons('membership.pulse', async ({ since }, { backend, memberId, now }) => {
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  if (!member) return refuse('JOIN_REQUIRED')
  const { state } = member
  const { version, receipts, payable } = await withHousehold(member, backend)
  const changed = version > since
  const settled = receipts.filter((receipt) => receipt.state === 'settled').sort((a, b) => b.at - a.at)[0]
  const latest =
    changed && settled
      ? {
          ...receiptSummary(settled),
          savedTotal: savedTotal(state),
          breakEven: breakEven(state, now),
          ...howPaid(settled),
        }
      : null
  const peakOffer = await peakOfferOf(state, backend, now)
  return {
    version,
    now,
    latest,
    openPayment: openPayment(payable, now),
    ...(peakOffer ? { peakOffer } : {}),
  }
})

function howPaid({ tender, tenders, coupons }: ReceiptFacts) {
  return { tender, ...(tenders ? { tenders } : {}), ...(coupons ? { coupons } : {}) }
}

/** Begun by the service that was just marked as done (M088); who has none costs no look at the release. */
async function peakOfferOf(state: MemberState, { releases }: Backend, now: number) {
  if (now >= (state.returning.peak?.until ?? 0)) return null
  const release = await releases.current(now)
  return isRefusal(release) ? null : peakOfferView(state, release, now)
}
