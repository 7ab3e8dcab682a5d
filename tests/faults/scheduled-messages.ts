import type { ActionName, Input } from '../../cloudfunctions/contract'
import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import { USUAL_FIELDS } from '../../cloudfunctions/contract/message-flows'
import type { Instance } from './scheduled-shop'

const TEMPLATE_ID = 'huodong-tixing'

/** One template, of what is advertised: `lin` consented to none, so that no timer sends by it. */
export function withActivityMessages(draft: CatalogueDraft): CatalogueDraft {
  const activity = { templateId: TEMPLATE_ID, fields: { ...USUAL_FIELDS.activity } }
  return { ...draft, settings: { ...draft.settings, messages: { ...draft.settings?.messages, activity } } }
}

/** `lin` allows a message on each of two phones, switches one off, and reads what came. */
export function messageOperations(shop: Instance) {
  const id = () => shop.operationId()
  const allowing = () => ({
    operationId: id(),
    results: [{ template: 'activity' as const, templateId: TEMPLATE_ID, answer: 'accept' as const }],
  })
  const inputs = {
    first: allowing(),
    second: allowing(),
    switching: { operationId: id(), flow: 'tier_changed' as const, on: false },
    reading: { operationId: id(), through: Date.UTC(2036, 0, 1) },
  }
  return <Operation>(
    sent: <A extends ActionName>(
      action: A,
      person: string,
      input: Input<A>,
      more?: { name?: string; writes?: string },
    ) => Operation,
  ): Operation[] => [
    sent('renewal.allowMessages', 'lin', inputs.first),
    sent('renewal.allowMessages', 'lin', inputs.second, { name: 'allow on another phone' }),
    sent('renewal.switchFlow', 'lin', inputs.switching),
    sent('renewal.readInbox', 'lin', inputs.reading),
  ]
}
