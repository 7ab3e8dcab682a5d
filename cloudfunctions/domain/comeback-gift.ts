import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { derivedOperationId } from '../contract/operation-id'
import { refuse } from '../contract/refusals'
import type { ComebackGift } from '../contract/win-back'
import { addDays, shanghaiDay, startOfDay } from './calendar'
import { issueCoupons, walletIsFull } from './coupon-issue'
import { issuedVersion } from './coupon-versions'
import type { Decision } from './decision'
import { hasConsent } from './joining'
import { type Looked, message, nothing } from './looking-after'
import type { MemberState } from './member'
import { isMinor } from './minors'
import type { Release } from './release'
import type { ComebackArm, ComebackEntry, ReturningFacts } from './returning-account'
import { giveReward, holdEnds, rewardOf, rewardStock } from './rewards'

/**
 * A small gift for who stays away (M096): its cost is capped at publishing, and one in ten gets none,
 * by a hash and never by who they are (L3), so that its effect can be told.
 */

const HOLD_OUT = 1_000
const WHOLE = 10_000
/** Within so many days an order counts as coming back. */
const MEASURED_DAYS = 30
/** Two gifts lie at least so far apart: staying away must not pay. */
const APART_DAYS = 180
const MOST_ENTRIES = 6

/** The same member is always in the same arm of a gift. */
export function comebackArm(giftId: string, memberNumber: string): ComebackArm {
  const [a = 0, b = 0, c = 0, d = 0] = sha256(utf8ToBytes(`comeback:${giftId}:${memberNumber}`))
  const draw = (a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d) % WHOLE
  return draw < HOLD_OUT ? 'hold_out' : 'gift'
}

/** `arm` is null where this member isn't in it at all: then nothing happened. */
export function giveComebackGift(
  state: MemberState,
  { stage, release, now }: { stage: ComebackGift['comesWith']; release: Release; now: number },
): Looked & { readonly arm: ComebackArm | null } {
  const gift = release.settings?.winBack?.comebackGift
  if (gift?.comesWith !== stage || !mayGet(state, gift, now)) return { ...nothing(state), arm: null }
  const arm = comebackArm(gift.id, state.number)
  const until = startOfDay(addDays(shanghaiDay(now), MEASURED_DAYS + 1))
  const entry: ComebackEntry = { giftId: gift.id, arm, at: now, until, cameBackAt: null }
  const entered = {
    ...state,
    returning: { ...state.returning, gifts: [...state.returning.gifts, entry].slice(-MOST_ENTRIES) },
  }
  if (arm === 'hold_out') return { ...nothing(entered), arm }
  const given = handedOver(entered, gift, release, now)
  return given ? { ...given, arm } : { ...nothing(state), arm: null }
}

/** Only who agreed to be written to, and not again before half a year is over. */
function mayGet(state: MemberState, { from, through }: ComebackGift, now: number): boolean {
  const today = shanghaiDay(now)
  const newest = state.returning.gifts.at(-1)
  return (
    from <= today &&
    today <= through &&
    hasConsent(state, 'marketing') &&
    !isMinor(state, now) &&
    (!newest || shanghaiDay(newest.at) <= addDays(today, -APART_DAYS))
  )
}

/** Null where it is no more, or finds no room. */
function handedOver(
  state: MemberState,
  { id: giftId, title, gives, words }: ComebackGift,
  release: Release,
  now: number,
): Looked | null {
  const key = `back:${derivedOperationId(`comeback:${giftId}:${state.number}:${now}`, now)}`
  const about = (day: string | null) => ({ id: giftId, amount: null, day, title: words || title })
  if (gives.kind === 'coupon') {
    const version = issuedVersion(release, gives.templateId)
    if (!version || walletIsFull(state, now)) return null
    const issued = issueCoupons(state, { key, coupons: [{ version, count: 1 }], now })
    const ends = addDays(shanghaiDay(now), version.template.days)
    return {
      state: issued.state,
      postings: issued.postings,
      due: [message(issued.state, 'comeback_gift', key, about(ends), startOfDay(addDays(ends, 1)))],
    }
  }
  const { rewardId } = gives
  if (!rewardOf(release, rewardId)) return null
  return {
    state,
    postings: [],
    due: [
      { kind: 'comeback_reward', key, owner: 'renewal', memberId: state.number, giftId, rewardId },
      message(state, 'comeback_gift', key, about(null)),
    ],
  }
}

/**
 * The voucher of a gift whose piece was taken from its stock. Refuses REWARD_UNAVAILABLE for one that
 * the owner took out, or whose coupon is no more.
 */
export function grantComebackReward(
  state: MemberState,
  granting: { giftId: string; rewardId: string; key: string; release: Release; now: number },
): Decision<Extract<ReturningFacts, { kind: 'comeback_reward' }>> {
  const { giftId, rewardId, key, release, now } = granting
  const reward = rewardOf(release, rewardId)
  if (!reward) return refuse('REWARD_UNAVAILABLE')
  const stock = rewardStock(rewardId)
  const given = giveReward(state, { key, reward, source: 'comeback', stock, holdKey: key, release, now })
  if (!given) return refuse('REWARD_UNAVAILABLE')
  return {
    ok: true,
    state: given.state,
    postings: given.postings,
    facts: { kind: 'comeback_reward', giftId, rewardId, voucherId: given.voucherId, at: now },
    due: [holdEnds(stock, key)],
  }
}
