import type { CatalogueDraft } from '../../../cloudfunctions/contract/catalogue'
import { messageTemplates } from '../message-templates'
import { HOT_POT_PROGRAMME } from './programme'

type Plan = CatalogueDraft['plans'][number]

/** 25 coupons of five yuan for 2.99, once a month (M053). */
const COUPON_PACK: Plan = {
  id: 'quanbao',
  onSale: true,
  terms: {
    name: '25张5元券',
    oneLine: '2.99元买25张5元券,满50元可用一张',
    price: 299,
    months: 0,
    fulfilment: 'offline',
    mode: 'coupon_pack',
    oncePerMonth: true,
    memberPrices: [],
    categoryDiscounts: [],
    coupons: [
      { id: 'wuyuan', title: '满50减5', amount: 500, threshold: 5000, count: 25, days: 30, grant: 'every' },
    ],
    rules: ['每人每个自然月限购一份', '每单限用一张,30天内有效', '没用完的随时可以退,按张退回'],
    agreementIds: ['coupons'],
  },
}

const COUPON_AGREEMENT: CatalogueDraft['agreements'][number] = {
  id: 'coupons',
  title: '券包购买协议',
  text: [
    '一、内容:券包内的券在有效期内于本店各门店使用,每单限用一张,面额与使用门槛以券面为准。',
    '二、费用:一次性支付,不自动续费。',
    '三、退款:随时可以申请退款,按未使用且未过期的张数占全部张数的比例计算,不足一分按一分计。未用的券随退款失效。',
    '四、退款方式与时限:退款原路退回,自申请之日起15日内完成。',
    '五、联系与争议:客服电话与经营者信息见小程序首页。协商不成的,可向12315投诉。',
  ].join('\n'),
}

/** 巷里火锅: what its owner made of the trade's template. */
export function hotPotDraft(template: CatalogueDraft): CatalogueDraft {
  return {
    ...template,
    ...HOT_POT_PROGRAMME,
    shop: {
      ...template.shop,
      slogan: '锅底现炒,储值余额不过期',
      servicePhone: '0571-8800 2345',
      licence: '演示门店,无真实主体',
    },
    branches: [
      {
        id: 'hebin',
        name: '河滨店',
        address: '河滨路 6 号',
        hours: '11:00–23:00',
        phone: '0571-8800 2345',
      },
      {
        id: 'zhanqian',
        name: '站前店',
        address: '站前广场 2 楼',
        hours: '11:00–22:00',
        phone: '0571-8800 2346',
      },
    ],
    plans: [...template.plans, COUPON_PACK],
    agreements: [...template.agreements, COUPON_AGREEMENT],
    settings: {
      ...template.settings,
      // Template ids of this machine's WeChat: automatic top-ups are signed for by each holder.
      autoRenew: { enabled: true, templateId: '20001', topUpTemplateId: '20002', graceDays: 3 },
      messages: messageTemplates('huoguo'),
    },
  }
}
