import type { TradeTemplate } from './index'
import { forCategory, percent, product, TERM_RULES } from './parts'
import { programme } from './programme'

/** One card at three terms: the month to try, the year for who comes each day. */
const card = (id: string, name: string, label: string, price: number, months: number) => ({
  id,
  onSale: true,
  terms: {
    name,
    oneLine: '咖啡每天两杯75折,轻食9折',
    price,
    months,
    fulfilment: 'offline' as const,
    family: { id: 'kafei', rank: 1, label },
    memberPrices: [
      forCategory('coffee', '咖啡75折', percent(7500), { perDay: 2 }),
      forCategory('food', '轻食9折', percent(9000)),
    ],
    categoryDiscounts: [],
    rules: ['咖啡会员价每天限两杯,超出部分按原价', ...TERM_RULES],
    agreementIds: ['membership'],
  },
})

export const COFFEE_TEMPLATE: TradeTemplate = {
  slogan: '街角的一杯好咖啡',
  accent: '#7A4A2B',
  categories: [
    { id: 'coffee', name: '咖啡' },
    { id: 'food', name: '轻食' },
  ],
  products: [
    product('coffee', 'meishi', '美式', { cost: 600, price: 1500 }),
    product('coffee', 'natie', '拿铁', { cost: 750, price: 2000 }),
    product('coffee', 'aobai', '澳白', { cost: 800, price: 2200 }),
    product('coffee', 'shouchong', '手冲', { cost: 1200, price: 3200 }),
    product('coffee', 'lengcui', '冷萃', { cost: 700, price: 2000 }),
    product('food', 'beiguo', '贝果', { cost: 600, price: 1600 }),
    product('food', 'sanmingzhi', '三明治', { cost: 1100, price: 2600 }),
    product('food', 'bashi', '巴斯克切块', { cost: 1200, price: 2800 }),
  ],
  plans: [
    card('yueka', '咖啡月卡', '月卡', 3900, 1),
    card('jika', '咖啡季卡', '季卡', 9900, 3),
    card('nianka', '咖啡年卡', '年卡', 29_900, 12),
  ],
  ...programme({
    tiers: ['浅烘', '中烘', '深烘'],
    thresholds: [1000, 3000],
    spend: { from: 4000, off: 400 },
    taste: { categoryId: 'food', title: '轻食券', off: 300 },
  }),
}
