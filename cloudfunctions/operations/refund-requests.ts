import { forStaff } from '../entry/handler'
import { refundProgress } from '../entry/refund-progress'
import { displayName } from '../entry/views'

const MOST_SHOWN = 200

/** Every refund that isn't at its end, the oldest first: what a person has to do stands among them. */
export const refundRequests = forStaff('operations.refundRequests', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run(_input, { backend, now }) {
    const open = await backend.refunds.open(MOST_SHOWN)
    const people = open.flatMap(({ memberId, payerId }) => (payerId ? [memberId, payerId] : [memberId]))
    const members = await backend.ledger.readMembers([...new Set(people)])
    return {
      requests: open.flatMap((refund) => {
        const state = members.get(refund.memberId)?.state
        const payer = refund.payerId === undefined ? undefined : members.get(refund.payerId)?.state
        return refundProgress(refund, now).map((progress) => ({
          ...progress,
          memberNumber: refund.memberId,
          displayName: state ? displayName(state) : '',
          contact: state?.profile.maskedPhone ?? null,
          ...(payer
            ? { payer: { displayName: displayName(payer), contact: payer.profile.maskedPhone } }
            : {}),
        }))
      }),
    }
  },
})
