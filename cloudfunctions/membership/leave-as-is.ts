import { refuse } from '../contract/refusals'
import { forPersons } from '../entry/handler'

export const leaveAsIs = forPersons('membership.leaveAsIs', async () => refuse('NOT_FOUND'))
