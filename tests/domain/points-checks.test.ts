import type { PointsRules } from '../../cloudfunctions/contract/loyalty'
import { loyaltyProgramme } from '../../cloudfunctions/contract/loyalty'
import { pointsProblems } from '../../cloudfunctions/domain/points-checks'
import { pointsRulesInWords } from '../../cloudfunctions/domain/point-views'
import { POINTS, withPoints } from '../points-shop'

const pathsOf = (change: Partial<PointsRules>) =>
  [...pointsProblems(withPoints(undefined, change))].map(({ path }) => path)

describe('what the draft says of points', () => {
  test('rules that can be kept are published', () => {
    expect(pathsOf({})).toEqual([])
  })

  test('a till that takes points but none of the sum, or two bonuses on one day, is refused', () => {
    expect(pathsOf({ mostBasisPoints: 0 })).toEqual(['loyalty.points.mostBasisPoints'])
    const streakBonus = [
      { days: 7, points: 50 },
      { days: 7, points: 60 },
    ]
    expect(pathsOf({ checkIn: { points: 10, streakBonus } })).toEqual([
      'loyalty.points.checkIn.streakBonus.1.days',
    ])
  })

  test('M073 L7 a decay of points that money earned, or of more than half, has no place in a draft', () => {
    const parse = (points: object) =>
      loyaltyProgramme.safeParse({ badges: [], returnDays: 7, points: { ...POINTS, ...points } }).success
    expect(parse({})).toBe(true)
    expect(parse({ decay: { keepBasisPoints: 9000, afterDays: 0 } })).toBe(false)
    expect(parse({ bonusDecay: { keepBasisPoints: 4000, afterDays: 0 } })).toBe(false)
  })

  test('M065 expiry and decay are told in words before anything is earned', () => {
    const words = pointsRulesInWords({ ...POINTS, perYuanHundredths: 150 }).join()
    for (const said of ['得1.5积分', '第12个月', '保留90%', '消费所得积分不受影响'])
      expect(words).toContain(said)
  })
})
