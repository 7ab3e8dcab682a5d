import { money } from '@/services/format'
import type { Draft, PlanDraft, ProductDraft } from './draft'
import { PRODUCT_NAMES, REFERRAL_NAMES, SETTING_NAMES, SHOP_NAMES, TERM_NAMES } from './names'
import { couponsOf, loyaltyOf, participationOf } from './programme'
import { same } from './rebase'
import { acquisitionOf, careOf, type Acquisition, type WeComCode } from './relations'

/** One change in words: of what, and from what to what where that can be said in a line. */
export interface Change {
  key: string
  name: string
  words: string
}

/** Everything that releasing would change, in the draft's order. Nothing that was changed back. */
export function changesOf(released: Draft | null, draft: Draft): Change[] {
  if (!released) return [{ key: 'first', name: draft.shop.name, words: '首次发布' }]
  return [
    ...fields('shop', '门店资料', released.shop, draft.shop, SHOP_NAMES),
    ...items('branches', released.branches, draft.branches, ({ name }) => name, '门店'),
    ...items('categories', released.categories, draft.categories, ({ name }) => name, '分类'),
    ...items(
      'products',
      released.products,
      draft.products,
      ({ name }) => name,
      '商品',
      (before, after) =>
        fields(after.id, after.name, withState(before), withState(after), PRODUCT_NAMES, AMOUNTS),
    ),
    ...items('plans', released.plans, draft.plans, ({ terms }) => terms.name, '会员卡', planChanges),
    ...items('agreements', released.agreements, draft.agreements, ({ title }) => title, '协议'),
    ...items('partners', released.partners ?? [], draft.partners ?? [], ({ name }) => name, '合作方'),
    ...fields('settings', '经营设置', released.settings ?? {}, draft.settings ?? {}, OTHER_SETTINGS),
    ...programmeChanges(released, draft),
    ...relationChanges(released, draft),
    ...fields('closing', draft.shop.name, released, draft, { closing: '停业公告' }),
    ...fields('undo', '收银台', released, draft, { undoMinutes: '可撤销时间' }),
  ]
}

/** Those that are a part of the programme are told there. */
const OTHER_SETTINGS: Partial<typeof SETTING_NAMES> = Object.fromEntries(
  Object.entries(SETTING_NAMES).filter(([key]) => key !== 'winBack' && key !== 'peakOffer'),
)

/** Coupons, points, tiers and activities; keys begin with the part of the programme that edits them. */
function programmeChanges(released: Draft, draft: Draft): Change[] {
  const [coupons, wereCoupons] = [couponsOf(draft), couponsOf(released)]
  const [loyalty, wasLoyalty] = [loyaltyOf(draft), loyaltyOf(released)]
  const [now, before] = [participationOf(draft), participationOf(released)]
  const titled = ({ title }: { title: string }) => title
  const named = ({ name }: { name: string }) => name
  const { tiers = [], challenges = [], ...rules } = loyalty.growth ?? {}
  const { tiers: wereTiers = [], challenges: wereChallenges = [], ...wereRules } = wasLoyalty.growth ?? {}
  return [
    ...items('templates', wereCoupons.templates, coupons.templates, titled, '优惠券'),
    ...items('campaigns', wereCoupons.campaigns, coupons.campaigns, titled, '领券活动'),
    ...items('crossCategory', wereCoupons.crossCategory, coupons.crossCategory, titled, '跨分类送券'),
    ...fields('resaleSigns', '优惠券', wereCoupons, coupons, { resaleSigns: '异常用券提醒' }),
    ...fields('points', '积分', wasLoyalty, loyalty, { points: '积分规则', returnDays: '退货期限' }),
    ...(same(rules, wereRules) ? [] : [{ key: 'tiers:rules', name: '等级', words: '等级规则 已修改' }]),
    ...items('tiers', wereTiers, tiers, named, '等级'),
    ...items('challenges', wereChallenges, challenges, titled, '升级挑战'),
    ...items('badges', wasLoyalty.badges, loyalty.badges, named, '徽章'),
    ...items('rewards', before.rewards, now.rewards, titled, '奖品'),
    ...items('flashSales', before.flashSales, now.flashSales, titled, '限时抢'),
    ...items('polls', before.polls, now.polls, ({ question }) => question, '投票'),
    ...items('draws', before.draws, now.draws, titled, '抽奖'),
    ...fields('support', '咨询', before, now, { support: '答复承诺' }),
  ]
}

