import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import { withAlliance } from '../alliance-shop'
import { openShop, type Shop } from '../shop'
import { withStoredValue } from '../stored-value-shop'
import type { MiniProgram } from './driver'
import { pass, phoneOf } from './product'

/** The owner's editor of a card, on the bundle that WeChat gets, with the real functions behind. */

const EDITOR = 'packages/operations/card-editor/index?planId=nianka'

let shop: Shop
const phones: MiniProgram[] = []
const phone = async (person: string, path: string) => {
  const opened = await phoneOf(shop, person, { path })
  phones.push(opened)
  return opened
}
beforeEach(async () => {
  shop = await openShop()
})
afterEach(async () => {
  for (const one of phones.splice(0)) one.close()
  await shop.close()
})

const draftOf = async () => (await shop.call('owner', 'operations.catalogue', {})).draft as CatalogueDraft
const planOf = async (planId = 'nianka') => (await draftOf()).plans.find(({ id }) => id === planId)!
const publish = async (app: MiniProgram) => {
  await app.page.tap('核对并发布')
  await app.page.tap('发布', { nth: -1 })
}
/** The preview is asked for once the typing has paused. */
const paused = (app: MiniProgram) => pass(2000, shop, app)

test('M047 F3 the guarantee shows at once what shoppers are promised and from when it loses money', async () => {
  const app = await phone('owner', EDITOR)
  await app.page.tap('省不够,退差额')
  expect(app.page.text('.section__explains')).toContain('退款=会费×(目标−已省)÷目标')
  await app.page.tap('承诺省不够退差额')
  await paused(app)
  expect(app.page.text('.section--open')).toContain('店里的实际成本占到83.33%以上就会亏')
  await app.page.tap('顾客看到的')
  expect(app.page.text('.plan-preview')).toContain('没省够¥238.80,按差的比例退会员费')
  await app.page.tap('算账')
  expect(app.page.text()).toContain('成本占会员省下金额的83.33%以上时会亏')
})

test('M098 a released change is a new version: who holds the card keeps it and sees the difference', async () => {
  await shop.buy('linxiaowen')
  const app = await phone('owner', EDITOR)
  expect(app.page.text()).toContain('已售出的卡按原约定')
  await app.page.tap('卡名、价格与期限')
  await app.page.input('.field__input--figure', '239', { nth: 0 })
  await app.page.tap('买赠月数')
  await app.page.input('.field__input--figure', '3', { nth: -1 })
  await publish(app)
  expect((await planOf()).terms).toMatchObject({ price: 23_900, bonusMonths: 3 })
  const { offers } = await shop.call('linxiaowen', 'membership.plan', { planId: 'nianka' })
  expect(offers.changes).toEqual([
    { what: '价格', before: '¥199.00', after: '¥239.00', better: false },
    { what: '赠送时长', before: '没有', after: '3个月', better: true },
  ])
})

test('L13 L6 what may not be published is said while typing, with its law, and opens its field', async () => {
  const app = await phone('owner', EDITOR)
  await app.page.tap('卡名、价格与期限')
  await app.page.input('.field__input', '全城第一的咖啡卡', { nth: 1 })
  await app.page.tap('使用规则与协议')
  await app.page.input('wx-textarea', '一经售出概不退换')
  await paused(app)
  expect(app.page.text('.problems')).toContain('绝对化用语')
  expect(app.page.text('.problems')).toContain('依据:广告法')
  expect(app.page.text('.problems')).toContain('不能写“概不退换”一类的条款')
  expect(app.page.text('.problems')).toContain('依据:法释〔2025〕4号')
  await app.page.tap('核对并发布')
  expect(app.page.has('.sheet--open')).toBe(false)
  expect((await planOf()).terms.oneLine).toBe('咖啡按成本价的1.5倍,烘焙全年9折')

  const again = await phone('owner', `${EDITOR}&field=terms.oneLine`)
  expect(again.page.text('.section--open')).toContain('一句话说明')
})

test('M042 a member price below cost is refused until it is said to be meant', async () => {
  const app = await phone('owner', EDITOR)
  await app.page.tap('会员价与折扣')
  await app.page.tap('烘焙9折')
  await app.page.input('.field__input--figure', '3', { nth: 0 })
  await paused(app)
  expect(app.page.text('.problems')).toContain('吐司的会员价¥6.60低于成本¥8.00')
  await app.page.tap('这是有意的亏本促销', { nth: 0 })
  await paused(app)
  expect(app.page.has('.problems')).toBe(false)
  await publish(app)
  expect((await planOf()).terms.memberPrices[1]).toMatchObject({
    lossLeader: true,
    rule: { kind: 'percent', basisPoints: 3000 },
  })
})

