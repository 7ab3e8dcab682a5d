import { transfer } from './balances'
import type { Due, Posting } from './decision'
import type { MemberState } from './member'
import { unlinkPartner } from './partner-links'
import { perkOffer } from './partner-perks'
import type { Release } from './release'

/**
 * What other companies hold for who leaves: links end and the partner is told; perks that nobody
 * used are taken back, so that the shop owes nothing for them (L9, M077).
 */
export function endPartners(
  state: MemberState,
  { release, now }: { release: Release; now: number },
): { state: MemberState; postings: Posting[]; due: Due[] } {
  const due: Due[] = []
  let current = state
  for (const { partnerId, revokedAt } of state.partnerLinks) {
    const ended = revokedAt === null ? unlinkPartner(current, { partnerId, now }) : null
    if (!ended?.ok) continue
    current = ended.state
    due.push(...ended.due)
  }
  const postings: Posting[] = []
  for (const perk of state.perks) {
    if (perk.state !== 'offered' && perk.state !== 'issued') continue
    if (perk.state === 'issued' && perk.paidUntil > now) {
      const { settlement } = perkOffer(release, perk.versionId, perk.perkId)
      postings.push(...transfer('perk', 'shop/cards', `shop/partners/${perk.partnerId}`, -settlement))
    }
    due.push({
      kind: 'revoke_perk',
      key: `revoke-perk:${perk.id}`,
      owner: 'renewal',
      entitlement: perk.id,
      partnerId: perk.partnerId,
    })
  }
  return { state: current, postings, due }
}
