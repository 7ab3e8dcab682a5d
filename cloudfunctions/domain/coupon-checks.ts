import type { CatalogueDraft } from '../contract/catalogue'
import type { CouponTemplate } from '../contract/coupon-templates'
import type { Audience } from '../contract/audience'
import { isDay } from './calendar'
import type { DraftProblem } from './compliance'

/** What the draft's coupons name, and what they promise that couldn't be kept. */
export function* couponProblems(draft: CatalogueDraft): Generator<DraftProblem> {
  const templates = draft.coupons?.templates ?? []
  for (const [index, template] of templates.entries())
    yield* templateProblems(template, draft, `coupons.templates.${index}`)
  yield* campaignProblems(draft)
  yield* crossCategoryProblems(draft)
  yield* promisedProblems(draft)
}

/** Every text of the coupons that advertises, with its path in the draft. */
export function* couponTexts({ coupons }: CatalogueDraft): Generator<readonly [path: string, text: string]> {
  for (const [index, { title }] of (coupons?.templates ?? []).entries())
    yield [`coupons.templates.${index}.title`, title]
  for (const [index, { title }] of (coupons?.campaigns ?? []).entries())
    yield [`coupons.campaigns.${index}.title`, title]
  for (const [index, { title }] of (coupons?.crossCategory ?? []).entries())
    yield [`coupons.crossCategory.${index}.title`, title]
}

function* templateProblems(
  { value, scope, audience }: CouponTemplate,
  draft: CatalogueDraft,
  at: string,
): Generator<DraftProblem> {
  yield* absent(scope.branchIds, draft.branches, `${at}.scope.branchIds`, '门店')
  yield* absent(scope.categoryIds, draft.categories, `${at}.scope.categoryIds`, '分类')
  yield* absent(scope.productIds, draft.products, `${at}.scope.productIds`, '商品')
  yield* audienceProblems(audience, draft, `${at}.audience`)
  if (value.kind === 'product' && !scope.productIds && !scope.categoryIds)
    yield conflict(`${at}.scope`, '兑换券要选定可以兑换的商品或分类')
  if (value.kind === 'delivery' && scope.channels && !scope.channels.includes('delivery'))
    yield conflict(`${at}.scope.channels`, '免运费券只能用在外送订单上,请勾选外送')
}

/** A set that nobody of its audience could take is an empty promise (L4). */
function* campaignProblems(draft: CatalogueDraft): Generator<DraftProblem> {
  for (const [index, { items, audience, from, through, sets }] of (
    draft.coupons?.campaigns ?? []
  ).entries()) {
    const at = `coupons.campaigns.${index}`
    yield* windowProblems({ from, through }, at)
    // A claim takes from one stock: of two limits the other one would hold nobody back.
    const limits = items.filter(({ templateId }) => templateOf(draft, templateId)?.issueLimit !== undefined)
    if (limits.length + (sets === undefined ? 0 : 1) > 1)
      yield conflict(at, '一个活动只能有一项限量:要么限套数,要么只放一种限量的券')
    yield* audienceProblems(audience, draft, `${at}.audience`)
    const seen = new Set<string>()
    for (const [number, { templateId, count }] of items.entries()) {
      const path = `${at}.items.${number}`
      const template = templateOf(draft, templateId)
      if (!template) yield missing(`${path}.templateId`, '券', templateId)
      else if (count > template.perMember)
        yield conflict(`${path}.count`, `每人最多领${template.perMember}张“${template.title}”,请减少张数`)
      if (seen.has(templateId)) yield conflict(`${path}.templateId`, '同一种券请合并成一行')
      seen.add(templateId)
    }
  }
}

