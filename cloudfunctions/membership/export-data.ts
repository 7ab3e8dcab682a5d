import { refuse } from '../contract/refusals'
import { forPersons } from '../entry/handler'

export const exportData = forPersons('membership.exportData', () => Promise.resolve(refuse('INTERNAL')))
