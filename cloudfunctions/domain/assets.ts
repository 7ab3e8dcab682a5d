import type { MemberState } from './member'
import { nextCharge } from './renewal-views'
import { walletBalance } from './wallet-spending'

/** What a member owns beside a card, in one line each. */
export interface Assets {
  /** Fen of stored value, principal and bonus. */
  readonly balance: number
  /** Coupons that can be used now, gifts that can be claimed or fetched, perks that are not used up. */
  readonly coupons: number
  readonly gifts: number
  readonly perks: number
  /** The soonest charge that a contract will make (L1); none where it was given up. */
  readonly nextCharge: { on: string; amount: number } | null
  readonly household: string | null
}

/**
 * Null for who owns none of it.
 * @param household the card of a household that this person may use now (M116)
 */
export function assetsOf(state: MemberState, now: number, household: string | null = null): Assets | null {
  const assets: Assets = {
    balance: walletBalance(state.wallet),
    coupons: state.coupons.reduce(
      (sum, { left, from, until, voidedAt }) =>
        voidedAt === null && from <= now && now < until ? sum + left : sum,
      0,
    ),
    gifts: state.gifts.filter(
      (gift) => gift.state === 'claimed' || (gift.state === 'claimable' && now < gift.claimUntil),
    ).length,
    perks: state.perks.filter(
      ({ state: perk }) => perk === 'offered' || perk === 'issued' || perk === 'activated',
    ).length,
    nextCharge: nextCharge(state),
    household,
  }
  const { balance, coupons, gifts, perks } = assets
  return balance + coupons + gifts + perks > 0 || assets.nextCharge || assets.household ? assets : null
}
