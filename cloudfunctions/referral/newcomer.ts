import { refuse } from '../contract/refusals'
import { forPersons } from '../entry/handler'

export const newcomerPack = forPersons('referral.newcomerPack', () => Promise.resolve(refuse('REFERRAL_OFF')))
export const claimNewcomerPack = forPersons('referral.claimNewcomerPack', () =>
  Promise.resolve(refuse('REFERRAL_OFF')),
)
