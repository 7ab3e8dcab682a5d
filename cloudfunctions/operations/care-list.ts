import { refuse } from '../contract/refusals'
import { forStaff } from '../entry/handler'

/** Whom all branches greet. */
export const careList = forStaff('operations.careList', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  run: async () => refuse('SHOP_NOT_READY'),
})
