import type { Output } from '../contract'
import type { ReceiptView } from '../contract/views'
import type { ReceiptFacts } from '../domain/member'
import { receiptView } from '../entry/views'

/** What the till shows of a receipt: a pure function of what the journal remembers. */
export function settledView(
  receipt: ReceiptFacts,
  memberNumber: string,
  returned: NonNullable<ReceiptView['returned']> = [],
): Output<'counter.settle'> {
  return {
    receipt: receiptView(receipt, returned),
    saved: receipt.savedNow,
    undoUntil: receipt.state === 'settled' ? receipt.undoUntil : null,
    memberNumber,
  }
}
