import {
  badgeViews,
  challengeViews,
  growthMonths,
  tierMatrix,
  tierView,
} from '../../cloudfunctions/domain/tier-views'
import { loyalMember, RULES, runTimer, spend } from './growth-story'
import { at, type Story } from './story'

const viewed = (story: Story) => tierView(story.state, story.release, story.now)

describe('the tier page', () => {
  it('the lowest tier shows only what leads up, with amount, day and rule (M067, M075)', () => {
    const story = loyalMember('2027-03-10T10:00')
    spend(story, 21_700)
    expect(viewed(story)).toMatchObject({
      name: '普通',
      through: null,
      bars: [
        {
          kind: 'upgrade',
          tierName: '白银',
          growth: 217,
          target: 300,
          missing: 83,
          missingSpend: 8300,
          by: '2028-02-29',
        },
      ],
      reset: { on: '2028-03-01', growth: 217 },
    })
  })

  it('a tier in between shows both bars; the top shows only what keeps it (M066, M070)', () => {
    const story = loyalMember('2027-03-10T10:00')
    spend(story, 60_000)
    expect(viewed(story)?.bars.map(({ kind, tierName }) => [kind, tierName])).toEqual([
      ['upgrade', '铂金'],
      ['keep', '黄金'],
    ])
    spend(story, 40_000)
    expect(viewed(story)?.bars).toEqual([
      expect.objectContaining({ kind: 'keep', tierName: '铂金', growth: 0, target: 800, by: '2028-03-31' }),
    ])
  })

  it('what is missing follows a purchase that comes back (M075)', () => {
    const story = loyalMember('2027-03-10T10:00')
    spend(story, 10_000)
    const receipt = spend(story, 5000)
    expect(viewed(story)?.bars[0]?.missingSpend).toBe(15_000)
    story.undo(receipt)
    expect(viewed(story)?.bars[0]?.missingSpend).toBe(20_000)
  })

  it('after the end of a period it shows what the timer will settle (M070)', () => {
    const story = loyalMember('2027-03-10T10:00')
    spend(story, 60_000)
    story.now = at('2028-04-01T00:00')
    const before = viewed(story)
    expect(before?.name).toBe('白银')
    runTimer(story, story.now)
    expect(viewed(story)).toEqual(before)
  })

  it('a shop without growth has no tier, and everybody sees the matrix of one that has (M066, M076)', () => {
    const story = loyalMember('2027-03-10T10:00')
    expect(tierMatrix(story.release).tiers.map(({ name, threshold }) => [name, threshold])).toEqual([
      ['普通', 0],
      ['白银', 300],
      ['黄金', 600],
      ['铂金', 1000],
    ])
    const quota = (units: number) => ({
      id: `kafei-${units}`,
      title: '免费咖啡',
      detail: '任选一杯',
      cost: 300,
      kind: 'quota' as const,
      unit: '杯',
      units,
      per: 'month' as const,
    })
    const tiers = RULES.tiers.map((tier) => ({ ...tier, benefits: tier.rank > 1 ? [quota(tier.rank)] : [] }))
    const { release } = loyalMember('2027-03-10T10:00', { growth: { ...RULES, tiers } })
    expect(tierMatrix(release).matrix).toEqual([
      { title: '免费咖啡', cells: [null, null, '每月2杯', '每月3杯'] },
    ])
    const { loyalty: _none, ...without } = story.release
    expect(tierView(story.state, without, story.now)).toBeNull()
    expect([challengeViews(story.state, without, story.now), badgeViews(story.state, without)]).toEqual([
      [],
      [],
    ])
  })

  it('thirteen months of growth add up to what counts and what left', () => {
    const story = loyalMember('2027-03-10T10:00')
    spend(story, 10_000)
    story.now = at('2028-03-10T10:00')
    spend(story, 5000)
    const months = growthMonths(story.state, story.now)
    expect([months[0], months.at(-1)]).toEqual([
      { month: '2027-03', growth: 100 },
      { month: '2028-03', growth: 50 },
    ])
    expect(viewed(story)?.growth).toBe(50)
  })
})
