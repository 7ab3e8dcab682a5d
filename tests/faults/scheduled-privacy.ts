import type { ActionName, Input } from '../../cloudfunctions/contract'
import type { Instance } from './scheduled-shop'

/**
 * What a member does with the own data, and the end of the account: it writes every part of the
 * member, so it meets everything else.
 */
export async function privacyOperations(shop: Instance) {
  const id = () => shop.operationId()
  const { refundTotal } = await shop.call('lin', 'membership.closing', {})
  const { version } = await shop.call('lin', 'membership.agreement', { agreementId: 'service' })
  const inputs = {
    correct: { operationId: id(), nickname: '林', birthday: '1990-03-20', phone: null },
    hide: { operationId: id(), tagId: 'stage-active', hidden: true },
    off: { operationId: id(), on: false },
    answer: { operationId: id(), agreementId: 'service', version, agrees: false },
    close: { operationId: id(), refundTotal, endsPoints: true, endsCoupons: true, confirm: true as const },
  }
  return <T>(sent: <A extends ActionName>(action: A, person: string, input: Input<A>) => T): T[] => [
    sent('membership.correctProfile', 'lin', inputs.correct),
    sent('membership.hideTag', 'lin', inputs.hide),
    sent('membership.setPersonalised', 'lin', inputs.off),
    sent('membership.answerTerms', 'lin', inputs.answer),
    sent('payment.closeAccount', 'lin', inputs.close),
  ]
}
