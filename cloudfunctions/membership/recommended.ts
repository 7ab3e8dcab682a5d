import { refuse } from '../contract/refusals'
import { forVisitors } from '../entry/handler'

export const recommended = forVisitors('membership.recommended', () => Promise.resolve(refuse('INTERNAL')))
