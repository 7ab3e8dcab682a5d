import type { Promotion } from '../contract/offers'
import { addDays, daysBetween, isDay, shanghaiDay, startOfDay } from './calendar'
import type { DraftProblem } from './compliance'
import { priceRecordAt } from './price-history'
import { withSchedule } from './price-schedule'
import type { Plan } from './release'

/** A reduced price that lasts longer is the price (M006). */
const LONGEST_PROMOTION_DAYS = 31
/** Within so many days before a reduction the price may not have gone up (令56 第17条). */
const QUIET_DAYS = 7

/**
 * What stands against a plan's promotion: no real end, too long (an extended one is counted from
 * the day on which its price was first asked), not below the regular price, or begun within seven
 * days of a higher price. One that is over stands against nothing.
 * @param before the plan as it is released now, with the prices that were really asked
 */
export function* promotionProblems(
  promotion: Promotion,
  { regular, before, at, now }: { regular: number; before: Plan | null; at: string; now: number },
): Generator<DraftProblem> {
  const { from, through, price } = promotion
  const today = shanghaiDay(now)
  if (!isDay(from) || !isDay(through) || through < from) {
    yield {
      path: `${at}.through`,
      code: 'PROMOTION_WITHOUT_END',
      sentence: '活动要有真实的开始日和截止日,截止日不早于开始日(价格欺诈规定第十七条)',
      law: 'L4',
    }
    return
  }
  if (through < today) return
  if (price >= regular)
    yield {
      path: `${at}.price`,
      code: 'PROMOTION_NOT_LOWER',
      sentence: '活动价要低于平时的价格,否则不能叫优惠(价格欺诈规定第十六条)',
      law: 'L4',
    }
  const running = before && priceRecordAt(before, now)
  const goesOn = running !== null && running.price === price && before?.promotion?.price === price
  const start = goesOn ? shanghaiDay(running.since) : from > today ? from : today
  if (daysBetween(start, through) >= LONGEST_PROMOTION_DAYS)
    yield {
      path: `${at}.through`,
      code: 'PROMOTION_TOO_LONG',
      sentence: `一次活动最长${LONGEST_PROMOTION_DAYS}天,延长也从首日算起;更久就是平时的价格(价格欺诈规定第十七条)`,
      law: 'L4',
    }
  if (!goesOn && raisedBefore(before, regular, start, now))
    yield {
      path: `${at}.from`,
      code: 'RAISED_BEFORE_DISCOUNT',
      sentence: `活动开始前${QUIET_DAYS}天内提过价或刚结束上一次活动,先涨后降属于价格欺诈,请推后开始(价格欺诈规定第十七条)`,
      law: 'L4',
    }
}

/** True when a price went up in the days before `start`, as the history has it and this draft would. */
function raisedBefore(before: Plan | null, regular: number, start: string, now: number): boolean {
  if (!before) return false
  const records = withSchedule(before.prices, regular, undefined, now, before.id)
  const earliest = startOfDay(addDays(start, -QUIET_DAYS))
  return records.some(
    ({ since, price }, index) => since >= earliest && index > 0 && price > (records[index - 1]?.price ?? 0),
  )
}
