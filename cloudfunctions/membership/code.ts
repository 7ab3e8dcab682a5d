import { refuse } from '../contract/refusals'
import { forPersons } from '../entry/handler'
import { withHousehold } from '../entry/household-receipts'

/** The phone makes its codes itself, every 30 s, counting with this clock: one call, then none. */
export const code = forPersons('membership.code', async (_input, { backend, memberId, now }) => {
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  if (!member?.state.joinedAt) return refuse('JOIN_REQUIRED')
  if (member.state.frozen) return refuse('MEMBER_FROZEN')
  const { number, codeSecret: secret } = member.state
  const { version } = await withHousehold(member, backend)
  return { number, secret, now, version }
})
