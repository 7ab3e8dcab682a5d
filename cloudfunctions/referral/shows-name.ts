import { refuse } from '../contract/refusals'
import { forPersons } from '../entry/handler'

export const setShowsName = forPersons('referral.setShowsName', () => Promise.resolve(refuse('REFERRAL_OFF')))
