import type { CatalogueDraft } from '../../../cloudfunctions/contract/catalogue'
import { messageTemplates } from '../message-templates'
import { FAMILY_DELIVERY, fruitProgramme, WITH_RENEWAL } from './programme'

type Plan = CatalogueDraft['plans'][number]
type MemberPrice = Plan['terms']['memberPrices'][number]

const forCategory = (categoryId: string, title: string, basisPoints: number): MemberPrice => ({
  id: `${categoryId}-price`,
  title,
  scope: { kind: 'category', categoryId },
  rule: { kind: 'percent', basisPoints },
  lossLeader: false,
})

/** 轻享: for who comes now and then. */
const LIGHT: Plan = {
  id: 'qingxiang',
  onSale: true,
  terms: {
    name: '鲜果轻享卡',
    oneLine: '当季鲜果全年95折',
    price: 9900,
    months: 12,
    fulfilment: 'offline',
    family: { id: 'xianguo', rank: 1, label: '轻享' },
    memberPrices: [forCategory('seasonal', '当季鲜果95折', 9500)],
    categoryDiscounts: [],
    rules: ['本店各门店通用,结算时出示会员码即按会员价', '到期不自动续费,想继续时再续'],
    agreementIds: ['membership'],
  },
}

/** 标准: for one person's week. */
const STANDARD: Plan = {
  id: 'biaozhun',
  onSale: true,
  terms: {
    ...LIGHT.terms,
    name: '鲜果标准卡',
    oneLine: '当季鲜果9折,鲜切9折,整箱95折',
    price: 29_900,
    family: { id: 'xianguo', rank: 2, label: '标准' },
    memberPrices: [
      forCategory('seasonal', '当季鲜果9折', 9000),
      forCategory('cut', '鲜切9折', 9000),
      forCategory('boxed', '整箱95折', 9500),
    ],
    coupons: [
      {
        id: 'kaika',
        title: '开卡满50减10',
        amount: 1000,
        threshold: 5000,
        count: 2,
        days: 60,
        grant: 'first',
      },
    ],
    renewalCoupons: WITH_RENEWAL,
  },
}

/** A month at a time, the first one for one yuan; it renews by itself where that is signed (M049). */
const MONTHLY: Plan = {
  id: 'yueka',
  onSale: true,
  terms: {
    ...LIGHT.terms,
    name: '鲜果月卡',
    oneLine: '首月1元,之后每月19.9元,当季鲜果9折',
    price: 1990,
    months: 1,
    family: { id: 'yueka', rank: 0, label: '月卡' },
    memberPrices: [forCategory('seasonal', '当季鲜果9折', 9000)],
    trial: { price: 100, days: 30 },
    autoRenew: { amount: 1990 },
    rules: [
      '首月1元每人一次',
      '自动续费需另行开通:每次扣款前5天通知您,通知没有送达就不扣款',
      '在“我的—自动续费”两步取消,当场生效',
    ],
    agreementIds: ['monthly'],
  },
}

/** What the trade's template has for a family, with everything that its owner promises besides. */
function familyCard(template: Plan): Plan {
  return {
    ...template,
    terms: {
      ...template.terms,
      name: '鲜果全家卡',
      oneLine: '全家一张卡:鲜果85折,每天一份9.9元果切',
      family: { id: 'xianguo', rank: 3, label: '全家' },
      bonusMonths: 1,
      memberPrices: [
        {
          id: 'meiri-guoqie',
          title: '每天一份9.9元果切',
          scope: { kind: 'products', productIds: ['guoqie'] },
          rule: { kind: 'fixed', price: 990 },
          lossLeader: false,
          perDay: 1,
        },
        ...template.terms.memberPrices,
      ],
      benefits: FAMILY_DELIVERY,
      renewalCoupons: WITH_RENEWAL,
      guarantee: { basisPoints: 12_000 },
      gifts: [
        {
          id: 'kaika-pingguo',
          name: '红富士苹果整箱',
          quantity: 1,
          cost: 4200,
          stock: 20,
          productId: 'pingguo-xiang',
          claimDays: 60,
        },
      ],
      valueParts: [
        { label: '每周一份果切', productId: 'guoqie', uses: 52, cost: 800 },
        { label: '每周两斤脐橙', productId: 'chengzi', uses: 104, cost: 380 },
        { label: '每月一箱苹果', productId: 'pingguo-xiang', uses: 12, cost: 4200 },
      ],
      partnerPerks: [
        {
          id: 'yingyin',
          partnerId: 'yinghe',
          title: '影盒视频季卡',
          months: 3,
          settlement: 3000,
          activateWithinDays: 30,
          ifExhausted: { kind: 'refund', amount: 3000 },
        },
      ],
      rules: [
        '持卡人可邀请3位家人一起使用,节省记在同一张卡上',
        '每天一份9.9元果切全家合计,超出部分按鲜切会员价',
        '付1年送1个月,退款时赠送的月份一并失效',
        '到期前省下的不到卡费的120%,按比例退还差额,随时可以查看现在能退多少',
        '到期不自动续费,想继续时再续',
      ],
    },
  }
}

const MONTHLY_AGREEMENT: CatalogueDraft['agreements'][number] = {
  id: 'monthly',
  title: '月卡与自动续费协议',
  text: [
    '一、服务内容:会员在有效期内于本店各门店消费时,享受会员卡页面列明的会员价。',
    '二、费用:首期与之后每期的价格在付款页面以同样大小列明。自动续费须由您另行主动开通,默认不开通。',
    '三、续费:开通后,在每期届满前由微信支付扣取一期费用,金额不高于事先通知的金额。扣款前至少5天通知您;通知没有送达的,不扣款。扣款只在7点至22点进行。',
    '四、取消:随时在小程序“自动续费”页面取消,当场生效,不影响已付期间的权益。',
    '五、退款:付款后7天内可以申请退款;此后任何时候都可以申请退款,按剩余天数占全部天数的比例计算,不足一分按一分计。退款原路退回,自申请之日起15日内完成。',
    '六、变更:价格或内容的调整只对之后购买的期间生效,调价须重新征得您的同意。',
    '七、联系与争议:客服电话与经营者信息见小程序首页。协商不成的,可向12315投诉。',
  ].join('\n'),
}

/** 果满园: what its owner made of the trade's template. */
export function fruitDraft(template: CatalogueDraft, today: string): CatalogueDraft {
  return {
    ...template,
    ...fruitProgramme(today),
    shop: {
      ...template.shop,
      servicePhone: '0571-8800 3456',
      licence: '演示门店,无真实主体',
    },
    branches: [
      {
        id: 'nanmen',
        name: '南门店',
        address: '南门路 30 号',
        hours: '08:00–22:00',
        phone: '0571-8800 3456',
      },
    ],
    plans: [...template.plans.map(familyCard), STANDARD, LIGHT, MONTHLY],
    agreements: [...template.agreements, MONTHLY_AGREEMENT],
    partners: [
      {
        id: 'yinghe',
        name: '影盒视频',
        port: 'codes',
        dataShared: '订单编号',
        contact: '演示合作方,无真实主体',
      },
    ],
    settings: {
      ...template.settings,
      // Template ids of this machine's WeChat.
      autoRenew: { enabled: true, templateId: '30001', graceDays: 3 },
      messages: messageTemplates('guoyuan'),
    },
  }
}
