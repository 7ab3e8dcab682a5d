import type { Output } from '../../cloudfunctions/contract'
import { catalogue, desk, NOW, operationIdNumbered, overview, today } from '../browser/fixtures/staff'
import { launch, type MiniProgram } from './driver'
import { PRODUCT } from './product'
import { Refused, staffAnswers } from './staff-answers'

const FIRST_SET_DATA = 10 * 1024
const TAP = 300
const QUOTED = 1024

const BRANCH = new Map<string, unknown>([['till-branch', JSON.stringify('laojie')]])

let phone: MiniProgram | undefined
afterEach(() => {
  phone?.close()
  phone = undefined
})

async function openPage(
  path: string,
  others: Parameters<typeof staffAnswers>[1] = {},
  storage = new Map(BRANCH),
) {
  const back = staffAnswers(() => NOW, others)
  phone = await launch({
    package: PRODUCT,
    path,
    now: NOW,
    storage,
    callFunction: back.callFunction,
    scanCode: () => 'M1CODE',
  })
  return { phone, ...back }
}

const COUNTER = 'packages/staff/counter/index'

/** A catalogue as large as the contract allows. */
const manyProducts = Array.from({ length: 500 }, (_, index) => ({
  id: `product-${index}`,
  name: `第${index}号商品`,
  categoryId: 'coffee',
  photo: '',
  listPrice: 1500 + index,
}))

describe('P7 bytes of setData on staff pages', () => {
  const manyReceipts = Array.from({ length: 300 }, (_, index) => ({
    ...today.receipts[0]!,
    receiptId: operationIdNumbered(index),
  }))
  const draft = catalogue.draft!
  const pages: [string, Parameters<typeof staffAnswers>[1]][] = [
    [COUNTER, { 'counter.desk': () => ({ ...desk, products: manyProducts }) }],
    ['packages/staff/today/index', { 'counter.today': () => ({ ...today, receipts: manyReceipts }) }],
    [`packages/staff/invitation/index?invitation=${'a'.repeat(40)}.b`, {}],
    [
      'packages/operations/overview/index',
      {
        'operations.today': () => ({
          ...overview,
          branches: Array.from({ length: 20 }, (_, index) => ({
            ...overview.branches[0]!,
            branchId: `branch-${index}`,
          })),
        }),
      },
    ],
    ['packages/operations/staff/index', {}],
    [
      'packages/operations/catalogue/index',
      {
        'operations.catalogue': () => ({
          ...catalogue,
          draft: {
            ...draft,
            products: manyProducts.map((product) => ({ ...draft.products[0]!, ...product })),
          },
        }),
      },
    ],
  ]

  test.each(pages)('%s: no setData of its first view is above 10 KiB', async (path, others) => {
    const { phone: at } = await openPage(path, others)
    const largest = Math.max(...at.page.payloads.map(({ bytes }) => bytes))
    expect(at.page.text()).not.toContain('暂时没能打开')
    expect(largest).toBeGreaterThan(200)
    expect(largest).toBeLessThanOrEqual(FIRST_SET_DATA)
  })

  test('a member with a basket of 500 products to choose from stays below it too', async () => {
    const { phone: at } = await openPage(COUNTER, {
      'counter.desk': () => ({ ...desk, products: manyProducts }),
    })
    await at.page.tap('扫会员码')
    expect(at.page.text()).toContain('林**')
    expect(Math.max(...at.page.payloads.map(({ bytes }) => bytes))).toBeLessThanOrEqual(FIRST_SET_DATA)
  })

  test('each tap on a product, and what the quote then changes, is at most 300 bytes', async () => {
    const { phone: at } = await openPage(COUNTER)
    await at.page.tap('扫会员码')
    await at.page.tap('加一份美式')
    await at.advance(500)
    const taps = [
      () => at.page.tap('加一份美式'),
      () => at.page.tap('减一份美式'),
      () => at.page.tap('加一份拿铁'),
    ]
    for (const tap of taps) {
      const { bytes, payloads } = await at.measure(tap)
      expect({ bytes, payloads: bytes > TAP ? payloads : [] }).toEqual({ bytes, payloads: [] })
      expect(bytes).toBeGreaterThan(0)
      // The quote that follows brings five figures and a new ring.
      const quoted = await at.measure(() => at.advance(500))
      expect(quoted.bytes).toBeLessThanOrEqual(QUOTED)
    }
  })

  test('a key of the keypad, and opening and closing a sheet, are at most 300 bytes', async () => {
    const { phone: at } = await openPage(COUNTER)
    for (const tap of ['按手机号查找', '关闭'])
      expect((await at.measure(() => at.page.tap(tap, { nth: 0 }))).bytes).toBeLessThanOrEqual(TAP)
    await at.page.tap('扫会员码')
    await at.page.tap('按金额')
    for (const key of ['1', '2', '5'])
      expect((await at.measure(() => at.page.tap(key))).bytes).toBeLessThanOrEqual(TAP)
  })
})

