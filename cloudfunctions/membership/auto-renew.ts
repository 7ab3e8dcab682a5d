import { isRefusal } from '../contract/refusals'
import { contractView, statementView } from '../domain/renewal-views'
import { contractEvents } from '../entry/contract-events'
import { forPersons } from '../entry/handler'

/** All contracts of a member with every notice and every charge (L1). One call more for each. */
export const autoRenew = forPersons('membership.autoRenew', async (_input, { backend, memberId, now }) => {
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const { contracts = [], statements = [] } = member?.state ?? {}
  const views = await Promise.all(
    contracts.map(async (contract) => {
      const events = member ? await contractEvents(member, contract.contractCode, backend) : []
      return contractView(contract, release, events)
    }),
  )
  return {
    now,
    enabled: release.settings?.autoRenew?.enabled ?? false,
    contracts: views,
    statements: statements.map((statement) => statementView(statement, release)),
  }
})
