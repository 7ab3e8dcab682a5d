import type { Output } from '@/services/contract'
import { dayText, money } from '@/services/format'

export type Benefit = Output<'membership.benefits'>['benefits'][number]

/** Whether it can be asked for at the counter as it stands. */
export function isUsable({ left, gate }: Benefit): boolean {
  return left !== 0 && (gate?.missing ?? 0) === 0
}

/** What is left of the window, large, and of how much, small; null where nothing is counted. */
export function leftWords({ kind, left, of, unit }: Benefit): { left: string; of: string } | null {
  if (left === null) return null
  if (kind === 'capped') return { left: money(left), of: of === null ? '' : `共 ${money(of)}` }
  return { left: String(left), of: of === null ? unit : `/${of} ${unit}` }
}

/** When it counts anew, what one is worth if it is sold, and where it comes from. */
export function footWords({ renewsOn, worth, from }: Benefit, now: number): string {
  return [
    renewsOn === null ? '' : `${dayText(renewsOn, now)}起重新计算`,
    worth === null ? '' : `店内现价 ${money(worth)}`,
    `来自${from}`,
  ]
    .filter(Boolean)
    .join(' · ')
}
