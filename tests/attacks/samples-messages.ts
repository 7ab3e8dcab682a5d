import type { Input } from '../../cloudfunctions/contract'
import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import { USUAL_FIELDS } from '../../cloudfunctions/contract/message-flows'
import type { messageActions } from '../../cloudfunctions/contract/messages'
import type { Stage } from './sample-stage'

const TEMPLATE_ID = 'daoqi-tixing'

/** One template that members can allow. */
export function withAllowedMessages(draft: CatalogueDraft): CatalogueDraft {
  const expiry = { templateId: TEMPLATE_ID, fields: { ...USUAL_FIELDS.expiry } }
  return { ...draft, settings: { ...draft.settings, messages: { ...draft.settings?.messages, expiry } } }
}

/** Valid inputs of what members may be told and how. */
export const MESSAGE_SAMPLES: {
  readonly [A in keyof typeof messageActions]: (stage: Stage, caller: string) => Promise<Input<A>>
} = {
  'renewal.inbox': async () => ({}),
  'renewal.readInbox': async ({ shop }) => ({
    operationId: shop.operationId(),
    through: shop.clock.now(),
  }),
  'renewal.allowMessages': async ({ shop }) => ({
    operationId: shop.operationId(),
    results: [{ template: 'expiry', templateId: TEMPLATE_ID, answer: 'accept' }],
  }),
  'renewal.messageSettings': async () => ({ moment: 'check_in' }),
  'renewal.switchFlow': async ({ shop }) => ({
    operationId: shop.operationId(),
    flow: 'member_day',
    on: false,
  }),
  'operations.messageHealth': async () => ({}),
}
