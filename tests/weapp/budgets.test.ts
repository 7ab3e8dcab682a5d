import { openShop, settleFor, type Shop } from '../shop'
import { PackageFiles } from './driver/package-files'
import type { MiniProgram } from './driver'
import { pass, phoneOf, PRODUCT } from './product'

/** P7: what one setData may carry while a page opens, and what a small change may cost. */
const MOST_PAGE_BYTES = 10 * 1024
const MOST_TAP_BYTES = 300
/** A new quote changes four amounts, the pieces and the ring of its validity at once. */
const MOST_QUOTE_BYTES = 1024

/** More than a page of receipts, so that lists are at their fullest. */
const RECEIPTS = 24

interface Visit {
  person: string
  /** Query of the page, once the shop has something to show. */
  query?: (facts: Facts) => string
  /** Words without which the page did not show its content. */
  shows: string
}

interface Facts {
  orderId: string
  receiptId: string
  invitation: string
  memberNumber: string
}

const asMember = (shows: string, query?: Visit['query']): Visit => ({
  person: 'linxiaowen',
  shows,
  ...(query && { query }),
})

/** Every page of the product, with somebody who may see it. A new page without a row fails. */
const VISITS: Record<string, Visit> = {
  'pages/home/index': asMember('麦香年卡'),
  'pages/cards/index': asMember('麦香年卡'),
  'pages/savings/index': asMember('每月节省'),
  'pages/me/index': asMember('我的订单'),
  'pages/plan/index': asMember('使用规则', () => 'planId=nianka'),
  'pages/calculator/index': asMember('周回本', () => 'planId=nianka'),
  'pages/checkout/index': asMember('付款后会怎样', () => 'planId=nianka'),
  'pages/payment-result/index': asMember('会员卡已开通', ({ orderId }) => `orderId=${orderId}`),
  'pages/member-code/index': asMember('结算前请店员扫一扫'),
  'pages/receipts/index': asMember('美式'),
  'pages/receipt/index': asMember('明细', ({ receiptId }) => `receiptId=${receiptId}`),
  'pages/orders/index': asMember('麦香年卡'),
  'pages/order/index': asMember('¥199.00', ({ orderId }) => `orderId=${orderId}`),
  'pages/agreement/index': asMember('会员', () => 'id=service'),
  'packages/member/wallet/index': asMember('还没有储值余额'),
  'packages/member/coupons/index': asMember('还没有优惠券'),
  'packages/member/gifts/index': asMember('没有赠品'),
  'packages/member/points/index': asMember('这家店现在没有积分'),
  'packages/member/points-records/index': asMember('还没有积分记录'),
  'packages/member/voucher/index': asMember('没有找到这张凭证', () => 'voucherId=none'),
  'packages/member/tier/index': asMember('这家店现在没有会员等级'),
  'packages/member/benefits/index': asMember('还没有权益'),
  'packages/member/booking/index': asMember('现在没有可以预约的服务', () => 'source=card&benefitId=none'),
  'packages/member/activities/index': asMember('现在没有活动'),
  'packages/member/flash/index': asMember('这个抢购已经结束', () => 'flashSaleId=none'),
  'packages/member/questions/index': asMember('门店没有开通在线咨询'),
  'packages/member/household/index': asMember('没有共用的卡'),
  'packages/member/auto-renew/index': asMember('没有开通自动续费'),
  'packages/member/perks/index': asMember('没有合作权益'),
  'packages/member/top-up/index': asMember('现在不能充值'),
  'packages/member/auto-top-up/index': asMember('现在不能开通自动充值'),
  'packages/member/join-household/index': asMember('家人邀请您', () => 'invitation=none'),
  'packages/member/refunds/index': asMember('没有退款'),
  'packages/member/guarantee/index': asMember('暂时没能打开', ({ orderId }) => `orderId=${orderId}`),
  'packages/member/agreement-copies/index': asMember('麦香年卡'),
  'packages/member/agreement-copy/index': asMember('校验码', ({ orderId }) => `id=${orderId}`),
  'packages/member/inbox/index': asMember('消息'),
  'packages/member/message-settings/index': asMember('微信通知'),
  'packages/member/privacy/index': asMember('我的同意'),
  'packages/member/new-terms/index': { person: 'chenyu', shows: '所有版本' },
  'packages/member/profile/index': asMember('怎么称呼'),
  'packages/member/export-data/index': asMember('全部数据'),
  'packages/member/close-account/index': asMember('先不注销'),
  'packages/member/recommended/index': asMember('为什么看到这个'),
  'packages/member/bills/index': asMember('到今天'),
  'packages/member/bill/index': asMember('省在哪里', () => 'month=2027-03'),
  'packages/club/bill-picture/index': asMember('图上显示金额', () => 'month=2027-03'),
  'packages/member/adviser/index': asMember('这次的结果已存档'),
  'packages/member/renewal/index': asMember('这些不变'),
  'packages/member/year-end/index': asMember('到期未使用', () => 'year=2027'),
  'packages/member/transfer/index': asMember('转让给别人'),
  'packages/club/invite/index': asMember('门店现在没有邀请活动'),
  'packages/club/invited/index': { person: 'xiaoli', shows: '先逛逛', query: () => 'scene=i%3DAAAAbbbbCCCC' },
  'packages/club/poster/index': asMember('门店现在没有邀请活动'),
  'packages/club/card-picture/index': asMember('要写上什么'),
  'packages/club/events/index': asMember('现在没有可以报名的活动'),
  'packages/club/event/index': asMember('暂时没能打开', () => 'eventId=none'),
  'packages/club/member-day/index': asMember('门店现在没有会员日'),
  'packages/club/closing/index': asMember('门店照常营业'),
  'packages/staff/counter/index': { person: 'clerk-laojie', shows: '扫会员码' },
  'packages/staff/today/index': { person: 'clerk-laojie', shows: '美式' },
  'packages/staff/care/index': { person: 'clerk-laojie', shows: '今天没有要问候的会员' },
  'packages/staff/returns/index': {
    person: 'clerk-laojie',
    query: ({ memberNumber }) => `member=${memberNumber}`,
    shows: '没有可以退货的小票',
  },
  'packages/staff/tasks/index': { person: 'clerk-laojie', shows: '没有要准备的东西' },
  'packages/staff/invitation/index': {
    person: 'wang',
    query: ({ invitation }) => `invitation=${invitation}`,
    shows: '店员',
  },
  'packages/operations/overview/index': { person: 'owner', shows: '会员 1' },
  'packages/operations/refunds/index': { person: 'owner', shows: '没有进行中的退款' },
  'packages/operations/reports/index': { person: 'owner', shows: '这一天还没有对账' },
  'packages/operations/relations/index': { person: 'owner', shows: '近 6 个月的变化' },
  'packages/operations/questions/index': { person: 'owner', shows: '没有会员提问' },
  'packages/operations/programme/index': { person: 'owner', shows: '每周限时抢' },
  'packages/operations/programme-form/index': {
    person: 'owner',
    query: () => 'part=points',
    shows: '本店有积分',
  },
  'packages/operations/loss-report/index': { person: 'owner', shows: '会员绑定的手机号' },
  'packages/operations/staff/index': { person: 'owner', shows: '店员' },
  'packages/operations/catalogue/index': { person: 'owner', shows: '美式' },
  'packages/operations/card-editor/index': {
    person: 'owner',
    query: () => 'planId=nianka&field=terms.memberPrices.0',
    shows: '咖啡会员价',
  },
  'packages/operations/set-up/index': { person: 'owner', shows: '经营设置' },
  'packages/operations/set-up-form/index': {
    person: 'owner',
    query: () => 'form=shop',
    shows: '主题色',
  },
}