/** What brings members and brings them back. */
function relationChanges(released: Draft, draft: Draft): Change[] {
  const [acquisition, wasAcquisition] = [acquisitionOf(draft), acquisitionOf(released)]
  const [care, wasCare] = [careOf(draft), careOf(released)]
  const titled = ({ title }: { title: string }) => title
  const codesOf = ({ weCom }: Acquisition) => weCom.map((code) => ({ ...code, id: code.branchId }))
  const branchOf = ({ branchId }: WeComCode) =>
    draft.branches.find(({ id }) => id === branchId)?.name ?? '门店已删除'
  return [
    ...items('events', released.events ?? [], draft.events ?? [], titled, '活动报名'),
    ...referralChanges(wasAcquisition, acquisition),
    ...items('channels', wasAcquisition.channels, acquisition.channels, ({ name }) => name, '渠道'),
    ...fields('newcomer', '新人券', wasAcquisition, acquisition, { newcomer: '规则' }),
    ...items('weCom', codesOf(wasAcquisition), codesOf(acquisition), branchOf, '企业微信码'),
    ...items('memberDays', wasCare.memberDays, care.memberDays, titled, '会员日'),
    ...fields('birthdayCare', '生日祝福', wasCare, care, { birthday: '内容' }),
    ...items('holidays', wasCare.holidays, care.holidays, titled, '节日问候'),
    ...fields('careList', '店员关怀清单', wasCare, care, { careList: '内容' }),
    ...fields('winBack', '久未到店', released.settings ?? {}, draft.settings ?? {}, { winBack: '规则' }),
    ...fields('peakOffer', '续卡优惠', released.settings ?? {}, draft.settings ?? {}, { peakOffer: '规则' }),
  ]
}

function referralChanges({ referral: before }: Acquisition, { referral: after }: Acquisition): Change[] {
  if (before && after) return fields('referral', '邀请有礼', before, after, REFERRAL_NAMES, AMOUNTS, COUNTS)
  return fields('referral', '邀请有礼', { referral: before }, { referral: after }, { referral: '规则' })
}

const AMOUNTS: readonly string[] = ['cost', 'listPrice', 'price', 'minimumOrder']
const COUNTS: readonly string[] = ['windowDays', 'mostPerMonth', 'mostInAll', 'mostOfShopPerMonth']

const STATES: Record<string, readonly [string, string]> = {
  available: ['下架', '在售'],
  onSale: ['停售', '在售'],
  enabled: ['停止', '开展'],
}

/** Absent means sold: the released draft says so and a new product may not. */
function withState(product: ProductDraft): ProductDraft {
  return { ...product, available: product.available !== false }
}

function planChanges(before: PlanDraft, after: PlanDraft): Change[] {
  const { id, terms } = after
  const losing = terms.memberPrices.filter(
    (benefit) => benefit.lossLeader && before.terms.memberPrices.some((was) => same(was, notMeant(benefit))),
  )
  const others = (plan: PlanDraft) => ({
    ...plan.terms,
    memberPrices: plan.terms.memberPrices.map((benefit) =>
      losing.some((one) => one.id === benefit.id) ? notMeant(benefit) : benefit,
    ),
  })
  return [
    ...fields(id, terms.name, before, after, { onSale: '状态', promotion: '限时活动' }),
    ...fields(id, terms.name, others(before), others(after), TERM_NAMES, AMOUNTS),
    ...losing.map((benefit) => ({
      key: `${id}:${benefit.id}:lossLeader`,
      name: `${terms.name}·${benefit.title}`,
      words: '标明为亏本促销',
    })),
  ]
}

function notMeant<T extends { lossLeader?: boolean | undefined }>(benefit: T): T {
  return { ...benefit, lossLeader: false }
}

function items<T extends { id: string }>(
  list: string,
  before: readonly T[],
  after: readonly T[],
  nameOf: (item: T) => string,
  what: string,
  changes?: (before: T, after: T) => Change[],
): Change[] {
  const find = (all: readonly T[], id: string) => all.find((one) => one.id === id)
  const kept = after.flatMap((item): Change[] => {
    const was = find(before, item.id)
    const key = `${list}:${item.id}`
    if (!was) return [{ key, name: nameOf(item), words: `新增${what}` }]
    if (same(was, item)) return []
    return changes ? changes(was, item) : [{ key, name: nameOf(item), words: `修改${what}` }]
  })
  const gone = before
    .filter(({ id }) => !find(after, id))
    .map((item) => ({ key: `${list}:${item.id}`, name: nameOf(item), words: `删除${what}` }))
  return [...kept, ...gone]
}

function fields(
  id: string,
  name: string,
  before: object,
  after: object,
  names: Partial<Record<string, string>>,
  amounts: readonly string[] = [],
  counts: readonly string[] = [],
): Change[] {
  return Object.entries(names).flatMap(([key, what]) => {
    const was: unknown = Reflect.get(before, key)
    const is: unknown = Reflect.get(after, key)
    if (what === undefined || same(was, is)) return []
    return [{ key: `${id}:${key}`, name, words: `${what} ${difference(key, was, is, { amounts, counts })}` }]
  })
}

/** `¥15.00 → ¥16.00`, `在售 → 下架`, or only that it changed. */
function difference(
  key: string,
  was: unknown,
  is: unknown,
  { amounts, counts }: Record<'amounts' | 'counts', readonly string[]>,
): string {
  const state = STATES[key]
  if (state) return `${state[Number(was === true)]} → ${state[Number(is === true)]}`
  if (amounts.includes(key) && typeof was === 'number' && typeof is === 'number')
    return `${money(was)} → ${money(is)}`
  if (counts.includes(key)) return `${String(was)} → ${String(is)}`
  if (was === undefined) return '已添加'
  return is === undefined ? '已去掉' : '已修改'
}
