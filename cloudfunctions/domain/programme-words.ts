import type { CatalogueDraft } from '../contract/catalogue'
import type { ProgrammePreview } from '../contract/programme-preview'
import { audienceWords } from './audience'
import { couponWords } from './coupon-words'
import { combinesWords, scopeWords } from './coupon-wallet'
import { yuanText } from './money'
import { pointsRulesInWords } from './point-views'
import { WHOLE_ODDS } from './prize-draws'
import type { Release } from './release'
import { minutesForRank, promiseWords } from './support'
import { challengeReward, earningWords, tierMatrix } from './tier-views'

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日']

/** The programme as members will read it, by the rules that will tell them, before it is released. */
export function programmeWords(release: Release): Omit<ProgrammePreview, 'costs'> {
  const { coupons, loyalty, participation } = release
  const forWhom = (audience: Parameters<typeof audienceWords>[0]) => audienceWords(audience, release)
  const { tiers, matrix } = tierMatrix(release)
  return {
    templates: (coupons?.templates ?? []).map((template) => ({
      id: template.id,
      title: template.title,
      offer: couponWords(template),
      scope: scopeWords(template.scope, release),
      combines: combinesWords(template.combines),
      days: template.days,
      forWhom: forWhom(template.audience),
    })),
    campaigns: (coupons?.campaigns ?? []).map(({ id, title, items, audience }) => ({
      id,
      title,
      items: items.flatMap(({ templateId, count }) => {
        const template = coupons?.templates.find((one) => one.id === templateId)
        return template ? [`${template.title} ${couponWords(template)} × ${count}`] : []
      }),
      forWhom: forWhom(audience),
    })),
    points: {
      rules: loyalty?.points ? pointsRulesInWords(loyalty.points) : [],
      checkIn: loyalty?.points?.checkIn
        ? [
            `每天签到得${loyalty.points.checkIn.points}积分${tiers.length > 1 ? ',按等级加倍' : ''}`,
            ...loyalty.points.checkIn.streakBonus.map(
              ({ days, points }) => `连续${days}天,另得${points}积分`,
            ),
          ]
        : [],
    },
    tiers: tiers.map(({ name, threshold, keep }) => ({ name, threshold, keep })),
    growth: growthWords(release),
    matrix,
    challenges: (loyalty?.growth?.challenges ?? []).map(
      ({ id, title, spend, withinDays, reward, audience }) => ({
        id,
        title,
        rule: `参加后${withinDays}天内实付满${yuanText(spend)}`,
        reward: challengeReward(reward, release),
        forWhom: forWhom(audience),
      }),
    ),
    badges: (loyalty?.badges ?? []).map(({ id, name, orders, categoryId, rewardId, audience }) => {
      const category = release.categories.find((one) => one.id === categoryId)?.name
      const reward = participation?.rewards.find((one) => one.id === rewardId)?.title
      return {
        id,
        title: name,
        rule: `${category ? `买过${category}的订单` : '完成订单'}满${orders}单${reward ? `,得${reward}` : ''}`,
        forWhom: forWhom(audience),
      }
    }),
    ...participationWords(release, forWhom),
  }
}

function growthWords(release: Release): string[] {
  const growth = release.loyalty?.growth
  if (!growth) return []
  const { window, tierMonths, landing, permanence, tiers } = growth
  const permanent = tiers.find(({ rank }) => rank === permanence?.rank)
  return [
    earningWords(growth),
    window === 'rolling_12_months' ? '升级看近12个月的成长值' : '升级看当年的成长值,每年1月1日重新计算',
    `等级保留${tierMonths}个月,期间达到保级成长值,再保留${tierMonths}个月`,
    landing === 'one_down' ? '没有达到时,只降一级,再保留一整期' : '没有达到时,按当时的成长值定级',
    ...(permanence && permanent
      ? [`会员卡连续付费${permanence.years}年(中断不超过${permanence.graceDays}天),${permanent.name}长期保留`]
      : []),
  ]
}

function participationWords(
  release: Release,
  forWhom: (
    audience: NonNullable<CatalogueDraft['coupons']>['templates'][number]['audience'],
  ) => string | null,
): Pick<ProgrammePreview, 'rewards' | 'flashSales' | 'polls' | 'draws' | 'support'> {
  const { rewards = [], flashSales = [], polls = [], draws = [], support } = release.participation ?? {}
  const tiers = release.loyalty?.growth?.tiers ?? []
  return {
    rewards: rewards.map(({ id, title, gives, shop, perMember, stock, voucherDays }) => ({
      id,
      title,
      gives: gives.kind === 'coupon' ? '到账一张券' : gives.kind === 'goods' ? '到店领取' : '到店服务',
      price: shop ? (shop.points === 0 ? '免费领取' : `${shop.points}积分`) : null,
      rule: `每人最多${perMember}份 · 共${stock}份${gives.kind === 'coupon' ? '' : ` · 兑换后${voucherDays}天内可用`}`,
      forWhom: shop ? forWhom(shop.audience) : null,
    })),
    flashSales: flashSales.map(({ id, title, price, weekday, stock, perMember, pickUpDays, audience }) => ({
      id,
      title,
      price,
      rule: `每周${WEEKDAYS[weekday - 1] ?? ''}开抢 · ${stock}份 · 每人${perMember}份 · ${pickUpDays}天内到店取`,
      forWhom: forWhom(audience),
    })),
    polls: polls.map(({ id, question, options, audience }) => ({
      id,
      question,
      options: options.map(({ label }) => label),
      forWhom: forWhom(audience),
    })),
    draws: draws.map(({ id, title, organiser, chancesPerDay, prizes, audience }) => ({
      id,
      title,
      organiser,
      rule: `每天${chancesPerDay}次,不收钱,结果可以核对`,
      prizes: prizes.map(({ rewardId, oddsPerMillion, quantity }) => ({
        title: rewards.find((reward) => reward.id === rewardId)?.title ?? '奖品',
        odds: oddsText(oddsPerMillion),
        quantity,
      })),
      nothing: oddsText(
        Math.max(0, WHOLE_ODDS - prizes.reduce((sum, { oddsPerMillion }) => sum + oddsPerMillion, 0)),
      ),
      forWhom: forWhom(audience),
    })),
    support: support
      ? [
          { who: '所有会员', promise: promiseWords(support.defaultMinutes, release) },
          ...tiers
            .filter(({ rank }) => minutesForRank(release, rank) !== support.defaultMinutes)
            .map(({ name, rank }) => ({
              who: name,
              promise: promiseWords(minutesForRank(release, rank) ?? support.defaultMinutes, release),
            })),
        ]
      : [],
  }
}

/** 25 000 of a million is 2.5%. */
export function oddsText(perMillion: number): string {
  const rest = String(perMillion % 10_000)
    .padStart(4, '0')
    .replace(/0+$/, '')
  return `${Math.floor(perMillion / 10_000)}${rest ? `.${rest}` : ''}%`
}
