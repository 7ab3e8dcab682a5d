import { serve } from '../entry/serve'
import { attach } from './attach'
import { cardPicture } from './card-picture'
import { miniProgramCode } from './code-picture'
import { landing } from './landing'
import { mine } from './mine'
import { claimNewcomerPack, newcomerPack } from './newcomer'
import { setShowsName } from './shows-name'
import { weCom } from './we-com'

/** Named so that tests can run them on a database of their own. */
export const handlers = {
  'referral.landing': landing,
  'referral.attach': attach,
  'referral.mine': mine,
  'referral.setShowsName': setShowsName,
  'referral.miniProgramCode': miniProgramCode,
  'referral.newcomerPack': newcomerPack,
  'referral.claimNewcomerPack': claimNewcomerPack,
  'referral.cardPicture': cardPicture,
  'referral.weCom': weCom,
}

export const main = serve('referral', handlers)
