import { isRefusal, refuse } from '../contract/refusals'
import { giftStock } from '../domain/gifts'
import { emptyMember } from '../domain/new-member'
import type { PlanVersion } from '../domain/release'
import type { Backend } from '../entry/backend'
import { forVisitors } from '../entry/handler'
import { planPage } from '../entry/plan-page'

/** One round trip: the member, beside the gifts' stock where the plan has gifts. */
export const plan = forVisitors('membership.plan', async ({ planId }, { backend, memberId, now }) => {
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const found = release.plans.find((candidate) => candidate.id === planId)
  const version = found && release.versions[found.versionId]
  if (!found?.onSale || !version) return refuse('PLAN_UNAVAILABLE')
  const [documents, giftsLeft] = await Promise.all([
    memberId ? backend.ledger.readMembers([memberId]) : null,
    leftOf(version, backend),
  ])
  const state = (memberId && documents?.get(memberId)?.state) || emptyMember('', '')
  return planPage({
    state,
    known: memberId !== null,
    plan: found,
    version,
    release,
    now,
    giftsLeft,
    perksLeft: new Map(),
  })
})

async function leftOf(version: PlanVersion, { stock }: Backend): Promise<Map<string, number>> {
  const gifts = version.terms.gifts ?? []
  if (gifts.length === 0) return new Map()
  const stockOf = (giftId: string) => giftStock({ versionId: version.id, giftId })
  const left = await stock.left(gifts.map(({ id }) => stockOf(id)))
  return new Map(gifts.map(({ id, stock: all }) => [id, left.get(stockOf(id)) ?? all]))
}
