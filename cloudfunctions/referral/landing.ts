import { refuse } from '../contract/refusals'
import { forVisitors } from '../entry/handler'

export const landing = forVisitors('referral.landing', () => Promise.resolve(refuse('REFERRAL_OFF')))
