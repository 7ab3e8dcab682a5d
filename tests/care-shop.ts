import type { CareProgramme, HolidayCare, MemberDay } from '../cloudfunctions/contract/care'
import type { CatalogueDraft } from '../cloudfunctions/contract/catalogue'
import type { MemberEvent } from '../cloudfunctions/contract/events'
import { couponTemplate } from './coupon-drafts'
import { withPoints } from './points-shop'
import type { Shop } from './shop'

/** The coupon of the test shops' member days: without a limit. */
export const DAY_COUPON = 'huiyuan-ri'

/** Double points and a coupon on the 18th of each month. */
export function memberDay(change: Partial<MemberDay> = {}): MemberDay {
  return {
    id: 'shi-ba',
    title: '18日会员日',
    text: '双倍积分,到店领满20减5券',
    recurs: { kind: 'monthly', dayOfMonth: 18 },
    audience: {},
    pointsBasisPoints: 20_000,
    templateId: DAY_COUPON,
    ...change,
  }
}

export function holiday(change: Partial<HolidayCare> = {}): HolidayCare {
  return {
    id: 'qing-ming',
    day: '2027-04-05',
    title: '清明',
    text: '清明假期照常营业,青团已上新',
    ...change,
  }
}

/** A tasting for twelve, four days after a test shop opens. */
export function memberEvent(change: Partial<MemberEvent> = {}): MemberEvent {
  return {
    id: 'pin-jian',
    title: '新品品鉴会',
    text: '和面包师一起尝三款新品',
    branchId: 'laojie',
    day: '2027-03-14',
    from: '15:00',
    to: '17:00',
    signUpThrough: '2027-03-13',
    capacity: 12,
    audience: {},
    ...change,
  }
}

export const CARE_LIST: NonNullable<CareProgramme['careList']> = {
  birthdayText: '{day}是您的生日,祝您生日快乐',
  cardEndingText: '您的会员卡{day}到期,续不续都可以来店里聊聊',
  absentText: '好久没见,店里上了新品,欢迎来尝',
}

/** A shop with points that thinks of its members; what it has else, stays. */
export function withCare(
  parts: { care?: Partial<CareProgramme>; events?: MemberEvent[] } = {},
  draft: CatalogueDraft = withPoints(),
): CatalogueDraft {
  const copy = structuredClone(draft)
  const { templates = [], ...coupons } = copy.coupons ?? { campaigns: [], crossCategory: [] }
  return {
    ...copy,
    coupons: { ...coupons, templates: [...templates, couponTemplate({ id: DAY_COUPON })] },
    care: {
      memberDays: [memberDay()],
      holidays: [holiday()],
      birthday: { text: '生日快乐' },
      careList: CARE_LIST,
      ...parts.care,
    },
    events: parts.events ?? [memberEvent()],
  }
}

/** Publishes what `change` makes of the shop's present draft. */
export async function republish(
  shop: Shop,
  change: (draft: CatalogueDraft) => CatalogueDraft,
): Promise<void> {
  const { draft, release } = await shop.call('owner', 'operations.catalogue', {})
  if (!draft) throw new Error('nothing was released yet')
  await shop.call('owner', 'operations.release', {
    operationId: shop.operationId(),
    expectedRelease: release,
    draft: change(draft),
  })
}

/** Agrees to be told of offers. */
export async function wantsNews(shop: Shop, person: string): Promise<void> {
  await shop.call(person, 'membership.consent', {
    operationId: shop.operationId(),
    purpose: 'marketing',
    granted: true,
  })
}
