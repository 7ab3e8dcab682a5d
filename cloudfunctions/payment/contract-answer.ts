import type { Output } from '../contract'
import { isRefusal, type Refusal, refuse } from '../contract/refusals'
import { contractOf } from '../domain/renewal-plan'
import type { RenewalContract } from '../domain/renewal-contract'
import { contractView } from '../domain/renewal-views'
import type { PersonScope } from '../entry/handler'
import { contractEvents } from '../entry/contract-events'

/**
 * The caller's own contract as it stands now, with its table. Refuses CONTRACT_NOT_FOUND.
 * @param known as an operation just left it: a merge may have taken it elsewhere since
 */
export async function contractAnswer(
  contractCode: string,
  { backend, memberId, now }: PersonScope,
  known: RenewalContract | null = null,
): Promise<Output<'payment.syncContract'> | Refusal> {
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const contract = (member && contractOf(member.state, contractCode)) ?? known
  if (!member || !contract) return refuse('CONTRACT_NOT_FOUND')
  const events = await contractEvents(member, contractCode, backend)
  return { contract: contractView(contract, release, events) }
}
