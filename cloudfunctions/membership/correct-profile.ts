import { refuse } from '../contract/refusals'
import { forPersons } from '../entry/handler'

export const correctProfile = forPersons('membership.correctProfile', () => Promise.resolve(refuse('INTERNAL')))
