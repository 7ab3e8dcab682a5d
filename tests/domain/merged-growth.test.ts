import { balances } from '../../cloudfunctions/domain/balances'
import { joinChallenge } from '../../cloudfunctions/domain/challenges'
import { mergedGrowth } from '../../cloudfunctions/domain/merged-growth'
import { EMPTY_GROWTH } from '../../cloudfunctions/domain/growth-account'
import { loyalMember, RULES, spend } from './growth-story'

const growthOf = (state: Parameters<typeof balances>[0]) =>
  Object.entries(balances(state)).filter(([key]) => key.startsWith('growth|'))

describe('two people’s growth is one person’s (M062)', () => {
  it('months add and the higher tier stays, whichever way they merge (M062, M064)', () => {
    const gold = loyalMember('2027-03-10T10:00')
    spend(gold, 60_000)
    const silver = loyalMember('2027-03-12T10:00')
    spend(silver, 30_000)
    spend(silver, 5000)
    for (const [one, other] of [
      [gold, silver],
      [silver, gold],
    ] as const) {
      const merged = mergedGrowth(one.state.growth, other.state.growth)
      expect(merged.byMonth).toEqual({ '2027-03': 950 })
      expect(merged.tier).toMatchObject({ tierId: 'huangjin', earned: 50 })
      expect(growthOf({ ...one.state, growth: merged })).toEqual([['growth|member/growth/2027-03', 950]])
    }
  })

  it('nothing changes by merging with who has none', () => {
    const story = loyalMember('2027-03-10T10:00')
    spend(story, 60_000)
    const { growth } = story.state
    expect(mergedGrowth(growth, EMPTY_GROWTH)).toEqual({ ...growth, told: { keep: null, through: 0 } })
    expect(mergedGrowth(EMPTY_GROWTH, growth)).toEqual({ ...growth, told: { keep: null, through: 0 } })
  })

  it('a challenge that was won stays won, and is one', () => {
    const challenge = {
      ...{ id: 'chongci', title: '冲刺', audience: {}, from: '2027-03-01', through: '2027-06-30' },
      ...{ spend: 10_000, withinDays: 30, reward: { kind: 'tier' as const, rank: 3 } },
    }
    const growth = { ...RULES, challenges: [challenge] }
    const [winner, other] = [1, 2].map(() => {
      const story = loyalMember('2027-03-10T10:00', { growth })
      story.take(
        joinChallenge(story.state, { challengeId: 'chongci', release: story.release, now: story.now }),
      )
      return story
    })
    if (!winner || !other) throw new Error('two people')
    spend(winner, 10_000)
    for (const merged of [
      mergedGrowth(winner.state.growth, other.state.growth),
      mergedGrowth(other.state.growth, winner.state.growth),
    ]) {
      expect(merged.challenges).toEqual(winner.state.growth.challenges)
      expect(merged.tier).toMatchObject({ rank: 3, by: 'challenge' })
    }
  })
})