describe('what the mini-program sends to its view layer', () => {
  let shop: Shop
  let facts: Facts
  const open: MiniProgram[] = []
  const phone = async (person: string, path: string, scanCode?: () => string) => {
    const app = await phoneOf(shop, person, { path, ...(scanCode && { scanCode }) })
    open.push(app)
    return app
  }

  beforeAll(async () => {
    shop = await openShop()
    const orderId = await shop.buy('linxiaowen')
    await shop.join('chenyu')
    let receiptId = ''
    for (let count = 0; count < RECEIPTS; count += 1) {
      const basket = [['meishi', 1 + (count % 3)] as const, ['niujiaobao', 2] as const]
      const { receipt } = await settleFor(shop, 'linxiaowen', basket)
      receiptId = receipt.receiptId
      await shop.clock.advance(60_000)
    }
    const { invitation } = await shop.call('owner', 'operations.invite', {
      operationId: shop.operationId(),
      role: 'clerk',
      branchIds: ['laojie'],
    })
    facts = { orderId, receiptId, invitation, memberNumber: shop.numberOf('linxiaowen') }
  })
  afterEach(() => {
    for (const app of open.splice(0)) app.close()
  })
  afterAll(() => shop.close())

  test('P7 every page is visited', () => {
    expect(Object.keys(VISITS).sort()).toEqual(new PackageFiles(PRODUCT).pages().sort())
  })

  test.each(Object.keys(VISITS))('P7 opening %s sends at most 10 KiB at a time', async (route) => {
    const { person, query, shows } = VISITS[route] as Visit
    const app = await phone(person, query ? `${route}?${query(facts)}` : route)
    expect(app.page.reads(shows) ? shows : app.page.text()).toBe(shows)
    const sizes = app.page.payloads.map(({ bytes }) => bytes)
    process.stdout.write(`setData ${route}: ${sizes.join(', ')} bytes\n`)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(MOST_PAGE_BYTES)
    expect(app.logic.log.filter(({ level }) => level === 'error')).toEqual([])
  })

  test('P7 one more of a product sends at most 300 bytes, its quote at most 1 KiB', async () => {
    const code = await shop.codeOf('linxiaowen')
    const clerk = await phone('clerk-laojie', 'packages/staff/counter/index', () => code)
    await clerk.page.tap('扫会员码')
    await clerk.page.tap('美式')
    await pass(2000, shop, clerk)
    const more = await clerk.measure(() => clerk.page.tap('美式'))
    const quote = await clerk.measure(() => pass(2000, shop, clerk))
    expect(clerk.page.reads('¥18.00', '.quote-bar')).toBe(true)
    process.stdout.write(`setData one more: ${more.bytes} bytes, its quote: ${quote.bytes} bytes\n`)
    expect(more.bytes).toBeLessThanOrEqual(MOST_TAP_BYTES)
    expect(Math.max(...quote.payloads.map(({ bytes }) => bytes))).toBeLessThanOrEqual(MOST_QUOTE_BYTES)
  })

  test('P7 one more time a week sends at most 300 bytes', async () => {
    const app = await phone('xiaoli', 'pages/calculator/index?planId=nianka')
    const { bytes } = await app.measure(() => app.page.tap('.stepper__button', { nth: -1 }))
    process.stdout.write(`setData one more time a week: ${bytes} bytes\n`)
    expect(bytes).toBeLessThanOrEqual(MOST_TAP_BYTES)
  })

  test.each<[string, string, string, string]>([
    ['the search by phone', 'packages/staff/counter/index', '按手机号查找', 'clerk-laojie'],
    ['joining', 'pages/me/index', '免费加入', 'xiaoli'],
  ])(
    'P7 opening and closing the sheet of %s sends at most 300 bytes',
    async (_what, route, words, person) => {
      const app = await phone(person, route)
      const opening = await app.measure(() => app.page.tap(words))
      expect(app.page.has('.sheet--open')).toBe(true)
      const closing = await app.measure(() => app.page.tap('.sheet--open .sheet__close'))
      expect(app.page.has('.sheet--open')).toBe(false)
      process.stdout.write(
        `setData sheet of ${route}: ${opening.payloads.map(({ bytes }) => bytes).join(', ')}; ${closing.bytes} bytes\n`,
      )
      expect(opening.payloads[0]?.bytes).toBeLessThanOrEqual(MOST_TAP_BYTES)
      expect(closing.bytes).toBeLessThanOrEqual(MOST_TAP_BYTES)
    },
  )
})
