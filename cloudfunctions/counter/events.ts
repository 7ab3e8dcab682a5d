import { refuse } from '../contract/refusals'
import { forStaff } from '../entry/handler'

/** Events of today at this branch. */
export const events = forStaff('counter.events', {
  branch: (input) => input.branchId,
  prepare: () => ({ memberIds: [], prepared: null }),
  run: async () => refuse('SHOP_NOT_READY'),
})

/** Checks a member in who signed up, once (M105). */
export const checkInEvent = forStaff('counter.checkInEvent', {
  branch: (input) => input.branchId,
  prepare: () => ({ memberIds: [], prepared: null }),
  run: async () => refuse('SHOP_NOT_READY'),
})
