import { refuse } from '../contract/refusals'
import { lastDayOf } from './calendar'
import type { Decision, Due, Facts } from './decision'
import type { MemberState } from './member'
import type { MemberStep } from './member-steps'
import type { PartnerPerk } from './partner-perk'
import { perkDecision, perkOffer, withPerk } from './partner-perks'
import type { Release } from './release'

/** Codes that nobody activated in time are reminded of, once; they stay good (M115). */

/** Perks whose code wasn't activated in time and of which nobody was reminded yet. */
export function perksToRemind({ perks }: Pick<MemberState, 'perks'>, now: number): PartnerPerk[] {
  return perks.filter(
    ({ state, activateBy, remindedAt }) =>
      state === 'issued' && remindedAt === undefined && activateBy !== null && activateBy <= now,
  )
}

/** When the timer has to look. */
export function perkReminders({ perks }: Pick<MemberState, 'perks'>): number[] {
  return perksToRemind({ perks }, Number.MAX_SAFE_INTEGER).flatMap(({ activateBy }) => activateBy ?? [])
}

export function perkSteps(
  state: MemberState,
  { release, now }: { release: Release; now: number },
): readonly MemberStep[] {
  return perksToRemind(state, now).map(({ id, orderId, perkId }) => ({
    operationId: `perk-reminder:${id}`,
    command: 'partner.remind',
    input: { orderId, perkId },
    decide: (current: MemberState) => remind(current, id, release, now),
  }))
}

/** A perk that is over meanwhile is only looked at no more. */
function remind(
  state: MemberState,
  id: string,
  release: Release,
  now: number,
): Decision<Extract<Facts, { kind: 'perk' }>> {
  const perk = perksToRemind(state, now).find((one) => one.id === id)
  if (!perk) return refuse('PERK_NOT_READY')
  const decision = perkDecision(withPerk(state, { ...perk, remindedAt: now }), perk, now)
  if (!decision.ok) return decision
  const { title } = perkOffer(release, perk.versionId, perk.perkId)
  const notice: Due = {
    kind: 'message',
    key: `perk-reminder:${id}`,
    owner: 'renewal',
    flow: 'partner_reminder',
    memberId: state.number,
    about: { id: perk.orderId, amount: null, day: lastDayOf(perk.paidUntil), title: `${title}还没有激活` },
    until: perk.paidUntil,
  }
  return { ...decision, due: now < perk.paidUntil ? [notice] : [] }
}
