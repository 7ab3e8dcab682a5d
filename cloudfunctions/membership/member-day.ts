import { isRefusal, refuse } from '../contract/refusals'
import { claimDayCoupon as claim, claimedCoupon, dayViews } from '../domain/day-coupons'
import { emptyMember } from '../domain/new-member'
import { forPersons } from '../entry/handler'
import { commitForPerson } from '../entry/person-commit'

/** Member days and holidays of today or to come (M104, M111). */
export const memberDay = forPersons('membership.memberDay', async (_input, { backend, memberId, now }) => {
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  return { now, days: dayViews(member?.state ?? emptyMember(memberId, ''), release, now) }
})

/** Takes the coupon of a day, on that day and once (M104, M111). */
export const claimDayCoupon = forPersons('membership.claimDayCoupon', async (input, scope) => {
  const { backend, now } = scope
  const { operationId, occasion, id, day } = input
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const committed = await commitForPerson('membership.claimDayCoupon', input, scope, (state) =>
    claim(state, { operationId, occasion, id, day, release, now }),
  )
  if (isRefusal(committed)) return committed
  const { facts } = committed.entry
  return facts.kind === 'day_coupon'
    ? claimedCoupon(committed.state, facts, release)
    : refuse('OPERATION_REUSED')
})
