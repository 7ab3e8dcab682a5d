import { refuse } from '../contract/refusals'
import { forPersons } from '../entry/handler'

/** Gives a place at an event back (M105). */
export const leaveEvent = forPersons('membership.leaveEvent', async () => refuse('SHOP_NOT_READY'))
