import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'

const coffee = (id: string, name: string, cost: number, listPrice: number) => ({
  id,
  name,
  categoryId: 'coffee',
  photo: `/media/${id}.svg`,
  cost,
  listPrice,
  available: true,
})

const bread = (id: string, name: string, cost: number, listPrice: number) => ({
  id,
  name,
  categoryId: 'bakery',
  photo: `/media/${id}.svg`,
  cost,
  listPrice,
  available: true,
})

/** 麦香巷: coffee bar and bakery, fiction from the seed cases (coffee 6 / 9 / 15, M042). */
export const BAKERY: CatalogueDraft = {
  shop: {
    name: '麦香巷',
    slogan: '巷口的咖啡和刚出炉的面包',
    accent: '#C2431F',
    servicePhone: '0571-8800 1234',
    licence: '演示门店,无真实主体',
    cover: '/media/mendian.svg',
  },
  branches: [
    { id: 'laojie', name: '老街店', address: '老街 18 号', hours: '07:00–21:00', phone: '0571-8800 1234' },
    {
      id: 'kejiyuan',
      name: '科技园店',
      address: '科技园 3 幢 1 楼',
      hours: '07:30–20:00',
      phone: '0571-8800 5678',
    },
  ],
  categories: [
    { id: 'coffee', name: '咖啡' },
    { id: 'bakery', name: '烘焙' },
  ],
  products: [
    coffee('meishi', '美式', 600, 1500),
    coffee('natie', '拿铁', 700, 1800),
    coffee('shengye-natie', '生椰拿铁', 800, 2000),
    bread('niujiaobao', '牛角包', 450, 1200),
    bread('tusi', '吐司', 800, 2200),
    bread('doushabao', '豆沙包', 180, 500),
    bread('dangao', '生日蛋糕', 6500, 16800),
  ],
  plans: [
    {
      id: 'nianka',
      onSale: true,
      terms: {
        name: '麦香年卡',
        oneLine: '咖啡按成本价的1.5倍,烘焙全年9折',
        price: 19900,
        months: 12,
        fulfilment: 'offline',
        memberPrices: [
          {
            id: 'coffee-price',
            title: '咖啡会员价',
            scope: { kind: 'category', categoryId: 'coffee' },
            rule: { kind: 'cost_plus', basisPoints: 15000 },
            lossLeader: false,
          },
          {
            id: 'bakery-price',
            title: '烘焙9折',
            scope: { kind: 'category', categoryId: 'bakery' },
            rule: { kind: 'percent', basisPoints: 9000 },
            lossLeader: false,
          },
        ],
        categoryDiscounts: [],
        rules: [
          '两家门店都可使用,结算时出示会员码即按会员价',
          '有效期按自然月计算,不因节假日顺延',
          '付款后7天内未使用,全额退款;使用过的,按剩余时间或已省金额退,以对您有利的为准',
          '到期不自动续费',
        ],
        agreementIds: ['membership'],
      },
    },
  ],
  agreements: [
    {
      id: 'membership',
      title: '会员服务协议',
      text: [
        '一、服务内容:会员在有效期内,于本店各门店购买商品时享受会员价。会员价的计算方式在会员卡页面公示。',
        '二、费用:会员费一次性支付,到期不自动续费。',
        '三、有效期:自付款当日起按自然月计算,不因节假日顺延。续费从当前有效期结束时接续。',
        '四、退款:付款后7天内未使用的,全额退款;7天内使用过的,退还会员费减去已省金额,或按剩余天数占全部天数的比例退款,以较高者为准;7天后按剩余天数比例退款。均向上取整到分。',
        '五、变更:会员卡内容的调整只对之后购买的会员卡生效,已购买的会员卡在有效期内不受影响。',
        '六、个人信息:仅处理提供服务所必需的信息。手机号为选填,用于找回会员和联系您。可随时查看、导出和删除。',
      ].join('\n'),
    },
    {
      id: 'service',
      title: '会员加入说明',
      text: [
        '加入会员免费,用于出示会员码、记录小票和节省金额。',
        '不加入也可以正常消费。可随时退出并删除个人信息,账目按法律要求去标识后保存。',
      ].join('\n'),
    },
  ],
  undoMinutes: 15,
}
