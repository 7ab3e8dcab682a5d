import { refuse } from '../contract/refusals'
import { forStaff } from '../entry/handler'

export const comebackReport = forStaff('operations.comebackReport', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  run: async () => refuse('NOT_FOUND'),
})
