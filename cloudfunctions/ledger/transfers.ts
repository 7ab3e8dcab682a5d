import { isRefusal, type Refusal, refuse } from '../contract/refusals'
import type { Facts, JournalEntry } from '../domain/decision'
import { hasLeft } from '../domain/merging'
import { transferIn } from '../domain/transferring'
import type { MemberDocument } from './aggregate'
import type { Database } from './database'
import type { Ledger } from './ledger'

type TransferredIn = Extract<Facts, { kind: 'transferred_in' }>
type TransferredOut = Extract<Facts, { kind: 'transferred_out' }>

export interface Transfer {
  /** The operation id of `membership.acceptTransfer`. */
  readonly transferId: string
  readonly from: string
  readonly to: string
}

/**
 * A transfer (L6) is a saga of two single-document commits, each repeatable: out of the holder, into
 * the receiver. What a crash leaves open, the follow-up of the first commit brings to its end.
 */
export interface Transfers {
  /** All that comes after `transfer-out`; met again it answers the same. */
  finish(transfer: Transfer, run: { now: number; deadline: number }): Promise<TransferredIn | Refusal>
}

export const transferOutId = (transferId: string) => `transfer-out:${transferId}`
export const transferInId = (transferId: string) => `transfer-in:${transferId}`
export const TRANSFER_COMMAND = 'membership.acceptTransfer'

/** More merges than one receiver can need. */
const MOST_SUCCESSORS = 5

export function transfers(database: Database, ledger: Ledger): Transfers {
  async function outOf({ transferId, from }: Transfer): Promise<TransferredOut> {
    const operationId = transferOutId(transferId)
    const holder = (await ledger.readMembers([from])).get(from)
    const entry =
      holder?.tail.find((one) => one.operationId === operationId) ??
      (await database.read<JournalEntry>('journal', `${from}:${operationId}`))
    if (entry?.facts.kind !== 'transferred_out') throw new Error(`transfer ${transferId} has no first half`)
    return entry.facts
  }

  return {
    async finish(transfer, { now, deadline }) {
      const { transferId, from, to } = transfer
      const out = await outOf(transfer)
      let id: string | null = to
      for (let hops = 0; id !== null && hops <= MOST_SUCCESSORS; hops += 1) {
        const member: MemberDocument | undefined = (await ledger.readMembers([id])).get(id)
        const request = {
          command: TRANSFER_COMMAND,
          actor: { role: 'member', memberId: to, branchId: null },
          memberId: id,
          member,
          operationId: transferInId(transferId),
          input: { operationId: transferId, from },
          now,
          deadline,
        } as const
        const applied = await ledger.findApplied(request)
        if (isRefusal(applied)) return applied
        if (applied) return factsIn(applied)
        // Who has another WeChat by now (M062) gets it there.
        if (member && hasLeft(member.state)) {
          id = member.state.mergedInto ?? null
          continue
        }
        const arrived = await ledger.commit({
          ...request,
          decide: (state) => transferIn(state, { from, out, now }),
        })
        return isRefusal(arrived) ? arrived : arrived.entry.facts
      }
      return refuse('BUSY')
    },
  }
}

function factsIn({ facts }: JournalEntry): TransferredIn {
  if (facts.kind !== 'transferred_in') throw new Error('a transfer’s id stands for something else')
  return facts
}
