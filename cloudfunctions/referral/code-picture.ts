import { refuse } from '../contract/refusals'
import { forPersons } from '../entry/handler'

export const miniProgramCode = forPersons('referral.miniProgramCode', () =>
  Promise.resolve(refuse('REFERRAL_OFF')),
)
