import { isRefusal } from '../contract/refusals'
import { advise } from '../domain/adviser'
import { forPersons } from '../entry/handler'

/**
 * 适合我的卡 (M112): own orders replayed with each plan on sale. The answer is kept under its digest:
 * asked again on the same day with the same orders, it is the same one.
 */
export const adviser = forPersons('membership.adviser', async (_input, { backend, memberId, now }) => {
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const member = (await backend.ledger.readMembers([memberId])).get(memberId)
  const { orders, cut } = member ? await backend.advices.ordersOf(member, now) : { orders: [], cut: false }
  const advice = advise({ release, orders, cut, now })
  const evidence = await backend.advices.keep(memberId, { advice, orders, release: release.release })
  return { ...advice, evidence }
})
