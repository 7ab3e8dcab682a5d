import { isRefusal } from '../contract/refusals'
import { shanghaiDay } from '../domain/calendar'
import { campaignStock, campaignView, openCampaigns } from '../domain/coupon-campaigns'
import { walletCoupons } from '../domain/coupon-wallet'
import { emptyMember } from '../domain/new-member'
import { forPersons } from '../entry/handler'

/** All coupons with the reason where one can't be used now, and the campaigns of this day. */
export const wallet = forPersons('coupons.wallet', async (_input, { backend, memberId, now }) => {
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const state = member?.state ?? emptyMember(memberId, '')
  const campaigns = openCampaigns(release, now).map((campaign) => ({
    campaign,
    stock: campaignStock(campaign, release),
  }))
  const limited = campaigns.flatMap(({ stock }) => (stock ? [stock.stock] : []))
  const left = limited.length > 0 ? await backend.stock.left([...new Set(limited)]) : null
  const { flaggedAt, appeal } = state.couponWatch
  return {
    now,
    coupons: walletCoupons(state, release, now),
    campaigns: campaigns.map(({ campaign, stock }) =>
      campaignView(campaign, {
        state,
        release,
        left: stock && (left?.get(stock.stock) ?? stock.total),
        now,
      }),
    ),
    review: flaggedAt === null ? null : { since: shanghaiDay(flaggedAt), appealed: appeal !== null },
  }
})
