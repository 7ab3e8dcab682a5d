import { slotInStock, slotStocks } from '../domain/appointments'
import { shanghaiDay } from '../domain/calendar'
import { issueStock, setsStock } from '../domain/coupon-campaigns'
import { eventStock } from '../domain/event-places'
import { flashStock } from '../domain/flash-sales'
import { prizeStock } from '../domain/prize-draws'
import type { Release } from '../domain/release'
import { rewardStock } from '../domain/rewards'
import type { Backend } from '../entry/backend'
import type { Scope } from '../entry/handler'

/**
 * What the owner raised or lowered, in every shared stock that somebody has taken from: what was
 * taken stays taken. A stock that nobody used is made with its number when it is first asked for.
 */
export async function resizeStocks(release: Release, { backend, now }: Scope): Promise<void> {
  const wanted = new Map([...limitsOf(release, now), ...(await slotsOf(release, backend, now))])
  const known = await backend.stock.left([...wanted.keys()])
  for (const [stock, quantity] of wanted) if (known.has(stock)) await backend.stock.resize(stock, quantity)
}

function* limitsOf(
  { coupons, participation, events }: Release,
  now: number,
): Generator<[stock: string, number]> {
  for (const { id, stock } of participation?.rewards ?? []) yield [rewardStock(id), stock]
  for (const { id: drawId, prizes } of participation?.draws ?? [])
    for (const { id, quantity } of prizes) yield [prizeStock(drawId, id), quantity]
  // Only the sale of this day can be under way.
  for (const { id, stock } of participation?.flashSales ?? []) yield [flashStock(id, shanghaiDay(now)), stock]
  for (const { id, capacity } of events ?? []) yield [eventStock(id), capacity]
  for (const { id, issueLimit } of coupons?.templates ?? [])
    if (issueLimit !== undefined) yield [issueStock(id), issueLimit]
  for (const { id, sets } of coupons?.campaigns ?? []) if (sets !== undefined) yield [setsStock(id), sets]
}

/** Slots to come that somebody has booked, by the most places that are published for them now (M029). */
async function slotsOf(release: Release, { stock }: Backend, now: number): Promise<Map<string, number>> {
  const offers = [
    ...release.plans.flatMap(({ versionId }) => release.versions[versionId]?.terms.benefits ?? []),
    ...(release.loyalty?.growth?.tiers ?? []).flatMap(({ benefits }) => benefits),
  ]
  const places = new Map<string, number>()
  for (const offer of offers) {
    if (offer.kind !== 'service' || !offer.appointment) continue
    for (const opened of await stock.named(slotStocks(offer.id))) {
      const slot = slotInStock(opened, offer.appointment.slots, now)
      if (slot) places.set(opened, Math.max(slot.places, places.get(opened) ?? 0))
    }
  }
  return places
}
