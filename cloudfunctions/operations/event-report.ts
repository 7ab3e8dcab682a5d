import { refuse } from '../contract/refusals'
import { forStaff } from '../entry/handler'

/** Who came to the events (M105). */
export const eventReport = forStaff('operations.eventReport', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  run: async () => refuse('SHOP_NOT_READY'),
})
