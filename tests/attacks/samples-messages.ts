import type { Input } from '../../cloudfunctions/contract'
import type { messageActions } from '../../cloudfunctions/contract/messages'
import type { Stage } from './sample-stage'

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
    results: [{ template: 'expiry', templateId: 'daoqi-tixing', answer: 'accept' }],
  }),
  'renewal.messageSettings': async () => ({ moment: 'check_in' }),
  'renewal.switchFlow': async ({ shop }) => ({
    operationId: shop.operationId(),
    flow: 'member_day',
    on: false,
  }),
  'operations.messageHealth': async () => ({}),
}
