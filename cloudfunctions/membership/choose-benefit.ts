import { isRefusal } from '../contract/refusals'
import { chooseBenefit as choose } from '../domain/benefit-choices'
import { standingOf } from '../domain/benefit-standing'
import { findHeld } from '../domain/held-benefits'
import { forPersons } from '../entry/handler'

/** One of several for this window (M080), changeable until it is first used. */
export const chooseBenefit = forPersons('membership.chooseBenefit', async (input, scope) => {
  const { backend, memberId, now, deadline } = scope
  const { operationId, benefit: which, optionId } = input
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const committed = await backend.ledger.commit({
    memberId,
    member: (await backend.ledger.readMembers([memberId])).get(memberId),
    operationId,
    command: 'membership.chooseBenefit',
    actor: { role: 'member', memberId, branchId: null },
    input,
    now,
    deadline,
    decide: (state) => choose(state, { which, optionId, release, now }),
  })
  if (isRefusal(committed)) return committed
  const held = findHeld(committed.state, release, { which, now })
  const used = held ? standingOf(committed.state, held, now).used : 0
  return { benefit: which, optionId: committed.entry.facts.optionId, changeable: used === 0 }
})
