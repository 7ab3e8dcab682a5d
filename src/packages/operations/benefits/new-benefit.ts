import { newId, type Draft } from '../draft/draft'
import { participationOf, type BenefitKind, type BenefitOffer } from '../draft/programme'

/** What an owner calls the kinds of benefits. */
export const BENEFIT_NAMES: Record<BenefitKind, string> = {
  quota: '定量免费(杯、次、分钟)',
  first_of_day: '每天第一单优惠价',
  service: '到店服务(可预约)',
  capped: '限额报销',
  delivery: '免配送费',
  warranty: '质量换新',
  choice: '几选一',
  if_available: '视情况提供',
  fulfilment: '门店为每位会员准备',
  birthday: '生日礼',
  privilege: '优先权',
}

/** A tier has no paid period, so nothing of it can be prepared once for one. */
export const TIER_KINDS = (Object.keys(BENEFIT_NAMES) as BenefitKind[]).filter(
  (kind) => kind !== 'fulfilment',
)
export const CARD_KINDS = Object.keys(BENEFIT_NAMES) as BenefitKind[]

type Common = Pick<BenefitOffer, 'id' | 'title' | 'detail' | 'cost'>

/** One of a kind to begin with; what it is called and costs is kept from what was there before. */
export function newBenefit(kind: BenefitKind, common: Common, draft: Draft): BenefitOffer {
  const product = draft.products[0]?.id ?? ''
  const { id, title, detail, cost } = common
  const base = { id, title, detail, cost }
  switch (kind) {
    case 'quota':
      return { ...base, kind, unit: '杯', units: 1, per: 'week' }
    case 'first_of_day':
      return { ...base, kind, productIds: [product], price: 0 }
    case 'service':
      return { ...base, kind, units: 1, per: 'month' }
    case 'capped':
      return { ...base, kind, most: 1000, per: 'month' }
    case 'delivery':
      return { ...base, kind, most: 500, times: 4, per: 'month' }
    case 'warranty':
      return { ...base, kind, productIds: [product], days: 30 }
    case 'choice':
      return { ...base, kind, per: 'month', options: [newOption([]), newOption([{ id: '' }])] }
    case 'if_available':
      return { ...base, kind }
    case 'fulfilment':
      return { ...base, kind, per: 'period', task: '' }
    case 'birthday':
      return { ...base, kind, rewardId: participationOf(draft).rewards[0]?.id ?? '' }
    case 'privilege':
      return { ...base, kind, flag: 'priority_support' }
  }
}

type Option = Extract<BenefitOffer, { kind: 'choice' }>['options'][number]

export function newOption(taken: readonly { id: string }[]): Option {
  return { id: newId('option', taken), title: '', unit: '份', units: 1, cost: 0 }
}
