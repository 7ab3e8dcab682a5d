import { isHelper } from '../domain/entitled'
import { hasLeft } from '../domain/merging'
import type { MemberState } from '../domain/member'
import type { MemberDocument } from '../ledger/aggregate'
import type { Backend } from './backend'

/** The holder of the card that a helper may use, and under which number the holder's list has them. */
export interface Holder {
  readonly document: MemberDocument
  readonly helper: { readonly memberId: string; readonly membershipId: string }
}

/** More merges than one holder can need. */
const MOST_SUCCESSORS = 5

/**
 * Follows the mark on a helper to the card's holder (M116): no read without a mark, one with it, one
 * more where the holder has another WeChat since. Null once the holder's list no longer has the
 * helper: the list is the truth.
 */
export async function holderOf(
  state: Pick<MemberState, 'number' | 'householdMark' | 'mergedFrom'>,
  { ledger }: Pick<Backend, 'ledger'>,
): Promise<Holder | null> {
  const mark = state.householdMark
  if (!mark) return null
  const { membershipId } = mark
  let ownerId: string | null = mark.ownerId
  for (let hops = 0; ownerId !== null && hops <= MOST_SUCCESSORS; hops += 1) {
    const document: MemberDocument | undefined = (await ledger.readMembers([ownerId])).get(ownerId)
    if (!document) return null
    for (const memberId of [state.number, ...(state.mergedFrom ?? [])]) {
      const helper = { memberId, membershipId }
      if (isHelper(document.state, helper)) return hasLeft(document.state) ? null : { document, helper }
    }
    ownerId = document.state.mergedInto ?? null
  }
  return null
}
