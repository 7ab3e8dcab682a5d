import type { TradeTemplate } from './index'
import { forCategory, percent, product, TERM_RULES } from './parts'
import { programme } from './programme'

/** A family's fruit for a year: one card that the whole household uses (M116). */
export const FRUIT_TEMPLATE: TradeTemplate = {
  slogan: '当季鲜果,坏果包赔',
  accent: '#2E7D32',
  categories: [
    { id: 'seasonal', name: '当季鲜果' },
    { id: 'boxed', name: '整箱' },
    { id: 'cut', name: '鲜切' },
  ],
  products: [
    product('seasonal', 'pingguo', '红富士苹果(斤)', { cost: 450, price: 890 }),
    product('seasonal', 'chengzi', '脐橙(斤)', { cost: 380, price: 780 }),
    product('seasonal', 'xiangjiao', '香蕉(斤)', { cost: 250, price: 490 }),
    product('seasonal', 'putao', '阳光玫瑰(斤)', { cost: 900, price: 1880 }),
    product('seasonal', 'caomei', '草莓(盒)', { cost: 1500, price: 2980 }),
    product('boxed', 'chengzi-xiang', '脐橙整箱(10斤)', { cost: 3500, price: 6800 }),
    product('boxed', 'pingguo-xiang', '苹果整箱(10斤)', { cost: 4200, price: 7980 }),
    product('cut', 'guoqie', '混合果切', { cost: 800, price: 1680 }),
    product('cut', 'xigua', '西瓜切块', { cost: 500, price: 1080 }),
  ],
  plans: [
    {
      id: 'jiatingka',
      onSale: true,
      terms: {
        name: '鲜果家庭卡',
        oneLine: '全家一张卡,鲜果全年85折',
        price: 59_800,
        months: 12,
        fulfilment: 'offline',
        household: { helpers: 3 },
        memberPrices: [
          forCategory('seasonal', '当季鲜果85折', percent(8500)),
          forCategory('boxed', '整箱88折', percent(8800)),
          forCategory('cut', '鲜切85折', percent(8500)),
        ],
        categoryDiscounts: [],
        rules: ['持卡人可邀请3位家人一起使用,节省记在同一张卡上', ...TERM_RULES],
        agreementIds: ['membership'],
      },
    },
  ],
  ...programme({
    tiers: ['青果', '鲜果', '甜果'],
    thresholds: [1500, 4000],
    spend: { from: 5000, off: 500 },
    taste: { categoryId: 'cut', title: '鲜切券', off: 200 },
  }),
}
