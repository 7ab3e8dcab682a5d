import { refuse } from '../contract/refusals'
import { forPersons } from '../entry/handler'

export const renewal = forPersons('membership.renewal', async () => refuse('NOT_FOUND'))
