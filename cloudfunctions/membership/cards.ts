import { isRefusal } from '../contract/refusals'
import { lastDayOf, shanghaiDay } from '../domain/calendar'
import { guaranteeStanding } from '../domain/guarantee'
import { cardView } from '../domain/membership'
import { benefitViews } from '../domain/plan-views'
import type { Membership, MemberState, Period } from '../domain/member'
import type { Release } from '../domain/release'
import { forPersons } from '../entry/handler'
import { agreementReference, agreementsOf } from '../entry/views'

export const cards = forPersons('membership.cards', async (_input, { backend, memberId, now }) => {
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const held = [...(member?.state.memberships ?? [])].sort((a, b) => b.startsAt - a.startsAt)
  const contracts = member?.state.contracts ?? []
  return { cards: held.map((membership) => cardDetail(membership, contracts, release, now)) }
})

/** What is shown is the version that the card was sold with (M098). */
function cardDetail(
  membership: Membership,
  contracts: MemberState['contracts'],
  release: Release,
  now: number,
) {
  const view = cardView(membership, release, now)
  const version = release.versions[view.versionId]
  return {
    ...view,
    benefits: version ? benefitViews(version.terms, release) : [],
    rules: version?.terms.rules ?? [],
    agreements: version ? agreementsOf(version, release).map(agreementReference) : [],
    periods: membership.periods.map(periodDetail),
    extras: {
      autoRenew: autoRenewOf(membership, contracts, version),
      household: version?.terms.household !== undefined,
      perks: Boolean(version?.terms.partnerPerks?.length || version?.terms.statusMatches?.length),
    },
  }
}

function periodDetail(period: Period) {
  const standing = guaranteeStanding(period)
  return {
    orderId: period.orderId,
    from: shanghaiDay(period.startsAt),
    through: lastDayOf(period.endsAt),
    paid: period.paid,
    refunded: period.refunded,
    boughtAt: period.boughtAt,
    saved: period.saved,
    upgraded: period.upgradedInto !== undefined,
    guarantee: standing && {
      refund: standing.refund,
      settlesOn: standing.settlesOn,
      state: standing.state,
    },
  }
}

function autoRenewOf(
  { planId }: Membership,
  contracts: MemberState['contracts'],
  version: Release['versions'][string] | undefined,
): 'on' | 'off' | null {
  const runs = contracts.some(
    (contract) => contract.planId === planId && contract.purpose !== 'top_up' && isSigned(contract),
  )
  return runs ? 'on' : version?.terms.autoRenew ? 'off' : null
}

function isSigned({ state }: MemberState['contracts'][number]): boolean {
  return state !== 'signing' && state !== 'terminated'
}
