import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import { openShop, OWNER_SECRET, type Shop } from '../shop'
import type { MiniProgram } from './driver'
import { phoneOf } from './product'

/** The set-up guide and its forms, on the bundle that WeChat gets, with the real functions behind. */

let shop: Shop
const phones: MiniProgram[] = []
const phone = async (person: string, path: string) => {
  const opened = await phoneOf(shop, person, { path })
  phones.push(opened)
  return opened
}
afterEach(async () => {
  for (const one of phones.splice(0)) one.close()
  await shop.close()
})

const released = async (): Promise<CatalogueDraft> => {
  const { draft } = await shop.call('owner', 'operations.catalogue', {})
  return draft as CatalogueDraft
}

/** From the first page to the guide, with the template of a coffee shop. */
async function begun(): Promise<MiniProgram> {
  const app = await phone('owner', 'pages/me/index')
  await app.page.tap('我是店主,认领这家店')
  expect(app.page.text()).toContain('这家店还没有店主')
  await app.page.input('.field__input', OWNER_SECRET)
  await app.page.tap('认领这家店', { nth: -1 })
  expect(app.page.text()).toContain('先有个样子')
  await app.page.input('.field__input', '阿福咖啡')
  await app.page.tap('咖啡饮品')
  await app.page.tap('用这个模板开始')
  expect(app.page.text()).toContain('首次发布前,顾客看不到任何内容')
  return app
}

const publish = async (app: MiniProgram) => {
  await app.page.tap('核对并发布')
  await app.page.tap('发布', { nth: -1 })
}

describe('from nothing to the first sale', () => {
  beforeEach(async () => {
    shop = await openShop({ bare: true })
  })

  test('who has the deployment’s secret claims the shop, begins with a template, edits and releases it', async () => {
    const app = await begun()
    await app.page.tap('店铺资料')
    await app.page.input('.field__input', '0571-8800 0000', { nth: 2 })
    await app.page.tap('改好了')
    await publish(app)
    expect(app.phone.toasts).toContain('已发布第1版')
    expect((await released()).shop).toMatchObject({ name: '阿福咖啡', servicePhone: '0571-8800 0000' })
    expect(app.page.text()).not.toContain('还没有发布')
    // What is left comes from the back end, which has seen the release.
    expect(app.page.text()).toContain('补全地址和营业时间')

    const shopper = await phone('xiaoli', 'pages/me/index')
    expect(shopper.page.reads('阿福咖啡') || shopper.page.reads('总店')).toBe(true)
  })

  test('a wrong secret is refused, and an owned shop shows its set-up to nobody else', async () => {
    const guessing = await phone('wang', 'packages/operations/set-up/index')
    await guessing.page.input('.field__input', 'x'.repeat(24))
    await guessing.page.tap('认领这家店', { nth: -1 })
    expect(guessing.page.text()).toContain('认领口令不正确,或门店已被认领')

    await shop.call('owner', 'operations.claim', { operationId: shop.operationId(), secret: OWNER_SECRET })
    const other = await phone('xiaoli', 'packages/operations/set-up/index')
    expect(other.page.text()).toContain('这里只有店主能打开')
    const visitor = await phone('xiaoli', 'pages/me/index')
    expect(visitor.page.text()).toContain('门店还在准备中')
    expect(visitor.page.text()).not.toContain('认领')
  })

  test('a colour that white text can’t be read on is said at once, refused by the back end, and mended', async () => {
    const app = await begun()
    await app.page.tap('店铺资料')
    await app.page.input('.field__input', '#FFDD55', { nth: 3 })
    expect(app.page.text()).toContain('不到4.5:白字在上面看不清,这个颜色不能发布')
    await app.page.tap('改好了')
    await app.page.tap('核对并发布')
    expect(app.page.text('.problems')).toContain('主题色太浅,白色文字看不清')
    await app.page.tap('.problems__row')
    await app.page.tap('改用接近的深色')
    expect(app.page.text()).toContain('白字看得清')
    await app.page.tap('改好了')
    await publish(app)
    expect(app.phone.toasts).toContain('已发布第1版')
    expect((await released()).shop.accent).not.toBe('#FFDD55')
  })

  test('L13 a refused draft says why and by which law, all at once, and each reason opens its field', async () => {
    const app = await begun()
    await app.page.tap('店铺资料')
    await app.page.input('.field__input', '全城第一的咖啡', { nth: 1 })
    await app.page.tap('改好了')
    await app.page.tap('协议')
    await app.page.tap('.item-list__head', { nth: 0 })
    await app.page.input('wx-textarea', '最终解释权归本店所有')
    await app.page.tap('改好了')
    await app.page.tap('核对并发布')
    const said = app.page.text('.problems')
    expect(said).toContain('不能用“最”“第一”“国家级”一类的绝对化用语')
    expect(said).toContain('依据:广告法')
    expect(said).toContain('不能保留“最终解释权”')
    expect(said).toContain('依据:民法典')
    await app.page.tap('.problems__row', { nth: 0 })
    expect(app.page.text('.problems')).toBe('这一页有1处要改才能发布,已标在下面')
    // At the slogan, between its name and the field after it.
    expect(app.page.text()).toMatch(/一句话介绍.*绝对化用语.*依据:广告法.*客服电话/s)
    await app.page.input('.field__input', '巷口的咖啡', { nth: 1 })
    expect(app.page.has('.problems')).toBe(false)
    expect(app.page.has('.found')).toBe(false)
  })
})

