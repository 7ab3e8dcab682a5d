import type { Input } from '../../cloudfunctions/contract'
import type { statementActions } from '../../cloudfunctions/contract/statements'
import type { Stage } from './sample-stage'

/** Valid inputs of what tells a month, advises a card, and reports renewals. */
export const STATEMENT_SAMPLES: {
  readonly [A in keyof typeof statementActions]: (stage: Stage, caller: string) => Promise<Input<A>>
} = {
  'membership.bills': () => Promise.resolve({}),
  'membership.bill': () => Promise.resolve({ month: '2027-03' }),
  'membership.billPicture': () => Promise.resolve({ month: '2027-03' }),
  'membership.setBillOptions': ({ shop }) =>
    Promise.resolve({ operationId: shop.operationId(), percentile: true, amounts: true }),
  'membership.adviser': () => Promise.resolve({}),
  'operations.adviserEvidence': ({ shop }) => Promise.resolve({ memberNumber: shop.numberOf('lin') }),
  'operations.renewalDrivers': () => Promise.resolve({}),
}
