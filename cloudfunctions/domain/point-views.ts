import type { PointsRules } from '../contract/loyalty'
import type { pointsView } from '../contract/points'
import type { z } from 'zod'
import { lastDayOf, shanghaiDay } from './calendar'
import type { MemberState } from './member'
import { yuanText } from './money'
import { settlePoints } from './points'
import { usableLots } from './point-book'
import type { Release } from './release'

type PointsView = z.infer<typeof pointsView>

/** The account as the member sees it, whether or not a timer has looked at it yet. */
export function pointsViewOf(state: MemberState, release: Release, now: number): PointsView | null {
  const rules = release.loyalty?.points
  const { points } = settlePoints(state, now).state
  if (!rules && points.lots.length === 0 && points.debt === 0) return null
  const pending = new Map<string, number>()
  const expiring = new Map<string, number>()
  for (const { usableFrom, expiresAt, left } of points.lots) {
    if (usableFrom > now) add(pending, shanghaiDay(usableFrom), left)
    else if (expiresAt !== null) add(expiring, lastDayOf(expiresAt), left)
  }
  return {
    available: usableLots(points, now).reduce((sum, { left }) => sum + left, 0),
    pending: byDay(pending).map(([usableOn, left]) => ({ usableOn, points: left })),
    debt: points.debt,
    expiring: byDay(expiring).map(([through, left]) => ({ through, points: left })),
    rules: rules ? pointsRulesInWords(rules) : [],
  }
}

/** What is told before anything is earned: no later release shortens what these words promised (L7). */
export function pointsRulesInWords(rules: PointsRules): string[] {
  const { perYuanHundredths, pendingDays, expireAfterMonths, fenPer100, mostBasisPoints, bonusDecay } = rules
  return [
    `实付每满1元得${decimal(perYuanHundredths)}积分,每单合计后取整`,
    pendingDays === 0 ? '结算后立即可用' : `购买满${pendingDays}天后可用,退货时收回`,
    expireAfterMonths === undefined
      ? '积分长期有效'
      : `有效至获得当月起第${expireAfterMonths}个月的月底,到期前30天、7天、1天提醒`,
    ...(fenPer100 === undefined
      ? []
      : [`收银时100积分抵${yuanText(fenPer100)},最多抵应付的${decimal(mostBasisPoints)}%`]),
    ...(bonusDecay
      ? [
          `签到、活动赠送的积分:会员卡到期${bonusDecay.afterDays > 0 ? `${bonusDecay.afterDays}天` : ''}后,每满一个月保留${decimal(bonusDecay.keepBasisPoints)}%,续卡即停止;消费所得积分不受影响`,
        ]
      : []),
  ]
}

/** Hundredths in words: 150 is 1.5. */
export function decimal(hundredths: number): string {
  const rest = String(hundredths % 100)
    .padStart(2, '0')
    .replace(/0+$/, '')
  return `${Math.floor(hundredths / 100)}${rest === '' ? '' : `.${rest}`}`
}

function add(days: Map<string, number>, day: string, points: number): void {
  days.set(day, (days.get(day) ?? 0) + points)
}

function byDay(days: Map<string, number>): [string, number][] {
  return [...days].sort(([one], [other]) => (one < other ? -1 : 1))
}
