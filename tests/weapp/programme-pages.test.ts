import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import { openShop, type Shop } from '../shop'
import type { MiniProgram } from './driver'
import { pass, phoneOf } from './product'

/** The owner's editors of coupons, points, tiers and activities, with the real functions behind. */

const FORM = 'packages/operations/programme-form/index?part='

let shop: Shop
const phones: MiniProgram[] = []
const phone = async (path: string, person = 'owner') => {
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
const publish = async (app: MiniProgram) => {
  await app.page.tap('核对并发布')
  await app.page.tap('发布', { nth: -1 })
}
/** The preview is asked for once the typing has paused. */
const paused = (app: MiniProgram) => pass(2000, shop, app)

test('a coupon is designed, seen as members will read it, priced and released', async () => {
  const app = await phone(`${FORM}templates`)
  await app.page.tap('加一种券')
  await app.page.input('.field__input', '周末满减', { nth: 0 })
  await paused(app)
  expect(app.page.text('.programme-form__preview')).toContain('满¥20.00减¥5.00')
  expect(app.page.text('.programme-form__preview')).toContain('单独使用,不与其他券同用')
  expect(app.page.text('.programme-form__aside')).toContain('每人最多¥5.00')
  await publish(app)
  expect((await draftOf()).coupons?.templates).toMatchObject([
    { title: '周末满减', value: { kind: 'amount', amount: 500 }, threshold: 2000, perMember: 1 },
  ])
})

test('points are switched on with their rules in the words that members read, and what they are worth', async () => {
  const app = await phone(`${FORM}points`)
  await app.page.tap('本店有积分')
  await paused(app)
  expect(app.page.text('.programme-form__preview')).toContain('收银时100积分抵¥1.00')
  expect(app.page.text('.programme-form__aside')).toContain('所有会员消费¥100')
  await publish(app)
  expect((await draftOf()).loyalty?.points).toMatchObject({ perYuanHundredths: 100, fenPer100: 100 })
})

test('M066 tiers are laid out as a matrix before they are released; overlapping ones are refused in place', async () => {
  const app = await phone(`${FORM}tiers`)
  await app.page.tap('设三个等级')
  await paused(app)
  expect(app.page.text('.programme-form__preview')).toContain('银卡')
  expect(app.page.text('.programme-form__preview')).toContain('1,000')
  await app.page.tap('金卡', { nth: 0 })
  await app.page.input('.item-list__fields .field__input--figure', '900', { nth: 0 })
  await app.page.tap('核对并发布')
  expect(app.page.text('.problems')).toBe('这一页有2处要改才能发布,已标在下面')
  // Each at its figure, in the tier that is open.
  expect(app.page.text('.item-list__fields')).toMatch(
    /升级需要.*否则两个等级重叠.*保级需要.*保级所需成长值不能高于升级所需/s,
  )
  expect((await draftOf()).loyalty).toBeUndefined()
})

test('L14 odds are typed as percent and published with what is left for no prize', async () => {
  const draft = await draftOf()
  await shop.call('owner', 'operations.release', {
    operationId: shop.operationId(),
    expectedRelease: 1,
    draft: {
      ...draft,
      participation: {
        rewards: [
          {
            id: 'kafei',
            title: '美式一杯',
            detail: '',
            photo: '',
            gives: { kind: 'goods', productId: 'meishi' },
            stock: 100,
            perMember: 10,
            voucherDays: 30,
            cost: 400,
          },
        ],
        flashSales: [],
        polls: [],
        draws: [],
      },
    },
  })
  const app = await phone(`${FORM}draws`)
  await app.page.tap('加一个抽奖')
  await app.page.input('.field__input', '周年抽奖', { nth: 0 })
  await app.page.tap('美式一杯')
  await app.page.input('.item-list__fields .item-list__fields .field__input--figure', '2.5', { nth: 0 })
  await paused(app)
  expect(app.page.text('.programme-form__preview')).toContain('中奖率2.5%')
  expect(app.page.text('.programme-form__preview')).toContain('没有中奖:97.5%')
})

test('M090 L13 what is refused stands at its field: in the open item, on its closed row, on the part’s row', async () => {
  const form = await phone(`${FORM}holidays`)
  for (const [title, text] of [
    ['中秋', '全城第一的月饼'],
    ['元旦', '新年快乐'],
    ['春节', '您的朋友都在用'],
  ] as const) {
    await form.page.tap('加一个节日')
    await form.page.input('.field__input', title, { nth: 0 })
    await form.page.input('wx-textarea', text)
  }
  await form.page.tap('核对并发布')
  expect(form.page.text('.problems')).toBe('这一页有2处要改才能发布,已标在下面')
  const [moon, newYear, spring] = [0, 1, 2].map((nth) => form.page.text('.item-list__item', { nth }))
  expect(moon).toMatch(/中秋.*绝对化用语.*依据:广告法/s)
  expect(newYear).not.toContain('不能')
  expect(spring).toMatch(/问候.*不能写好友、邻居或多少人还在用/s)
  expect(form.page.count('.found')).toBe(2)
  await form.page.tap('这一页有2处要改才能发布,已标在下面')

  // Opened, it stands at the text; changed, it is gone until the next check.
  await form.page.tap('中秋')
  expect(form.page.text('.item-list__fields')).toMatch(/问候.*绝对化用语/s)
  await form.page.input('wx-textarea', '花好月圆')
  expect(form.page.text('.problems')).toBe('这一页有1处要改才能发布,已标在下面')

  await form.navigate('packages/operations/programme/index')
  expect(form.page.text('.problems')).toBe('这一页有1处要改才能发布,已标在下面')
  expect(form.page.text()).toContain('1处要改')
  expect(form.page.text('.found')).toContain('不能写好友')
})

test('the list says what is set and what waits for its release', async () => {
  const form = await phone(`${FORM}points`)
  await form.page.tap('本店有积分')
  await form.navigate('packages/operations/programme/index')
  expect(form.page.text()).toContain('每消费1元得1积分')
  expect(form.page.text()).toContain('未发布')
})
