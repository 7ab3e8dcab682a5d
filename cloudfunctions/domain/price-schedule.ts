import type { PriceRecord } from '../contract/catalogue'
import type { Promotion } from '../contract/offers'
import { addDays, shanghaiDay, startOfDay } from './calendar'

/**
 * The price records of a plan from now on (M006, L4). What was asked is never touched; what is
 * known to come stands in advance: a promotion begins and ends by its days, without a release.
 * Records that lie ahead were never asked, so a new plan for them replaces them. A promotion that
 * began before it was published counts from now: no price is asked in retrospect.
 * @param regular fen, asked whenever no promotion runs
 */
export function withSchedule(
  records: readonly PriceRecord[],
  regular: number,
  promotion: Promotion | undefined,
  now: number,
  name: string,
): PriceRecord[] {
  const asked = records.filter(({ since }) => since <= now)
  const changes: { price: number; since: number }[] = []
  const today = shanghaiDay(now)
  const end = promotion && startOfDay(addDays(promotion.through, 1))
  if (promotion && end !== undefined && promotion.through >= today && promotion.price < regular) {
    if (promotion.from > today) changes.push({ price: regular, since: now })
    changes.push({ price: promotion.price, since: Math.max(now, startOfDay(promotion.from)) })
    changes.push({ price: regular, since: end })
  } else changes.push({ price: regular, since: now })
  return changes.reduce<PriceRecord[]>(
    (scheduled, { price, since }) =>
      scheduled.at(-1)?.price === price
        ? scheduled
        : [...scheduled, { id: `${name}:${scheduled.length + 1}`, price, since }],
    asked,
  )
}

/** The promotion that runs at an instant, by its days: both count. */
export function runningPromotion(promotion: Promotion | undefined, now: number): Promotion | null {
  const today = shanghaiDay(now)
  return promotion && promotion.from <= today && today <= promotion.through ? promotion : null
}
