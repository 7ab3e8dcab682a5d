import { serve } from '../entry/serve'
import { activities } from './activities'
import { cancelVoucher } from './cancel-voucher'
import { draw } from './draw'
import { joinChallenge } from './join-challenge'
import { redeem } from './redeem'
import { tier } from './tier'
import { vote } from './vote'

/** Named so that tests can run them on a database of their own. */
export const handlers = {
  'points.activities': activities,
  'points.cancelVoucher': cancelVoucher,
  'points.draw': draw,
  'points.joinChallenge': joinChallenge,
  'points.redeem': redeem,
  'points.tier': tier,
  'points.vote': vote,
}

export const main = serve('points', handlers)
