import type { ContractView } from '../contract/auto-renew'
import { contractEvent } from '../domain/renewal-views'
import type { MemberDocument } from '../ledger/aggregate'
import type { Backend } from './backend'

/** Every notice and every charge of a contract, the newest first. One call. */
export async function contractEvents(
  member: MemberDocument,
  contractCode: string,
  { contractJournal }: Pick<Backend, 'contractJournal'>,
): Promise<ContractView['events']> {
  const entries = await contractJournal.entriesOf(member, contractCode)
  return entries.flatMap(({ facts, at }) => contractEvent(facts, at) ?? [])
}
