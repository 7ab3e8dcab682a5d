import { refuse } from '../contract/refusals'
import { forPersons } from '../entry/handler'

export const closeAccount = forPersons('payment.closeAccount', () => Promise.resolve(refuse('INTERNAL')))
