import { refuse } from '../contract/refusals'
import { forPersons } from '../entry/handler'

/** What each order gives back for the shop's cause (L6). */
export const closingQuotes = forPersons('payment.closingQuotes', async () => refuse('SHOP_NOT_READY'))
