import { refuse } from '../contract/refusals'
import type { MemberState } from './member'
import { contractDueAt, contractOf, isLive, newCycle, soonestChargeDay, withContract } from './renewal-plan'
import type { ContractDecision } from './renewal-signing'

/**
 * The balance fell below the mark that the member set: a top-up is announced for a week later, by
 * the same notices as any charge, within the month's most (M117, L1). Refuses CONTRACT_NOT_FOUND
 * where nothing is due.
 */
export function planTopUp(
  state: MemberState,
  { contractCode, now }: { contractCode: string; now: number },
): ContractDecision {
  const contract = contractOf(state, contractCode)
  if (!contract || !isLive(contract) || contract.cycle) return refuse('CONTRACT_NOT_FOUND')
  const dueAt = contractDueAt(state, contract)
  if (dueAt === null || dueAt > now) return refuse('CONTRACT_NOT_FOUND')
  const cycle = newCycle(soonestChargeDay(now), contract.amount, now)
  return {
    ok: true,
    state: withContract(state, { ...contract, state: 'active', cycle }),
    postings: [],
    facts: {
      kind: 'contract',
      contractCode,
      event: 'planned',
      amount: contract.amount,
      day: cycle.chargeOn,
      at: now,
    },
    due: [],
  }
}
