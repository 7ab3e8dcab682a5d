import { z } from 'zod'
import { instant } from './primitives'

export const timerJob = z.enum([
  'payments',
  'members',
  'follow_ups',
  'announcements',
  'reconciliation',
  'archive',
  'bills',
  'personal_data',
  'price_evidence',
  'typical_savings',
  'forecast_errors',
  'message_counts',
])
export type TimerJob = z.infer<typeof timerJob>

/** A job of the timers that is more than a day behind: in words for the owner, nothing of a person. */
export const lateJob = z.strictObject({
  job: timerJob,
  title: z.string(),
  /** Since when it owes something. */
  since: instant,
  /** What that means for shoppers, and for the owner. */
  means: z.string(),
})
export type LateJob = z.infer<typeof lateJob>
