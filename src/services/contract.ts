/**
 * All that the mini-program sees of the back end: types, and constants without a schema library.
 * Types are imported as types only, so that zod stays out of the bundle.
 */
export type { ActionName, Input, Output } from '../../cloudfunctions/contract'
export type { Answer, Call } from '../../cloudfunctions/contract/envelope'
export type { AgreementKind } from '../../cloudfunctions/contract/agreement-copies'
export type { CouponValue } from '../../cloudfunctions/contract/coupon-templates'
export type { CampaignView, WalletCoupon } from '../../cloudfunctions/contract/coupons'
export type { ContractView } from '../../cloudfunctions/contract/auto-renew'
export type { CardMode } from '../../cloudfunctions/contract/offers'
export type { BuyAs, PlanOffersView } from '../../cloudfunctions/contract/plan-offers'
export type { RewardView } from '../../cloudfunctions/contract/points'
export type { TierBar, TierView } from '../../cloudfunctions/contract/tiers'
export type { VoucherView } from '../../cloudfunctions/contract/vouchers'
export type { OrderState } from '../../cloudfunctions/contract/payment'
export type { SavingSource, Tender } from '../../cloudfunctions/contract/primitives'
export type { RefusalCode } from '../../cloudfunctions/contract/refusals'
export type {
  BreakEvenView,
  CardView,
  MemberAtCounter,
  OpenPaymentView,
  PaymentParameters,
  PlanSummary,
  ReceiptLine,
  ReceiptState,
  ReceiptSummary,
  ReceiptTenders,
  ReceiptView,
  ReferencePriceView,
  SavedLessFees,
  SavedNow,
  SavingMonth,
  SavingProof,
  ShopView,
  TypicalSaving,
} from '../../cloudfunctions/contract/views'
export { contrastWithWhite, isReadable } from '../../cloudfunctions/contract/accent'
export { JOINING_AGREEMENT } from '../../cloudfunctions/contract/joining-agreement'
export { CONTRACT_VERSION } from '../../cloudfunctions/contract/version'
export { makeOperationId, operationTime } from '../../cloudfunctions/contract/operation-id'
export { FRIEND_CODE_MS, MOST_WITHOUT_PHONE } from '../../cloudfunctions/contract/friend-code'
export { MEMBER_CODE_STEP_MS, makeMemberCode } from '../../cloudfunctions/contract/member-code'
export { parseScene, sceneOf } from '../../cloudfunctions/contract/referral-scene'
export type { MessageFlow, MessageSource, MessageTemplate } from '../../cloudfunctions/contract/message-flows'
export {
  MESSAGE_TEMPLATES,
  TEMPLATE_SOURCES,
  TEMPLATE_TITLES,
  USUAL_FIELDS,
} from '../../cloudfunctions/contract/message-flows'
