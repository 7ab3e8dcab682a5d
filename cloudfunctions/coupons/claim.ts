import { isRefusal, refuse } from '../contract/refusals'
import { campaignStock, campaignView, claimCampaign, type CampaignStock } from '../domain/coupon-campaigns'
import type { MemberState } from '../domain/member'
import { forPersons, type Scope } from '../entry/handler'

/**
 * Takes a campaign's set once for a member (M057). Where sets are limited, a share is taken under
 * the member's own key before the commit: whoever tries again, on whichever phone, meets the one
 * that was taken, and the commit's follow-up makes it final.
 */
export const claim = forPersons('coupons.claim', async (input, scope) => {
  const { backend, memberId, now, deadline } = scope
  const { campaignId, operationId } = input
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const request = {
    memberId,
    member,
    operationId,
    command: 'coupons.claim',
    actor: { role: 'member', memberId, branchId: null },
    input,
    now,
    deadline,
  } as const
  const applied = await backend.ledger.findApplied(request)
  if (isRefusal(applied)) return applied
  const campaign = release.coupons?.campaigns.find(({ id }) => id === campaignId)
  if (!member || !campaign) return refuse(member ? 'CAMPAIGN_CLOSED' : 'JOIN_REQUIRED')
  const stock = campaignStock(campaign, release, memberId)
  const view = async (state: MemberState) =>
    campaignView(campaign, {
      state,
      release,
      left: stock && ((await backend.stock.left([stock.stock])).get(stock.stock) ?? stock.total),
      now,
    })
  if (applied) return view(member.state)

  const decide = (state: MemberState) => claimCampaign(state, { campaignId, operationId, release, now })
  const possible = decide(member.state)
  if (isRefusal(possible)) return possible
  if (stock && !(await isTaken(stock, scope))) return refuse('CAMPAIGN_EXHAUSTED')
  const committed = await backend.ledger.commit({ ...request, decide })
  return isRefusal(committed) ? committed : view(committed.state)
})

/** A share of what is limited; the limit is what the owner says now, what was taken stays taken. */
async function isTaken(
  { stock, holdKey, quantity, total }: CampaignStock,
  { backend, now }: Scope,
): Promise<boolean> {
  await backend.stock.resize(stock, total)
  const taken = await backend.stock.hold(stock, holdKey, now, quantity)
  if (taken !== 'absent') return taken === 'held'
  await backend.stock.create(stock, total, now)
  return (await backend.stock.hold(stock, holdKey, now, quantity)) === 'held'
}
