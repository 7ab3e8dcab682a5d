import type { CatalogueDraft } from '../contract/catalogue'
import type { CouponTemplate } from '../contract/coupon-templates'
import type { ComebackGift, PeakOfferSettings } from '../contract/win-back'
import { isDay } from './calendar'
import type { DraftProblem } from './compliance'
import { yuanText } from './money'

/** What may be offered to who stays away or has just been served, and what may not. */

/** A comeback gift costs the shop ¥5 at most (M096). */
const MOST_GIFT_COST = 500
/** "Today only" is untrue where the same offer comes again within a month (M088). */
const LEAST_APART_DAYS = 30

export function* winBackProblems(draft: CatalogueDraft): Generator<DraftProblem> {
  const { winBack, peakOffer } = draft.settings ?? {}
  if (winBack?.comebackGift) yield* giftProblems(draft, winBack.comebackGift)
  if (peakOffer) yield* peakProblems(draft, peakOffer)
}

/** Every line that is written to members, with its path in the draft. */
export function* winBackTexts({
  settings,
}: CatalogueDraft): Generator<readonly [path: string, text: string]> {
  const { winBack, peakOffer } = settings ?? {}
  if (winBack?.afterLapse) yield ['settings.winBack.afterLapse.words', winBack.afterLapse.words]
  if (winBack?.churn?.words !== undefined) yield ['settings.winBack.churn.words', winBack.churn.words]
  if (winBack?.wakeUp) yield ['settings.winBack.wakeUp.words', winBack.wakeUp.words]
  if (winBack?.comebackGift) {
    yield ['settings.winBack.comebackGift.title', winBack.comebackGift.title]
    yield ['settings.winBack.comebackGift.words', winBack.comebackGift.words]
  }
  if (peakOffer) {
    yield ['settings.peakOffer.title', peakOffer.title]
    yield ['settings.peakOffer.words', peakOffer.words]
  }
}

/** Of a draft, or of the release that was made of it. */
type Gifts = Pick<CatalogueDraft, 'coupons' | 'participation'> & {
  readonly products: readonly Pick<CatalogueDraft['products'][number], 'id' | 'categoryId' | 'cost'>[]
}

/**
 * Fen that one gift costs the shop at most: a coupon what it can take off, a free product the
 * dearest that it can be; null for what the draft doesn't have.
 */
export function comebackGiftCost(draft: Gifts, gives: ComebackGift['gives']): number | null {
  if (gives.kind === 'coupon') {
    const template = draft.coupons?.templates.find(({ id }) => id === gives.templateId)
    return template ? couponCost(draft, template) : null
  }
  const reward = draft.participation?.rewards.find(({ id }) => id === gives.rewardId)
  if (!reward) return null
  if (reward.gives.kind !== 'coupon') return reward.cost
  const coupon = comebackGiftCost(draft, { kind: 'coupon', templateId: reward.gives.templateId })
  return coupon === null ? null : Math.max(reward.cost, coupon)
}

function couponCost({ products }: Gifts, { value, scope }: CouponTemplate): number {
  switch (value.kind) {
    case 'amount':
      return value.amount
    case 'percent':
    case 'delivery':
      return value.most
    case 'product': {
      const inScope = products.filter(
        ({ id, categoryId }) =>
          (!scope.productIds || scope.productIds.includes(id)) &&
          (!scope.categoryIds || scope.categoryIds.includes(categoryId)),
      )
      return Math.max(0, ...inScope.map(({ cost }) => cost))
    }
  }
}

function* giftProblems(
  draft: CatalogueDraft,
  { gives, from, through }: ComebackGift,
): Generator<DraftProblem> {
  const at = 'settings.winBack.comebackGift'
  yield* windowProblems(at, from, through)
  const cost = comebackGiftCost(draft, gives)
  if (cost === null)
    yield { path: `${at}.gives`, code: 'REFERENCE_MISSING', sentence: '回归小礼不存在,请先添加或改选' }
  else if (cost > MOST_GIFT_COST)
    yield {
      path: `${at}.gives`,
      code: 'COMEBACK_GIFT_COST',
      sentence: `回归小礼每份成本最多${yuanText(MOST_GIFT_COST)},现在是${yuanText(cost)},请换一份`,
    }
  if (gives.kind === 'coupon') yield* givenWithoutChoice(draft, gives.templateId, `${at}.gives.templateId`)
  const reward =
    gives.kind === 'reward' ? draft.participation?.rewards.find(({ id }) => id === gives.rewardId) : undefined
  if (reward?.shop)
    yield {
      path: `${at}.gives.rewardId`,
      code: 'GIFT_IN_SHOP',
      sentence: '积分商城里的奖品会被兑完,请另建一份只用于回归小礼的奖品',
    }
}

function* peakProblems(draft: CatalogueDraft, offer: PeakOfferSettings): Generator<DraftProblem> {
  const { planIds = [], benefitIds = [], gives, notAgainDays, from, through } = offer
  const at = 'settings.peakOffer'
  yield* windowProblems(at, from, through)
  if (notAgainDays < LEAST_APART_DAYS)
    yield {
      path: `${at}.notAgainDays`,
      code: 'DEADLINE_NOT_TRUE',
      sentence: `写了“今天有效”,${LEAST_APART_DAYS}天内就不能再给同一位会员,否则截止时间不真实(规范促销行为暂行规定)`,
      law: 'L4',
    }
  const plan = planIds.find((id) => !draft.plans.some((one) => one.id === id))
  if (plan !== undefined)
    yield {
      path: `${at}.planIds`,
      code: 'REFERENCE_MISSING',
      sentence: `会员卡“${plan}”不存在,请先添加或改选`,
    }
  const known = new Set([
    ...draft.plans.flatMap(({ terms }) => (terms.benefits ?? []).map(({ id }) => id)),
    ...(draft.loyalty?.growth?.tiers ?? []).flatMap(({ benefits }) => benefits.map(({ id }) => id)),
  ])
  const benefit = benefitIds.find((id) => !known.has(id))
  if (benefit !== undefined)
    yield {
      path: `${at}.benefitIds`,
      code: 'REFERENCE_MISSING',
      sentence: `权益“${benefit}”不存在,请先添加或改选`,
    }
  if (gives.kind === 'coupon') yield* givenWithoutChoice(draft, gives.templateId, `${at}.gives.templateId`)
}

/** What is promised to whoever it meets can't run out, and can't depend on a tier (L7). */
function* givenWithoutChoice(
  { coupons }: CatalogueDraft,
  templateId: string,
  path: string,
): Generator<DraftProblem> {
  const template = coupons?.templates.find(({ id }) => id === templateId)
  if (!template) yield { path, code: 'REFERENCE_MISSING', sentence: `券“${templateId}”不存在,请先添加或改选` }
  else if (template.issueLimit !== undefined || Object.keys(template.audience).length > 0)
    yield {
      path,
      code: 'COUPON_LIMITED',
      sentence: '承诺给会员的券不能限发放总量或领取对象,请另建一种券(民法典第五百零九条)',
      law: 'L7',
    }
}

function* windowProblems(at: string, from: string, through: string): Generator<DraftProblem> {
  if (!isDay(from) || !isDay(through) || from > through)
    yield {
      path: `${at}.through`,
      code: 'WINDOW_INVALID',
      sentence: '活动的开始和结束日期要真实存在,结束不早于开始',
    }
}
