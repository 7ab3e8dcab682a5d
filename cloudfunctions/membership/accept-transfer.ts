import type { Output } from '../contract'
import { isRefusal, type Refusal, refuse } from '../contract/refusals'
import { parseTransferCode } from '../contract/transfer-code'
import { reviewId } from '../domain/refund'
import type { AgreementVersion, Release } from '../domain/release'
import type { Passed } from '../domain/transfer'
import { passedBy } from '../domain/transfer-items'
import { findOffer } from '../domain/transfer-offers'
import { versionsOf } from '../domain/transfer-views'
import { type Accepting, ordersOf, transferOut } from '../domain/transferring'
import { forPersons, type PersonScope } from '../entry/handler'
import { agreementsOf } from '../entry/views'
import { TRANSFER_COMMAND, transferInId, transferOutId } from '../ledger/transfers'

/**
 * The receiver takes over what the code stands for (L6): out of the holder and into the own
 * aggregate, each once, whatever happens between the two. What a person has to decide about the
 * order's money is decided first.
 */
export const acceptTransfer = forPersons('membership.acceptTransfer', async (input, scope) => {
  const { backend, memberId, now, deadline } = scope
  const code = parseTransferCode(input.code)
  if (!code) return refuse('TRANSFER_CODE_INVALID')
  const from = code.number
  if (from === memberId) return refuse('TRANSFER_NOT_POSSIBLE')
  const transferId = input.operationId
  const members = await backend.ledger.readMembers([memberId, from])
  const own = {
    command: TRANSFER_COMMAND,
    actor: { role: 'member', memberId, branchId: null },
    now,
    deadline,
  } as const
  const arrived = await backend.ledger.findApplied({
    ...own,
    memberId,
    member: members.get(memberId),
    operationId: transferInId(transferId),
    input: { operationId: transferId, from },
  })
  if (isRefusal(arrived)) return arrived
  const holder = members.get(from)
  const request = {
    ...own,
    memberId: from,
    member: holder,
    operationId: transferOutId(transferId),
    input,
  }
  const applied = await backend.ledger.findApplied(request)
  if (isRefusal(applied)) return applied
  if (applied) return finish(transferId, from, scope)

  if (!holder) return refuse('TRANSFER_CODE_INVALID')
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const offer = findOffer(holder.state, code, now)
  if (isRefusal(offer)) return offer
  const passed = passedBy(holder.state, offer.item, now)
  if (isRefusal(passed)) return passed
  const reviews = await backend.refunds.readMany(ordersOf(passed).map(reviewId))
  if (reviews.some(({ state }) => state === 'review')) return refuse('TRANSFER_REFUND_OPEN')
  const accepting: Accepting = {
    transferId,
    code,
    target: members.get(memberId)?.state ?? null,
    to: memberId,
    worth: input.worth,
    agreements: input.agreements,
    required: agreementsToTakeOver(passed, release),
    release,
    now,
  }
  const left = await backend.ledger.commit({ ...request, decide: (state) => transferOut(state, accepting) })
  return isRefusal(left) ? left : finish(transferId, from, scope)
})

/** Every text that the passed versions ask for and that is published, each once, as it is today. */
export function agreementsToTakeOver(passed: Passed, release: Release): AgreementVersion[] {
  const all = versionsOf(passed, release).flatMap((version) => agreementsOf(version, release))
  return [...new Map(all.map((agreement) => [agreement.id, agreement])).values()]
}

async function finish(
  transferId: string,
  from: string,
  scope: PersonScope,
): Promise<Output<'membership.acceptTransfer'> | Refusal> {
  const { backend, memberId, now, deadline } = scope
  const done = await backend.transfers.finish({ transferId, from, to: memberId }, { now, deadline })
  if (isRefusal(done)) return done
  const { item, worth, at } = done
  return { item, worth, at }
}
