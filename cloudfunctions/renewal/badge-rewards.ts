import { isRefusal } from '../contract/refusals'
import { awaitsReward, badgeGrantId, grantBadgeReward } from '../domain/badges'
import type { Due } from '../domain/due'
import { rewardOf, rewardStock } from '../domain/rewards'
import type { Scope } from '../entry/handler'
import { giveShareBack, takeShare } from '../entry/held-share'

type BadgeReward = Extract<Due, { kind: 'badge_reward' }>

/**
 * Gives the reward of an unlocked badge (M032): a piece of its stock under the grant's own key, then
 * the member's commit; what the rules refuse gives nothing and ends it. An exhausted stock waits for
 * the owner, who sees it, and for who earned the reward: their badge says so.
 * @returns false when it has to be tried again
 */
export async function giveBadgeReward(due: BadgeReward, scope: Scope): Promise<boolean> {
  const { backend, now, deadline } = scope
  const { badgeId, rewardId, grantKey } = due
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return false
  const member = await holderOf(due.memberId, scope)
  const reward = rewardOf(release, rewardId)
  if (!member || !reward || !awaitsReward(member.state, { badgeId, grantKey })) return true
  const key = badgeGrantId(badgeId, grantKey)
  const share = { stock: rewardStock(rewardId), key, total: reward.stock }
  const taken = await takeShare(share, scope)
  if (taken !== 'held') return taken !== 'exhausted'
  const request = {
    memberId: member._id,
    member,
    operationId: key,
    command: 'renewal.badgeReward',
    actor: { role: 'timer', memberId: null, branchId: null },
    input: { badgeId, rewardId, grantKey },
    now,
    deadline,
  } as const
  const committed = await backend.ledger.commit({
    ...request,
    decide: (state) => grantBadgeReward(state, { badgeId, rewardId, grantKey, release, now }),
  })
  if (!isRefusal(committed)) return true
  const ended = await giveShareBack(committed, request, share, scope)
  return !isRefusal(ended) || (ended.code !== 'BUSY' && ended.code !== 'UNKNOWN')
}

/** The member, or who took over what the member had (M062). */
async function holderOf(memberId: string, { backend }: Scope) {
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const successor = member?.state.mergedInto
  return successor ? (await backend.ledger.readMembers([successor])).get(successor) : member
}
