import { refuse } from '../contract/refusals'
import { forPersons } from '../entry/handler'

/** Member days and holidays of today or to come (M111). */
export const memberDay = forPersons('membership.memberDay', async () => refuse('SHOP_NOT_READY'))

/** Takes the coupon of a day, once (M111, M104). */
export const claimDayCoupon = forPersons('membership.claimDayCoupon', async () => refuse('SHOP_NOT_READY'))
