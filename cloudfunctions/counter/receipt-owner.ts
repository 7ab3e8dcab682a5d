import { isRefusal, type Refusal, refuse } from '../contract/refusals'
import type { MemberDocument } from '../ledger/aggregate'
import type { StaffScope } from '../entry/handler'

/**
 * A receipt is asked for at the member whom the till knows it by. Where that member was merged since
 * (M062), perhaps just now, it is who took over that has it; on its way it is nobody's: BUSY.
 */
export async function atReceiptOwner<T extends object>(
  memberNumber: string,
  scope: StaffScope,
  work: (member: MemberDocument | undefined, memberNumber: string) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  const { ledger } = scope.backend
  const answer = await work(scope.members.get(memberNumber), memberNumber)
  if (!isRefusal(answer) || answer.code !== 'RECEIPT_NOT_FOUND') return answer
  const state = (await ledger.readMembers([memberNumber])).get(memberNumber)?.state
  const successor = state?.mergedInto
  if (!successor) return answer
  const there = await work((await ledger.readMembers([successor])).get(successor), successor)
  const onItsWay = isRefusal(there) && there.code === 'RECEIPT_NOT_FOUND' && state.handingOver
  return onItsWay ? refuse('BUSY') : there
}
