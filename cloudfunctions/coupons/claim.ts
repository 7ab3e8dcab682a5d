import { isRefusal, type Refusal, refuse } from '../contract/refusals'
import {
  campaignStock,
  campaignView,
  claimCampaign,
  type CampaignStock,
  claimHolder,
  claimKey,
} from '../domain/coupon-campaigns'
import type { MemberState } from '../domain/member'
import { freeAbandoned } from '../entry/abandoned-holds'
import { forPersons, type PersonScope } from '../entry/handler'
import { operationOfPerson, type PersonOperation } from '../entry/person-commit'
import type { HoldResult } from '../ledger/shared-stock'

/**
 * Takes a campaign's set once for a member (M057). Where it is limited, a share is taken under the
 * attempt's own key before the commit, whose follow-up makes it final. What the rules refuse gives
 * the share back, after the attempt was put out of use.
 */
export const claim = forPersons('coupons.claim', async (input, scope) => {
  const { backend, memberId, now } = scope
  const { campaignId, operationId } = input
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const operation = await operationOfPerson('coupons.claim', input, scope)
  if (isRefusal(operation)) return operation
  const { member, applied } = operation
  const campaign = release.coupons?.campaigns.find(({ id }) => id === campaignId)
  if (!member || !campaign) return refuse(member ? 'CAMPAIGN_CLOSED' : 'JOIN_REQUIRED')
  const stock = campaignStock(campaign, release)
  const key = claimKey(operationId, memberId, campaignId)
  const view = async (state: MemberState) =>
    campaignView(campaign, {
      state,
      release,
      left: stock && ((await backend.stock.left([stock.stock])).get(stock.stock) ?? stock.total),
      now,
    })
  const ended = async (refusal: Refusal) => {
    const stood = stock && (await givenBack(stock.stock, key, operation, scope))
    return isRefusal(stood) ? stood : stood ? view(stood) : refusal
  }
  if (applied) return view(member.state)

  const decide = (state: MemberState) => claimCampaign(state, { campaignId, operationId, release, now })
  const possible = decide(member.state)
  if (isRefusal(possible)) return ended(possible)
  if (stock && (await take(stock, key, scope)) !== 'held') return refuse('CAMPAIGN_EXHAUSTED')
  const committed = await operation.commit(decide)
  if (!isRefusal(committed)) return view(committed.state)
  return committed.code === 'BUSY' || committed.code === 'UNKNOWN' ? committed : ended(committed)
})

/** A share of what is limited; the limit is what the owner says now, what was taken stays taken. */
async function take(
  { stock, quantity, total }: CampaignStock,
  key: string,
  scope: PersonScope,
): Promise<HoldResult> {
  const { backend, now } = scope
  const taken = await backend.stock.hold(stock, key, now, quantity)
  if (taken === 'absent') await backend.stock.create(stock, total, now)
  else if (taken !== 'exhausted' || !(await freeAbandoned(stock, 'coupons.claim', claimHolder, scope)))
    return taken
  return backend.stock.hold(stock, key, now, quantity)
}

/**
 * The share that this attempt has taken, now or the time before, goes back once it can't be applied
 * any more. Answers the member's state where it was applied after all, null where nothing was taken.
 */
async function givenBack(
  stock: string,
  key: string,
  { request }: PersonOperation,
  { backend, now }: PersonScope,
): Promise<MemberState | Refusal | null> {
  if ((await backend.stock.look(stock, key))?.own !== 'held') return null
  const cancelled = await backend.ledger.cancel(request)
  if (isRefusal(cancelled)) return cancelled
  if (cancelled.entry.facts.kind !== 'cancelled') return cancelled.state
  await backend.stock.release(stock, key, now)
  return null
}
