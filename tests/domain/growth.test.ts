import fc from 'fast-check'
import { earnPoints, spendPoints } from '../../cloudfunctions/domain/points'
import { growthFor, spendFor } from '../../cloudfunctions/domain/growth'
import { nextUp } from '../../cloudfunctions/domain/tiers'
import { rankAt } from '../../cloudfunctions/domain/tier-rank'
import { isRefusal } from '../../cloudfunctions/contract/refusals'
import { lastDayOf } from '../../cloudfunctions/domain/calendar'
import { loyalMember, RULES, spend, tierOf } from './growth-story'
import { holds } from './property'
import { at, DAY } from './story'

describe('growth of receipts', () => {
  it('F12 917 of 1000 lacks 83.00 yuan, and paying them makes platinum in the same commit (M067)', () => {
    const story = loyalMember('2027-03-10T10:00')
    spend(story, 91_700)
    expect(nextUp(story.state.growth, RULES, story.now)).toMatchObject({ missing: 83, missingSpend: 8300 })
    expect(tierOf(story.state)).toBe('huangjin')
    const receipt = spend(story, 8300)
    expect(receipt.grown).toMatchObject({ growth: 83, reached: { tierId: 'bojin', rank: 3 } })
    expect(tierOf(story.state)).toBe('bojin')
    expect(rankAt(story.state, story.now)).toBe(3)
    expect(story.decisions.at(-1)?.due).toContainEqual(
      expect.objectContaining({ kind: 'message', flow: 'tier_changed' }),
    )
    expect(nextUp(story.state.growth, RULES, story.now)).toBeNull()
  })

  it('F12 one fen less than the shortfall does not reach it, whatever a yuan earns', () => {
    holds(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: 1, max: 100_000 }),
        (rate, missing) => {
          const rules = { perYuanHundredths: rate }
          const fen = spendFor(missing, rules)
          return growthFor(fen, rules) >= missing && growthFor(fen - 1, rules) < missing
        },
      ),
    )
  })

  it('spending all points changes no growth and no tier (M064, thread 15)', () => {
    const story = loyalMember('2027-03-10T10:00')
    spend(story, 60_000)
    const before = story.state.growth
    const terms = { usableFrom: 0, expiresAt: null }
    const earned = earnPoints(story.state, { points: 600, reason: 'earned', terms, now: story.now })
    const spent = spendPoints(earned.state, { points: 600, reason: 'spent', now: story.now })
    if (isRefusal(spent)) throw new Error(spent.code)
    expect(spent.state.growth).toEqual(before)
    expect(rankAt(spent.state, story.now)).toBe(2)
    const growth = [...earned.postings, ...spent.postings].filter(({ asset }) => asset === 'growth')
    expect(growth).toEqual([])
  })

  it('an undo takes back growth and the tier that it had reached, down to what was held before (H8, M064)', () => {
    const story = loyalMember('2027-03-10T10:00')
    const first = spend(story, 30_000)
    story.wait(60_000)
    const second = spend(story, 70_000)
    expect(tierOf(story.state)).toBe('bojin')
    story.undo(second)
    expect(tierOf(story.state)).toBe('baiyin')
    story.undo(first)
    expect(tierOf(story.state)).toBeNull()
    expect(story.state.growth.byMonth).toEqual({})
  })

  it('undoing the earlier of two purchases takes the tier that only both reached (H8)', () => {
    const story = loyalMember('2027-03-10T10:00')
    const first = spend(story, 50_000)
    story.wait(60_000)
    spend(story, 50_000)
    expect(tierOf(story.state)).toBe('bojin')
    story.undo(first)
    expect(tierOf(story.state)).toBe('baiyin')
  })

  it('buying, climbing and giving back a hundred times leaves nothing (H8, thread 10)', () => {
    const story = loyalMember('2027-03-10T10:00')
    for (let round = 0; round < 100; round += 1) {
      story.undo(spend(story, 100_000))
      story.wait(1000)
    }
    expect(tierOf(story.state)).toBeNull()
    expect(story.state.growth.byMonth).toEqual({})
  })

  it('a tier that was reached long ago stays when a later purchase is given back', () => {
    const story = loyalMember('2027-03-10T10:00')
    spend(story, 60_000)
    story.wait(60 * DAY)
    const later = spend(story, 1000)
    story.undo(later)
    expect(tierOf(story.state)).toBe('huangjin')
    expect(story.state.growth.tier?.earned).toBe(0)
  })

  it('a tier holds for the rest of its month and twelve whole months (M066)', () => {
    const story = loyalMember('2027-03-10T10:00')
    spend(story, 30_000)
    expect(lastDayOf(story.state.growth.tier?.until ?? 0)).toBe('2028-03-31')
    const onTheFirst = loyalMember('2027-03-01T00:00')
    spend(onTheFirst, 30_000)
    expect(lastDayOf(onTheFirst.state.growth.tier?.until ?? 0)).toBe('2028-02-29')
  })

  it('growth of the thirteenth month before counts no more, in the rolling window (M064)', () => {
    const story = loyalMember('2027-03-31T23:59')
    spend(story, 20_000)
    story.now = at('2028-02-29T23:59')
    expect(nextUp(story.state.growth, RULES, story.now)?.growth).toBe(200)
    story.now = at('2028-03-01T00:00')
    expect(nextUp(story.state.growth, RULES, story.now)?.growth).toBe(0)
  })

  it('growth equals what receipts earned less what came back, in any history (M064)', () => {
    const moves = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 60_000 }), fc.boolean(), fc.integer({ min: 0, max: 40 })),
      {
        maxLength: 30,
      },
    )
    holds(
      fc.property(moves, (list) => {
        const story = loyalMember('2026-01-10T10:00')
        let expected = 0
        for (const [fen, undone, days] of list) {
          const receipt = spend(story, fen)
          expected += receipt.grown?.growth ?? 0
          story.wait(1000)
          if (undone) {
            story.undo(receipt)
            expected -= receipt.grown?.growth ?? 0
          }
          story.wait(days * DAY)
        }
        const folded = story.decisions
          .flatMap(({ postings }) => [...postings])
          .filter(({ asset, account }) => asset === 'growth' && account.startsWith('member/'))
        const kept = Object.values(story.state.growth.byMonth).reduce((sum, one) => sum + one, 0)
        const left = folded.reduce((sum, { amount }) => sum + amount, 0)
        return (
          left === kept &&
          kept <= expected &&
          Object.values(story.state.growth.byMonth).every((one) => one > 0)
        )
      }),
      100,
    )
  })
})
