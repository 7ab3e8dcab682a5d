import { refuse } from '../contract/refusals'
import { forStaff } from '../entry/handler'

export const renewalForecastError = forStaff('operations.renewalForecastError', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  run: async () => refuse('NOT_FOUND'),
})
