import type { BenefitOffer } from '../../cloudfunctions/contract/benefit-offers'
import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import type { CouponTemplate } from '../../cloudfunctions/contract/coupon-templates'
import { programmePreview } from '../../cloudfunctions/contract/programme-preview'
import { assembleRelease } from '../../cloudfunctions/domain/catalogue'
import { benefitCosts, programmeCosts } from '../../cloudfunctions/domain/programme-costs'
import { oddsText, programmeWords } from '../../cloudfunctions/domain/programme-words'
import { BAKERY } from '../../local/demo/bakery'
import { flashSale, poll, prizeDraw, reward } from '../activity-shop'

const NOW = Date.UTC(2027, 2, 10, 2)

const template = (change: Partial<CouponTemplate> = {}): CouponTemplate => ({
  id: 'man20',
  title: '5元券',
  value: { kind: 'amount', amount: 500 },
  threshold: 2000,
  scope: {},
  audience: {},
  combines: { kind: 'alone' },
  days: 30,
  perMember: 2,
  ...change,
})

const quota: BenefitOffer = {
  id: 'kafei',
  title: '每周一杯',
  detail: '任选一杯咖啡',
  cost: 400,
  kind: 'quota',
  unit: '杯',
  units: 1,
  per: 'week',
}

const programme = (part: Partial<CatalogueDraft>): CatalogueDraft => ({ ...structuredClone(BAKERY), ...part })

const loyal: CatalogueDraft['loyalty'] = {
  points: {
    perYuanHundredths: 100,
    pendingDays: 7,
    expireAfterMonths: 12,
    fenPer100: 100,
    mostBasisPoints: 2000,
    checkIn: { points: 2, streakBonus: [{ days: 7, points: 10 }] },
  },
  growth: {
    perYuanHundredths: 100,
    window: 'rolling_12_months',
    tierMonths: 12,
    landing: 'one_down',
    tiers: [
      { id: 'tong', name: '铜卡', rank: 0, threshold: 0, keep: 0, pointsBasisPoints: 10_000, benefits: [] },
      {
        id: 'yin',
        name: '银卡',
        rank: 1,
        threshold: 1000,
        keep: 800,
        pointsBasisPoints: 15_000,
        benefits: [quota],
      },
    ],
    challenges: [],
  },
  badges: [],
  returnDays: 0,
}

const costOf = (draft: CatalogueDraft, part: string) =>
  programmeCosts(draft)
    .filter((line) => line.part === part)
    .map(({ title, perMember, per, most }) => [title, perMember, per, most])

test('a coupon costs what it takes off at most, a set as often as it may be taken', () => {
  const draft = programme({
    coupons: {
      templates: [
        template({ issueLimit: 100 }),
        template({
          id: 'dou',
          title: '兑换券',
          value: { kind: 'product' },
          scope: { productIds: ['meishi'] },
        }),
      ],
      campaigns: [
        {
          id: 'kai',
          title: '开学',
          audience: { cardHolders: true },
          from: '2027-03-01',
          through: '2027-03-31',
          items: [{ templateId: 'man20', count: 2 }],
          sets: 50,
        },
      ],
      crossCategory: [],
    },
  })
  const meishi = draft.products.find(({ id }) => id === 'meishi')!.cost
  expect(costOf(draft, 'templates')).toEqual([
    ['5元券', 1000, 'once', 50_000],
    ['兑换券', 2 * meishi, 'once', null],
  ])
  expect(costOf(draft, 'campaigns')).toEqual([['开学', 1000, 'once', 50_000]])
})

test('points and benefits of a tier are told by month and by what is paid', () => {
  const draft = programme({ loyalty: loyal })
  expect(costOf(draft, 'points')).toEqual([
    ['铜卡消费¥100', 100, 'hundred_yuan', null],
    // 31 days x 2 points, and five weeks' bonuses of 10.
    ['铜卡每天签到', 112, 'month', null],
    ['银卡消费¥100', 150, 'hundred_yuan', null],
    ['银卡每天签到', 143, 'month', null],
  ])
  expect(costOf(draft, 'tiers')).toEqual([['银卡·每周一杯', 2000, 'month', null]])
})

test('a draw costs its odds, a rush what it is sold below cost', () => {
  const draft = programme({
    participation: { rewards: [reward()], flashSales: [flashSale()], polls: [poll()], draws: [prizeDraw()] },
  })
  // One in two brings ¥4: three chances on 31 days.
  expect(costOf(draft, 'draws')).toEqual([['周年抽奖', 18_600, 'month', 40_000]])
  const lost = draft.products.find(({ id }) => id === 'meishi')!.cost - 100
  expect(costOf(draft, 'flashSales')).toEqual([['周三1元咖啡', lost * 5, 'month', lost * 500]])
  expect(costOf(draft, 'rewards')).toEqual([['美式一杯', 40_000, 'once', 40_000]])
})

test('what only use will tell has no figure, and says so', () => {
  const [line] = benefitCosts(
    [
      {
        id: 'huan',
        title: '换新',
        detail: '坏了就换',
        cost: 100,
        kind: 'warranty',
        productIds: ['meishi'],
        days: 30,
      },
    ],
    BAKERY,
  )
  expect(line).toMatchObject({ perMember: null, words: '看实际换新的次数' })
})

test('a preview tells members and odds in the words of the contract', () => {
  const draft = programme({
    coupons: { templates: [template({ audience: { tierAtLeast: 1 } })], campaigns: [], crossCategory: [] },
    loyalty: loyal,
    participation: {
      rewards: [reward()],
      flashSales: [flashSale()],
      polls: [poll()],
      draws: [prizeDraw()],
      support: { defaultMinutes: 120, byTier: [{ tierAtLeast: 1, minutes: 30 }] },
    },
  })
  const { release } = assembleRelease(null, draft, NOW, (text) => `${text.length}`)
  const words = programmeWords(release)
  expect(programmePreview.parse({ ...words, costs: programmeCosts(draft) })).toBeTruthy()
  expect(words.templates[0]).toMatchObject({ offer: '满¥20.00减¥5.00', forWhom: '银卡及以上的会员' })
  expect(words.draws[0]).toMatchObject({ prizes: [{ title: '美式一杯', odds: '50%' }], nothing: '50%' })
  expect(words.support.map(({ who }) => who)).toEqual(['所有会员', '银卡'])
  expect(words.matrix.map(({ title, cells }) => [title, ...cells])).toContainEqual([
    '积分倍数',
    '1倍',
    '1.5倍',
  ])
})

test.each([
  [25_000, '2.5%'],
  [1_000_000, '100%'],
  [1, '0.0001%'],
])('odds of %i in a million are %s', (odds, text) => expect(oddsText(odds)).toBe(text))
