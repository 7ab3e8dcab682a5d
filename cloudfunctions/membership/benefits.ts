import { isRefusal } from '../contract/refusals'
import { appointmentView } from '../domain/appointments'
import { birthdayView } from '../domain/benefit-choices'
import { heldBenefitViews, lockedBenefitViews } from '../domain/benefit-views'
import { emptyMember } from '../domain/new-member'
import { forPersons } from '../entry/handler'

/** What can be used now, what more a higher tier or a card would add, and what is booked. */
export const benefits = forPersons('membership.benefits', async (_input, { backend, memberId, now }) => {
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const state = member?.state ?? emptyMember(memberId, '')
  const birthday = birthdayView(state, release, now)
  return {
    now,
    benefits: heldBenefitViews(state, release, now),
    more: lockedBenefitViews(state, release, now),
    appointments: [...state.benefits.appointments]
      .sort((a, b) => a.at - b.at)
      .map((appointment) => appointmentView(appointment, release)),
    ...(birthday ? { birthday } : {}),
  }
})
