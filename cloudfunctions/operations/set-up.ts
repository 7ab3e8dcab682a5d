import { isRefusal } from '../contract/refusals'
import { readiness } from '../domain/set-up'
import { forPersons } from '../entry/handler'
import { OWNER_CLAIM_STOCK } from '../entry/tickets'

/**
 * Whether the shop has an owner, and to the owner what is left to do. Who began to claim it and lost
 * the answer still finds it free: the claim is held for that person.
 */
export const setUp = forPersons('operations.setUp', async (_input, scope) => {
  const { backend, memberId, now } = scope
  const state = (await backend.ledger.readMembers([memberId])).get(memberId)?.state
  if (state?.staff?.role !== 'owner') {
    const claim = await backend.stock.look(OWNER_CLAIM_STOCK, memberId)
    const claimed = claim !== null && claim.left === 0 && claim.own === null
    return { claimed, mine: false, release: 0, steps: [] }
  }
  const release = await backend.releases.current(now)
  const people = await backend.journal.staff()
  return {
    claimed: true,
    mine: true,
    release: isRefusal(release) ? 0 : release.release,
    steps: readiness(isRefusal(release) ? null : release, {
      staff: people.filter((one) => one.state.staff?.role !== 'owner').length,
      payment: await backend.setUpMarks.read('payment'),
    }),
  }
})
