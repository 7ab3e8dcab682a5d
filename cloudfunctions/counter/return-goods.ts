import { isRefusal, type Refusal, refuse } from '../contract/refusals'
import { goodsReturnView, returnGoods as decideReturn, type Returning } from '../domain/goods-returns'
import type { MemberDocument } from '../ledger/aggregate'
import { forStaff, type StaffScope } from '../entry/handler'
import { atReceiptOwner } from './receipt-owner'

type Wanted = Pick<Returning, 'branchId' | 'lines'> & { readonly receiptId: string }

/** What bringing these goods back gives and takes, to be seen by both before it happens. */
export const quoteReturn = forStaff('counter.quoteReturn', {
  branch: (input) => input.branchId,
  prepare: ({ memberNumber }) => ({ memberIds: [memberNumber], prepared: null }),
  run: ({ memberNumber, ...wanted }, scope) =>
    atReceiptOwner(memberNumber, scope, async (member) => {
      const returning = await returningOf(wanted, member, null, scope)
      if (isRefusal(returning)) return returning
      if (!member) return refuse('RECEIPT_NOT_FOUND')
      const decision = decideReturn(member.state, returning)
      return isRefusal(decision) ? decision : goodsReturnView(decision.facts)
    }),
})

/**
 * Takes goods back, once for each operation. What goes through WeChat follows by the outbox; what
 * was paid outside, the clerk hands over.
 */
export const returnGoods = forStaff('counter.returnGoods', {
  branch: (input) => input.branchId,
  prepare: ({ memberNumber }) => ({ memberIds: [memberNumber], prepared: null }),
  run: ({ memberNumber, operationId, refund, reason, ...wanted }, scope) =>
    atReceiptOwner(memberNumber, scope, async (member, owner) => {
      const { backend, now, deadline, memberId } = scope
      const request = {
        memberId: owner,
        member,
        operationId,
        command: 'counter.returnGoods',
        actor: { role: 'clerk', memberId, branchId: wanted.branchId },
        input: { ...wanted, refund, reason },
        now,
        deadline,
      } as const
      // Before the receipt is looked for: it may have gone to another WeChat since (M062).
      const applied = await backend.ledger.findApplied(request)
      if (isRefusal(applied)) return applied
      if (applied?.facts.kind === 'goods_return') return goodsReturnView(applied.facts)
      const returning = await returningOf(wanted, member, refund, scope)
      if (isRefusal(returning)) return returning
      const committed = await backend.ledger.commit({
        ...request,
        decide: (state) => decideReturn(state, returning),
      })
      if (isRefusal(committed)) return committed
      for (const due of committed.entry.due) await backend.outbox.enqueue(due, now)
      return goodsReturnView(committed.entry.facts)
    }),
})

async function returningOf(
  { branchId, receiptId, lines }: Wanted,
  member: MemberDocument | undefined,
  expected: number | null,
  { backend, now }: StaffScope,
): Promise<Returning | Refusal> {
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const receipt = member ? await backend.journal.receipt(member, receiptId) : null
  if (!receipt) return refuse('RECEIPT_NOT_FOUND')
  return { receipt, branchId, lines, expected, release, now }
}
