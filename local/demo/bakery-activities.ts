import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import { addDays } from '../../cloudfunctions/domain/calendar'

type Participation = NonNullable<CatalogueDraft['participation']>
type Coupons = NonNullable<CatalogueDraft['coupons']>
type CouponTemplate = Coupons['templates'][number]

/** Handed over with a voucher. */
const bakeryGoods = (id: string, title: string, change: Partial<Participation['rewards'][number]>) => ({
  id,
  title,
  detail: '两家门店都能领',
  photo: '',
  gives: { kind: 'goods' as const },
  stock: 200,
  perMember: 5,
  voucherDays: 30,
  cost: 500,
  ...change,
})

/** The points shop, a sample, a vote, a draw with its odds, and how soon questions are answered. */
export function bakeryParticipation(today: string): Participation {
  const from = addDays(today, -40)
  const through = addDays(today, 60)
  const inShop = (points: number) => ({ points, from, through, audience: {} })
  return {
    rewards: [
      bakeryGoods('dou-sha-bao', '豆沙包一个', {
        photo: '/media/doushabao.svg',
        gives: { kind: 'goods', productId: 'doushabao' },
        shop: inShop(200),
        cost: 180,
      }),
      bakeryGoods('fanbudai', '麦香巷帆布袋', { shop: inShop(900), stock: 30, perMember: 1, cost: 1200 }),
      bakeryGoods('man-20-quan', '满20减3券', {
        detail: '放进券包,30天内可用',
        gives: { kind: 'coupon', templateId: 'man20jian3' },
        shop: inShop(120),
        cost: 300,
      }),
      bakeryGoods('xinpin-shichi', '栗子可颂试吃', {
        detail: '新品试吃,每人一份,不用积分',
        shop: inShop(0),
        stock: 60,
        perMember: 1,
        voucherDays: 14,
        cost: 300,
      }),
      bakeryGoods('shidan-doushabao', '豆沙包一个', {
        gives: { kind: 'goods', productId: 'doushabao' },
        stock: 1000,
        cost: 180,
      }),
      bakeryGoods('shengri-dangao', '生日小蛋糕', { stock: 500, cost: 900 }),
      bakeryGoods('jiang-natie', '拿铁一杯', { gives: { kind: 'goods', productId: 'natie' }, cost: 700 }),
    ],
    flashSales: [],
    polls: [
      {
        id: 'xinpin',
        question: '下个月上哪款新品?',
        options: [
          { id: 'lizi', label: '栗子可颂' },
          { id: 'mocha', label: '抹茶千层' },
          { id: 'yutou', label: '芋泥麻薯包' },
        ],
        audience: {},
        from: addDays(today, -10),
        through: addDays(today, 20),
      },
    ],
    draws: [
      {
        id: 'zhounian-chou',
        title: '周年抽奖',
        audience: {},
        from: addDays(today, -10),
        through: addDays(today, 20),
        chancesPerDay: 1,
        prizes: [
          { id: 'natie', rewardId: 'jiang-natie', oddsPerMillion: 50_000, quantity: 30, worth: 1800 },
          {
            id: 'doushabao',
            rewardId: 'shidan-doushabao',
            oddsPerMillion: 200_000,
            quantity: 100,
            worth: 500,
          },
        ],
        organiser: '麦香巷(老街店)',
      },
    ],
    support: { defaultMinutes: 120, byTier: [{ tierAtLeast: 2, minutes: 30 }] },
  }
}

function template(id: string, title: string, change: Partial<CouponTemplate>): CouponTemplate {
  return {
    id,
    title,
    value: { kind: 'amount', amount: 300 },
    threshold: 2000,
    scope: {},
    audience: {},
    combines: { kind: 'group', group: 'man-jian' },
    days: 30,
    perMember: 10,
    ...change,
  }
}

/** What can be claimed now, what could be claimed before, and what only a tier can. */
export function bakeryCoupons(today: string): Coupons {
  return {
    templates: [
      template('man20jian3', '满20减3', {}),
      template('hongbei-85', '烘焙85折', {
        value: { kind: 'percent', basisPoints: 1500, most: 1000 },
        threshold: 6000,
        scope: { categoryIds: ['bakery'] },
        combines: { kind: 'group', group: 'hong-bei' },
        days: 21,
      }),
      template('doushabao-dui', '豆沙包兑换券', {
        value: { kind: 'product' },
        threshold: 0,
        scope: { productIds: ['doushabao'], branchIds: ['laojie'] },
        combines: { kind: 'alone' },
        days: 45,
        perMember: 2,
      }),
      template('maisui-50', '麦穗会员满50减8', {
        value: { kind: 'amount', amount: 800 },
        threshold: 5000,
        audience: { tierAtLeast: 1 },
        issueLimit: 300,
        perMember: 1,
        combines: { kind: 'alone' },
      }),
    ],
    campaigns: [
      {
        id: 'huanji',
        title: '换季礼券',
        audience: {},
        from: addDays(today, -45),
        through: addDays(today, -30),
        items: [
          { templateId: 'man20jian3', count: 2 },
          { templateId: 'hongbei-85', count: 1 },
        ],
      },
      {
        id: 'zhounian',
        title: '周年礼券',
        audience: {},
        from: addDays(today, -12),
        through: addDays(today, 20),
        items: [
          { templateId: 'man20jian3', count: 2 },
          { templateId: 'doushabao-dui', count: 1 },
        ],
        sets: 200,
      },
      {
        id: 'maisui-li',
        title: '麦穗会员礼券',
        audience: { tierAtLeast: 1 },
        from: addDays(today, -12),
        through: addDays(today, 20),
        items: [{ templateId: 'maisui-50', count: 1 }],
      },
    ],
    crossCategory: [],
    resaleSigns: { recipientsPerWeek: 6, nightOrdersPerWeek: 6 },
  }
}
