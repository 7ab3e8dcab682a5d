import { refuse } from '../contract/refusals'
import { forPersons } from '../entry/handler'

/** The phone makes its codes itself, every 30 s, counting with this clock: one call, then none. */
export const code = forPersons('membership.code', async (_input, { backend, memberId, now }) => {
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  if (!member?.state.joinedAt) return refuse('JOIN_REQUIRED')
  return { number: member.state.number, secret: member.state.codeSecret, now, version: member.version }
})
