import { changesOf } from '../../src/packages/operations/draft/changes'
import { tidied, withItem, type Draft } from '../../src/packages/operations/draft/draft'
import {
  asLossLeader,
  idAt,
  lossLeaderOf,
  problemOf,
  stillOpen,
} from '../../src/packages/operations/draft/problems'
import { rebase } from '../../src/packages/operations/draft/rebase'
import { asText, ordered } from '../../src/packages/operations/overview/branch-order'
import { placeOf } from '../../src/packages/operations/card-editor/sections/all'
import { CallError } from '../../src/services/call'
import { fenOf } from '../../src/services/format'
import { catalogue, overview } from '../browser/fixtures/staff'

jest.mock('@tarojs/taro', () => ({}))
jest.mock('@tarojs/components', () => ({}))

const draft: Draft = catalogue.draft!
const changes = (edited: Draft) => changesOf(draft, edited).map(({ key, words }) => [key, words])
const product = (id: string, part: Partial<Draft['products'][number]>, of: Draft = draft): Draft => ({
  ...of,
  products: withItem(of.products, id, part),
})
const terms = (part: Partial<Draft['plans'][number]['terms']>): Draft => ({
  ...draft,
  plans: draft.plans.map((plan) => ({ ...plan, terms: { ...plan.terms, ...part } })),
})

test('only what differs from the release is a change, and changing it back is none', () => {
  const edited = product('meishi', { listPrice: 1600, cost: 650 }, terms({ price: 29900 }))
  expect(changes(edited)).toEqual([
    ['meishi:cost', '成本 ¥6.00 → ¥6.50'],
    ['meishi:listPrice', '原价 ¥15.00 → ¥16.00'],
    ['nianka:price', '售价 ¥199.00 → ¥299.00'],
  ])
  expect(changes(product('meishi', { listPrice: 1500, cost: 600 }, edited))).toEqual([
    ['nianka:price', '售价 ¥199.00 → ¥299.00'],
  ])
})

test('what an invitation gives and whose code hangs where is told figure by figure', () => {
  const referral: NonNullable<NonNullable<Draft['acquisition']>['referral']> = {
    enabled: true,
    inviter: { kind: 'points', points: 50 },
    invitee: { kind: 'points', points: 50 },
    minimumOrder: 1000,
    windowDays: 7,
    mostPerMonth: 5,
    mostInAll: 20,
    mostOfShopPerMonth: 50,
  }
  const before: Draft = { ...draft, acquisition: { channels: [], weCom: [], referral } }
  const [{ id: branchId }] = draft.branches as [Draft['branches'][number]]
  const after: Draft = {
    ...draft,
    acquisition: {
      channels: [],
      weCom: [{ branchId, kind: 'contact', photo: '/media/ma.svg', text: '有事找我' }],
      referral: { ...referral, enabled: false, minimumOrder: 2000, mostPerMonth: 6 },
    },
  }
  expect(changesOf(before, after).map(({ key, words }) => [key, words])).toEqual([
    ['referral:enabled', '状态 开展 → 停止'],
    ['referral:minimumOrder', '首单实付至少 ¥10.00 → ¥20.00'],
    ['referral:mostPerMonth', '每人每月最多几次 5 → 6'],
    [`weCom:${branchId}`, '新增企业微信码'],
  ])
  expect(changes(before)).toEqual([['referral:referral', '规则 已添加']])
})

test('what was added, taken out and switched is named', () => {
  const [first, ...others] = draft.products
  const edited: Draft = {
    ...draft,
    shop: { ...draft.shop, accent: '#1B5FA7' },
    products: [...others, { ...first!, id: 'new', name: '冰美式' }],
    plans: draft.plans.map((plan) => ({ ...plan, onSale: false })),
    settings: { shippingReports: true },
  }
  expect(changes(edited)).toEqual([
    ['shop:accent', '主题色 已修改'],
    ['products:new', '新增商品'],
    ['products:meishi', '删除商品'],
    ['nianka:onSale', '状态 在售 → 停售'],
    ['settings:shippingReports', '发货信息上报 已添加'],
  ])
})

test('edits lie over whatever is released now: another owner’s release keeps its own changes', () => {
  const mine = product('tusi', { listPrice: 9900 }, product('meishi', { listPrice: 1600 }))
  const newer: Draft = {
    ...product('meishi', { cost: 650 }),
    products: product('meishi', { cost: 650 })
      .products.filter(({ id }) => id !== 'tusi')
      .concat({ ...draft.products[0]!, id: 'moka', name: '摩卡' }),
    shop: { ...draft.shop, slogan: '新的一句' },
  }
  const merged = rebase(draft, { ...mine, branches: draft.branches.slice(0, 1) }, newer)
  expect(merged.products.find(({ id }) => id === 'meishi')).toMatchObject({ cost: 650, listPrice: 1600 })
  expect(merged.products.some(({ id }) => id === 'tusi')).toBe(false)
  expect(merged.products.some(({ id }) => id === 'moka')).toBe(true)
  expect(merged.shop.slogan).toBe('新的一句')
  expect(merged.branches.map(({ id }) => id)).toEqual(['laojie'])
})

