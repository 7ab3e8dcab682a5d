import { serve } from '../entry/serve'
import { adviserEvidence } from './adviser-evidence'
import { agreementCopy } from './agreement-copy'
import { answer } from './answer'
import { attention } from './attention'
import { benefitReport } from './benefit-report'
import { catalogue } from './catalogue'
import { channelCode, channels } from './channels'
import { checkDraft } from './check-draft'
import { churn } from './churn'
import { claim } from './claim'
import { comebackReport } from './comeback-report'
import { couponFlags, resolveCouponFlag } from './coupon-flags'
import { couponReport } from './coupon-report'
import { disputedStatements } from './disputed-statements'
import { importCodes } from './import-codes'
import { freeze } from './freeze'
import { invite } from './invite'
import { liability } from './liability'
import { participation } from './participation'
import { messageHealth } from './message-health'
import { partners } from './partners'
import { questions } from './questions'
import { previewPlan } from './preview-plan'
import { previewProgramme } from './preview-programme'
import { guaranteeOutlook } from './guarantee-outlook'
import { reconciliation } from './reconciliation'
import { referralFunnel } from './referral-funnel'
import { refund } from './refund'
import { refundTransferred, refuseRefund } from './refund-by-hand'
import { refundQuote } from './refund-quote'
import { refundRequests } from './refund-requests'
import { renewalDrivers } from './renewal-drivers'
import { release } from './release'
import { renewalForecastError } from './renewal-forecast-error'
import { resolveStatement } from './resolve-statement'
import { revoke } from './revoke'
import { setUp } from './set-up'
import { staff } from './staff'
import { template } from './template'
import { today } from './today'
import { trialReport } from './trial-report'
import { unreportedOrders } from './unreported-orders'
import { careList } from './care-list'
import { closing } from './closing'
import { eventReport } from './event-report'
import { lifecycle } from './lifecycle'
import { privacyRequests } from './privacy-requests'

/** Named so that tests can run them on a database of their own. */
export const handlers = {
  'operations.lifecycle': lifecycle,
  'operations.privacyRequests': privacyRequests,
  'operations.adviserEvidence': adviserEvidence,
  'operations.renewalDrivers': renewalDrivers,
  'operations.eventReport': eventReport,
  'operations.careList': careList,
  'operations.closing': closing,
  'operations.participation': participation,
  'operations.channels': channels,
  'operations.channelCode': channelCode,
  'operations.referralFunnel': referralFunnel,
  'operations.claim': claim,
  'operations.catalogue': catalogue,
  'operations.release': release,
  'operations.freeze': freeze,
  'operations.invite': invite,
  'operations.revoke': revoke,
  'operations.staff': staff,
  'operations.today': today,
  'operations.attention': attention,
  'operations.churn': churn,
  'operations.renewalForecastError': renewalForecastError,
  'operations.comebackReport': comebackReport,
  'operations.messageHealth': messageHealth,
  'operations.questions': questions,
  'operations.answer': answer,
  'operations.importCodes': importCodes,
  'operations.setUp': setUp,
  'operations.template': template,
  'operations.partners': partners,
  'operations.refundRequests': refundRequests,
  'operations.refundQuote': refundQuote,
  'operations.agreementCopy': agreementCopy,
  'operations.refund': refund,
  'operations.refundTransferred': refundTransferred,
  'operations.refuseRefund': refuseRefund,
  'operations.reconciliation': reconciliation,
  'operations.unreportedOrders': unreportedOrders,
  'operations.guaranteeOutlook': guaranteeOutlook,
  'operations.liability': liability,
  'operations.disputedStatements': disputedStatements,
  'operations.resolveStatement': resolveStatement,
  'operations.checkDraft': checkDraft,
  'operations.previewPlan': previewPlan,
  'operations.previewProgramme': previewProgramme,
  'operations.trialReport': trialReport,
  'operations.couponReport': couponReport,
  'operations.couponFlags': couponFlags,
  'operations.resolveCouponFlag': resolveCouponFlag,
  'operations.benefitReport': benefitReport,
}

export const main = serve('operations', handlers)
