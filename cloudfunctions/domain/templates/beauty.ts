import type { TradeTemplate } from './index'
import { forCategory, percent, product, TERM_RULES } from './parts'
import { programme } from './programme'

/** A fee and honest prices instead of large sums paid ahead. */
export const BEAUTY_TEMPLATE: TradeTemplate = {
  slogan: '明码标价,不推销',
  accent: '#8A4A63',
  categories: [
    { id: 'hair', name: '美发' },
    { id: 'skin', name: '护肤' },
    { id: 'nail', name: '美甲' },
  ],
  products: [
    product('hair', 'jianfa', '剪发', { cost: 3000, price: 6800 }),
    product('hair', 'ranfa', '染发', { cost: 12_000, price: 28_800 }),
    product('hair', 'tangfa', '烫发', { cost: 14_000, price: 32_800 }),
    product('hair', 'huli', '头皮护理', { cost: 5000, price: 12_800 }),
    product('skin', 'bushui', '补水护理', { cost: 7000, price: 16_800 }),
    product('skin', 'qingjie', '深层清洁', { cost: 6000, price: 14_800 }),
    product('nail', 'danse', '纯色美甲', { cost: 4000, price: 9800 }),
    product('nail', 'kuanshi', '款式美甲', { cost: 6500, price: 16_800 }),
  ],
  plans: [
    {
      id: 'nianka',
      onSale: true,
      terms: {
        name: '美丽年卡',
        oneLine: '美发护肤全年8折,美甲85折',
        price: 29_900,
        months: 12,
        fulfilment: 'offline',
        memberPrices: [
          forCategory('hair', '美发8折', percent(8000)),
          forCategory('skin', '护肤8折', percent(8000)),
          forCategory('nail', '美甲85折', percent(8500)),
        ],
        categoryDiscounts: [],
        rules: [...TERM_RULES],
        agreementIds: ['membership'],
      },
    },
  ],
  ...programme({
    tiers: ['素颜', '淡妆', '盛装'],
    thresholds: [2000, 6000],
    spend: { from: 20_000, off: 1500 },
    taste: { categoryId: 'nail', title: '美甲券', off: 1000 },
  }),
}
