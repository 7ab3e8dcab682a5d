import type { Output } from '../contract'
import { isRefusal } from '../contract/refusals'
import { shanghaiDay } from '../domain/calendar'
import { unitsDrawn } from '../domain/daily-quantities'
import { helpersAllowed, householdCards } from '../domain/households'
import type { Membership, MemberState } from '../domain/member'
import { cardView, counts } from '../domain/membership'
import type { Release } from '../domain/release'
import { forPersons } from '../entry/handler'
import { holderOf } from '../entry/holder'
import { maskedName } from '../entry/views'

type Household = Output<'membership.household'>

/** Who uses the own cards, and whose card this person uses. One read, and one for the others' names. */
export const household = forPersons('membership.household', async (_input, { backend, memberId, now }) => {
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const state = (await backend.ledger.readMembers([memberId])).get(memberId)?.state
  if (!state) return { own: [], guestOf: null }
  const cards = householdCards(state, release, now)
  const ids = state.helpers.map((helper) => helper.memberId)
  const helpers = ids.length > 0 ? await backend.ledger.readMembers(ids) : new Map<string, never>()
  const nameOf = (id: string) => {
    const known: { readonly state: MemberState } | undefined = helpers.get(id)
    return known ? maskedName(known.state) : `会员${id.slice(-4)}`
  }
  return { own: cards.map((card) => ownView(card, state, release, now, nameOf)), guestOf: await guestOf() }

  async function guestOf(): Promise<Household['guestOf']> {
    const holder = state && (await holderOf(state, backend))
    const owner = holder?.document.state
    const { membershipId } = holder?.helper ?? {}
    const card = owner?.memberships.find(({ id }) => id === membershipId)
    if (isRefusal(release) || !owner || !card) return null
    const { planName, validThrough } = cardView(card, release, now)
    return { ownerName: maskedName(owner), planName, since: state?.householdMark?.since ?? now, validThrough }
  }
})

function ownView(
  membership: Membership,
  state: MemberState,
  release: Release,
  now: number,
  nameOf: (id: string) => string,
): Household['own'][number] {
  const { id: membershipId } = membership
  const versionId = membership.periods.find((period) => counts(period, now))?.versionId ?? ''
  const day = shanghaiDay(now)
  const { planName } = cardView(membership, release, now)
  return {
    membershipId,
    planName,
    most: helpersAllowed(membership, release, now),
    helpers: state.helpers
      .filter((helper) => helper.membershipId === membershipId)
      .map(({ memberId, since }) => ({ memberNumber: memberId, displayName: nameOf(memberId), since })),
    quotas: (release.versions[versionId]?.terms.memberPrices ?? []).flatMap(({ id, title, perDay }) =>
      perDay === undefined
        ? []
        : [
            {
              benefitId: id,
              title,
              perDay,
              left: Math.max(0, perDay - unitsDrawn(state.draws, { membershipId, benefitId: id, day })),
            },
          ],
    ),
  }
}
