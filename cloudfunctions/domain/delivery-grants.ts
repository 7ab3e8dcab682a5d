import type { PlanTerms } from '../contract/catalogue'
import { withCoupons } from './coupons'
import type { Due, Posting } from './decision'
import { withTasks } from './fulfilment-tasks'
import { withGifts } from './gifts'
import { withGuarantee } from './guarantee-contract'
import type { MemberState } from './member'
import type { CardOrder } from './order'
import { prolongLinks } from './partner-links'
import { withPerks } from './partner-perks'
import { withPeakTaken } from './peak-offer'
import type { PlanVersion, Release } from './release'
import { withRenewalCoupons } from './renewal-coupons'
import { withRenewalCycle } from './renewal-plan'

/** A card that has just been handed over: its period stands in the state already. */
export interface Granting {
  readonly order: CardOrder
  readonly terms: PlanTerms
  readonly version: PlanVersion
  readonly release: Release
  readonly now: number
}

export interface Granted {
  readonly state: MemberState
  readonly postings: readonly Posting[]
  readonly due: readonly Due[]
}

/** One thing that comes with a card, as a pure function: it refuses nothing, the card is paid for. */
export type Grant = (state: MemberState, granting: Granting) => Granted

/** What may come with a card. Each grant leaves the state as it is where the terms don't have it. */
const GRANTS: readonly Grant[] = [
  withGuarantee,
  withCoupons,
  withRenewalCoupons,
  withPeakTaken,
  withGifts,
  withPerks,
  withTasks,
  prolongLinks,
  withRenewalCycle,
]

/** Everything that comes with a card beside its term, in one commit with the delivery. */
export function withGrants(state: MemberState, granting: Granting): Granted {
  return GRANTS.reduce<Granted>(
    (granted, grant) => {
      const next = grant(granted.state, granting)
      return {
        state: next.state,
        postings: [...granted.postings, ...next.postings],
        due: [...granted.due, ...next.due],
      }
    },
    { state, postings: [], due: [] },
  )
}
