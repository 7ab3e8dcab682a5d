import { refuse } from '../contract/refusals'
import { forPersons } from '../entry/handler'

export const attach = forPersons('referral.attach', () => Promise.resolve(refuse('REFERRAL_OFF')))