describe('a lost connection at the counter', () => {
  async function served(others: Parameters<typeof staffAnswers>[1]) {
    const at = await openPage(COUNTER, others)
    await at.phone.page.tap('扫会员码')
    await at.phone.page.tap('加一份美式')
    await at.phone.advance(1500)
    return at
  }

  test('says what happened, asks again with the same quote, and shows the outcome', async () => {
    let lost = 2
    const at = await served({})
    const settleThen = at.answers['counter.settle']!
    at.answers['counter.settle'] = (input) => {
      const settled = settleThen(input)
      lost -= 1
      if (lost >= 0) throw new Error('the answer is lost')
      return settled
    }
    await at.phone.page.tap('已收款,结算')
    await at.phone.advance(300)
    expect(at.phone.page.text()).toContain('正在核对结果')
    expect(at.phone.page.text()).toContain('不会重复结算')
    await at.phone.advance(5000)
    expect(at.phone.page.text()).toContain('本单省 ¥ 6.00')
    const settles = at.sent.filter(({ action }) => action === 'counter.settle')
    expect(settles).toHaveLength(3)
    expect(new Set(settles.map(({ input }) => JSON.stringify(input))).size).toBe(1)
  })

  test('left and opened anew on the same phone, the settlement is still there', async () => {
    const storage = new Map(BRANCH)
    const at = await openPage(COUNTER, {}, storage)
    await at.phone.page.tap('扫会员码')
    await at.phone.page.tap('加一份美式')
    await at.phone.advance(1500)
    at.answers['counter.settle'] = () => {
      throw new Error('no network')
    }
    await at.phone.page.tap('已收款,结算')
    const sentThen = at.sent.find(({ action }) => action === 'counter.settle')!.input
    at.phone.close()

    const settled: Output<'counter.settle'> = {
      receipt: { ...settledReceipt(at.answers), state: 'settled', tender: 'external' },
      saved: { thisReceipt: 600, total: 19900, breakEven: null },
      undoUntil: NOW + 900_000,
      memberNumber: '0123456789ABC',
    }
    const again = await openPage(COUNTER, { 'counter.settle': () => settled }, storage)
    expect(again.sent.find(({ action }) => action === 'counter.settle')?.input).toEqual(sentThen)
    expect(again.phone.page.text()).toContain('累计已省¥199.00')
  })
})

test('a changed quote shows the new amount beside the old and asks again', async () => {
  const at = await openPage(COUNTER, {})
  await at.phone.page.tap('扫会员码')
  await at.phone.page.tap('加一份美式')
  await at.phone.advance(1500)
  const dearer = at.answers['counter.quote']!({
    branchId: 'laojie',
    visit: '',
    lines: [{ productId: 'natie', quantity: 1 }],
  })
  const settleThen = at.answers['counter.settle']!
  at.answers['counter.settle'] = () => {
    throw new Refused('QUOTE_CHANGED', { quote: dearer })
  }
  await at.phone.page.tap('已收款,结算')
  expect(at.phone.page.text('.quote-bar')).toMatch(/原 ¥9\.00 现 ¥10\.50/)
  at.answers['counter.settle'] = settleThen
  await at.phone.advance(1000)
  await at.phone.page.tap('按新的金额结算')
  expect(at.phone.page.text()).toContain('本单省 ¥ 7.50')
})

function settledReceipt(answers: ReturnType<typeof staffAnswers>['answers']) {
  return answers['counter.quote']!({
    branchId: 'laojie',
    visit: '',
    lines: [{ productId: 'meishi', quantity: 1 }],
  }).receipt
}
