import type { z } from 'zod'
import type { Action } from './action'
import { agreementCopyActions } from './agreement-copies'
import { activityActions } from './activities'
import { allianceActions } from './alliance'
import { autoRenewActions, trialActions } from './auto-renew'
import { benefitActions, voucherActions } from './benefits'
import { careActions } from './care'
import { closingActions } from './closing'
import { counterActions } from './counter'
import { comingBackActions } from './coming-back'
import { couponActions, couponReviewActions } from './coupons'
import { draftActions } from './draft-preview'
import { entitlementActions } from './entitlements'
import { eventActions } from './events'
import { flashActions } from './flash-sales'
import { goodsReturnActions } from './goods-returns'
import { membershipActions } from './membership'
import { messageActions } from './messages'
import { moneyReportActions } from './money-reports'
import { operationsActions } from './operations'
import { paymentActions } from './payment'
import { pointsActions, rewardActions } from './points'
import { privacyActions } from './privacy'
import { programmeActions } from './programme-preview'
import { acquisitionActions, referralActions } from './referral'
import { refundActions } from './refunds'
import { renewalActions } from './renewal'
import { renewalPageActions } from './renewal-page'
import { serviceTermsActions } from './service-terms'
import { setUpActions } from './set-up'
import { statementActions } from './statements'
import { storedValueActions } from './stored-value'
import { supportActions } from './support'
import { tierActions } from './tiers'
import { transferActions } from './transfers'

/** Every action of the back end. The part before the dot names the function that serves it. */
export const contract = {
  ...membershipActions,
  ...paymentActions,
  ...agreementCopyActions,
  ...counterActions,
  ...operationsActions,
  ...renewalActions,
  ...renewalPageActions,
  ...comingBackActions,
  ...messageActions,
  ...serviceTermsActions,
  ...allianceActions,
  ...setUpActions,
  ...refundActions,
  ...moneyReportActions,
  ...storedValueActions,
  ...transferActions,
  ...entitlementActions,
  ...pointsActions,
  ...goodsReturnActions,
  ...benefitActions,
  ...couponActions,
  ...couponReviewActions,
  ...flashActions,
  ...activityActions,
  ...voucherActions,
  ...rewardActions,
  ...tierActions,
  ...supportActions,
  ...autoRenewActions,
  ...trialActions,
  ...draftActions,
  ...programmeActions,
  ...privacyActions,
  ...statementActions,
  ...referralActions,
  ...acquisitionActions,
  ...careActions,
  ...eventActions,
  ...closingActions,
} as const

export type Contract = typeof contract
export type ActionName = keyof Contract
export type FunctionName = ActionName extends `${infer F}.${string}` ? F : never
export type ActionOf<F extends FunctionName> = Extract<ActionName, `${F}.${string}`>

/** What a caller sends. */
export type Input<A extends ActionName> = z.input<Contract[A]['input']>
/** What a handler gets: parsed, defaults filled in. */
export type ParsedInput<A extends ActionName> = z.output<Contract[A]['input']>
export type Output<A extends ActionName> = z.output<Contract[A]['output']>

/** The definition of an action by a name that came from outside. */
export function findAction(name: string): Action | undefined {
  return Object.hasOwn(contract, name) ? contract[name as ActionName] : undefined
}

export type { Action } from './action'
