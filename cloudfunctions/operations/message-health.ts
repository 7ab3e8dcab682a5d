import { refuse } from '../contract/refusals'
import { forStaff } from '../entry/handler'

/** How what the shop tells its members ends, and what WeChat says of the templates. */
export const messageHealth = forStaff('operations.messageHealth', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  run: () => Promise.resolve(refuse('BUSY')),
})
