import type { SavingProof } from '../contract/views'
import { yuanText } from './money'
import type { PricedBasket } from './pricing'

const STEPS: readonly (readonly [SavingProof['rule']['kind'][], string])[] = [
  [['fixed', 'percent', 'cost_plus'], '会员价'],
  [['first_of_day'], '每天首单价'],
  [['stored_value'], '储值价'],
  [['category_discount'], '整类折扣'],
  [['delivery'], '免配送费'],
]

/**
 * How a bill came to what is to be paid, step by step in the order in which they count, and why it is
 * these coupons. Empty where nothing was saved.
 * @param chosen the coupons were chosen by hand
 * @param usable how many coupons could have been used on it
 */
export function combinationWords(
  { lines, coupons = [], points }: PricedBasket,
  { chosen, usable }: { chosen: boolean; usable: number },
): string[] {
  const sums = new Map<string, number>()
  for (const { proofs } of lines)
    for (const { rule, amount } of proofs) sums.set(rule.kind, (sums.get(rule.kind) ?? 0) + amount)
  const steps = STEPS.flatMap(([kinds, name]) => {
    const sum = kinds.reduce((total, kind) => total + (sums.get(kind) ?? 0), 0)
    return sum > 0 ? [`${name} 省${yuanText(sum)}`] : []
  })
  const off = coupons.map(({ title, amount }) => `${title} 省${yuanText(amount)}`)
  const best = coupons.length > 0 && !chosen && usable > 1 ? [`${usable}种可用的券里,这样合计最省`] : []
  return [...steps, ...off, ...best, ...(points ? [`${points.points}积分 抵${yuanText(points.off)}`] : [])]
}
