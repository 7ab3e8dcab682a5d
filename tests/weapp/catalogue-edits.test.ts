import {
  applyEdits,
  changesOf,
  editPlan,
  editProduct,
  NO_EDITS,
} from '../../src/packages/operations/catalogue/draft-edits'
import { releaseProblem } from '../../src/packages/operations/catalogue/release-problem'
import { asText, ordered } from '../../src/packages/operations/overview/branch-order'
import { CallError } from '../../src/services/call'
import { fenOf } from '../../src/services/format'
import { catalogue, overview } from '../browser/fixtures/staff'

jest.mock('@tarojs/taro', () => ({}))

const draft = catalogue.draft!
const changes = (edits: typeof NO_EDITS) => changesOf(draft, edits).map(({ key, after }) => [key, after])

test('only what differs from the release is a change, and changing it back is none', () => {
  let edits = editProduct(NO_EDITS, 'meishi', { listPrice: 1600, cost: 600 })
  edits = editPlan(edits, 'nianka', { price: 29900 })
  expect(changes(edits)).toEqual([
    ['meishi:listPrice', 1600],
    ['nianka:price', 29900],
  ])
  expect(changes(editProduct(edits, 'meishi', { listPrice: 1500 }))).toEqual([['nianka:price', 29900]])
})

test('edits lie over whatever is released now: another owner’s release keeps its own changes', () => {
  const edits = editProduct(NO_EDITS, 'meishi', { listPrice: 1600 })
  const newer = {
    ...draft,
    products: draft.products
      .filter(({ id }) => id !== 'tusi')
      .map((product) => (product.id === 'meishi' ? { ...product, cost: 650 } : product)),
  }
  const merged = applyEdits(newer, editProduct(edits, 'tusi', { listPrice: 9900 }))
  expect(merged.products.find(({ id }) => id === 'meishi')).toMatchObject({ cost: 650, listPrice: 1600 })
  expect(merged.products.some(({ id }) => id === 'tusi')).toBe(false)
})

test('M042 a price below cost is shown at its product, and can be declared as meant for its benefit only', () => {
  const problem = releaseProblem(
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
  expect(problem).toMatchObject({ productId: 'tusi', message: '吐司的会员价¥6.30低于成本¥8.00(烘焙9折)' })
  const edits = editPlan(NO_EDITS, 'nianka', { lossLeaders: [problem.lossLeader!.benefitId] })
  const [plan] = applyEdits(draft, edits).plans
  expect(plan?.terms.memberPrices.map(({ id, lossLeader }) => [id, lossLeader])).toEqual([
    ['coffee-price', false],
    ['bakery-price', true],
  ])
  expect(changes(edits)).toEqual([['nianka:bakery-price:lossLeader', true]])
})

test.each([
  ['products.4.categoryId', { productId: 'tusi', planId: null }],
  ['draft.products.0.listPrice', { productId: 'meishi', planId: null }],
  ['plans.0.terms.rules', { productId: null, planId: 'nianka' }],
  ['products.400.cost', { productId: null, planId: null }],
  ['shop.slogan', { productId: null, planId: null }],
])('a refusal about %s stands at its row', (path, expected) => {
  const error = new CallError('DRAFT_INVALID', '资料不完整', { path, sentence: '分类不存在' })
  expect(releaseProblem(error, draft)).toMatchObject({ ...expected, message: '分类不存在' })
})

test('a refusal without detail shows its own sentence', () => {
  expect(releaseProblem(new CallError('BUSY', '请稍后再试'), draft)).toEqual({
    message: '请稍后再试',
    productId: null,
    planId: null,
    lossLeader: null,
  })
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
