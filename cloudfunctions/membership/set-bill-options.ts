import { isRefusal } from '../contract/refusals'
import { setBillOptions as choose } from '../domain/bill'
import { forPersons } from '../entry/handler'
import { commitForPerson } from '../entry/person-commit'

/** The member's choice of what a bill says and a shared picture shows; both begin switched off. */
export const setBillOptions = forPersons('membership.setBillOptions', async (input, scope) => {
  const { percentile, amounts } = input
  const committed = await commitForPerson('membership.setBillOptions', input, scope, (state) =>
    choose(state, { percentile, amounts }),
  )
  if (isRefusal(committed)) return committed
  const { facts } = committed.entry
  return { percentile: facts.percentile, amounts: facts.amounts }
})
