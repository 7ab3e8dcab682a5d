import { isRefusal } from '../contract/refusals'
import type { Output } from '../contract'
import type { Release } from '../domain/release'
import { forStaff } from '../entry/handler'
import { displayName } from '../entry/views'
import type { Backend } from '../entry/backend'

type Disputed = Output<'operations.disputedStatements'>['statements'][number]

const MOST_READ = 200

/** Statements that members contest and nobody has looked at yet, the newest first (M050). */
export const disputedStatements = forStaff('operations.disputedStatements', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run(_input, { backend, now }) {
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    return { statements: await disputedOf(backend, release) }
  },
})

/** Two calls, none of them for members whom no dispute names. */
export async function disputedOf(backend: Backend, release: Release): Promise<Disputed[]> {
  const disputes = await backend.disputes.list(MOST_READ)
  const members = await backend.ledger.readMembers([...new Set(disputes.map(({ memberId }) => memberId))])
  return disputes.flatMap(({ memberId, statementId, reason, at }) => {
    const state = members.get(memberId)?.state
    const statement = state?.statements.find(({ id }) => id === statementId)
    if (!state || statement?.state !== 'disputed') return []
    return {
      memberNumber: memberId,
      displayName: displayName(state),
      statementId,
      planName: release.versions[statement.versionId]?.terms.name ?? '',
      saved: statement.saved,
      cap: statement.cap,
      charge: statement.charge,
      disputedAt: at,
      reason,
    }
  })
}
