import { isRefusal, refuse } from '../contract/refusals'
import { appointmentView } from '../domain/appointments'
import { heldBenefitViews } from '../domain/benefit-views'
import { shanghaiDay } from '../domain/calendar'
import { isOpen, voucherView } from '../domain/vouchers'
import { forStaff } from '../entry/handler'
import { benefitVisit } from './benefit-visit'

/** What the member before the clerk can use now; of a household's helper the card's benefits alone. */
export const benefits = forStaff('counter.benefits', {
  branch: (input) => input.branchId,
  prepare({ visit, branchId }, scope) {
    const opened = benefitVisit(visit, branchId, scope)
    return isRefusal(opened) ? opened : { memberIds: [opened.memberId], prepared: opened }
  },
  async run({ branchId }, { backend, now, members }, { memberId, membershipId }) {
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const state = members.get(memberId)?.state
    if (!state) return refuse('MEMBER_NOT_FOUND')
    const isOwn = membershipId === undefined
    return {
      benefits: heldBenefitViews(state, release, now, membershipId),
      vouchers: isOwn
        ? state.vouchers
            .filter((voucher) => isOpen(voucher, now) && (voucher.branchIds?.includes(branchId) ?? true))
            .map((voucher) => voucherView(voucher, release, now))
        : [],
      appointments: isOwn
        ? state.benefits.appointments
            .filter((one) => one.branchId === branchId && shanghaiDay(one.at) === shanghaiDay(now))
            .map((one) => appointmentView(one, release))
        : [],
    }
  },
})
