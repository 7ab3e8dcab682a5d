import type { Output } from '../contract'
import { isRefusal } from '../contract/refusals'
import { checkInStanding } from '../domain/check-in'
import type { MemberState } from '../domain/member'
import { emptyMember } from '../domain/new-member'
import { pointsViewOf } from '../domain/point-views'
import type { Release } from '../domain/release'
import { rewardStock, rewardView } from '../domain/rewards'
import { voucherView } from '../domain/vouchers'
import { forPersons } from '../entry/handler'

type Home = Output<'points.home'>

/** Two reads: the member, and what is left of the rewards. */
export const home = forPersons('points.home', async (_input, { backend, memberId, now }) => {
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const rewards = (release.participation?.rewards ?? []).filter(({ shop }) => shop)
  const [members, left] = await Promise.all([
    backend.ledger.readMembers([memberId]),
    rewards.length === 0
      ? new Map<string, number>()
      : backend.stock.left(rewards.map(({ id }) => rewardStock(id))),
  ])
  const state = members.get(memberId)?.state ?? emptyMember(memberId, '')
  const member = state.joinedAt === null ? null : state
  return {
    now,
    points: pointsViewOf(state, release, now),
    checkIn: checkInView(state, release, now),
    rewards: rewards.flatMap(
      (reward) =>
        rewardView(reward, member, { left: left.get(rewardStock(reward.id)) ?? null, release, now }) ?? [],
    ),
    vouchers: state.vouchers.map((voucher) => voucherView(voucher, release, now)),
  } satisfies Home
})

function checkInView(state: MemberState, release: Release, now: number): Home['checkIn'] {
  const standing = checkInStanding(state, release, now)
  if (!standing) return null
  const { doneToday, streak, next, multiplier, nextBonus } = standing
  return { doneToday, streak, points: next.points, multiplier, nextBonus }
}
