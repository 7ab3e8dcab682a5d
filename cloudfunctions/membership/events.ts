import { refuse } from '../contract/refusals'
import { forPersons } from '../entry/handler'

/** What can be signed up for. */
export const events = forPersons('membership.events', async () => refuse('SHOP_NOT_READY'))

/** One event. */
export const event = forPersons('membership.event', async () => refuse('SHOP_NOT_READY'))
