import { refuse } from '../contract/refusals'
import { forPersons } from '../entry/handler'

export const cardPicture = forPersons('referral.cardPicture', () => Promise.resolve(refuse('REFERRAL_OFF')))
