import type { Challenge } from '../../cloudfunctions/contract/loyalty'
import { joinChallenge } from '../../cloudfunctions/domain/challenges'
import { availablePoints } from '../../cloudfunctions/domain/points'
import { loyalMember, RULES, spend, tierOf } from './growth-story'
import { at, codeOf, DAY, type Story } from './story'

const POINTS = { perYuanHundredths: 100, pendingDays: 0, mostBasisPoints: 5000 }

function shopWith(change: Partial<Challenge>): Story {
  const challenge: Challenge = {
    id: 'chongci',
    title: '30天冲刺黄金',
    audience: {},
    from: '2027-03-01',
    through: '2027-06-30',
    spend: 20_000,
    withinDays: 30,
    reward: { kind: 'tier', rank: 2 },
    ...change,
  }
  return loyalMember('2027-03-10T10:00', { points: POINTS, growth: { ...RULES, challenges: [challenge] } })
}

const joining = (story: Story) =>
  joinChallenge(story.state, { challengeId: 'chongci', release: story.release, now: story.now })

describe('challenges are published and count what was published (M068)', () => {
  it('who spends so much in time gets the tier in the same commit, for a whole period (M068)', () => {
    const story = shopWith({})
    story.take(joining(story))
    spend(story, 19_999)
    expect(tierOf(story.state)).toBeNull()
    const receipt = spend(story, 1)
    expect(receipt.grown).toMatchObject({ won: ['chongci'], reached: { tierId: 'huangjin' } })
    expect(story.state.growth.tier).toMatchObject({ by: 'challenge', rank: 2 })
  })

  it('what comes back takes the tier back, and it can be won again in time', () => {
    const story = shopWith({})
    story.take(joining(story))
    spend(story, 15_000)
    const last = spend(story, 5000)
    expect(tierOf(story.state)).toBe('huangjin')
    story.undo(last)
    expect(tierOf(story.state)).toBeNull()
    spend(story, 5000)
    expect(tierOf(story.state)).toBe('huangjin')
  })

  it.each<[Challenge['reward'], (story: Story) => number]>([
    [{ kind: 'growth', growth: 77 }, ({ state }) => state.growth.byMonth['2027-03'] ?? 0],
    [{ kind: 'points', points: 77 }, ({ state, now }) => availablePoints(state, now)],
  ])('gives %p once and takes it back with the purchase', (reward, held) => {
    const story = shopWith({ reward })
    story.take(joining(story))
    const before = held(story)
    const without = shopWith({ reward })
    spend(without, 20_000)
    const receipt = spend(story, 20_000)
    expect(held(story) - before).toBe(held(without) + 77)
    story.undo(receipt)
    expect(held(story)).toBe(before)
  })

  it('what was bought before joining or after its days counts nothing', () => {
    const story = shopWith({})
    spend(story, 20_000)
    story.take(joining(story))
    story.now = at('2027-04-10T00:00')
    spend(story, 9000)
    expect(story.state.growth.challenges[0]?.spent).toBe(0)
    expect(tierOf(story.state)).toBeNull()
  })

  it('CHALLENGE_CLOSED, ALREADY_CLAIMED, and NOT_ADMITTED with the criterion in words (M068, L3)', () => {
    const story = shopWith({ audience: { tierAtLeast: 1 } })
    expect(joining(story)).toMatchObject({ code: 'NOT_ADMITTED', detail: { why: '白银及以上等级可用' } })
    spend(story, 30_000)
    story.take(joining(story))
    expect(codeOf(joining(story))).toBe('ALREADY_CLAIMED')
    const late = shopWith({})
    late.now = at('2027-07-01T00:00')
    expect(codeOf(joining(late))).toBe('CHALLENGE_CLOSED')
    late.now = at('2027-02-28T23:59')
    expect(codeOf(joining(late))).toBe('CHALLENGE_CLOSED')
  })

  it('everybody who meets the criteria may join it, whatever they spent (M068, L3)', () => {
    const rich = shopWith({})
    spend(rich, 25_000)
    expect(codeOf(joining(rich))).toBe('accepted')
    expect(codeOf(joining(shopWith({})))).toBe('accepted')
  })

  it('a rule that changes later does not change what was joined (L7)', () => {
    const story = shopWith({})
    story.take(joining(story))
    const [challenge] = story.release.loyalty?.growth?.challenges ?? []
    story.release = {
      ...story.release,
      loyalty: {
        ...story.release.loyalty!,
        growth: { ...RULES, challenges: [{ ...challenge!, spend: 90_000 }] },
      },
    }
    story.wait(DAY)
    spend(story, 20_000)
    expect(tierOf(story.state)).toBe('huangjin')
  })
})
