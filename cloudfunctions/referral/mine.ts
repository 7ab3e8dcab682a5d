import { refuse } from '../contract/refusals'
import { forPersons } from '../entry/handler'

export const mine = forPersons('referral.mine', () => Promise.resolve(refuse('REFERRAL_OFF')))