function* crossCategoryProblems(draft: CatalogueDraft): Generator<DraftProblem> {
  for (const [index, campaign] of (draft.coupons?.crossCategory ?? []).entries()) {
    const at = `coupons.crossCategory.${index}`
    const { fromCategoryId, toCategoryId, templateId, from, through } = campaign
    yield* windowProblems({ from, through }, at)
    yield* absent([fromCategoryId], draft.categories, `${at}.fromCategoryId`, '分类')
    yield* absent([toCategoryId], draft.categories, `${at}.toCategoryId`, '分类')
    if (fromCategoryId === toCategoryId) yield conflict(`${at}.toCategoryId`, '请选择两个不同的分类')
    yield* givenProblems(draft, templateId, `${at}.templateId`)
    const categories = templateOf(draft, templateId)?.scope.categoryIds
    if (categories && !categories.includes(toCategoryId))
      yield conflict(`${at}.templateId`, '这种券不能用在要推荐的分类上,请改选')
  }
}

/** What is given without a choice can't run out, and can't depend on a tier (L7). */
function* promisedProblems(draft: CatalogueDraft): Generator<DraftProblem> {
  for (const [index, { terms }] of draft.plans.entries())
    for (const [number, { templateId }] of (terms.renewalCoupons ?? []).entries()) {
      const path = `plans.${index}.terms.renewalCoupons.${number}`
      yield* givenProblems(draft, templateId, `${path}.templateId`)
      if (terms.months === 0) yield conflict(path, '没有有效期的卡不能续费,不能设续费券')
    }
  for (const [index, { gives }] of (draft.participation?.rewards ?? []).entries())
    if (gives.kind === 'coupon')
      yield* givenProblems(draft, gives.templateId, `participation.rewards.${index}.gives.templateId`)
  const birthday = draft.care?.birthday?.templateId
  if (birthday !== undefined) yield* givenProblems(draft, birthday, 'care.birthday.templateId')
  for (const side of ['inviter', 'invitee'] as const) {
    const reward = draft.acquisition?.referral?.[side]
    if (reward?.kind === 'coupon')
      yield* givenProblems(draft, reward.templateId, `acquisition.referral.${side}.templateId`)
  }
  const newcomer = draft.acquisition?.newcomer
  if (newcomer) yield* givenProblems(draft, newcomer.templateId, 'acquisition.newcomer.templateId')
}

function* givenProblems(draft: CatalogueDraft, templateId: string, path: string): Generator<DraftProblem> {
  const template = templateOf(draft, templateId)
  if (!template) yield missing(path, '券', templateId)
  else if (template.issueLimit !== undefined || Object.keys(template.audience).length > 0)
    yield {
      path,
      code: 'COUPON_LIMITED',
      sentence: '承诺给会员的券不能限发放总量或领取对象,请另建一种券(民法典第五百零九条)',
      law: 'L7',
    }
}

/** Plans and tiers that an audience names must be there. */
export function* audienceProblems(
  audience: Audience,
  draft: CatalogueDraft,
  at: string,
): Generator<DraftProblem> {
  yield* absent(audience.planIds, draft.plans, `${at}.planIds`, '会员卡')
  const { tierAtLeast } = audience
  const tiers = draft.loyalty?.growth?.tiers ?? []
  if (tierAtLeast !== undefined && !tiers.some(({ rank }) => rank === tierAtLeast))
    yield missing(`${at}.tierAtLeast`, '等级', String(tierAtLeast))
}

function* windowProblems(
  { from, through }: { from: string; through: string },
  at: string,
): Generator<DraftProblem> {
  if (!isDay(from) || !isDay(through) || from > through)
    yield conflict(`${at}.through`, '活动的开始和结束日期要真实存在,结束不早于开始')
}

function* absent(
  ids: readonly string[] | undefined,
  among: readonly { id: string }[],
  path: string,
  what: string,
): Generator<DraftProblem> {
  const unknown = ids?.find((id) => !among.some((one) => one.id === id))
  if (unknown !== undefined) yield missing(path, what, unknown)
}

function templateOf(draft: CatalogueDraft, templateId: string): CouponTemplate | undefined {
  return draft.coupons?.templates.find(({ id }) => id === templateId)
}

function missing(path: string, what: string, id: string): DraftProblem {
  return { path, code: 'REFERENCE_MISSING', sentence: `${what}“${id}”不存在,请先添加或改选` }
}

function conflict(path: string, sentence: string): DraftProblem {
  return { path, code: 'COUPON_CONFLICT', sentence }
}
