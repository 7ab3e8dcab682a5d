import { isRefusal, refuse } from '../contract/refusals'
import {
  checkNewcomer,
  claimNewcomerPack as decideClaim,
  newcomerPackOf,
  whyNoPack,
} from '../domain/newcomer-pack'
import { emptyMember } from '../domain/new-member'
import { forPersons } from '../entry/handler'
import { operationOfPerson } from '../entry/person-commit'
import { deviceDigest } from '../ledger/devices'

const WHY = {
  claimed: '已经领过',
  closed: '新人礼只给第一次来的朋友',
  join_first: '加入会员后可领',
  phone_first: '授权手机号后可领,每个手机号限领一次',
} as const

/** Whether the pack is there for the caller, as far as the own account says. */
export const newcomerPack = forPersons('referral.newcomerPack', async (_input, scope) => {
  const { backend, memberId, now } = scope
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const pack = newcomerPackOf(release)
  if (!pack) return { pack: null }
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const why = whyNoPack(member?.state ?? emptyMember(memberId, ''), pack, now)
  const { title, detail } = pack
  return { pack: { title, detail, state: why ?? 'claimable', why: why && WHY[why] } }
})

/**
 * Phone and device are taken first, each by a document of its own, so that two accounts can't both
 * have it; what was taken is one's own and is met again by whoever repeats (M103).
 */
export const claimNewcomerPack = forPersons('referral.claimNewcomerPack', async (input, scope) => {
  const { backend, memberId, now, settings } = scope
  const { operationId, device } = input
  const operation = await operationOfPerson('referral.claimNewcomerPack', { operationId }, scope)
  if (isRefusal(operation)) return operation
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const { applied, state } = operation
  if (applied?.facts.kind === 'newcomer_pack')
    return { title: newcomerPackOf(release)?.title ?? '新人礼', lotId: applied.facts.couponLotId }
  const pack = checkNewcomer(state, release, now)
  if (isRefusal(pack)) return pack
  const numbers = [memberId, ...(state.mergedFrom ?? [])] as const
  const marks = {
    phone: state.profile.phoneDigest ?? '',
    device: deviceDigest(device, settings.memberKey),
  }
  if (!(await backend.newcomerMarks.take(marks, numbers, now))) return refuse('NEWCOMER_CLAIMED')
  const committed = await operation.commit((current) => decideClaim(current, { operationId, release, now }))
  if (isRefusal(committed)) return committed
  return { title: pack.title, lotId: committed.entry.facts.couponLotId }
})
