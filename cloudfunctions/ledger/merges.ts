import { isRefusal, type Refusal, refuse } from '../contract/refusals'
import type { Facts, JournalEntry } from '../domain/decision'
import { endMerge, mergeIn } from '../domain/merging'
import type { MemberDocument } from './aggregate'
import type { Database } from './database'
import type { Ledger } from './ledger'
import { orders } from './orders'
import { phoneOwners } from './phone-owners'
import { recipients } from './recipients'

type MergedIn = Extract<Facts, { kind: 'merged_in' }>
type MergedOut = Extract<Facts, { kind: 'merged_out' }>

export interface Merge {
  /** The operation id of `membership.merge`. */
  readonly mergeId: string
  readonly from: string
  readonly to: string
}

/**
 * A merge (M062) is a saga of single-document commits, each repeatable: out of the one member, into
 * the other, then the phone number and the orders, then nothing of the person stays behind. What a
 * crash leaves open, the follow-up of the first commit brings to its end.
 */
export interface Merges {
  /** All that comes after `merge-out`; met again at any step it goes on from there. */
  finish(
    merge: Merge,
    run: { now: number; deadline: number },
  ): Promise<{ facts: MergedIn; maskedPhone: string } | Refusal>
}

export const mergeOutId = (mergeId: string) => `merge-out:${mergeId}`
export const mergeInId = (mergeId: string) => `merge-in:${mergeId}`
export const MERGE_COMMAND = 'membership.merge'

/** What `merge-in` was asked for: the same from the person's call and from the timer. */
export function mergeInInput({ mergeId, from }: Pick<Merge, 'mergeId' | 'from'>) {
  return { operationId: mergeId, from }
}

const ORDERS_A_PAGE = 100

export function merges(database: Database, ledger: Ledger, clock: () => number): Merges {
  const allOrders = orders(database)
  const phones = phoneOwners(database)
  const reached = recipients(database)

  async function factsOf<K extends Facts['kind']>(
    member: MemberDocument | undefined,
    operationId: string,
    kind: K,
  ): Promise<Extract<Facts, { kind: K }> | null> {
    if (!member) return null
    const entry =
      member.tail.find((one) => one.operationId === operationId) ??
      (await database.read<JournalEntry>('journal', `${member._id}:${operationId}`))
    return entry?.facts.kind === kind ? (entry.facts as Extract<Facts, { kind: K }>) : null
  }

  /** Page by page: what was handed over is no longer found. */
  async function handOverOrders(from: string, to: string, through: number, deadline: number) {
    for (;;) {
      const page = await allOrders.madeBy(from, through, ORDERS_A_PAGE)
      for (const { _id } of page) await allOrders.reassign(_id, from, to)
      if (page.length < ORDERS_A_PAGE) return true
      if (clock() >= deadline) return false
    }
  }

  return {
    async finish(merge, { now, deadline }) {
      const { mergeId, from, to } = merge
      const members = await ledger.readMembers([from, to])
      const source = members.get(from)
      const target = members.get(to)
      const handing = source?.state.handingOver
      if (handing?.operationId !== mergeId) return ended(mergeId, target)

      const out: MergedOut | null = await factsOf(source, mergeOutId(mergeId), 'merged_out')
      if (!source || out?.to !== to) throw new Error(`merge ${mergeId} has no first half`)
      const operation = {
        command: MERGE_COMMAND,
        actor: { role: 'member', memberId: to, branchId: null },
        now,
        deadline,
      } as const
      const { nickname, maskedPhone, maskedName } = handing
      const arrived = await ledger.commit({
        ...operation,
        memberId: to,
        member: target,
        operationId: mergeInId(mergeId),
        input: mergeInInput(merge),
        decide: (state) => mergeIn(state, { from, out, nickname, maskedPhone, maskedName, now }),
      })
      if (isRefusal(arrived)) return arrived
      await phones.handOver(out.phoneDigest, from, to, now)
      await reached.handOver(from, to, now)
      if (!(await handOverOrders(from, to, source.state.mergedAt ?? now, deadline))) return refuse('BUSY')
      const done = await ledger.commit({
        ...operation,
        memberId: from,
        member: source,
        operationId: `merge-end:${mergeId}`,
        input: { operationId: mergeId, to },
        decide: (state) => endMerge(state, { mergeId, to }),
      })
      if (isRefusal(done)) return done
      return { facts: arrived.entry.facts, maskedPhone }
    },
  }

  async function ended(mergeId: string, target: MemberDocument | undefined) {
    const facts = await factsOf(target, mergeInId(mergeId), 'merged_in')
    if (!facts) throw new Error(`merge ${mergeId} ended without having arrived`)
    return { facts, maskedPhone: target?.state.profile.maskedPhone ?? '' }
  }
}
