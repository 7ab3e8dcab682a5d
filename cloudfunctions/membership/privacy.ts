import { refuse } from '../contract/refusals'
import { forPersons } from '../entry/handler'

export const privacy = forPersons('membership.privacy', () => Promise.resolve(refuse('INTERNAL')))
