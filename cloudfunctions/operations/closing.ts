import { refuse } from '../contract/refusals'
import { forStaff } from '../entry/handler'

/** How far the closing notice has come (L6). */
export const closing = forStaff('operations.closing', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  run: async () => refuse('SHOP_NOT_READY'),
})
