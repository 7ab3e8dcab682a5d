import { isRefusal } from '../contract/refusals'
import { emptyMember } from '../domain/new-member'
import { linkViews, perkViews } from '../domain/partner-views'
import { forPersons } from '../entry/handler'
import { withCodes } from './perk-answer'

export const perks = forPersons('membership.perks', async (_input, scope) => {
  const { backend, memberId, now } = scope
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const found = (await backend.ledger.readMembers([memberId])).get(memberId)?.state
  const state = found ?? emptyMember(memberId, '')
  return {
    now,
    perks: await withCodes(state, perkViews(state, release, now), scope),
    links: linkViews(state, release, now),
  }
})
