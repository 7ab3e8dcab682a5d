import { serve } from '../entry/serve'
import { appeal } from './appeal'
import { claim } from './claim'
import { wallet } from './wallet'

/** Named so that tests can run them on a database of their own. */
export const handlers = {
  'coupons.wallet': wallet,
  'coupons.claim': claim,
  'coupons.appeal': appeal,
}

export const main = serve('coupons', handlers)
