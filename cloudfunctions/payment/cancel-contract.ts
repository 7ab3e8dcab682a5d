import { isRefusal } from '../contract/refusals'
import { contractOf } from '../domain/renewal-plan'
import { endContract } from '../domain/renewal-signing'
import { forPersons } from '../entry/handler'
import { commitForPerson } from '../entry/person-commit'
import { contractAnswer } from './contract-answer'
import { endAtWechat } from './wechat-steps'

/**
 * Ends a contract at once, without a clerk and without a fee (L1). Our books decide; WeChat is told
 * now if it can be reached, else by the timer: nothing is charged in between.
 */
export const cancelContract = forPersons('payment.cancelContract', async (input, scope) => {
  const { now } = scope
  const { contractCode } = input
  const committed = await commitForPerson('payment.cancelContract', input, scope, (state) =>
    endContract(state, { contractCode, by: 'member', now }),
  )
  if (isRefusal(committed)) return committed
  const ended = contractOf(committed.state, contractCode)
  if (ended && !committed.repeated) await endAtWechat(ended, scope).catch(() => undefined)
  return contractAnswer(contractCode, scope, ended)
})
