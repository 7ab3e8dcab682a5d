import { refuse } from '../contract/refusals'
import { forPersons } from '../entry/handler'

export const setPersonalised = forPersons('membership.setPersonalised', () => Promise.resolve(refuse('INTERNAL')))
