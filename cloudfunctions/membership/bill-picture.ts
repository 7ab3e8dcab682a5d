import { isRefusal } from '../contract/refusals'
import { sourceShares } from '../domain/bill'
import { forPersons } from '../entry/handler'
import { billOfMonth, percentilesOf } from './bill-of-month'

/** For a picture to share: nothing that tells who it is or what was bought (M045, M074). */
export const billPicture = forPersons('membership.billPicture', async ({ month }, scope) => {
  const release = await scope.backend.releases.current(scope.now)
  if (isRefusal(release)) return release
  const found = await billOfMonth(month, scope)
  if (isRefusal(found)) return found
  const { orders, spent, saved, fees, net, bySource } = found.sums
  const { buyers } = await percentilesOf(month, found, scope)
  return {
    month,
    shopName: release.shop.name,
    orders,
    amounts: found.options.amounts ? { spent, saved, fees, net } : null,
    shares: sourceShares(bySource),
    percentile: buyers,
    options: found.options,
  }
})
