import type { YearEnd } from '../contract/renewal-page'
import { replay } from './adviser'
import { monthsOf } from './family'
import type { Period } from './member'
import { ceilDivide, yuanText } from './money'
import { planPrice } from './purchase-options'
import type { PastOrder } from './replayed-orders'
import type { Plan, PlanVersion, Release } from './release'

/**
 * A cheaper card that would have left more (M093): the same orders rung up again with it. What can't
 * be replayed, such as its coupons, counts nothing for it, and everything counts for the card that was
 * held: so a smaller one is only named where it really was the better.
 */
export function rightSize(
  held: Period,
  { release, orders, now }: { release: Release; orders: readonly PastOrder[]; now: number },
): YearEnd['rightSize'] {
  const version = release.versions[held.versionId]
  // Of a shop that closes nobody can buy a smaller one any more (L6).
  if (release.closing) return null
  if (!version || orders.length === 0) return null
  const didSave = Math.max(0, held.saved)
  const candidates = release.plans.flatMap((plan) => {
    const sold = smallerThan(plan, held, version, release, now)
    if (!sold) return []
    const { saved } = replay(sold.version, { release, orders, now })
    const better = saved - sold.cost - (didSave - held.paid)
    return better > 0 ? [{ ...sold, saved, better }] : []
  })
  const best = candidates.sort((a, b) => b.better - a.better)[0]
  if (!best) return null
  const { plan, version: smaller, cost, saved, better } = best
  return {
    planId: plan.id,
    planName: smaller.terms.name,
    price: planPrice({ plan, now }),
    heldPlanName: version.terms.name,
    heldPrice: held.paid,
    wouldSave: saved,
    didSave,
    better,
    orders: orders.length,
    because: `同样的${orders.length}笔订单,“${smaller.terms.name}”共${yuanText(cost)}、省${yuanText(saved)};“${version.terms.name}”${yuanText(held.paid)}、省${yuanText(didSave)}。按过去试算,多留${yuanText(better)}`,
  }
}

/** For as many months as were held, at today's price; null for what costs no less, or can't be replayed. */
function smallerThan(
  plan: Plan,
  held: Period,
  heldVersion: PlanVersion,
  release: Release,
  now: number,
): { plan: Plan; version: PlanVersion; cost: number } | null {
  const version = plan.onSale ? release.versions[plan.versionId] : undefined
  if (!version || plan.id === heldVersion.planId) return null
  const { mode, payAsSaved } = version.terms
  const months = monthsOf(version.terms)
  if (mode === 'stored_value' || mode === 'coupon_pack' || payAsSaved || months === 0) return null
  const cost = planPrice({ plan, now }) * ceilDivide(Math.max(1, held.months), months)
  return cost < held.paid ? { plan, version, cost } : null
}
