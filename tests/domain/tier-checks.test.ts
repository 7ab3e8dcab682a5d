import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import { catalogueDraft } from '../../cloudfunctions/contract/catalogue'
import type { Challenge, GrowthRules } from '../../cloudfunctions/contract/loyalty'
import { releaseCatalogue } from '../../cloudfunctions/domain/catalogue'
import { loyalRelease, loyalShop, RULES } from './growth-story'
import { digest, OPENING } from './story'

const challenge = (change: Partial<Challenge> = {}): Challenge => ({
  id: 'chongci',
  title: '30天冲刺黄金',
  audience: {},
  from: '2027-03-01',
  through: '2027-06-30',
  spend: 50_000,
  withinDays: 30,
  reward: { kind: 'tier', rank: 2 },
  ...change,
})

function published(
  change: (growth: GrowthRules, draft: CatalogueDraft) => void,
  previous: ReturnType<typeof loyalRelease> | null = null,
): string {
  const growth = structuredClone(RULES)
  const draft = loyalShop({ growth })
  change(growth, draft)
  const outcome = releaseCatalogue(previous, draft, OPENING, digest)
  if (outcome.ok) return 'released'
  const { code, law, sentence } = outcome.detail as { code: string; law?: string; sentence: string }
  expect(sentence).toMatch(/[一-鿿]/)
  return law ? `${code} ${law}` : code
}

describe('what a ladder of tiers may be', () => {
  it('a ladder in the order of its thresholds is released (M066)', () => {
    expect(published(() => undefined)).toBe('released')
  })

  it.each<[string, string, (growth: GrowthRules) => void]>([
    ['two tiers at one threshold', 'TIER_OVERLAP', ({ tiers }) => (tiers[2]!.threshold = 300)],
    ['a threshold below the one before', 'TIER_OVERLAP', ({ tiers }) => (tiers[3]!.threshold = 500)],
    ['a rank that is left out', 'TIER_ORDER', ({ tiers }) => (tiers[3]!.rank = 4)],
    ['a lowest tier that has to be earned', 'TIER_ORDER', ({ tiers }) => (tiers[0]!.threshold = 10)],
    ['keeping dearer than reaching', 'TIER_KEEP_ABOVE_THRESHOLD', ({ tiers }) => (tiers[1]!.keep = 301)],
    ['an id twice', 'ID_REPEATED', ({ tiers }) => (tiers[1]!.id = 'bojin')],
    [
      'permanence of a tier that is not there',
      'REFERENCE_MISSING',
      (growth) => (growth.permanence = { years: 3, graceDays: 7, rank: 8 }),
    ],
  ])('%s is refused (M066)', (_title, code, change) => {
    expect(published(change)).toBe(code)
  })

  it('a tier that members may hold is neither withdrawn nor moved (L7)', () => {
    const before = loyalRelease()
    const add = (growth: GrowthRules) =>
      growth.tiers.push({ ...growth.tiers[3]!, id: 'zuanshi', name: '钻石', rank: 4, threshold: 3000 })
    expect(published(add, before)).toBe('released')
    expect(published(({ tiers }) => tiers.pop(), before)).toBe('TIER_WITHDRAWN L7')
    expect(published((_growth, draft) => delete draft.loyalty, before)).toBe('TIER_WITHDRAWN L7')
    expect(published(({ tiers }) => (tiers[2]!.id = 'xin'), before)).toBe('TIER_WITHDRAWN L7')
  })

  it('growth that was said to stay twelve months is not made to end with the year (M072)', () => {
    const calendarYear = (growth: GrowthRules) => (growth.window = 'calendar_year')
    expect(published(calendarYear, loyalRelease())).toBe('WINDOW_SHORTENED L7')
    expect(published(calendarYear)).toBe('released')
  })
})

describe('challenges and badges', () => {
  it('a published challenge with criteria is released (M068)', () => {
    expect(published((growth) => growth.challenges.push(challenge()))).toBe('released')
  })

  it.each<[string, string, Partial<Challenge>]>([
    ['for some whom the shop chose', 'HIDDEN_CONDITION L3', { title: '受邀用户专属挑战' }],
    ['by a secret assessment', 'HIDDEN_CONDITION L3', { title: '系统综合评估后开放' }],
    ['for a tier that is not there', 'REFERENCE_MISSING', { audience: { tierAtLeast: 8 } }],
    ['for a card that is not there', 'REFERENCE_MISSING', { audience: { planIds: ['wu'] } }],
    ['that ends before it begins', 'CHALLENGE_DAYS', { through: '2027-02-28' }],
    ['that gives what its audience has', 'REWARD_WITHOUT_WORTH L3', { audience: { tierAtLeast: 2 } }],
    ['for points where there are none', 'POINTS_OFF', { reward: { kind: 'points', points: 100 } }],
  ])('M068 a challenge %s is refused (L3)', (_title, code, change) => {
    expect(published((growth) => growth.challenges.push(challenge(change)))).toBe(code)
  })

  it('M068 a draft has no place for persons who alone get a lower threshold (L3)', () => {
    const draft = loyalShop({ growth: { ...RULES, challenges: [challenge()] } })
    expect(catalogueDraft.safeParse(draft).success).toBe(true)
    const secret = { ...challenge(), memberNumbers: ['0123456789ABC'] }
    const chosen = loyalShop({ growth: { ...RULES, challenges: [secret] } })
    expect(catalogueDraft.safeParse(chosen).success).toBe(false)
  })

  it('a badge names what is there (M032)', () => {
    const badge = { id: 'lahua', name: '拉花课', description: '喝满10次', orders: 10, audience: {} }
    const withBadge = (change: object) => (_growth: GrowthRules, draft: CatalogueDraft) =>
      void draft.loyalty?.badges.push({ ...badge, ...change })
    expect(published(withBadge({}))).toBe('released')
    expect(published(withBadge({ categoryId: 'wu' }))).toBe('REFERENCE_MISSING')
    expect(published(withBadge({ rewardId: 'wu' }))).toBe('REFERENCE_MISSING')
  })
})
