import type { Input } from '../../cloudfunctions/contract'
import type { comingBackActions } from '../../cloudfunctions/contract/coming-back'
import type { renewalPageActions } from '../../cloudfunctions/contract/renewal-page'
import type { Stage } from './sample-stage'

type Action = keyof typeof renewalPageActions | keyof typeof comingBackActions

/** What is asked around a card's end; the card that may end belongs to `lin`. */
export const RENEWAL_SAMPLES: {
  readonly [A in Action]: (stage: Stage, caller: string) => Promise<Input<A>>
} = {
  'membership.renewal': () => Promise.resolve({}),
  'membership.leaveAsIs': async ({ shop }) => {
    const { cards } = await shop.call('lin', 'membership.cards', {})
    return { operationId: shop.operationId(), membershipId: cards[0]?.membershipId ?? '' }
  },
  'membership.yearEnd': () => Promise.resolve({ year: 2027 }),
  'operations.churn': () => Promise.resolve({}),
  'operations.renewalForecastError': () => Promise.resolve({}),
  'operations.comebackReport': () => Promise.resolve({}),
}
