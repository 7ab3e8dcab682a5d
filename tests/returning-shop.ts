import type { CatalogueDraft } from '../cloudfunctions/contract/catalogue'
import type { ShopSettings } from '../cloudfunctions/contract/shop-settings'
import { withBenefits } from './benefit-shop'
import { withProgramme } from './coupon-drafts'
import { withMessages } from './message-shop'
import type { Shop } from './shop'

type WinBack = NonNullable<ShopSettings['winBack']>
type PeakOffer = NonNullable<ShopSettings['peakOffer']>

const WIN_BACK: WinBack = {
  afterLapse: { words: '谢谢您这一年的光顾' },
  churn: { days: 30, words: '好久不见,新品等您尝' },
  wakeUp: { days: 60, words: '余额和券都还在,随时可用' },
  comebackGift: {
    id: 'huigui',
    title: '回归小礼',
    gives: { kind: 'coupon', templateId: 'wuyuan' },
    comesWith: 'wake_up',
    from: '2026-01-01',
    through: '2039-12-31',
    words: '一张5元券,欢迎回来',
  },
}

const PEAK_OFFER: PeakOffer = {
  id: 'dangtian',
  title: '今天续卡加送',
  gives: { kind: 'bonus_months', months: 2 },
  notAgainDays: 30,
  from: '2026-01-01',
  through: '2039-12-31',
  words: '今天续卡加送两个月',
}

/** A shop with benefits that asks its members back, and offers something on the day of a service. */
export function withReturning(change: (draft: CatalogueDraft) => void = () => undefined): CatalogueDraft {
  const draft = withMessages(withBenefits())
  withProgramme(draft)
  draft.settings = { ...draft.settings, winBack: WIN_BACK, peakOffer: PEAK_OFFER }
  change(draft)
  return draft
}

/** The staff marks a service as done, at the counter of the old street. */
export async function serve(shop: Shop, person: string, benefitId = 'jianding') {
  const { visit } = await shop.call('clerk-laojie', 'counter.resolve', {
    branchId: 'laojie',
    code: await shop.codeOf(person),
  })
  return shop.call('clerk-laojie', 'counter.useBenefit', {
    operationId: shop.operationId(),
    branchId: 'laojie',
    visit,
    benefit: { source: 'card', benefitId },
    units: 1,
  })
}

/** Joins and agrees to be written to. */
export async function joinAgreeing(shop: Shop, person: string): Promise<void> {
  await shop.join(person)
  await shop.call(person, 'membership.consent', {
    operationId: shop.operationId(),
    purpose: 'marketing',
    granted: true,
  })
}
