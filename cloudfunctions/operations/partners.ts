import { isRefusal } from '../contract/refusals'
import { shanghaiDay, shanghaiMonth } from '../domain/calendar'
import { partnerSettlement, settlementOrders } from '../domain/partner-settlement'
import type { Release } from '../domain/release'
import { forStaff } from '../entry/handler'
import type { Scope } from '../entry/handler'
import { poolOf } from '../ledger/partner-codes'

/** Pools and their stock, and how the month's card prices are shared out. */
export const partners = forStaff('operations.partners', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run({ month: asked }, scope) {
    const { backend, now } = scope
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const month = asked ?? shanghaiMonth(now)
    const entries = await backend.cardTakings.ofMonth(month)
    const plans = await backend.cardTakings.plansOf(settlementOrders(entries))
    return {
      month,
      partners: await Promise.all(
        (release.partners ?? [])
          .filter(({ withdrawn }) => !withdrawn)
          .map(async ({ id, name }) => ({ partnerId: id, name, pools: await poolsOf(id, release, scope) })),
      ),
      settlement: partnerSettlement(entries, (orderId) => plans.get(orderId) ?? null, release),
    }
  },
})

async function poolsOf(partnerId: string, release: Release, { backend, now }: Scope) {
  const offers = release.plans.flatMap(({ id: planId, versionId, withdrawn }) =>
    withdrawn
      ? []
      : (release.versions[versionId]?.terms.partnerPerks ?? [])
          .filter((offer) => offer.partnerId === partnerId)
          .map(({ id: perkId, title }) => ({ planId, perkId, title })),
  )
  return Promise.all(
    offers.map(async (offer) => ({
      ...offer,
      ...(await backend.partnerCodes.counts(poolOf(offer.planId, offer.perkId), shanghaiDay(now))),
    })),
  )
}
