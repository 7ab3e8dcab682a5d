import { refuse } from '../contract/refusals'
import { forStaff } from '../entry/handler'

/** Whom the staff greets (M104). */
export const careList = forStaff('counter.careList', {
  branch: (input) => input.branchId,
  prepare: () => ({ memberIds: [], prepared: null }),
  run: async () => refuse('SHOP_NOT_READY'),
})

/** Says that a person was greeted, once. */
export const completeCare = forStaff('counter.completeCare', {
  branch: (input) => input.branchId,
  prepare: () => ({ memberIds: [], prepared: null }),
  run: async () => refuse('SHOP_NOT_READY'),
})
