import { addDays, shanghaiDay } from '../../cloudfunctions/domain/calendar'
import type { Due } from '../../cloudfunctions/domain/due'
import type { GrowthRules } from '../../cloudfunctions/contract/loyalty'
import { nextDueAt } from '../../cloudfunctions/domain/next-due'
import { rankAt } from '../../cloudfunctions/domain/tier-rank'
import { loyalMember, loyalRelease, RULES, runTimer, spend, tierOf } from './growth-story'
import { announceSeed, seededRandom } from '../seed'
import { at, DAY, type Story, unreminded } from './story'

type Reminder = Extract<Due, { kind: 'message' }>

/** What the member was told, with the day on which it was. */
function told(
  story: Story,
  reminder: Reminder['flow'],
): { told: string; day: string | null; title: string }[] {
  return story.decisions.flatMap(({ facts, due }) =>
    due.flatMap((one) =>
      one.kind === 'message' && one.flow === reminder
        ? [{ told: 'at' in facts ? shanghaiDay(facts.at) : '', day: one.about.day, title: one.about.title }]
        : [],
    ),
  )
}

describe('the end of a tier’s period (M070)', () => {
  it('enough growth within the period keeps the tier for another (M070)', () => {
    const story = loyalMember('2027-03-10T10:00')
    spend(story, 60_000)
    runTimer(story, at('2028-03-20T10:00'))
    spend(story, 40_000)
    runTimer(story, at('2028-04-01T00:00'))
    expect(story.state.growth.tier).toMatchObject({ tierId: 'huangjin', by: 'kept', earned: 0 })
    expect(shanghaiDay(story.state.growth.tier?.until ?? 0)).toBe('2029-04-01')
  })

  it('one growth too few lands one tier lower, for a whole period, with the shortfall told 30 days before (M070)', () => {
    const story = loyalMember('2027-03-10T10:00')
    spend(story, 60_000)
    story.now = at('2027-09-01T10:00')
    spend(story, 39_900)
    runTimer(story, at('2028-04-01T00:00'))
    expect(story.state.growth.tier).toMatchObject({ tierId: 'baiyin', by: 'landing' })
    expect(told(story, 'tier_keep')).toEqual([
      // The day is the last on which an order still counts, as the tier's tile says.
      { told: addDays('2028-04-01', -30), day: '2028-03-31', title: '黄金保级还差1成长值(再消费¥1.00)' },
    ])
    expect(rankAt(story.state, story.now)).toBe(1)
  })

  it('lands where the window’s growth leads, if the rule says so (M070)', () => {
    const rules: GrowthRules = { ...RULES, landing: 'balance_based' }
    const story = loyalMember('2027-03-10T10:00', { growth: rules })
    spend(story, 100_000)
    runTimer(story, at('2028-04-01T00:00'))
    expect(tierOf(story.state)).toBeNull()
    expect(story.state.growth.tier).toBeNull()

    const other = loyalMember('2027-03-10T10:00', { growth: rules })
    spend(other, 100_000)
    other.now = at('2027-08-01T10:00')
    spend(other, 35_000)
    runTimer(other, at('2028-04-01T00:00'))
    expect(tierOf(other.state)).toBe('baiyin')
  })

  it('a rule that was made harder in between does not count for the period that runs (L7)', () => {
    const story = loyalMember('2027-03-10T10:00')
    spend(story, 60_000)
    runTimer(story, at('2028-03-20T10:00'))
    spend(story, 40_000)
    const harder = { ...RULES, tiers: RULES.tiers.map((tier) => ({ ...tier, keep: tier.threshold })) }
    story.release = loyalRelease({ growth: harder })
    runTimer(story, at('2028-04-01T00:00'))
    expect(story.state.growth.tier).toMatchObject({ tierId: 'huangjin', by: 'kept', keep: 600 })
  })

  it('a timer that runs late, twice or never comes to the same tier (M070)', () => {
    const seed = announceSeed('tier-periods')
    for (let round = 0; round < 12; round += 1) {
      const purchases = lifeOf(seededRandom(seed + round))
      const [punctual, late, never] = ['punctual', 'late', 'never'].map((way) => {
        const story = loyalMember('2025-06-10T10:00')
        for (const { day, fen } of purchases) {
          if (way === 'punctual') runTimer(story, day)
          if (way === 'late' && nextDueAt(unreminded(story.state))! + 3 * DAY < day)
            runTimer(story, day, true)
          story.now = day
          spend(story, fen)
        }
        runTimer(story, at('2029-01-01T10:00'), way !== 'punctual')
        return story.state.growth
      })
      expect({ seed, tier: late?.tier }).toEqual({ seed, tier: punctual?.tier })
      expect({ seed, tier: never?.tier }).toEqual({ seed, tier: punctual?.tier })
      expect(never?.byMonth).toEqual(punctual?.byMonth)
    }
  })
})

