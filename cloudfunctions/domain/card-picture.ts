import type { Output } from '../contract'
import { shanghaiDay } from './calendar'
import type { MemberState } from './member'
import { cardView, currentMembership } from './membership'
import type { Release } from './release'
import { savedTotal } from './savings'
import { homeTier } from './tier-hints'

/** What the member ticked to be on the picture, beside the card and since when. */
export interface ShownOnCard {
  readonly nickname: boolean
  readonly tier: boolean
  readonly saved: boolean
}

/**
 * What the picture of a card holds (M120): never a number, a phone or a code, so that nobody who
 * sees it can use anything; nothing is given for showing it (L12).
 */
export function cardPicture(
  state: MemberState & { readonly joinedAt: number },
  shown: ShownOnCard,
  { release, now }: { release: Release; now: number },
): Output<'referral.cardPicture'> {
  const { name, slogan, accent } = release.shop
  const membership = currentMembership(state, now)
  return {
    shop: { name, slogan, accent },
    planName: membership ? cardView(membership, release, now).planName : null,
    memberSince: shanghaiDay(state.joinedAt),
    nickname: shown.nickname ? state.profile.nickname : null,
    tier: shown.tier ? (homeTier(state, release, now)?.name ?? null) : null,
    saved: shown.saved ? savedTotal(state) : null,
  }
}
