import { refuse } from '../contract/refusals'
import { contractOf } from '../domain/renewal-plan'
import { forPersons } from '../entry/handler'
import { askAbout } from './contract-changes'
import { contractAnswer } from './contract-answer'
import { settleOne } from './member-steps'
import { papayPort } from './papay'

/** After the member came back from WeChat's page: its return value proves nothing, WeChat is asked. */
export const syncContract = forPersons('payment.syncContract', async ({ contractCode }, scope) => {
  const { backend, memberId } = scope
  const state = (await backend.ledger.readMembers([memberId])).get(memberId)?.state
  const contract = state && contractOf(state, contractCode)
  if (!contract) return refuse('CONTRACT_NOT_FOUND')
  const port = papayPort(scope)
  if (contract.state !== 'terminated' && port) {
    await askAbout(contract, port, scope)
    // The first card of "pay what you saved" opens at once, not with the next minute.
    await settleOne(memberId, scope)
  }
  return contractAnswer(contractCode, scope)
})
