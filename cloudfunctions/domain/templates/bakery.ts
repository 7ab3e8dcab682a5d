import type { TradeTemplate } from './index'
import { forCategory, percent, product, TERM_RULES } from './parts'
import { programme } from './programme'

/** Bread of the day and coffee beside it: a year card for who comes twice a week. */
export const BAKERY_TEMPLATE: TradeTemplate = {
  slogan: '每天清晨现做现烤',
  accent: '#C2431F',
  categories: [
    { id: 'bread', name: '面包' },
    { id: 'cake', name: '蛋糕' },
    { id: 'drink', name: '饮品' },
  ],
  products: [
    product('bread', 'niujiaobao', '牛角包', { cost: 450, price: 1200 }),
    product('bread', 'tusi', '吐司', { cost: 800, price: 2200 }),
    product('bread', 'doushabao', '豆沙包', { cost: 180, price: 500 }),
    product('bread', 'faguun', '法棍', { cost: 420, price: 1400 }),
    product('cake', 'qiefang', '蛋糕切块', { cost: 900, price: 2600 }),
    product('cake', 'shengri', '生日蛋糕', { cost: 6500, price: 16_800 }),
    product('drink', 'meishi', '美式', { cost: 600, price: 1500 }),
    product('drink', 'natie', '拿铁', { cost: 700, price: 1800 }),
  ],
  plans: [
    {
      id: 'nianka',
      onSale: true,
      terms: {
        name: '烘焙年卡',
        oneLine: '面包全年9折,饮品按成本价的1.5倍',
        price: 19_900,
        months: 12,
        fulfilment: 'offline',
        memberPrices: [
          forCategory('bread', '面包9折', percent(9000)),
          forCategory('cake', '蛋糕9折', percent(9000)),
          forCategory('drink', '饮品会员价', { kind: 'cost_plus', basisPoints: 15_000 }),
        ],
        categoryDiscounts: [],
        rules: [...TERM_RULES],
        agreementIds: ['membership'],
      },
    },
  ],
  ...programme({
    tiers: ['麦粒', '麦穗', '麦田'],
    thresholds: [1000, 3000],
    spend: { from: 3000, off: 300 },
    taste: { categoryId: 'drink', title: '饮品券', off: 300 },
  }),
}
