import { refuse } from '../contract/refusals'
import { forStaff } from '../entry/handler'

export const privacyRequests = forStaff('operations.privacyRequests', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  run: () => Promise.resolve(refuse('INTERNAL')),
})
