import { refuse } from '../contract/refusals'
import { forPersons } from '../entry/handler'

export const hideTag = forPersons('membership.hideTag', () => Promise.resolve(refuse('INTERNAL')))
