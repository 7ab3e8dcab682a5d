import { openSigning } from '@/platform/signing'
import { call } from './call'
import type { ContractView, Input } from './contract'
import { commit } from './pending-operations'

type Wish = Omit<Input<'payment.signContract'>, 'operationId' | 'consent'>

/** `asked`: WeChat's page was left; how the contract stands is in `contract`. */
export type SigningOutcome = { kind: 'asked'; contract: ContractView } | { kind: 'unopened' }

/**
 * Prepares a contract with the amounts that the person consented to, and opens WeChat's signing
 * page. What WeChat's page says is a hint: the back end asks WeChat itself.
 */
export async function signContract(wish: Wish): Promise<SigningOutcome> {
  const { contract, navigate } = await commit(
    'payment.signContract',
    (operationId) => ({ operationId, ...wish, consent: true }),
    { intention: `sign:${wish.purpose}:${wish.planId}`, resume: false },
  )
  const opened = await openSigning(navigate)
  if (!opened) return { kind: 'unopened' }
  return { kind: 'asked', contract: await syncContract(contract.contractCode) }
}

/** Where a contract stands, as WeChat itself answers. */
export async function syncContract(contractCode: string): Promise<ContractView> {
  return (await call('payment.syncContract', { contractCode })).contract
}
