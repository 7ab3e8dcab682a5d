import { isRefusal } from '../contract/refusals'
import { badgeGrantId, grantBadgeReward } from '../domain/badges'
import type { Due } from '../domain/due'
import { rewardOf, rewardStock } from '../domain/rewards'
import type { Scope } from '../entry/handler'

type BadgeReward = Extract<Due, { kind: 'badge_reward' }>

/**
 * Gives the reward of an unlocked badge (M032): a piece of its stock under the grant's own key, then
 * the member's commit; what the rules refuse, or an exhausted stock, gives nothing and ends it.
 * @returns false when it has to be tried again
 */
export async function giveBadgeReward(due: BadgeReward, scope: Scope): Promise<boolean> {
  const { backend, now, deadline } = scope
  const { badgeId, rewardId, grantKey } = due
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return false
  const member = await holderOf(due.memberId, scope)
  const reward = rewardOf(release, rewardId)
  if (!member || !reward) return true
  const stock = rewardStock(rewardId)
  const key = badgeGrantId(badgeId, grantKey)
  let taken = await backend.stock.hold(stock, key, now)
  if (taken === 'absent') {
    await backend.stock.create(stock, reward.stock, now)
    taken = await backend.stock.hold(stock, key, now)
  }
  if (taken !== 'held') return true
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
  if (committed.code === 'BUSY' || committed.code === 'UNKNOWN') return false
  const cancelled = await backend.ledger.cancel(request)
  if (isRefusal(cancelled)) return false
  if (cancelled.entry.facts.kind === 'cancelled') await backend.stock.release(stock, key, now)
  return true
}

/** The member, or who took over what the member had (M062). */
async function holderOf(memberId: string, { backend }: Scope) {
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const successor = member?.state.mergedInto
  return successor ? (await backend.ledger.readMembers([successor])).get(successor) : member
}
