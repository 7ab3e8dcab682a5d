import type { CatalogueDraft } from '../contract/catalogue'
import type { DraftProblem } from './compliance'

const PATH = 'loyalty.points'

/** What the draft's points promise that couldn't be kept, or that nobody could make sense of. */
export function* pointsProblems({ loyalty }: CatalogueDraft): Generator<DraftProblem> {
  const rules = loyalty?.points
  if (!rules) return
  const { fenPer100, mostBasisPoints, checkIn, bonusDecay, expireAfterMonths } = rules
  if (fenPer100 !== undefined && mostBasisPoints === 0)
    yield conflict('mostBasisPoints', '收银可用积分时,最多抵扣的比例要大于0;不用积分请去掉抵扣标准')
  const days = new Set<number>()
  for (const [index, bonus] of (checkIn?.streakBonus ?? []).entries()) {
    if (days.has(bonus.days)) yield conflict(`checkIn.streakBonus.${index}.days`, '同一个连续天数请只写一次')
    days.add(bonus.days)
  }
  if (bonusDecay && expireAfterMonths === undefined)
    yield {
      ...conflict('bonusDecay', '赠送积分会递减时,请写明积分的有效期,让会员获得时就知道两种结束方式'),
      law: 'L7',
    }
}

function conflict(path: string, sentence: string): DraftProblem {
  return { path: `${PATH}.${path}`, code: 'POINTS_CONFLICT', sentence }
}
