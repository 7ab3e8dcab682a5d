import type { Output } from '../contract'
import { isRefusal, type Refusal, refuse } from '../contract/refusals'
import { contractOf } from '../domain/renewal-plan'
import { contractView } from '../domain/renewal-views'
import type { PersonScope } from '../entry/handler'
import { contractEvents } from '../entry/contract-events'

/** The caller's own contract as it stands now, with its table. Refuses CONTRACT_NOT_FOUND. */
export async function contractAnswer(
  contractCode: string,
  { backend, memberId, now }: PersonScope,
): Promise<Output<'payment.syncContract'> | Refusal> {
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const contract = member && contractOf(member.state, contractCode)
  if (!member || !contract) return refuse('CONTRACT_NOT_FOUND')
  const events = await contractEvents(member, contractCode, backend)
  return { contract: contractView(contract, release, events) }
}
