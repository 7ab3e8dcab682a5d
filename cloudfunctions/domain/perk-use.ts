import { refuse } from '../contract/refusals'
import type { Decision, Facts } from './decision'
import type { MemberState } from './member'
import type { PartnerPerk } from './partner-perk'
import { findPerk, perkDecision, withPerk } from './partner-perks'

/** What becomes of a code once it is given: from then on it counts as used. */

type Of<K extends Facts['kind']> = Decision<Extract<Facts, { kind: K }>>

/** The member says that the code works. Refuses NOT_FOUND and PERK_NOT_READY. */
export function activatePerk(
  state: MemberState,
  { orderId, offerId, now }: { orderId: string; offerId: string; now: number },
): Of<'perk'> {
  const perk = findPerk(state, orderId, offerId)
  if (!perk) return refuse('NOT_FOUND')
  if (perk.state !== 'issued' || perk.paidUntil <= now) return refuse('PERK_NOT_READY')
  const activated: PartnerPerk = { ...perk, state: 'activated' }
  return perkDecision(withPerk(state, activated), activated, now)
}

/** Perks with a code that was not used yet and still may be. */
export function usablePerks({ perks }: Pick<MemberState, 'perks'>, now: number): PartnerPerk[] {
  return perks.filter(
    ({ state, paidUntil }) => (state === 'issued' || state === 'activated') && paidUntil > now,
  )
}

/**
 * Marks a perk that is used at our own counter, once.
 * @param codeIdOf the id under which this partner's code is kept
 */
export function usePerk(
  state: MemberState,
  { codeIdOf, now }: { codeIdOf: (partnerId: string) => string; now: number },
): Of<'perk'> {
  const perk = usablePerks(state, now).find((held) => held.codeId === codeIdOf(held.partnerId))
  if (!perk) return refuse('PARTNER_CODE_INVALID')
  const used: PartnerPerk = { ...perk, state: 'used' }
  return perkDecision(withPerk(state, used), used, now)
}
