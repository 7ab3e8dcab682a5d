import { isRefusal } from '../contract/refusals'
import { grantComebackReward } from '../domain/comeback-gift'
import type { Due } from '../domain/due'
import { rewardOf, rewardStock } from '../domain/rewards'
import type { Scope } from '../entry/handler'
import { giveShareBack, takeShare } from '../entry/held-share'

type ComebackReward = Extract<Due, { kind: 'comeback_reward' }>

/**
 * Gives the voucher of a comeback gift (M096): a piece of its stock under the gift's own key, then
 * the member's commit. What the rules refuse, and what has run out, gives nothing and ends it.
 * @returns false when it has to be tried again
 */
export async function giveComebackReward(due: ComebackReward, scope: Scope): Promise<boolean> {
  const { backend, now, deadline } = scope
  const { giftId, rewardId, key } = due
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return false
  const member = await holderOf(due.memberId, scope)
  const reward = rewardOf(release, rewardId)
  if (!member || !reward) return true
  const share = { stock: rewardStock(rewardId), key, total: reward.stock }
  const taken = await takeShare(share, scope)
  if (taken !== 'held') return taken === 'exhausted'
  const request = {
    memberId: member._id,
    member,
    operationId: key,
    command: 'renewal.comebackReward',
    actor: { role: 'timer', memberId: null, branchId: null },
    input: { giftId, rewardId },
    now,
    deadline,
  } as const
  const committed = await backend.ledger.commit({
    ...request,
    decide: (state) => grantComebackReward(state, { giftId, rewardId, key, release, now }),
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
