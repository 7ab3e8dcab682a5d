import { isRefusal } from '../contract/refusals'
import { isCardLot } from '../domain/coupon-terms'
import { couponView } from '../domain/coupon-views'
import { giftView } from '../domain/gifts'
import { forPersons } from '../entry/handler'

/** The coupons and gifts that came with cards and packs, what can be used first. */
export const entitlements = forPersons('membership.entitlements', async (_input, scope) => {
  const { backend, memberId, now } = scope
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const state = (await backend.ledger.readMembers([memberId])).get(memberId)?.state
  return {
    now,
    coupons: (state?.coupons ?? [])
      .filter(isCardLot)
      .map((lot) => ({ lot, view: couponView(lot, now) }))
      .sort((a, b) => rank(a.view.state) - rank(b.view.state) || a.lot.until - b.lot.until)
      .map(({ view }) => view),
    gifts: [...(state?.gifts ?? [])].sort((a, b) => b.at - a.at).map((gift) => giftView(gift, release, now)),
  }
})

const RANKS = ['usable', 'locked', 'used', 'expired', 'void'] as const

function rank(state: (typeof RANKS)[number]): number {
  return RANKS.indexOf(state)
}
