import { reportMonths, STAGE_WORDS } from '../domain/lifecycle'
import { LIFECYCLE_STAGES, type LifecycleStage } from '../domain/lifecycle-account'
import { forStaff } from '../entry/handler'
import { maskedName } from '../entry/views'

const MONTHS = 6
const MEMBERS_A_PAGE = 50

/** The funnel (M102): counted by index, moves folded by month, members a page at a time. */
export const lifecycle = forStaff('operations.lifecycle', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  run: async ({ branchId = null, stage, after = null }, { backend, now }) => {
    const { stageReport } = backend
    const counts = await stageReport.counts(branchId)
    const months = reportMonths(now, MONTHS)
    const moves = await Promise.all(months.map((month) => stageReport.moves(month, branchId)))
    const members = stage
      ? await stageReport.members(stage, { branchId, after, limit: MEMBERS_A_PAGE })
      : null
    return {
      asOf: now,
      members: Object.values(counts).reduce((sum, count) => sum + count, 0),
      stages: LIFECYCLE_STAGES.map((one) => ({ stage: one, ...STAGE_WORDS[one], count: counts[one] })),
      transitions: months.flatMap((month, index) =>
        Object.entries(moves[index] ?? {}).map(([pair, count]) => ({ month, ...pairOf(pair), count })),
      ),
      list:
        stage && members
          ? {
              stage,
              members: members.map(({ _id, state }) => ({
                memberNumber: _id,
                displayName: maskedName(state),
                since: state.lifecycle?.since ?? 0,
              })),
              next: members.length === MEMBERS_A_PAGE ? (members.at(-1)?._id ?? null) : null,
            }
          : null,
    }
  },
})

function pairOf(pair: string): { from: LifecycleStage | null; to: LifecycleStage } {
  const [from = '', to = ''] = pair.split('_')
  return { from: from === 'none' ? null : (from as LifecycleStage), to: to as LifecycleStage }
}
