import type { BenefitOffer, BenefitWindow } from '../contract/benefit-offers'
import type { CatalogueDraft } from '../contract/catalogue'
import type { CouponTemplate } from '../contract/coupon-templates'
import type { ProgrammeCost } from '../contract/programme-preview'
import type { Reward } from '../contract/rewards'
import { ceilDivide, percentOf } from './money'
import { WHOLE_ODDS } from './prize-draws'

/** The longest month has so many days and touches so many weeks. */
const DAYS = 31
const WEEKS = 5

type Cost = Pick<ProgrammeCost, 'perMember' | 'per' | 'most' | 'words'>

/**
 * What the programme of a draft may cost at most for one member, if everything is used up: fen,
 * rounded up. It says nothing of how much members will use.
 */
export function programmeCosts(draft: CatalogueDraft): ProgrammeCost[] {
  return [...couponCosts(draft), ...pointsCosts(draft), ...loyaltyCosts(draft), ...participationCosts(draft)]
}

/** What the benefits of one card may cost at most. */
export function benefitCosts(offers: readonly BenefitOffer[], draft: CatalogueDraft): ProgrammeCost[] {
  return offers.map((offer) => ({
    part: 'benefits',
    id: offer.id,
    title: offer.title,
    ...benefitCost(offer, draft),
  }))
}

/** Fen that one coupon costs the shop at most: what it takes off, or what the free unit costs. */
export function couponWorth(template: CouponTemplate, draft: CatalogueDraft): number {
  const { value, scope } = template
  if (value.kind === 'amount') return value.amount
  if (value.kind !== 'product') return value.most
  const inScope = draft.products.filter(
    ({ id, categoryId }) =>
      (scope.productIds?.includes(id) ?? true) && (scope.categoryIds?.includes(categoryId) ?? true),
  )
  return Math.max(0, ...inScope.map(({ cost }) => cost))
}

function couponCosts(draft: CatalogueDraft): ProgrammeCost[] {
  const { templates = [], campaigns = [], crossCategory = [] } = draft.coupons ?? {}
  const worthOf = (templateId: string) => {
    const template = templates.find(({ id }) => id === templateId)
    return template ? couponWorth(template, draft) : 0
  }
  return [
    ...templates.map((template): ProgrammeCost => {
      const { id, title, perMember, issueLimit } = template
      const worth = couponWorth(template, draft)
      return {
        part: 'templates',
        id,
        title,
        perMember: worth * perMember,
        per: 'once',
        most: issueLimit === undefined ? null : worth * issueLimit,
        words: `每人最多领${perMember}张,全部用掉`,
      }
    }),
    ...campaigns.map(({ id, title, items, sets }): ProgrammeCost => {
      const perMember = items.reduce((sum, { templateId, count }) => sum + worthOf(templateId) * count, 0)
      return {
        part: 'campaigns',
        id,
        title,
        perMember,
        per: 'once',
        most: sets === undefined ? null : perMember * sets,
        words: '每人领一次,一套全部用掉',
      }
    }),
    ...crossCategory.map(({ id, title, templateId }): ProgrammeCost => ({
      part: 'crossCategory',
      id,
      title,
      perMember: worthOf(templateId),
      per: 'once',
      most: null,
      words: '每位符合条件的会员一张,对照组不发',
    })),
  ]
}

/** Fen that so many points stand for: at the till, or in the reward that gives most for a point. */
export function pointsWorth(points: number, draft: CatalogueDraft): number | null {
  const worths = [
    ...(draft.loyalty?.points?.fenPer100 === undefined
      ? []
      : [ceilDivide(points * draft.loyalty.points.fenPer100, 100)]),
    ...(draft.participation?.rewards ?? []).flatMap(({ shop, cost }) =>
      shop && shop.points > 0 ? [ceilDivide(points * cost, shop.points)] : [],
    ),
  ]
  return worths.length === 0 ? null : Math.max(...worths)
}

const WORTHLESS = '还没有抵扣标准,也没有可兑换的奖品'

function pointsCosts(draft: CatalogueDraft): ProgrammeCost[] {
  const rules = draft.loyalty?.points
  if (!rules) return []
  const tiers = draft.loyalty?.growth?.tiers ?? []
  const ladder = tiers.length > 0 ? tiers : [{ id: 'all', name: '所有会员', pointsBasisPoints: 10_000 }]
  const cost = (points: number, words: string): Pick<Cost, 'perMember' | 'most' | 'words'> => {
    const perMember = pointsWorth(points, draft)
    return { perMember, most: null, words: perMember === null ? `${words};${WORTHLESS}` : words }
  }
  const { checkIn, perYuanHundredths } = rules
  return ladder.flatMap(({ id, name, pointsBasisPoints }): ProgrammeCost[] => {
    const perHundred = percentOf(perYuanHundredths, pointsBasisPoints)
    const daily = checkIn ? percentOf(checkIn.points, pointsBasisPoints) * DAYS : 0
    const longest = Math.max(0, ...(checkIn?.streakBonus ?? []).map(({ days }) => days))
    const rounds = longest > 0 ? ceilDivide(DAYS, longest) : 0
    const bonus = (checkIn?.streakBonus ?? []).reduce((sum, { points }) => sum + points * rounds, 0)
    return [
      {
        part: 'points',
        id,
        title: `${name}消费¥100`,
        per: 'hundred_yuan',
        ...cost(perHundred, `得${perHundred}积分`),
      },
      ...(checkIn
        ? [
            {
              part: 'points' as const,
              id,
              title: `${name}每天签到`,
              per: 'month' as const,
              ...cost(daily + bonus, `一个月最多${daily + bonus}积分`),
            },
          ]
        : []),
    ]
  })
}

