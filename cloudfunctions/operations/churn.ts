import { refuse } from '../contract/refusals'
import { forStaff } from '../entry/handler'

export const churn = forStaff('operations.churn', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  run: async () => refuse('NOT_FOUND'),
})
