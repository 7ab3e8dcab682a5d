import { isRefusal } from '../contract/refusals'
import { unlinkPartner as decide } from '../domain/partner-links'
import { linkView } from '../domain/partner-views'
import { forPersons } from '../entry/handler'
import { commitForPerson } from '../entry/person-commit'

/** At once, without a reason and without anybody's help; the partner is told by the follow-up. */
export const unlinkPartner = forPersons('membership.unlinkPartner', async (input, scope) => {
  const { backend, now } = scope
  const { partnerId } = input
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const committed = await commitForPerson('membership.unlinkPartner', input, scope, (state) =>
    decide(state, { partnerId, now }),
  )
  return isRefusal(committed) ? committed : linkView(committed.state, release, partnerId, now)
})
