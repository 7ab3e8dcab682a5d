import { endBenefits } from './benefit-ends'
import { revokeCoupons } from './coupons'
import { revokeGifts } from './gifts'
import type { Due, Posting } from './decision'
import type { MemberState } from './member'
import { shortenLinks } from './partner-links'
import { revokePerks } from './partner-perks'
import type { Release } from './release'
import { endRenewals } from './renewal-signing'

/** One line of what is taken off a refund, in words that the member can check. */
export interface Deduction {
  readonly title: string
  /** Fen; 0 for what is given up in good faith (法释〔2025〕4号 21) and only named. */
  readonly amount: number
  /** Fen of it that the period's savings hold already, as with a coupon: never taken off twice. */
  readonly inSaved?: number
}

/** What ends with an order that is given back: the member as it is afterwards, and what it costs. */
export interface Revoked {
  readonly state: MemberState
  readonly postings: readonly Posting[]
  readonly due: readonly Due[]
  /** What was had already and is taken off what comes back. */
  readonly deductions: readonly Deduction[]
  /** What ends, in words. */
  readonly ends: readonly string[]
}

export interface Revoking {
  readonly orderId: string
  readonly release: Release
  readonly now: number
}

/**
 * Ends one kind of grant of an order: it leaves alone what other orders granted, and run once more
 * it finds nothing left to end.
 */
export type Revocation = (state: MemberState, revoking: Revoking) => Revoked

/** One for each kind of grant, in the order in which the member reads them. */
const REVOCATIONS: readonly Revocation[] = [
  revokeCoupons,
  revokeGifts,
  revokePerks,
  shortenLinks,
  endBenefits,
  endRenewals,
]

/**
 * Ends all that an order granted beside its term: coupons, gifts, perks, contracts. The quote asks
 * for `deductions` and `ends` only, the refund applies the rest too: both come from one function,
 * so they can't differ.
 */
export function withRevocations(
  state: MemberState,
  revoking: Revoking,
  revocations: readonly Revocation[] = REVOCATIONS,
): Revoked {
  return revocations.reduce<Revoked>(
    (before, revocation) => {
      const after = revocation(before.state, revoking)
      return {
        state: after.state,
        postings: [...before.postings, ...after.postings],
        due: [...before.due, ...after.due],
        deductions: [...before.deductions, ...after.deductions],
        ends: [...before.ends, ...after.ends],
      }
    },
    { state, postings: [], due: [], deductions: [], ends: [] },
  )
}
