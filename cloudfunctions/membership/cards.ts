import { isRefusal } from '../contract/refusals'
import { lastDayOf, shanghaiDay } from '../domain/calendar'
import { cardView } from '../domain/membership'
import { benefitViews } from '../domain/plan-views'
import type { Membership } from '../domain/member'
import type { Release } from '../domain/release'
import { forPersons } from '../entry/handler'
import { agreementReference, agreementsOf } from '../entry/views'

export const cards = forPersons('membership.cards', async (_input, { backend, memberId, now }) => {
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const held = [...(member?.state.memberships ?? [])].sort((a, b) => b.startsAt - a.startsAt)
  return { cards: held.map((membership) => cardDetail(membership, release, now)) }
})

/** What is shown is the version that the card was sold with (M098). */
function cardDetail(membership: Membership, release: Release, now: number) {
  const view = cardView(membership, release, now)
  const version = release.versions[view.versionId]
  return {
    ...view,
    benefits: version ? benefitViews(version.terms, release) : [],
    rules: version?.terms.rules ?? [],
    agreements: version ? agreementsOf(version, release).map(agreementReference) : [],
    periods: membership.periods.map((period) => ({
      orderId: period.orderId,
      from: shanghaiDay(period.startsAt),
      through: lastDayOf(period.endsAt),
      paid: period.paid,
      refunded: period.refunded,
      boughtAt: period.boughtAt,
      saved: period.saved,
    })),
  }
}