test('M042 a price below cost is shown at its product, and can be declared as meant for its benefit only', () => {
  const problem = problemOf(
    new CallError('PRICE_BELOW_COST', '', {
      planId: 'nianka',
      productId: 'tusi',
      productName: '吐司',
      benefitId: 'bakery-price',
      benefitTitle: '烘焙9折',
      memberPrice: 630,
      cost: 800,
    }),
    draft,
  )
  expect(problem).toMatchObject({
    productId: 'tusi',
    sentence: '吐司的会员价¥6.30低于成本¥8.00(烘焙9折)',
    path: 'plans.0.terms.memberPrices.1',
  })
  const meant = asLossLeader(draft, lossLeaderOf(problem, draft)!)
  expect(meant.plans[0]?.terms.memberPrices.map(({ id, lossLeader }) => [id, lossLeader])).toEqual([
    ['coffee-price', false],
    ['bakery-price', true],
  ])
  expect(changes(meant)).toEqual([['nianka:bakery-price:lossLeader', '标明为亏本促销']])
  expect(stillOpen([problem], draft, meant)).toEqual([])
})

test.each([
  ['products.4.categoryId', { product: 'tusi', plan: null }],
  ['draft.products.0.listPrice', { product: 'meishi', plan: null }],
  ['plans.0.terms.rules', { product: null, plan: 'nianka' }],
  ['products.400.cost', { product: null, plan: null }],
  ['shop.slogan', { product: null, plan: null }],
])('a refusal about %s stands at its row', (path, expected) => {
  const detail = { path, sentence: '分类不存在', code: 'REFERENCE_MISSING', law: 'L7' }
  const problem = problemOf(new CallError('DRAFT_INVALID', '资料不完整', detail), draft)
  expect(problem).toMatchObject({ sentence: '分类不存在', code: 'REFERENCE_MISSING', law: 'L7' })
  expect({
    product: idAt(problem.path, 'products', draft),
    plan: idAt(problem.path, 'plans', draft),
  }).toEqual(expected)
})

test('a refusal without detail shows its own sentence; a field left empty is named', () => {
  expect(problemOf(new CallError('BUSY', '请稍后再试'), draft)).toEqual({
    path: '',
    code: 'BUSY',
    sentence: '请稍后再试',
  })
  const empty = (path: string) => problemOf(new CallError('INPUT_INVALID', '有误', { path }), draft).sentence
  expect(empty('draft.plans.0.terms.oneLine')).toMatch(/^会员卡「麦香年卡」一句话说明没有填好/)
  expect(empty('draft.products.0.name')).toMatch(/^商品「美式」名称没有填好/)
  expect(empty('draft.acquisition.weCom.0.photo')).toMatch(/^企业微信码图片没有填好/)
  expect(empty('draft.shop.name')).toMatch(/^店名没有填好/)
})

test('a problem opens the section of its field, and the thing in it that it is about', () => {
  expect(placeOf('terms.coupons.1.days', 'ticket')).toEqual({ id: 'coupons', at: 1 })
  expect(placeOf('terms.oneLine', 'ticket')).toEqual({ id: 'name', at: null })
  expect(placeOf('promotion.through', 'ticket')).toEqual({ id: 'promotion', at: null })
  expect(placeOf('terms.storedValue.ladder.2.bonus', 'stored_value')).toEqual({ id: 'storedValue', at: 2 })
  expect(placeOf('terms.guarantee', 'coupon_pack')).toBeNull()
})

test('lines that were left empty while typing are not sent', () => {
  const [plan] = tidied(terms({ rules: ['到店使用 ', '', ' '], name: ' 年卡' })).plans
  expect(plan?.terms).toMatchObject({ rules: ['到店使用'], name: '年卡' })
})

test('typed amounts are whole fen or nothing', () => {
  const typed = ['12.5', '0.07', '.5', '12.', '', '.', '1.234', '1,000', '-1', '12345678', ' 9 ']
  expect(typed.map(fenOf)).toEqual([1250, 7, 50, 1200, null, null, null, null, null, null, 900])
})

test('branches are ordered by the column that was tapped and copied out as plain numbers', () => {
  const [laojie, kejiyuan] = overview.branches
  const rows = [
    { ...laojie!, paid: 123456 },
    { ...kejiyuan!, receipts: 99 },
  ]
  expect(ordered(rows, 'receipts').map(({ name }) => name)).toEqual(['科技园店', '老街店'])
  expect(asText('2026-11-22', rows).split('\n')[1]).toBe('2026-11-22\t老街店\t81\t1234.56\t401.00')
})
