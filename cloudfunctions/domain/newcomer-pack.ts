import { type Refusal, isRefusal, refuse } from '../contract/refusals'
import { claimed, withClaim } from './claims'
import { issueCoupons } from './coupon-issue'
import { issuedVersion } from './coupon-versions'
import { couponWords } from './coupon-words'
import type { Decision } from './decision'
import type { MemberState } from './member'
import type { ReferralFacts } from './referral-account'
import { isCustomer } from './referral-link'
import type { CouponVersion, Release } from './release'

/** A coupon for who is new, once per person, phone and device (M103). */

const DAY_MS = 86_400_000
const CLAIM = 'newcomer-pack'

export interface NewcomerPack {
  readonly title: string
  readonly detail: string
  readonly version: CouponVersion
  readonly withinDays: number
}

/** What newcomers can have; null while the shop gives nothing. */
export function newcomerPackOf(release: Release): NewcomerPack | null {
  const newcomer = release.acquisition?.newcomer
  const version = newcomer ? issuedVersion(release, newcomer.templateId) : null
  if (!newcomer || !version) return null
  const { title, days } = version.template
  const detail = `${couponWords(version.template)},领取后${days}天内有效;每人、每个手机号、每部手机限领一次`
  return { title, detail, version, withinDays: newcomer.withinDays }
}

/** What stands between this person and the pack; null: nothing that the person's own account says. */
export function whyNoPack(
  state: MemberState,
  { withinDays }: Pick<NewcomerPack, 'withinDays'>,
  now: number,
): 'claimed' | 'closed' | 'join_first' | 'phone_first' | null {
  if (claimed(state, CLAIM) > 0) return 'claimed'
  if (isCustomer(state)) return 'closed'
  if (state.joinedAt === null) return 'join_first'
  if (now >= state.joinedAt + withinDays * DAY_MS) return 'closed'
  return state.profile.phoneDigest === null ? 'phone_first' : null
}

/**
 * Whether the person's own account allows it. Refuses CAMPAIGN_CLOSED without a pack, JOIN_REQUIRED,
 * NEWCOMER_CLAIMED, NEWCOMER_ONLY (detail: why) for customers and without a phone number.
 */
export function checkNewcomer(state: MemberState, release: Release, now: number): NewcomerPack | Refusal {
  const pack = newcomerPackOf(release)
  if (!pack) return refuse('CAMPAIGN_CLOSED')
  switch (whyNoPack(state, pack, now)) {
    case 'claimed':
      return refuse('NEWCOMER_CLAIMED')
    case 'closed':
      return refuse('NEWCOMER_ONLY')
    case 'join_first':
      return refuse('JOIN_REQUIRED')
    case 'phone_first':
      return refuse('NEWCOMER_ONLY', { why: '请先授权手机号,每个手机号限领一次' })
    case null:
      return pack
  }
}

/** Gives it once; phone and device were taken for this person before. Refuses what `checkNewcomer` does. */
export function claimNewcomerPack(
  state: MemberState,
  { operationId, release, now }: { operationId: string; release: Release; now: number },
): Decision<Extract<ReferralFacts, { kind: 'newcomer_pack' }>> {
  const pack = checkNewcomer(state, release, now)
  if (isRefusal(pack)) return pack
  const issued = issueCoupons(state, {
    key: operationId,
    coupons: [{ version: pack.version, count: 1 }],
    now,
  })
  const couponLotId = issued.lotIds[0] ?? ''
  return {
    ok: true,
    state: {
      ...issued.state,
      claims: withClaim(issued.state.claims, CLAIM, { by: 1, until: null }),
    },
    postings: issued.postings,
    facts: { kind: 'newcomer_pack', templateId: pack.version.template.id, couponLotId, at: now },
    due: [],
  }
}