test('M006 a promotion has its end from the beginning, and coupons and gifts count in what is left', async () => {
  const app = await phone('owner', EDITOR)
  await app.page.tap('限时活动价')
  await app.page.tap('做一次限时活动')
  await app.page.tap('优惠券')
  await app.page.tap('加一种券')
  await app.page.tap('赠品', { nth: 0 })
  await app.page.tap('加一种赠品')
  await app.page.input('.section--open .field__input', '手冲杯', { nth: -5 })
  await paused(app)
  await app.page.tap('算账')
  expect(app.page.text()).toContain('券:5元券×1')
  await publish(app)
  const { promotion, terms } = await planOf()
  expect(promotion).toMatchObject({ price: 17_910, from: '2027-03-10', through: '2027-03-17' })
  expect(terms.coupons).toMatchObject([{ amount: 500, count: 1, grant: 'first' }])
})

describe('a new card', () => {
  beforeEach(async () => {
    await shop.close()
    shop = await openShop({ draft: withAlliance(withStoredValue()) })
  })

  /** What a shopper would read of each kind as it is begun. */
  test.each([
    ['ticket', '门票卡', '一年里每次到店都按会员价'],
    ['stored_value', '储值卡', '¥100.00'],
    ['alliance', '联名卡', '会员价,加上合作商家的权益'],
    ['coupon_pack', '优惠券包', '5元券'],
  ] as const)(
    'M013 a card of the kind %s is begun, looked at before it is sold, and released',
    async (mode, kind, words) => {
      const before = new Set((await draftOf()).plans.map(({ id }) => id))
      const app = await phone('owner', 'packages/operations/catalogue/index?part=plans')
      await app.page.tap('新会员卡')
      await app.page.tap(kind, { nth: -1 })
      if (mode === 'alliance') {
        await app.page.tap('合作权益')
        await app.page.tap('加一项合作权益')
        await app.page.input('.section--open .field__input', '影盒视频周卡', { nth: 0 })
        await app.page.input('.section--open .field__input--figure', '50', { nth: 1 })
      }
      await paused(app)
      await app.page.tap('顾客看到的')
      expect(app.page.text('.plan-preview')).toContain(words)
      await publish(app)
      const made = (await draftOf()).plans.filter(({ id }) => !before.has(id))
      expect(made).toMatchObject([{ onSale: false, terms: { name: kind } }])
      expect(made[0]!.terms.mode ?? 'ticket').toBe(mode)
      const { plans } = await shop.call('linxiaowen', 'membership.plans', {})
      expect(plans.map(({ planId }) => planId)).not.toContain(made[0]!.id)
    },
  )

  test('M077 the rank of a partner gets its welcome, and who links an account reads of it', async () => {
    const app = await phone('owner', 'packages/operations/card-editor/index?planId=nianka')
    await app.page.tap('等级互通')
    await app.page.tap('加一家')
    await app.page.input('.section--open .field__input', '银卡', { nth: 0 })
    expect(app.page.has('面额')).toBe(false)
    await app.page.tap('第一次绑定送券')
    await app.page.input('.section--open .field__input', '初次见面礼', { nth: 1 })
    await app.page.input('.section--open .field__input--figure', '12', { nth: 0 })
    await publish(app)
    const { terms } = (await draftOf()).plans.find(({ id }) => id === 'nianka')!
    expect(terms.statusMatches).toMatchObject([
      { tier: '银卡', welcome: { title: '初次见面礼', amount: 1200, count: 1, days: 30 } },
    ])
  })
})

test('L5 stored value can’t be released before the duties of prepaid cards are filled in', async () => {
  const app = await phone('owner', 'packages/operations/catalogue/index?part=plans')
  await app.page.tap('新会员卡')
  await app.page.tap('储值卡', { nth: -1 })
  await app.page.tap('充值档位')
  await app.page.tap('充¥100.00')
  await app.page.input('.field__input--figure', '300', { nth: 0 })
  await app.page.input('.field__input--figure', '20', { nth: 1 })
  await paused(app)
  await app.page.tap('顾客看到的')
  expect(app.page.text('.plan-preview')).toContain('¥300.00')
  await app.page.tap('编辑')
  expect(app.page.text()).toContain('还没有填写预付卡设置')
})
