import type { CatalogueDraft } from '../contract/catalogue'
import type { DraftProblem } from './compliance'

/** Words that make adding a contact, or sharing, the price of something; or something the reward of it. */
const MAKES_A_CONDITION =
  /必须|才能|才可|才有|才送|才享|否则|不加|转发|分享|(添加|[加进入扫])[^,。;!]{0,12}[,]?[^,。;!]{0,4}(领|赠|返现|奖|红包|立减|抽|送(?![货餐达到]))/

/** What stands against invitations, channels and WeCom codes of a draft (M103, M107, L12). */
export function* acquisitionProblems(draft: CatalogueDraft): Generator<DraftProblem> {
  const { acquisition } = draft
  if (!acquisition) return
  yield* referralProblems(draft)
  const seen = new Set<string>()
  for (const [index, { id, costs }] of acquisition.channels.entries()) {
    const at = `acquisition.channels.${index}`
    if (seen.has(id))
      yield { path: `${at}.id`, code: 'ID_REPEATED', sentence: `编号“${id}”重复,请改用不同的编号` }
    seen.add(id)
    if (new Set(costs.map(({ month }) => month)).size < costs.length)
      yield { path: `${at}.costs`, code: 'MONTH_REPEATED', sentence: '同一个月的费用填了两次,请合并' }
  }
  const branches = new Set<string>()
  for (const [index, { branchId, text }] of acquisition.weCom.entries()) {
    const path = `acquisition.weCom.${index}.branchId`
    if (!draft.branches.some(({ id }) => id === branchId))
      yield { path, code: 'REFERENCE_MISSING', sentence: '门店不存在,请先添加或改选' }
    if (branches.has(branchId))
      yield { path, code: 'ID_REPEATED', sentence: '这家门店已有企业微信码,请只留一个' }
    branches.add(branchId)
    if (MAKES_A_CONDITION.test(text))
      yield {
        path: `acquisition.weCom.${index}.text`,
        code: 'CONTACT_AS_CONDITION',
        sentence: '添加企业微信只能是可选的,不能作为享受权益的条件(微信小程序平台运营规范)',
        law: 'L12',
      }
  }
}

function* referralProblems(draft: CatalogueDraft): Generator<DraftProblem> {
  const terms = draft.acquisition?.referral
  if (!terms?.enabled) return
  const at = 'acquisition.referral'
  const returnDays = draft.loyalty?.returnDays ?? 0
  if (terms.windowDays < returnDays)
    yield {
      path: `${at}.windowDays`,
      code: 'WINDOW_TOO_SHORT',
      sentence: `发放前的天数不能少于退货期${returnDays}天,否则退货后还要收回奖励`,
    }
  if (terms.mostPerMonth > terms.mostInAll)
    yield { path: `${at}.mostPerMonth`, code: 'LIMITS_REVERSED', sentence: '每月的份数不能多于累计的份数' }
  for (const side of ['inviter', 'invitee'] as const)
    if (terms[side].kind === 'points' && !draft.loyalty?.points)
      yield {
        path: `${at}.${side}`,
        code: 'REFERENCE_MISSING',
        sentence: '门店没有开通积分,请先开通或改送券',
      }
  if (draft.plans.some(({ onSale, terms: { fulfilment } }) => onSale && fulfilment === 'digital'))
    yield {
      path: at,
      code: 'REFERRAL_OF_DIGITAL',
      sentence: '销售虚拟商品的小程序不能用奖励拉新,请先下架线上履约的卡(微信小程序平台运营规范5.1)',
      law: 'L12',
    }
}
