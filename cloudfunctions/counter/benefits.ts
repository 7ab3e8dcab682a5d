import { isRefusal, refuse } from '../contract/refusals'
import { appointmentView } from '../domain/appointments'
import { benefitUseView, heldBenefitViews } from '../domain/benefit-views'
import { shanghaiDay } from '../domain/calendar'
import type { MemberState } from '../domain/member'
import type { Release } from '../domain/release'
import { isOpen, voucherView } from '../domain/vouchers'
import { coveredGoods, hasPromises } from '../domain/warranty'
import { forStaff, type StaffScope } from '../entry/handler'
import type { MemberDocument } from '../ledger/aggregate'
import { benefitVisit } from './benefit-visit'

const MOST_COVERED = 20
/** The latest receipts; older goods are rarely brought and still found by their receipt. */
const LOOKED_AT = 60

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
    const member = members.get(memberId)
    if (!member) return refuse('MEMBER_NOT_FOUND')
    const { state } = member
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
      recent: isOwn ? undoable(state, branchId, now) : [],
      warranties: isOwn ? await coveredOf(member, release, { backend, now }) : [],
    }
  },
})

function undoable({ benefits: { recent } }: MemberState, branchId: string, now: number) {
  return recent
    .filter((use) => use.branchId === branchId && use.undoneAt === null && use.undoUntil > now)
    .map((use) => benefitUseView(use))
    .reverse()
}

/** A call of its own, for who was promised a replacement of something only (M061). */
async function coveredOf(
  member: MemberDocument,
  release: Release,
  { backend, now }: Pick<StaffScope, 'backend' | 'now'>,
) {
  if (!hasPromises(member.state, release, now)) return []
  const page = await backend.journal.receiptsOf(member, { before: null, month: null, limit: LOOKED_AT })
  return coveredGoods(member.state, page.receipts, { release, now }).slice(0, MOST_COVERED)
}
