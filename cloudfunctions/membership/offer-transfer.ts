import { isRefusal } from '../contract/refusals'
import { transferCodeText } from '../contract/transfer-code'
import { offerTransfer as decideOffer } from '../domain/transfer-offers'
import { forPersons } from '../entry/handler'

/** A code for who takes the item over (L6). The entry keeps what it is made of, so that it stays the same. */
export const offerTransfer = forPersons('membership.offerTransfer', async (input, scope) => {
  const { backend, memberId, now, deadline } = scope
  const id = backend.newSecret().slice(0, 16)
  const committed = await backend.ledger.commit({
    memberId,
    member: (await backend.ledger.readMembers([memberId])).get(memberId),
    operationId: input.operationId,
    command: 'membership.offerTransfer',
    actor: { role: 'member', memberId, branchId: null },
    input,
    now,
    deadline,
    decide: (state) => decideOffer(state, { id, item: input.item, now }),
  })
  if (isRefusal(committed)) return committed
  const { id: codeId, tag, item, until } = committed.entry.facts
  return { code: transferCodeText({ number: memberId, id: codeId, tag }), item, validUntil: until }
})
