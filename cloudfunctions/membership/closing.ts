import { refuse } from '../contract/refusals'
import { forPersons } from '../entry/handler'

export const closing = forPersons('membership.closing', () => Promise.resolve(refuse('INTERNAL')))
