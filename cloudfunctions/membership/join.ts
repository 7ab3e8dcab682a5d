import { isRefusal, refuse } from '../contract/refusals'
import { joinShop } from '../domain/joining'
import { forPersons } from '../entry/handler'
import { commitForPerson } from '../entry/person-commit'

/** Joining is asked for when something needs it, and can be declined without losing a sale (M062). */
export const join = forPersons('membership.join', async (input, scope) => {
  const { backend, memberId, now } = scope
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const agreement = release.agreements.find(({ id, current }) => id === input.agreement.id && current)
  if (!agreement) return refuse('AGREEMENT_REQUIRED')
  const committed = await commitForPerson('membership.join', input, scope, (state) =>
    agreement.version === input.agreement.version
      ? joinShop(state, {
          agreement: input.agreement,
          marketing: input.marketing,
          nickname: input.nickname ?? null,
          now,
        })
      : refuse('AGREEMENT_CHANGED'),
  )
  if (isRefusal(committed)) return committed
  return { number: memberId, joinedAt: committed.entry.facts.at }
})
