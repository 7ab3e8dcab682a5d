import { refuse } from '../contract/refusals'
import { forStaff } from '../entry/handler'

export const channels = forStaff('operations.channels', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  run: () => Promise.resolve(refuse('REFERRAL_OFF')),
})
export const channelCode = forStaff('operations.channelCode', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  run: () => Promise.resolve(refuse('REFERRAL_OFF')),
})