describe('a shop that is open', () => {
  beforeEach(async () => {
    shop = await openShop()
  })

  test('L1 automatic renewal is off, says what it asks for, and is switched on with its template', async () => {
    const app = await phone('owner', 'packages/operations/set-up/index')
    expect(app.page.text()).toContain('没有打开,会员手动续卡')
    await app.page.tap('自动续费')
    expect(app.page.text()).toContain('每次扣款前至少5天先通知')
    await app.page.tap('开通自动续费')
    expect(app.page.text()).toContain('还缺“续费提醒”和“扣费结果”两个消息模板')
    await app.page.input('.field__input', '10086', { nth: 0 })
    await app.page.tap('改好了')
    await app.page.tap('订阅消息')
    await app.page.input('.field__input', 'notice-template', { nth: 0 })
    await app.page.input('.field__input', 'result-template', { nth: 1 })
    await app.page.tap('改好了')
    await publish(app)
    expect((await released()).settings).toMatchObject({
      autoRenew: { enabled: true, templateId: '10086' },
      messages: {
        renewal_notice: {
          templateId: 'notice-template',
          fields: { thing1: 'title', amount2: 'amount', date3: 'day' },
        },
        renewal_result: { templateId: 'result-template' },
      },
    })
  })

  test('products and categories are added with a photo from the phone, and taken out again', async () => {
    const app = await phone('owner', 'packages/operations/catalogue/index')
    await app.page.tap('分类')
    await app.page.tap('加一个分类')
    await app.page.input('.field__input', '周边')
    await app.page.tap('商品', { nth: 0 })
    await app.page.tap('新商品')
    await app.page.input('.field__input', '帆布袋', { nth: 0 })
    await app.page.trigger('wx-picker', 'change', { value: 2 })
    await app.page.input('.field__input', '12.5', { nth: 1 })
    await app.page.input('.field__input', '39', { nth: 2 })
    await app.page.tap('选照片')
    await app.page.tap('改好了')
    await app.page.tap('豆沙包')
    await app.page.tap('删除这件商品')
    await publish(app)
    const { products, categories } = await released()
    const bag = products.find(({ name }) => name === '帆布袋')
    expect(bag).toMatchObject({ cost: 1250, listPrice: 3900, categoryId: categories[2]?.id })
    expect(bag?.photo).toMatch(/^cloud:\/\/env\/shop\/.*\.png$/)
    expect(products.some(({ name }) => name === '豆沙包')).toBe(false)
  })

  test('what somebody else released in the meantime stays, and so do the own changes', async () => {
    const app = await phone('owner', 'packages/operations/set-up-form/index?form=shop')
    await app.page.input('.field__input', '新的一句话', { nth: 1 })
    const theirs = await released()
    theirs.branches[0]!.hours = '06:00–22:00'
    await shop.call('owner', 'operations.release', {
      operationId: shop.operationId(),
      expectedRelease: 1,
      draft: theirs,
    })
    await app.reLaunch('/packages/operations/set-up/index')
    await publish(app)
    const { shop: own, branches } = await released()
    expect([own.slogan, branches[0]?.hours]).toEqual(['新的一句话', '06:00–22:00'])
  })
})
