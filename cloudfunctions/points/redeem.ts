import { isRefusal, refuse } from '../contract/refusals'
import { availablePoints } from '../domain/points'
import type { JournalEntry, Facts } from '../domain/decision'
import type { MemberState } from '../domain/member'
import { checkReward, redeemReward, rewardOf, rewardStock } from '../domain/rewards'
import { findVoucher, voucherView } from '../domain/vouchers'
import { forPersons } from '../entry/handler'

/**
 * Redeems a reward (M060): a piece is taken from the stock under the operation's own id, then points
 * and voucher move in the member's commit, whose follow-up makes the piece final. What the rules
 * refuse gives the piece back, after the operation was put out of use.
 */
export const redeem = forPersons('points.redeem', async (input, scope) => {
  const { backend, memberId, now, deadline } = scope
  const { operationId, rewardId, points } = input
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const request = {
    memberId,
    member,
    operationId,
    command: 'points.redeem',
    actor: { role: 'member', memberId, branchId: null },
    input,
    now,
    deadline,
  } as const
  const answer = (state: MemberState, { facts }: { facts: Facts }) => {
    if (facts.kind !== 'redeemed') return refuse('REWARD_UNAVAILABLE')
    const voucher = facts.voucherId === null ? null : findVoucher(state, facts.voucherId)
    return {
      voucher: voucher && voucherView(voucher, release, now),
      couponLotId: facts.couponLotId,
      available: availablePoints(state, now),
    }
  }
  const applied: JournalEntry | null | ReturnType<typeof refuse> = await backend.ledger.findApplied(request)
  if (isRefusal(applied)) return applied
  if (applied) return member ? answer(member.state, applied) : refuse('REWARD_UNAVAILABLE')

  const reward = rewardOf(release, rewardId)
  if (!member || !reward) return refuse('REWARD_UNAVAILABLE')
  const possible = checkReward(member.state, reward, release, now)
  if (isRefusal(possible)) return possible
  if (possible.points !== points) return refuse('REWARD_CHANGED', { points: possible.points })
  const available = availablePoints(member.state, now)
  if (points > available) return refuse('POINTS_SHORT', { available })
  const stock = rewardStock(rewardId)
  let taken = await backend.stock.hold(stock, operationId, now)
  if (taken === 'absent') {
    await backend.stock.create(stock, reward.stock, now)
    taken = await backend.stock.hold(stock, operationId, now)
  }
  if (taken !== 'held') return refuse('REWARD_EXHAUSTED')
  const committed = await backend.ledger.commit({
    ...request,
    decide: (state) => redeemReward(state, { operationId, rewardId, points, release, now }),
  })
  if (!isRefusal(committed)) return answer(committed.state, committed.entry)
  if (committed.code === 'BUSY' || committed.code === 'UNKNOWN') return committed
  const cancelled = await backend.ledger.cancel(request)
  if (isRefusal(cancelled)) return committed
  if (cancelled.entry.facts.kind !== 'cancelled') return answer(cancelled.state, cancelled.entry)
  await backend.stock.release(stock, operationId, now)
  return committed
})
