import type { Input } from '../../cloudfunctions/contract'
import type { agreementCopyActions } from '../../cloudfunctions/contract/agreement-copies'
import type { trialActions } from '../../cloudfunctions/contract/auto-renew'
import type { draftActions } from '../../cloudfunctions/contract/draft-preview'
import type { programmeActions } from '../../cloudfunctions/contract/programme-preview'
import type { Stage } from './sample-stage'

type OfferAction =
  | keyof typeof draftActions
  | keyof typeof programmeActions
  | keyof typeof trialActions
  | keyof typeof agreementCopyActions

/** What the owner asks of a draft, and of who tried; and what a member once agreed to. */
export const OFFER_SAMPLES: {
  readonly [A in OfferAction]: (stage: Stage, caller: string) => Promise<Input<A>>
} = {
  'payment.agreementCopies': async ({ shop }) => ({ before: shop.clock.now() + 1 }),
  'payment.agreementCopy': async ({ shop }) => {
    const { agreements } = await shop.call('lin', 'payment.agreementCopies', {})
    return { id: agreements[0]!.id }
  },
  'operations.agreementCopy': async ({ shop }) => {
    const { agreements } = await shop.call('lin', 'payment.agreementCopies', {})
    return { orderId: agreements.find(({ kind }) => kind === 'card')?.id ?? (await shop.buy('lin')) }
  },
  'operations.trialReport': async () => ({}),
  'operations.checkDraft': async ({ shop }) => {
    const { draft } = await shop.call('owner', 'operations.catalogue', {})
    return { draft: draft! }
  },
  'operations.previewProgramme': async ({ shop }) => {
    const { draft } = await shop.call('owner', 'operations.catalogue', {})
    return { draft: draft! }
  },
  'operations.previewPlan': async ({ shop }) => {
    const { draft } = await shop.call('owner', 'operations.catalogue', {})
    return { planId: draft!.plans[0]!.id, draft: draft! }
  },
}
