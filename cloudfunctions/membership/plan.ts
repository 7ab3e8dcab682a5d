import { isRefusal, refuse } from '../contract/refusals'
import { shanghaiDay } from '../domain/calendar'
import { giftStock } from '../domain/gifts'
import { emptyMember } from '../domain/new-member'
import type { PlanVersion, Release } from '../domain/release'
import type { Backend } from '../entry/backend'
import { forVisitors } from '../entry/handler'
import { planPage } from '../entry/plan-page'
import { poolOf } from '../ledger/partner-codes'

/** One round trip: the member, beside what is left of gifts and codes where the plan has them. */
export const plan = forVisitors('membership.plan', async ({ planId }, { backend, memberId, now }) => {
  const release = await backend.releases.current(now)
  if (isRefusal(release)) return release
  const found = release.plans.find((candidate) => candidate.id === planId)
  const version = found && release.versions[found.versionId]
  if (!found?.onSale || !version) return refuse('PLAN_UNAVAILABLE')
  const [documents, giftsLeft, perksLeft] = await Promise.all([
    memberId ? backend.ledger.readMembers([memberId]) : null,
    leftOf(version, backend),
    codesLeft(version, release, backend, now),
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
    perksLeft,
  })
})

async function leftOf(version: PlanVersion, { stock }: Backend): Promise<Map<string, number>> {
  const gifts = version.terms.gifts ?? []
  if (gifts.length === 0) return new Map()
  const stockOf = (giftId: string) => giftStock({ versionId: version.id, giftId })
  const left = await stock.left(gifts.map(({ id }) => stockOf(id)))
  return new Map(gifts.map(({ id, stock: all }) => [id, left.get(stockOf(id)) ?? all]))
}

/** Of perks that come from pools; a partner that makes codes itself has as many as are asked for. */
async function codesLeft(
  { planId, terms }: PlanVersion,
  release: Release,
  { partnerCodes }: Backend,
  now: number,
): Promise<Map<string, number>> {
  const pooled = (terms.partnerPerks ?? []).filter(({ partnerId }) =>
    release.partners?.some(({ id, port }) => id === partnerId && port === 'codes'),
  )
  if (pooled.length === 0) return new Map()
  const left = await partnerCodes.left(
    pooled.map(({ id }) => poolOf(planId, id)),
    shanghaiDay(now),
  )
  return new Map(pooled.map(({ id }) => [id, left.get(poolOf(planId, id)) ?? 0]))
}