function loyaltyCosts(draft: CatalogueDraft): ProgrammeCost[] {
  const { growth, badges = [] } = draft.loyalty ?? {}
  return [
    ...(growth?.tiers ?? []).flatMap((tier) =>
      tier.benefits.map((offer): ProgrammeCost => ({
        part: 'tiers',
        id: offer.id,
        title: `${tier.name}·${offer.title}`,
        ...benefitCost(offer, draft),
      })),
    ),
    ...(growth?.challenges ?? []).map(({ id, title, reward }): ProgrammeCost => {
      const perMember = reward.kind === 'points' ? pointsWorth(reward.points, draft) : null
      const words =
        reward.kind === 'points'
          ? perMember === null
            ? WORTHLESS
            : '完成后的积分'
          : '费用在更高等级的权益里'
      return { part: 'challenges', id, title, perMember, per: 'once', most: null, words }
    }),
    ...badges.map(({ id, name, rewardId }): ProgrammeCost => {
      const reward = rewardNamed(rewardId, draft)
      return {
        part: 'badges',
        id,
        title: name,
        perMember: reward?.cost ?? 0,
        per: 'once',
        most: reward ? reward.cost * reward.stock : null,
        words: reward ? `解锁后得${reward.title}` : '只有徽章',
      }
    }),
  ]
}

function participationCosts(draft: CatalogueDraft): ProgrammeCost[] {
  const { rewards = [], flashSales = [], draws = [] } = draft.participation ?? {}
  return [
    ...rewards.map(({ id, title, cost, perMember, stock }): ProgrammeCost => ({
      part: 'rewards',
      id,
      title,
      perMember: cost * perMember,
      per: 'once',
      most: cost * stock,
      words: `每人最多${perMember}份,备${stock}份`,
    })),
    ...flashSales.map(({ id, title, productId, price, perMember, stock }): ProgrammeCost => {
      const cost = draft.products.find((product) => product.id === productId)?.cost ?? 0
      const lost = Math.max(0, cost - price)
      return {
        part: 'flashSales',
        id,
        title,
        perMember: lost * perMember * WEEKS,
        per: 'month',
        most: lost * stock * WEEKS,
        words: lost === 0 ? '抢购价不低于成本' : `每份比成本少收的钱,一个月最多${WEEKS}次`,
      }
    }),
    ...draws.map(({ id, title, chancesPerDay, prizes }): ProgrammeCost => {
      const costOf = (rewardId: string) => rewardNamed(rewardId, draft)?.cost ?? 0
      const expected = prizes.reduce(
        (sum, { rewardId, oddsPerMillion }) => sum + costOf(rewardId) * oddsPerMillion,
        0,
      )
      return {
        part: 'draws',
        id,
        title,
        perMember: ceilDivide(expected * chancesPerDay * DAYS, WHOLE_ODDS),
        per: 'month',
        most: prizes.reduce((sum, { rewardId, quantity }) => sum + costOf(rewardId) * quantity, 0),
        words: '按公布的中奖率平均,每天都抽满',
      }
    }),
  ]
}

function rewardNamed(rewardId: string | undefined, draft: CatalogueDraft): Reward | undefined {
  return draft.participation?.rewards.find(({ id }) => id === rewardId)
}

const TIMES: Record<BenefitWindow, number> = { day: DAYS, week: WEEKS, month: 1, period: 1 }

function benefitCost(offer: BenefitOffer, draft: CatalogueDraft): Cost {
  const inWindow = (each: number, per: BenefitWindow): Cost => ({
    perMember: each * TIMES[per],
    per: per === 'period' ? 'period' : 'month',
    most: null,
    words: '每次都用满',
  })
  switch (offer.kind) {
    case 'quota':
    case 'service':
      return inWindow(offer.cost * offer.units, offer.per)
    case 'choice':
      return inWindow(Math.max(...offer.options.map(({ cost, units }) => cost * units)), offer.per)
    case 'capped':
      return inWindow(offer.most, offer.per)
    case 'delivery':
      return inWindow(offer.most * offer.times, offer.per)
    case 'fulfilment':
      return inWindow(offer.cost, offer.per)
    case 'first_of_day':
      return { perMember: offer.cost * DAYS, per: 'month', most: null, words: '每天第一单都用' }
    case 'birthday': {
      const cost = rewardNamed(offer.rewardId, draft)?.cost ?? offer.cost
      return { perMember: cost, per: 'year', most: null, words: '每年生日一次' }
    }
    case 'warranty':
      return { perMember: null, per: 'month', most: null, words: '看实际换新的次数' }
    case 'if_available':
      return { perMember: null, per: 'month', most: null, words: '视情况提供,看实际使用' }
    case 'privilege':
      return { perMember: 0, per: 'month', most: null, words: '只占优先次序' }
  }
}
