import type { CatalogueDraft } from '../../contract/catalogue'
import type { CouponTemplate } from '../../contract/coupon-templates'

type Programme = Required<Pick<CatalogueDraft, 'coupons' | 'loyalty'>>

interface Own {
  /** Names of the three tiers, from the lowest. */
  readonly tiers: readonly [string, string, string]
  /** Yuan a year that lead to the second and to the third. */
  readonly thresholds: readonly [number, number]
  /** Fen: from which sum the coupon for everything takes off how much. */
  readonly spend: { readonly from: number; readonly off: number }
  /** A category to be tried, its coupon's name and what it takes off. */
  readonly taste: { readonly categoryId: string; readonly title: string; readonly off: number }
}

/** What is said of every coupon to begin with: alone on a receipt, a month long, for everybody. */
const COUPON = {
  audience: {},
  combines: { kind: 'alone' },
  days: 30,
  perMember: 1,
} as const satisfies Partial<CouponTemplate>

/** Keeping a tier takes four fifths of what led to it. */
const KEPT = [4, 5] as const

/**
 * Points at one in a hundred, three tiers by what was paid in a year, and two coupons that a campaign
 * or a reward can give: modest enough to be kept, and all of it the owner's to change.
 */
export function programme({ tiers, thresholds, spend, taste }: Own): Programme {
  const [low, middle, high] = tiers
  const [second, third] = thresholds
  const tier = (rank: number, name: string, threshold: number, pointsBasisPoints: number) => ({
    id: `dengji-${rank + 1}`,
    name,
    rank,
    threshold,
    keep: Math.floor((threshold * KEPT[0]) / KEPT[1]),
    pointsBasisPoints,
    benefits: [],
  })
  return {
    coupons: {
      templates: [
        {
          ...COUPON,
          id: 'man-jian',
          title: '满减券',
          value: { kind: 'amount', amount: spend.off },
          threshold: spend.from,
          scope: {},
        },
        {
          ...COUPON,
          id: 'chang-xian',
          title: taste.title,
          value: { kind: 'amount', amount: taste.off },
          threshold: 0,
          scope: { categoryIds: [taste.categoryId] },
        },
      ],
      campaigns: [],
      crossCategory: [],
    },
    loyalty: {
      points: {
        perYuanHundredths: 100,
        pendingDays: 1,
        expireAfterMonths: 12,
        fenPer100: 100,
        mostBasisPoints: 2000,
      },
      growth: {
        perYuanHundredths: 100,
        window: 'rolling_12_months',
        tierMonths: 12,
        landing: 'one_down',
        tiers: [tier(0, low, 0, 10_000), tier(1, middle, second, 12_000), tier(2, high, third, 15_000)],
        challenges: [],
      },
      badges: [],
      returnDays: 0,
    },
  }
}
