import type { Output } from '../contract'
import { isRefusal, refuse } from '../contract/refusals'
import { invitationPath, sceneOf } from '../contract/referral-scene'
import type { ReferralTerms } from '../contract/referral-terms'
import { shanghaiDay } from '../domain/calendar'
import type { MemberState } from '../domain/member'
import type { ReferralRecord } from '../domain/referral-funnel'
import { inMonth } from '../domain/referral-review'
import { referralOffer, referralWhy } from '../domain/referral-words'
import { forPersons } from '../entry/handler'
import { deviceDigest } from '../ledger/devices'

type Mine = Output<'referral.mine'>

const SHOWN = 50

/**
 * The member's own code and what came of it, without anything that tells who came (L9). The device
 * is remembered: an invitation of somebody on the same phone is none.
 */
export const mine = forPersons('referral.mine', async ({ device }, scope) => {
  const { backend, memberId, now, settings } = scope
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const state = (await backend.ledger.readMembers([memberId])).get(memberId)?.state
  if (!state?.joinedAt) return refuse('JOIN_REQUIRED')
  const offer = referralOffer(release, 'inviter')
  if (offer && device) await backend.devices.remember(deviceDigest(device, settings.memberKey), memberId, now)
  const code = offer ? await backend.referralCodes.codeOf({ kind: 'member', id: memberId }, now) : null
  const scene = code === null ? null : sceneOf({ kind: 'member', code })
  const numbers = [memberId, ...(state.mergedFrom ?? [])]
  const { referrals } = backend
  const [records, waiting, ordered, rewarded, refused, reversed] = await Promise.all([
    referrals.invitedBy(numbers, SHOWN),
    referrals.countOf(numbers, 'linked'),
    referrals.countOf(numbers, 'ordered'),
    referrals.countOf(numbers, 'rewarded'),
    referrals.countOf(numbers, 'refused'),
    referrals.countOf(numbers, 'reversed'),
  ])
  return {
    asOf: now,
    offer,
    addressed: referralOffer(release, 'invitee')?.invitee ?? null,
    code,
    share:
      scene === null
        ? null
        : {
            title: `请您来${release.shop.name}坐坐`,
            path: invitationPath(scene),
            scene,
          },
    showsName: state.referral.showsName,
    invited: { waiting, ordered, rewarded, refused, reversed },
    steps: records.map(stepOf),
    ...limits(state, release.acquisition?.referral, now),
  } satisfies Mine
})

function stepOf({ state, at, dueAt, why }: ReferralRecord): Mine['steps'][number] {
  return {
    state,
    on: shanghaiDay(at),
    rewardOn: dueAt === null ? null : shanghaiDay(dueAt),
    why: why && referralWhy(why),
  }
}

function limits(
  { referral: { given } }: MemberState,
  terms: ReferralTerms | undefined,
  now: number,
): Pick<Mine, 'month' | 'inAll'> {
  if (!terms?.enabled) return { month: null, inAll: null }
  const { mostPerMonth, mostInAll } = terms
  const leftInAll = Math.max(0, mostInAll - given.inAll)
  const leftInMonth = Math.max(0, Math.min(leftInAll, mostPerMonth - inMonth(given, now)))
  return {
    month: { most: mostPerMonth, left: leftInMonth },
    inAll: { most: mostInAll, left: leftInAll },
  }
}
