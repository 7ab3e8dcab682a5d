import type { ReceiptFacts } from '../domain/member'
import { type Holder, holderOf } from './holder'
import type { Backend } from './backend'
import type { MemberDocument } from '../ledger/aggregate'

/**
 * What a helper bought with the card of a household lies in the holder's document and is shown to
 * the helper as their own (M116). Nobody without a mark reads anything more for it.
 */
export interface WithHousehold {
  readonly holder: Holder | null
  /** Grows with either document: for the phone, which asks whether anything happened. */
  readonly version: number
  /** The own receipts that the states hold, and those bought with the card. */
  readonly receipts: readonly ReceiptFacts[]
  /** Those of them that this person pays for: a helper's bill is the helper's. */
  readonly payable: readonly ReceiptFacts[]
}

export async function withHousehold(
  member: MemberDocument,
  backend: Pick<Backend, 'ledger'>,
): Promise<WithHousehold> {
  const { receipts } = member.state
  const holder = await holderOf(member.state, backend)
  const bought = holder ? boughtBy(holder) : []
  return {
    holder,
    version: member.version + (holder?.document.version ?? 0),
    receipts: [...receipts, ...bought],
    payable: [...receipts.filter(({ by }) => by === undefined), ...bought],
  }
}

/** Receipts of the holder's state that this helper stood at the counter for. */
function boughtBy({ document, helper }: Holder): ReceiptFacts[] {
  return document.state.receipts.filter(({ by }) => by === helper.memberId)
}
