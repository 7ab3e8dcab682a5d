import type { TradeTemplate } from './index'
import { forCategory, percent, product, TERM_RULES } from './parts'
import { programme } from './programme'

const card = (id: string, name: string, label: string, price: number, months: number) => ({
  id,
  onSale: true,
  terms: {
    name,
    oneLine: '每天入场一次,团课6折,私教课9折',
    price,
    months,
    fulfilment: 'offline' as const,
    family: { id: 'jianshen', rank: 1, label },
    memberPrices: [
      // Who comes in costs next to nothing: that it is below cost is meant.
      forCategory('entry', '每天入场一次', { kind: 'fixed', price: 0 }, { perDay: 1, lossLeader: true }),
      forCategory('class', '团课6折', percent(6000)),
      forCategory('coach', '私教课9折', percent(9000)),
    ],
    categoryDiscounts: [],
    rules: ['会员入场每天一次,限本人', '受伤、怀孕等不便使用时可按剩余天数退款', ...TERM_RULES],
    agreementIds: ['membership'],
  },
})

/** Long cards are what gyms fail with: here a month first, a year for who stays. */
export const GYM_TEMPLATE: TradeTemplate = {
  slogan: '每天动一动',
  accent: '#1F5FA8',
  categories: [
    { id: 'entry', name: '入场' },
    { id: 'class', name: '团课' },
    { id: 'coach', name: '私教' },
    { id: 'shop', name: '饮品用品' },
  ],
  products: [
    product('entry', 'danci', '单次入场', { cost: 300, price: 4000 }),
    product('class', 'yujia', '瑜伽团课', { cost: 2000, price: 6000 }),
    product('class', 'danche', '动感单车', { cost: 1800, price: 5000 }),
    product('class', 'boji', '搏击团课', { cost: 2200, price: 6800 }),
    product('coach', 'sijiao', '私教课(60分钟)', { cost: 16_000, price: 30_000 }),
    product('coach', 'lashen', '拉伸(30分钟)', { cost: 6000, price: 12_000 }),
    product('shop', 'shui', '矿泉水', { cost: 100, price: 300 }),
    product('shop', 'danbai', '蛋白饮', { cost: 900, price: 1800 }),
  ],
  plans: [
    card('yueka', '健身月卡', '月卡', 29_900, 1),
    card('jika', '健身季卡', '季卡', 79_900, 3),
    card('nianka', '健身年卡', '年卡', 238_000, 12),
  ],
  ...programme({
    tiers: ['起步', '坚持', '自律'],
    thresholds: [3000, 8000],
    spend: { from: 10_000, off: 800 },
    taste: { categoryId: 'class', title: '团课券', off: 800 },
  }),
}
