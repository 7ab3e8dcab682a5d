import { serve } from '../entry/serve'
import { activities } from './activities'
import { cancelVoucher } from './cancel-voucher'
import { checkIn } from './check-in'
import { draw } from './draw'
import { home } from './home'
import { joinChallenge } from './join-challenge'
import { records } from './records'
import { redeem } from './redeem'
import { tier } from './tier'
import { vote } from './vote'

/** Named so that tests can run them on a database of their own. */
export const handlers = {
  'points.home': home,
  'points.records': records,
  'points.checkIn': checkIn,
  'points.activities': activities,
  'points.cancelVoucher': cancelVoucher,
  'points.draw': draw,
  'points.joinChallenge': joinChallenge,
  'points.redeem': redeem,
  'points.tier': tier,
  'points.vote': vote,
}

export const main = serve('points', handlers)
