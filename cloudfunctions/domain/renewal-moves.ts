import { type Refusal, refuse } from '../contract/refusals'
import type { Due } from './decision'
import type { MemberState } from './member'
import type { RenewalContract, RenewalCycle, RenewalFacts } from './renewal-contract'
import { contractOf, withContract } from './renewal-plan'
import type { ContractDecision } from './renewal-signing'
import type { Release } from './release'

/** How a step of a cycle is found, recorded and told, whatever the step is. */
export interface CycleStep {
  readonly contractCode: string
  /** Which cycle: its day, and when it was planned. */
  readonly chargeOn: string
  readonly plannedAt: number
  readonly release: Release
  readonly now: number
}

type Event = Extract<RenewalFacts, { kind: 'contract' }>['event']

/** A contract's cycle by its day; CONTRACT_NOT_FOUND where it is another one by now, or over. */
export function cycleOf(
  state: MemberState,
  { contractCode, chargeOn, plannedAt }: Pick<CycleStep, 'contractCode' | 'chargeOn' | 'plannedAt'>,
): { contract: RenewalContract; cycle: RenewalCycle } | Refusal {
  const contract = contractOf(state, contractCode)
  if (!contract?.cycle || contract.state === 'terminated' || contract.state === 'signing')
    return refuse('CONTRACT_NOT_FOUND')
  const { cycle } = contract
  const isThis = cycle.chargeOn === chargeOn && cycle.plannedAt === plannedAt
  return isThis ? { contract, cycle } : refuse('CONTRACT_NOT_FOUND')
}

/** What the member is told of it: amounts and days only, in the books. */
export function tell(
  state: MemberState,
  contract: RenewalContract,
  { release, chargeOn }: CycleStep,
  notice: 'renewal_notice' | 'renewal_result',
  key: string,
): Due {
  const title = release.versions[contract.versionId]?.terms.name ?? ''
  const amount = contract.cycle?.amount ?? contract.amount
  return {
    kind: 'message',
    key: `${notice}:${contract.contractCode}:${key}`,
    owner: 'renewal',
    flow: notice,
    memberId: state.number,
    about: { id: contract.contractCode, amount, day: chargeOn, title },
  }
}

export function moved(
  state: MemberState,
  step: Pick<CycleStep, 'contractCode' | 'chargeOn' | 'now'>,
  contract: RenewalContract,
  cycle: RenewalCycle | null,
  event: Event,
  due: readonly Due[],
  code?: string,
): ContractDecision {
  const next = { ...contract, cycle }
  return { ...recorded(withContract(state, next), contract, event, step, code ?? null), due }
}

export function recorded(
  state: MemberState,
  { contractCode, cycle, amount }: RenewalContract,
  event: Event,
  { chargeOn, now }: Pick<CycleStep, 'chargeOn' | 'now'>,
  code: string | null,
) {
  return {
    ok: true as const,
    state,
    postings: [],
    facts: {
      kind: 'contract' as const,
      contractCode,
      event,
      amount: cycle?.amount ?? amount,
      day: chargeOn,
      at: now,
      ...(code === null ? {} : { code }),
    },
    due: [],
  }
}
