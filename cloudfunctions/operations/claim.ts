import { createHash, timingSafeEqual } from 'node:crypto'
import { isRefusal, refuse } from '../contract/refusals'
import { claimOwnership } from '../domain/staff'
import { forPersons } from '../entry/handler'
import { OWNER_CLAIM_STOCK } from '../entry/tickets'

/**
 * The deploy's one-time secret makes the first person who presents it the owner. The claim is
 * stock of one that is made once: a second person finds none left, whoever knows the secret.
 */
export const claim = forPersons('operations.claim', async (input, scope) => {
  const { backend, memberId, now, deadline, settings } = scope
  const right = matches(input.secret, settings.ownerClaimDigest)
  if (!right) return refuse('CLAIM_REFUSED')
  await backend.stock.create(OWNER_CLAIM_STOCK, 1, now)
  const held = await backend.stock.hold(OWNER_CLAIM_STOCK, memberId, now)
  if (held !== 'held') return refuse('CLAIM_REFUSED')
  const committed = await backend.ledger.commit({
    memberId,
    member: (await backend.ledger.readMembers([memberId])).get(memberId),
    operationId: input.operationId,
    command: 'operations.claim',
    actor: { role: 'member', memberId, branchId: null },
    input: { operationId: input.operationId },
    now,
    deadline,
    decide: (state) => claimOwnership(state, { now }),
  })
  if (isRefusal(committed)) return committed
  return { memberNumber: memberId, role: 'owner' as const }
})

function matches(secret: string, digestHex: string): boolean {
  const given = createHash('sha256').update(secret).digest()
  const expected = Buffer.from(digestHex, 'hex')
  return expected.length === given.length && timingSafeEqual(given, expected)
}
