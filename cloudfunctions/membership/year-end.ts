import { refuse } from '../contract/refusals'
import { forPersons } from '../entry/handler'

export const yearEnd = forPersons('membership.yearEnd', async () => refuse('NOT_FOUND'))
