import type { Input } from '../../cloudfunctions/contract'
import type { privacyActions } from '../../cloudfunctions/contract/privacy'
import type { serviceTermsActions } from '../../cloudfunctions/contract/service-terms'
import type { Stage } from './sample-stage'

type PrivacyAction = keyof typeof privacyActions | keyof typeof serviceTermsActions

/** More than anything that `lin` could get back: the stage needs her afterwards. */
const NEVER_SHOWN = 999_999_999

/** Valid inputs of what concerns the own data, and the owner's reports of it. */
export const PRIVACY_SAMPLES: {
  readonly [A in PrivacyAction]: (stage: Stage, caller: string) => Promise<Input<A>>
} = {
  'membership.privacy': async () => ({}),
  'membership.exportData': async () => ({ part: 'receipts', after: '1|A' }),
  'membership.correctProfile': async ({ shop }) => ({
    operationId: shop.operationId(),
    nickname: '林晓雯',
    birthday: '1990-03-20',
  }),
  'membership.hideTag': async ({ shop }) => ({
    operationId: shop.operationId(),
    tagId: 'stage-active',
    hidden: true,
  }),
  'membership.setPersonalised': async ({ shop }) => ({ operationId: shop.operationId(), on: true }),
  'membership.recommended': async () => ({}),
  'membership.terms': async () => ({}),
  'membership.answerTerms': async ({ shop }) => {
    const { version } = await shop.call('lin', 'membership.agreement', { agreementId: 'service' })
    return { operationId: shop.operationId(), agreementId: 'service', version, agrees: true }
  },
  'membership.closing': async () => ({}),
  'payment.closeAccount': async ({ shop }) => ({
    operationId: shop.operationId(),
    refundTotal: NEVER_SHOWN,
    endsPoints: true,
    endsCoupons: true,
    confirm: true,
  }),
  'operations.lifecycle': async () => ({ branchId: 'laojie', stage: 'active', after: 'A' }),
  'operations.privacyRequests': async () => ({}),
}
