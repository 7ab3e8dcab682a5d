import type { PerkView } from '../contract/alliance'
import { refuse, type Refusal } from '../contract/refusals'
import type { MemberState } from '../domain/member'
import { findPerk } from '../domain/partner-perks'
import { perkView } from '../domain/partner-views'
import type { Release } from '../domain/release'
import type { PersonScope } from '../entry/handler'

/** Puts codes in, for their holder alone and only while they are good for something: one call. */
export async function withCodes(
  state: MemberState,
  views: readonly PerkView[],
  { backend }: PersonScope,
): Promise<PerkView[]> {
  const idOf = (view: PerkView) =>
    view.state === 'issued' || view.state === 'activated' || view.state === 'used'
      ? (findPerk(state, view.orderId, view.perkId)?.codeId ?? null)
      : null
  const ids = views.flatMap((view) => idOf(view) ?? [])
  if (ids.length === 0) return [...views]
  const codes = await backend.partnerCodes.read(ids)
  return views.map((view) => {
    const kept = codes.get(idOf(view) ?? '')
    return kept && !kept.revoked ? { ...view, code: kept.code, codeValidThrough: kept.validThrough } : view
  })
}

/** One perk as it is now. */
export async function perkAnswer(
  state: MemberState,
  { orderId, perkId }: { orderId: string; perkId: string },
  release: Release,
  scope: PersonScope,
): Promise<PerkView | Refusal> {
  const perk = findPerk(state, orderId, perkId)
  if (!perk) return refuse('NOT_FOUND')
  const [view] = await withCodes(state, [perkView(perk, release, scope.now)], scope)
  return view ?? refuse('NOT_FOUND')
}
