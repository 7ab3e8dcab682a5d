import { isRefusal, refuse } from '../contract/refusals'
import type { MemberState } from '../domain/member'
import type { RenewalContract } from '../domain/renewal-contract'
import { contractOf } from '../domain/renewal-plan'
import { contractSigned, endContract } from '../domain/renewal-signing'
import type { Scope } from '../entry/handler'
import type { PapayPort } from '../gateways/papay-port'
import { papayPort } from './papay'

type End = NonNullable<RenewalContract['terminatedBy']>

/**
 * What WeChat says of a contract, from a notice, from the page's return or from a query: all meet
 * here, and repeated or reordered calls change nothing. Something that was signed but that our books
 * don't want any more is ended at WeChat, so that nobody stays bound to what we don't show.
 * @returns the member who is bound now; null for what was unwanted
 */
export async function applySigned(
  signed: {
    contractCode: string
    templateId: string
    contractId: string
    openid: string | null
    signedAt: number
  },
  scope: Scope,
): Promise<string | null> {
  const { backend, now } = scope
  const { contractCode, templateId, contractId, openid, signedAt } = signed
  const signer = await backend.signers.read(contractCode)
  // Signed by another person than who prepared it: nobody else's account may pay for this member.
  if (!signer || (openid !== null && openid !== signer.openid)) return unwanted(signed, scope)
  const committed = await commitTo(signer.memberId, scope, {
    operationId: `signed:${contractCode}`,
    command: 'payment.contractSigned',
    input: { contractCode, contractId },
    decide: (state) => contractSigned(state, { contractCode, contractId, signedAt, now }),
  })
  if (isRefusal(committed)) {
    if (committed.code === 'CONTRACT_EXISTS') return signer.memberId
    if (committed.code === 'CONTRACT_NOT_FOUND') return unwanted({ contractCode, templateId }, scope)
    throw new ContractPostponed(committed.code)
  }
  return signer.memberId
}

async function unwanted(contract: { contractCode: string; templateId: string }, scope: Scope): Promise<null> {
  const ended = await papayPort(scope)?.endContract(contract)
  if (ended?.kind !== 'ended') throw new ContractPostponed('UNWANTED')
  return null
}

/** WeChat says that a contract is over: so it is in our books, and nothing is charged from now on. */
export async function applyEnded(
  { contractCode, by }: { contractCode: string; by: End },
  scope: Scope,
): Promise<void> {
  const signer = await scope.backend.signers.read(contractCode)
  if (!signer) return
  const { now } = scope
  const committed = await commitTo(signer.memberId, scope, {
    operationId: `ended:${contractCode}`,
    command: 'payment.contractEnded',
    input: { contractCode },
    decide: (state) => {
      const contract = contractOf(state, contractCode)
      // Ended in our books before: WeChat's word about it is news to nobody.
      if (!contract || contract.state === 'terminated') return refuse('CONTRACT_NOT_FOUND')
      const decision = endContract(state, { contractCode, by: by === 'shop' ? 'shop' : by, now })
      return decision.ok ? { ...decision, facts: { ...decision.facts, by: 'wechat' }, due: [] } : decision
    },
  })
  if (isRefusal(committed) && committed.code !== 'CONTRACT_NOT_FOUND')
    throw new ContractPostponed(committed.code)
}

/** Asks WeChat where a contract stands and brings the books there; false while nothing can be told. */
export async function askAbout(
  contract: Pick<RenewalContract, 'contractCode' | 'templateId'>,
  port: PapayPort,
  scope: Scope,
): Promise<'known' | 'unsigned' | 'unknown'> {
  const { contractCode, templateId } = contract
  const found = await port.queryContract({ contractCode, templateId })
  switch (found.kind) {
    case 'signed':
      await applySigned({ contractCode, templateId, ...found }, scope)
      return 'known'
    case 'ended':
      await applyEnded({ contractCode, by: found.by }, scope)
      return 'known'
    case 'not_signed':
      return 'unsigned'
    case 'unknown':
      return 'unknown'
  }
}

/** One operation of the timer's or WeChat's on a member who has to be read first. */
export async function commitTo(
  memberId: string,
  { backend, now, deadline }: Scope,
  operation: {
    operationId: string
    command: string
    input: unknown
    decide: (state: MemberState) => ReturnType<typeof contractSigned>
  },
) {
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const actor = { role: 'wechat', memberId: null, branchId: null } as const
  return backend.ledger.commit({ ...operation, memberId, member, actor, now, deadline })
}

/** Neither believed nor thrown away: WeChat comes again, and so does the timer. */
export class ContractPostponed extends Error {
  constructor(code: string) {
    super(`a contract's change is postponed: ${code}`)
    this.name = 'ContractPostponed'
  }
}
