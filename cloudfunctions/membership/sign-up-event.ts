import { refuse } from '../contract/refusals'
import { forPersons } from '../entry/handler'

/** Takes a place at an event (M105). */
export const signUpEvent = forPersons('membership.signUpEvent', async () => refuse('SHOP_NOT_READY'))
