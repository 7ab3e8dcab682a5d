import { stands } from './family'
import type { Membership, MemberState, Period } from './member'
import type { RenewalContract } from './renewal-contract'
import { isLive } from './renewal-plan'

/** Where what a member holds of one family really ends: behind every card that still waits. */
export interface CardEnd {
  readonly membership: Membership
  /** The period that ends last. */
  readonly period: Period
  /** Epoch ms, exclusive; days of grace after a failed charge included. */
  readonly endsAt: number
}

type Cards = Pick<MemberState, 'memberships' | 'contracts' | 'returning'>

/** One end for each family, packs without a term and what was given back aside. */
export function cardEnds({ memberships }: Pick<MemberState, 'memberships'>): CardEnd[] {
  const ends = new Map<string, CardEnd>()
  for (const membership of memberships)
    for (const period of membership.periods) {
      if (!stands(period) || (period.months === 0 && period.days === undefined)) continue
      const endsAt = period.graceUntil ?? period.endsAt
      const family = membership.family?.id ?? membership.planId
      if (endsAt > (ends.get(family)?.endsAt ?? 0)) ends.set(family, { membership, period, endsAt })
    }
  return [...ends.values()]
}

/** It goes on by itself: its charge has notices of its own (M087). */
export function renewsByItself({ contracts }: Cards, { membership }: Pick<CardEnd, 'membership'>): boolean {
  return contracts.some(
    (contract) => prolongs(contract) && contract.planId === membership.planId && isLive(contract),
  )
}

/** The member chose to let exactly this end come. */
export function isLeftAsIs({ returning }: Cards, { membership, endsAt }: CardEnd): boolean {
  return returning.left.some((one) => one.membershipId === membership.id && one.endsAt === endsAt)
}

function prolongs({ purpose, cycle }: RenewalContract): boolean {
  return purpose === 'as_saved' || (purpose === 'renewal' && (cycle?.givenUp ?? null) === null)
}
