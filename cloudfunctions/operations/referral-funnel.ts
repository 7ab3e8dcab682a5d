import { refuse } from '../contract/refusals'
import { forStaff } from '../entry/handler'

export const referralFunnel = forStaff('operations.referralFunnel', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  run: () => Promise.resolve(refuse('REFERRAL_OFF')),
})
