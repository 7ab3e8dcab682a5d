import { MESSAGE_FLOWS, type MessageFlow } from '../contract/message-flows'
import { addDays, shanghaiDay, startOfDay } from './calendar'

/** Phones are left alone between these hours of Shanghai; the inbox has the message at once. */
const MORNING_MS = 8 * 3_600_000
const EVENING_MS = 22 * 3_600_000

/** The first moment from `now` on at which a message of this flow may ring. Legal ones always may. */
export function opensAt(flow: MessageFlow, now: number): number {
  if (MESSAGE_FLOWS[flow].basis === 'legal') return now
  const day = shanghaiDay(now)
  const midnight = startOfDay(day)
  if (now < midnight + MORNING_MS) return midnight + MORNING_MS
  return now < midnight + EVENING_MS ? now : startOfDay(addDays(day, 1)) + MORNING_MS
}
