import { forStaff } from '../entry/handler'

export const adviserEvidence = forStaff('operations.adviserEvidence', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  run() {
    throw new Error('operations.adviserEvidence has no books yet')
  },
})
