import { isRefusal, refuse } from '../contract/refusals'
import { attemptKey } from '../domain/attempt-key'
import type { Facts } from '../domain/decision'
import type { MemberState } from '../domain/member'
import { availablePoints } from '../domain/points'
import { checkReward, redeemReward, rewardOf, rewardStock } from '../domain/rewards'
import { findVoucher, voucherView } from '../domain/vouchers'
import { takeOrFreeShare } from '../entry/abandoned-holds'
import { forPersons } from '../entry/handler'
import { giveShareBack } from '../entry/held-share'
import { operationOfPerson } from '../entry/person-commit'

/**
 * Redeems a reward (M060): a piece is taken from the stock under the attempt's own key, then points
 * and voucher move in the member's commit, whose follow-up makes the piece final. What the rules
 * refuse gives the piece back, after the operation was put out of use; pieces of attempts
 * that died are freed by who finds none left.
 */
export const redeem = forPersons('points.redeem', async (input, scope) => {
  const { backend, memberId, now } = scope
  const { operationId, rewardId, points } = input
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const operation = await operationOfPerson('points.redeem', input, scope)
  if (isRefusal(operation)) return operation
  const answer = (state: MemberState, { facts }: { facts: Facts }) => {
    if (facts.kind !== 'redeemed') return refuse('REWARD_UNAVAILABLE')
    const voucher = facts.voucherId === null ? null : findVoucher(state, facts.voucherId)
    return {
      voucher: voucher && voucherView(voucher, release, now),
      couponLotId: facts.couponLotId,
      available: availablePoints(state, now),
    }
  }
  const { member, applied, request } = operation
  if (applied) return member ? answer(member.state, applied) : refuse('REWARD_UNAVAILABLE')

  const reward = rewardOf(release, rewardId)
  if (!member || !reward) return refuse('REWARD_UNAVAILABLE')
  const possible = checkReward(member.state, reward, release, now)
  if (isRefusal(possible)) return possible
  if (possible.points !== points) return refuse('REWARD_CHANGED', { points: possible.points })
  const available = availablePoints(member.state, now)
  if (points > available) return refuse('POINTS_SHORT', { available })
  const share = { stock: rewardStock(rewardId), key: attemptKey(operationId, memberId), total: reward.stock }
  if ((await takeOrFreeShare(share, 'points.redeem', scope)) !== 'held') return refuse('REWARD_EXHAUSTED')
  const committed = await operation.commit((state) =>
    redeemReward(state, { operationId, rewardId, points, release, now }),
  )
  const ended = isRefusal(committed) ? await giveShareBack(committed, request, share, scope) : committed
  return isRefusal(ended) ? ended : answer(ended.state, ended.entry)
})