function lifeOf(random: () => number): { day: number; fen: number }[] {
  let day = at('2025-06-10T10:00')
  return Array.from({ length: 25 }, () => {
    day += Math.floor(random() * 70 * DAY)
    return { day, fen: Math.floor(random() * 40_000) }
  }).filter((purchase) => purchase.day < at('2028-12-01T00:00'))
}

describe('growth that leaves the window (M072)', () => {
  it('is told 30 and 7 days before, with its real day and amount (M072)', () => {
    const story = loyalMember('2027-03-10T10:00')
    spend(story, 12_300)
    runTimer(story, at('2028-06-01T00:00'))
    const title = '123成长值即将移出计算周期'
    expect(told(story, 'growth_reset')).toEqual([
      { told: '2028-01-31', day: '2028-03-01', title },
      { told: '2028-02-23', day: '2028-03-01', title },
    ])
    expect(nextDueAt(unreminded(story.state))).toBeNull()
  })

  it('leaves at the turn of the year where the rules say so, all at once (M072)', () => {
    const story = loyalMember('2027-03-10T10:00', { growth: { ...RULES, window: 'calendar_year' } })
    spend(story, 10_000)
    story.now = at('2027-11-10T10:00')
    spend(story, 5000)
    runTimer(story, at('2028-02-01T00:00'))
    const title = '150成长值即将移出计算周期'
    expect(told(story, 'growth_reset')).toEqual([
      { told: '2027-12-02', day: '2028-01-01', title },
      { told: '2027-12-25', day: '2028-01-01', title },
    ])
  })

  it('a late timer tells each reset once, and none of a day that is over (M072)', () => {
    const story = loyalMember('2027-03-10T10:00')
    spend(story, 12_300)
    runTimer(story, at('2028-02-26T10:00'), true)
    expect(told(story, 'growth_reset')).toHaveLength(1)
    const other = loyalMember('2027-03-10T10:00')
    spend(other, 12_300)
    runTimer(other, at('2028-03-02T10:00'), true)
    expect(told(other, 'growth_reset')).toEqual([])
    expect(nextDueAt(unreminded(other.state))).toBeNull()
  })
})

describe('permanence (M071)', () => {
  const growth: GrowthRules = { ...RULES, permanence: { years: 3, graceDays: 7, rank: 2 } }

  /** Year cards, one after the other, with a gap of so many days before each next. */
  function years(gaps: number[], rules = growth): Story {
    const story = loyalMember('2025-03-10T10:00', { growth: rules })
    story.buy()
    spend(story, 1000)
    for (const gap of gaps) {
      const end = Math.max(...story.state.memberships.map(({ endsAt }) => endsAt))
      runTimer(story, end + gap * DAY)
      story.buy()
    }
    runTimer(story, Math.max(...story.state.memberships.map(({ endsAt }) => endsAt)) + DAY)
    return story
  }

  it('three paid years with gaps within the grace give the tier for ever, and no rule takes it (M071, L7)', () => {
    const story = years([0, 7])
    expect(story.state.growth.permanent).toMatchObject({ rank: 2, tierId: 'huangjin' })
    expect(told(story, 'tier_changed').map(({ title }) => title)).toContain('黄金已永久保留')
    story.release = loyalRelease({ growth: RULES })
    runTimer(story, story.now + 2000 * DAY)
    spend(story, 100)
    expect(rankAt(story.state, story.now)).toBe(2)
  })

  it('a gap one day longer begins anew; two years are not enough (M071)', () => {
    expect(years([0, 8]).state.growth.permanent).toBeNull()
    expect(years([0]).state.growth.permanent).toBeNull()
  })

  it('a year that was given back does not count (M071)', () => {
    const story = loyalMember('2025-03-10T10:00', { growth })
    story.buy()
    spend(story, 1000)
    for (let year = 0; year < 2; year += 1) {
      runTimer(story, Math.max(...story.state.memberships.map(({ endsAt }) => endsAt)))
      const { orderId } = story.buy()
      if (year === 1) story.refund(orderId)
    }
    runTimer(story, story.now + 400 * DAY)
    expect(story.state.growth.permanent).toBeNull()
  })
})
