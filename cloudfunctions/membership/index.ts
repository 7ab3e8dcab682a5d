import { serve } from '../entry/serve'
import { acceptInvitation } from './accept-invitation'
import { agreement } from './agreement'
import { bindPhone } from './bind-phone'
import { budget } from './budget'
import { calculator } from './calculator'
import { cards } from './cards'
import { code } from './code'
import { consent } from './consent'
import { friendCode } from './friend-code'
import { home } from './home'
import { join } from './join'
import { merge } from './merge'
import { plan } from './plan'
import { plans } from './plans'
import { preferences } from './preferences'
import { pulse } from './pulse'
import { receipt } from './receipt'
import { receipts } from './receipts'
import { registerName } from './register-name'
import { savings } from './savings'
import { wallet } from './wallet'
import { walletRecords } from './wallet-records'

/** Named so that tests can run them on a database of their own. */
export const handlers = {
  'membership.home': home,
  'membership.plans': plans,
  'membership.plan': plan,
  'membership.agreement': agreement,
  'membership.calculator': calculator,
  'membership.cards': cards,
  'membership.savings': savings,
  'membership.receipts': receipts,
  'membership.receipt': receipt,
  'membership.code': code,
  'membership.pulse': pulse,
  'membership.join': join,
  'membership.bindPhone': bindPhone,
  'membership.merge': merge,
  'membership.consent': consent,
  'membership.preferences': preferences,
  'membership.acceptInvitation': acceptInvitation,
  'membership.wallet': wallet,
  'membership.budget': budget,
  'membership.friendCode': friendCode,
  'membership.registerName': registerName,
  'membership.walletRecords': walletRecords,
}

export const main = serve('membership', handlers)
