import type { CatalogueDraft } from '../../../cloudfunctions/contract/catalogue'
import { addDays } from '../../../cloudfunctions/domain/calendar'

type Terms = CatalogueDraft['plans'][number]['terms']

/** The family's deliveries: the real fee of an order, four times a month (M059). */
export const FAMILY_DELIVERY: NonNullable<Terms['benefits']> = [
  {
    id: 'mian-peisong',
    kind: 'delivery',
    title: '每月4次免配送费',
    detail: '全家外送的订单都算',
    cost: 400,
    most: 800,
    times: 4,
    per: 'month',
  },
]

/** Locked until the next year is paid for, and shown as that from the start (M084). */
export const WITH_RENEWAL: NonNullable<Terms['renewalCoupons']> = [
  { templateId: 'xufei-man60', count: 3, offerDaysAfterEnd: 15 },
]

/** Bananas for one yuan on Wednesdays, a taste of cut fruit, and goods that may come back (M030, M121). */
export function fruitProgramme(today: string): Pick<CatalogueDraft, 'coupons' | 'loyalty' | 'participation'> {
  return {
    coupons: {
      templates: [
        {
          id: 'guoqie-changxian',
          title: '鲜切尝鲜满15减5',
          value: { kind: 'amount', amount: 500 },
          threshold: 1500,
          scope: { categoryIds: ['cut'] },
          audience: {},
          combines: { kind: 'group', group: 'chang-xian' },
          days: 40,
          perMember: 1,
        },
        {
          id: 'xufei-man60',
          title: '续费专享满60减15',
          value: { kind: 'amount', amount: 1500 },
          threshold: 6000,
          scope: {},
          audience: {},
          combines: { kind: 'alone' },
          days: 90,
          perMember: 3,
        },
        {
          id: 'waisong-jian4',
          title: '外送减4元',
          value: { kind: 'delivery', most: 400 },
          threshold: 3000,
          scope: { channels: ['delivery'] },
          audience: {},
          combines: { kind: 'group', group: 'wai-song' },
          days: 30,
          perMember: 2,
        },
      ],
      campaigns: [
        {
          id: 'waisong',
          title: '外送新客礼券',
          audience: {},
          from: addDays(today, -30),
          through: addDays(today, 30),
          items: [{ templateId: 'waisong-jian4', count: 2 }],
          sets: 500,
        },
      ],
      crossCategory: [
        {
          id: 'xianqie',
          title: '常买鲜果的会员,尝尝鲜切',
          fromCategoryId: 'seasonal',
          toCategoryId: 'cut',
          orders: 2,
          templateId: 'guoqie-changxian',
          holdOut: 2000,
          from: addDays(today, -100),
          through: addDays(today, 60),
        },
      ],
      resaleSigns: { recipientsPerWeek: 5, nightOrdersPerWeek: 5 },
    },
    loyalty: { badges: [], returnDays: 3 },
    participation: {
      rewards: [],
      flashSales: [
        {
          id: 'zhousan',
          title: '周三1元香蕉',
          productId: 'xiangjiao',
          price: 100,
          weekday: 3,
          from: addDays(today, -60),
          through: addDays(today, 120),
          stock: 100,
          perMember: 1,
          audience: {},
          pickUpBranchIds: ['nanmen'],
          pickUpDays: 7,
          agreementIds: [],
        },
      ],
      polls: [],
      draws: [],
    },
  }
}
