import type { TradeTemplate } from './index'
import { forCategory, percent, product, TERM_RULES } from './parts'
import { programme } from './programme'

/** What a family buys again and again, and coupons to begin with (M041). */
export const MOTHER_BABY_TEMPLATE: TradeTemplate = {
  slogan: '日常所需,安心选购',
  accent: '#AD3F68',
  categories: [
    { id: 'diaper', name: '纸尿裤' },
    { id: 'care', name: '洗护' },
    { id: 'food', name: '辅食零食' },
    { id: 'toy', name: '玩具书籍' },
  ],
  products: [
    product('diaper', 'zhiniaoku-m', '纸尿裤 M 码(60片)', { cost: 6800, price: 9900 }),
    product('diaper', 'zhiniaoku-l', '纸尿裤 L 码(54片)', { cost: 6800, price: 9900 }),
    product('diaper', 'laliku', '拉拉裤 XL 码(46片)', { cost: 7200, price: 10_900 }),
    product('care', 'shijin', '手口湿巾(6包)', { cost: 2200, price: 3900 }),
    product('care', 'muyulu', '沐浴露', { cost: 3200, price: 5800 }),
    product('food', 'mifen', '米粉', { cost: 3600, price: 5900 }),
    product('food', 'guoni', '果泥(袋)', { cost: 600, price: 1080 }),
    product('toy', 'huiben', '纸板书', { cost: 1500, price: 2980 }),
    product('toy', 'jimu', '软积木', { cost: 4200, price: 7900 }),
  ],
  plans: [
    {
      id: 'nianka',
      onSale: true,
      terms: {
        name: '安心年卡',
        oneLine: '纸尿裤95折,其他全年9折',
        price: 19_900,
        months: 12,
        fulfilment: 'offline',
        memberPrices: [
          forCategory('diaper', '纸尿裤95折', percent(9500)),
          forCategory('care', '洗护9折', percent(9000)),
          forCategory('food', '辅食零食9折', percent(9000)),
          forCategory('toy', '玩具书籍9折', percent(9000)),
        ],
        categoryDiscounts: [],
        coupons: [
          {
            id: 'kaika-quan',
            title: '开卡满199减20',
            amount: 2000,
            threshold: 19_900,
            count: 3,
            days: 90,
            grant: 'first',
          },
        ],
        rules: ['开卡券每单限用一张,90天内有效', ...TERM_RULES],
        agreementIds: ['membership'],
      },
    },
  ],
  ...programme({
    tiers: ['新芽', '小苗', '大树'],
    thresholds: [3000, 8000],
    spend: { from: 20_000, off: 1500 },
    taste: { categoryId: 'toy', title: '玩具书籍券', off: 500 },
  }),
}
