import type { TradeTemplate } from './index'
import { product } from './parts'
import { programme } from './programme'

/** Stored value in three steps: what is paid in never expires and can always be asked back (L5, L6). */
export const HOT_POT_TEMPLATE: TradeTemplate = {
  slogan: '每桌现炒锅底',
  accent: '#B3261E',
  categories: [
    { id: 'base', name: '锅底' },
    { id: 'meat', name: '荤菜' },
    { id: 'vegetable', name: '素菜' },
    { id: 'drink', name: '酒水' },
  ],
  products: [
    product('base', 'niuyou', '牛油红锅', { cost: 2500, price: 6800 }),
    product('base', 'yuanyang', '鸳鸯锅', { cost: 2800, price: 7800 }),
    product('meat', 'feiniu', '鲜切肥牛', { cost: 2600, price: 5800 }),
    product('meat', 'maodu', '毛肚', { cost: 2400, price: 5600 }),
    product('meat', 'xiahua', '手打虾滑', { cost: 1900, price: 4200 }),
    product('meat', 'yachang', '鸭肠', { cost: 1500, price: 3600 }),
    product('vegetable', 'shucai', '时蔬拼盘', { cost: 900, price: 2600 }),
    product('vegetable', 'doufu', '冻豆腐', { cost: 400, price: 1400 }),
    product('drink', 'suanmei', '酸梅汤(扎)', { cost: 500, price: 2200 }),
  ],
  settings: {
    prepaid: {
      issuer: 'sole_trader',
      stopSales: false,
      mostNamed: 500_000,
      mostAnonymous: 100_000,
      refundDays: 15,
    },
  },
  plans: [
    {
      id: 'chuzhi',
      onSale: true,
      terms: {
        name: '储值会员',
        oneLine: '充3000元享8折,充5000元享7折,余额不过期',
        price: 100_000,
        months: 0,
        fulfilment: 'offline',
        mode: 'stored_value',
        memberPrices: [],
        categoryDiscounts: [],
        storedValue: {
          spendOrder: 'principal_first',
          ladder: [
            { id: 'chong-1000', principal: 100_000, bonus: 0, memberBasisPoints: 9000, perks: [] },
            { id: 'chong-3000', principal: 300_000, bonus: 0, memberBasisPoints: 8000, perks: [] },
            {
              id: 'chong-5000',
              principal: 500_000,
              bonus: 0,
              memberBasisPoints: 7000,
              perks: ['预约优先留座'],
            },
          ],
        },
        rules: [
          '折扣以充值档位为准,用余额付款时享受',
          '余额超过1000元需登记姓名和证件号,合计不超过5000元',
          '余额没有有效期,剩余本金随时可以退回',
          '付款后7天内未使用,全额退款',
        ],
        agreementIds: ['prepaid'],
      },
    },
  ],
  ...programme({
    tiers: ['清汤', '微辣', '中辣'],
    thresholds: [2000, 6000],
    spend: { from: 20_000, off: 1500 },
    taste: { categoryId: 'drink', title: '酒水券', off: 500 },
  }),
}
