import type { BenefitOffer, BenefitWindow } from '../contract/benefit-offers'
import { gateRule } from './benefit-standing'
import { yuanText } from './money'
import type { Release } from './release'

const EVERY: Record<BenefitWindow, string> = {
  day: '每天',
  week: '每周',
  month: '每月',
  period: '有效期内共',
}

type Names = Pick<Release, 'products' | 'participation'>

/**
 * What a benefit promises and what it asks for, in one sentence made from its rule: the same before
 * the purchase and after it (M040, M122).
 */
export function benefitRule(offer: BenefitOffer, names: Names): string {
  const condition = offer.gate ? [gateRule(offer.gate)] : []
  return [ruleOf(offer, names), ...condition].join(',')
}

function ruleOf(offer: BenefitOffer, { products, participation }: Names): string {
  const named = (ids: readonly string[]) =>
    ids.map((id) => products.find((product) => product.id === id)?.name ?? id).join('、')
  switch (offer.kind) {
    case 'quota':
      return `${EVERY[offer.per]}${offer.units}${offer.unit}`
    case 'first_of_day':
      return `每天第一单,${named(offer.productIds)}${yuanText(offer.price)}`
    case 'service':
      return `${EVERY[offer.per]}${offer.units}次,${offer.appointment ? '需提前预约,' : ''}到店由店员核销`
    case 'capped':
      return `${EVERY[offer.per]}合计最多${yuanText(offer.most)}`
    case 'delivery':
      return `${EVERY[offer.per]}${offer.times}次,每单最多免${yuanText(offer.most)}配送费`
    case 'warranty':
      return `${named(offer.productIds)},购买后${offer.days}天内出现质量问题换新`
    case 'choice':
      return `${offer.per === 'month' ? '每月' : '每期'}从${offer.options
        .map(({ title, units, unit }) => `${title}${units}${unit}`)
        .join('、')}中选一项,首次使用前可更换`
    case 'if_available':
      return '视当时情况提供,不能提供时店员会说明原因'
    case 'fulfilment':
      return `${offer.per === 'month' ? '每月' : '每期'}一份,由门店准备`
    case 'birthday': {
      const title = participation?.rewards.find(({ id }) => id === offer.rewardId)?.title ?? offer.title
      return `生日当月到店领取${title},每年一次,只需填写生日的月和日`
    }
    case 'privilege':
      return offer.flag === 'priority_support' ? '咨询优先答复' : '预约优先开放'
  }
}
