import { serve } from '../entry/serve'
import { acceptInvitation } from './accept-invitation'
import { acceptTransfer } from './accept-transfer'
import { activatedPerk } from './activated-perk'
import { agreement } from './agreement'
import { ask } from './ask'
import { bindPhone } from './bind-phone'
import { adviser } from './adviser'
import { benefits } from './benefits'
import { bill } from './bill'
import { billPicture } from './bill-picture'
import { bills } from './bills'
import { setBillOptions } from './set-bill-options'
import { birthday } from './birthday'
import { book } from './book'
import { budget } from './budget'
import { calculator } from './calculator'
import { cards } from './cards'
import { cancelBooking } from './cancel-appointment'
import { claimGift } from './claim-gift'
import { chooseBenefit } from './choose-benefit'
import { code } from './code'
import { consent } from './consent'
import { entitlements } from './entitlements'
import { friendCode } from './friend-code'
import { home } from './home'
import { household } from './household'
import { inviteHelper } from './invite-helper'
import { issuePerk } from './issue-perk'
import { join } from './join'
import { linkPartner } from './link-partner'
import { joinHousehold } from './join-household'
import { leaveHousehold } from './leave-household'
import { merge } from './merge'
import { perks } from './perks'
import { plan } from './plan'
import { plans } from './plans'
import { preferences } from './preferences'
import { questions } from './questions'
import { pulse } from './pulse'
import { receipt } from './receipt'
import { receipts } from './receipts'
import { registerName } from './register-name'
import { removeHelper } from './remove-helper'
import { renewal } from './renewal'
import { leaveAsIs } from './leave-as-is'
import { yearEnd } from './year-end'
import { savings } from './savings'
import { answerTerms, terms } from './terms'
import { transferPreview } from './transfer-preview'
import { transferable } from './transferable'
import { unfreeze } from './unfreeze'
import { unlinkPartner } from './unlink-partner'
import { slots } from './slots'
import { wallet } from './wallet'
import { walletRecords } from './wallet-records'
import { withdrawTransfer } from './withdraw-transfer'
import { autoRenew } from './auto-renew'
import { offerTransfer } from './offer-transfer'
import { openNotice } from './open-notice'
import { event, events } from './events'
import { leaveEvent } from './leave-event'
import { claimDayCoupon, memberDay } from './member-day'
import { signUpEvent } from './sign-up-event'
import { privacy } from './privacy'
import { exportData } from './export-data'
import { correctProfile } from './correct-profile'
import { hideTag } from './hide-tag'
import { setPersonalised } from './set-personalised'
import { recommended } from './recommended'
import { closing } from './closing'

/** Named so that tests can run them on a database of their own. */
export const handlers = {
  'membership.privacy': privacy,
  'membership.exportData': exportData,
  'membership.correctProfile': correctProfile,
  'membership.hideTag': hideTag,
  'membership.setPersonalised': setPersonalised,
  'membership.recommended': recommended,
  'membership.closing': closing,
  'membership.bill': bill,
  'membership.bills': bills,
  'membership.billPicture': billPicture,
  'membership.setBillOptions': setBillOptions,
  'membership.adviser': adviser,
  'membership.events': events,
  'membership.event': event,
  'membership.signUpEvent': signUpEvent,
  'membership.leaveEvent': leaveEvent,
  'membership.memberDay': memberDay,
  'membership.claimDayCoupon': claimDayCoupon,
  'membership.home': home,
  'membership.autoRenew': autoRenew,
  'membership.openNotice': openNotice,
  'membership.renewal': renewal,
  'membership.leaveAsIs': leaveAsIs,
  'membership.yearEnd': yearEnd,
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
  'membership.terms': terms,
  'membership.answerTerms': answerTerms,
  'membership.preferences': preferences,
  'membership.ask': ask,
  'membership.questions': questions,
  'membership.acceptInvitation': acceptInvitation,
  'membership.perks': perks,
  'membership.issuePerk': issuePerk,
  'membership.activatedPerk': activatedPerk,
  'membership.linkPartner': linkPartner,
  'membership.benefits': benefits,
  'membership.slots': slots,
  'membership.book': book,
  'membership.cancelAppointment': cancelBooking,
  'membership.chooseBenefit': chooseBenefit,
  'membership.birthday': birthday,
  'membership.unlinkPartner': unlinkPartner,
  'membership.entitlements': entitlements,
  'membership.claimGift': claimGift,
  'membership.household': household,
  'membership.inviteHelper': inviteHelper,
  'membership.joinHousehold': joinHousehold,
  'membership.removeHelper': removeHelper,
  'membership.leaveHousehold': leaveHousehold,
  'membership.wallet': wallet,
  'membership.budget': budget,
  'membership.friendCode': friendCode,
  'membership.registerName': registerName,
  'membership.walletRecords': walletRecords,
  'membership.transferable': transferable,
  'membership.offerTransfer': offerTransfer,
  'membership.withdrawTransfer': withdrawTransfer,
  'membership.transferPreview': transferPreview,
  'membership.acceptTransfer': acceptTransfer,
  'membership.unfreeze': unfreeze,
}

export const main = serve('membership', handlers)
