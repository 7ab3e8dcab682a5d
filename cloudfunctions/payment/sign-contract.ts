import { MOST_CLOCK_SKEW_MS, operationTime } from '../contract/operation-id'
import { isRefusal, refuse } from '../contract/refusals'
import { contractOf } from '../domain/renewal-plan'
import { prepareContract } from '../domain/renewal-signing'
import { contractView } from '../domain/renewal-views'
import { withTermsOfPurchase } from '../domain/service-terms'
import { forPersons } from '../entry/handler'
import { commitForPerson } from '../entry/person-commit'
import { agreementsToBuy } from '../entry/views'
import { papayPort } from './papay'

/**
 * Prepares a contract and gives what WeChat's signing page needs. The same operation gives the same
 * contract with a fresh signature; nothing is charged before it was signed there, and announced.
 */
export const signContract = forPersons('payment.signContract', async (input, scope) => {
  const { backend, memberId, openid, now } = scope
  const { operationId, purpose, planId, versionId, amount, agreements, topUp } = input
  if (operationTime(operationId) > now + MOST_CLOCK_SKEW_MS) return refuse('OPERATION_IN_FUTURE')
  const port = papayPort(scope)
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  if (!port) return refuse('AUTO_RENEW_OFF')
  const plan = release.plans.find((candidate) => candidate.id === planId) ?? null
  const version = (plan && release.versions[plan.versionId]) ?? null
  const committed = await commitForPerson('payment.signContract', input, scope, (state) => {
    const prepared = prepareContract(state, {
      contractCode: operationId,
      purpose,
      plan,
      version,
      versionId,
      amount,
      agreements,
      required: version ? agreementsToBuy(version, state, release) : [],
      release: release.release,
      // A shop that closes signs nobody up for charges to come (L6).
      settings: release.closing ? undefined : release.settings,
      topUp,
      now,
    })
    return isRefusal(prepared)
      ? prepared
      : { ...prepared, state: withTermsOfPurchase(prepared.state, agreements, release, now) }
  })
  if (isRefusal(committed)) return committed
  await backend.signers.insert({ _id: operationId, memberId, openid, createdAt: now })
  const contract = contractOf(committed.state, operationId)
  if (!contract) return refuse('CONTRACT_NOT_FOUND')
  return {
    contract: contractView(contract, release, []),
    navigate: port.signing({
      contractCode: operationId,
      templateId: contract.templateId,
      displayAccount: `会员${memberId.slice(-4)}`,
      requestSerial: requestSerial(operationId),
      now,
    }),
  }
})

/** Follows from the contract's own number: its time and as much of the rest as an int64 has room for. */
function requestSerial(contractCode: string): string {
  const rest = [...contractCode.slice(9)].reduce(
    (sum, digit) => (sum * 36 + Number.parseInt(digit, 36)) % 100_000,
    0,
  )
  return `${operationTime(contractCode)}${String(rest).padStart(5, '0')}`
}
