import { isRefusal, type Refusal } from '../contract/refusals'
import type { MemberDocument } from '../ledger/aggregate'
import type { StaffScope } from '../entry/handler'

/**
 * A receipt is asked for at the member whom the till knows it by. Where that member was merged since
 * (M062), it is who took over that has it now.
 */
export async function atReceiptOwner<T extends object>(
  memberNumber: string,
  scope: StaffScope,
  work: (member: MemberDocument | undefined, memberNumber: string) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  const member = scope.members.get(memberNumber)
  const answer = await work(member, memberNumber)
  const successor = member?.state.mergedInto
  if (!successor || !isRefusal(answer) || answer.code !== 'RECEIPT_NOT_FOUND') return answer
  const found = (await scope.backend.ledger.readMembers([successor])).get(successor)
  return work(found, successor)
}
