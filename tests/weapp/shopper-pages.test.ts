import type { ActionName } from '../../cloudfunctions/contract'
import { NOW, shopperAnswers, type Answers, type Persona } from '../browser/fixtures/shopper'
import { launch, type MiniProgram } from './driver'
import { PRODUCT } from './product'

const FIRST_SET_DATA = 10 * 1024
const TAP = 300

interface Sent {
  action: ActionName
  input: unknown
}

let phone: MiniProgram | undefined
afterEach(() => {
  phone?.close()
  phone = undefined
})

/** `refuse`: every call is refused; `lose`: no answer comes back. */
async function openPage(
  path: string,
  persona: Persona,
  others: Answers = {},
  back: 'answer' | 'refuse' | 'lose' = 'answer',
  fontSize = 16,
): Promise<MiniProgram> {
  const answers = shopperAnswers(persona, others)
  phone = await launch({
    package: PRODUCT,
    path,
    now: NOW,
    device: { fontSize },
    callFunction: ({ data }) => {
      const { action, input } = data as Sent
      const frame = { requestId: 'request', now: NOW }
      if (back === 'lose') throw new Error('the line is dead')
      if (back === 'refuse') return { ok: false, code: 'INTERNAL', message: '出了点问题', ...frame }
      const answer = answers[action] as ((input: unknown) => unknown) | undefined
      if (!answer) throw new Error(`no fixture answers ${action}`)
      return { ok: true, data: answer(input), ...frame }
    },
  })
  return phone
}

const manyLines = (): Answers => {
  const receipt = shopperAnswers('holder')['membership.receipt']!({ receiptId: 'x' })
  return {
    'membership.receipt': () => ({
      ...receipt,
      lines: Array.from({ length: 100 }, (_, index) => ({ ...receipt.lines[0]!, name: `第${index}行` })),
    }),
  }
}

const manyReceipts = (): Answers => {
  const { receipts } = shopperAnswers('holder')['membership.receipts']!({})
  return {
    'membership.receipts': () => ({
      receipts: Array.from({ length: 20 }, (_, index) => ({
        ...receipts[0]!,
        receiptId: `receipt-${index}`,
      })),
      next: NOW,
    }),
  }
}

const manyPrices = (): Answers => {
  const plan = shopperAnswers('guest')['membership.plan']!({ planId: 'nianka' })
  return {
    'membership.plan': () => ({
      ...plan,
      prices: Array.from({ length: 500 }, (_, index) => ({
        ...plan.prices[0]!,
        productId: `product-${index}`,
      })),
    }),
  }
}

const none = (): Answers => ({})
const PAGES: [path: string, persona: Persona, others: () => Answers][] = [
  ['pages/home/index', 'holder', none],
  ['pages/home/index', 'lapsed', none],
  ['pages/cards/index', 'holder', none],
  ['pages/savings/index', 'holder', none],
  ['pages/me/index', 'clerk', none],
  ['pages/plan/index?planId=nianka', 'guest', manyPrices],
  ['pages/calculator/index?planId=nianka', 'guest', none],
  ['pages/checkout/index?planId=nianka', 'guest', none],
  ['pages/payment-result/index?orderId=x', 'holder', none],
  ['pages/member-code/index', 'clerk', none],
  ['pages/receipts/index', 'holder', manyReceipts],
  ['pages/receipt/index?receiptId=x', 'holder', manyLines],
  ['pages/orders/index', 'holder', none],
  ['pages/order/index?orderId=x', 'holder', none],
  ['pages/agreement/index?id=membership', 'guest', none],
]

describe('P7 bytes of setData on the shopper’s pages', () => {
  test.each(PAGES)(
    '%s for a %s: no setData of its first view is above 10 KiB',
    async (path, persona, others) => {
      const { page } = await openPage(path, persona, others())
      const largest = Math.max(...page.payloads.map(({ bytes }) => bytes))
      expect(page.reads('暂时没能打开')).toBe(false)
      expect(largest).toBeGreaterThan(200)
      expect(largest).toBeLessThanOrEqual(FIRST_SET_DATA)
    },
  )

  const taps: [path: string, persona: Persona, targets: string[]][] = [
    ['pages/calculator/index?planId=nianka', 'guest', ['每周次数加一', '每周次数减一']],
    ['pages/checkout/index?planId=nianka', 'guest', ['已阅读并同意']],
    ['pages/savings/index', 'holder', ['近12个月', '全部', '本期']],
    ['pages/receipt/index?receiptId=x', 'holder', ['美式 × 2', '美式 × 2']],
    ['pages/member-code/index', 'holder', ['.code__bars', '.code-wide']],
    ['pages/me/index', 'guest', ['免费加入', '.sheet__close']],
  ]
  test.each(taps)('%s for a %s: each of %j is at most 300 bytes', async (path, persona, targets) => {
    const at = await openPage(path, persona)
    for (const target of targets) {
      const { payloads } = await at.measure(() => at.page.tap(target, { nth: 0 }))
      const first = payloads[0]?.bytes ?? 0
      expect({ target, bytes: first <= TAP ? 'fits' : payloads }).toEqual({ target, bytes: 'fits' })
      expect(first).toBeGreaterThan(0)
    }
  })
})

describe('the states of each page', () => {
  const asking = PAGES.filter(([path]) => !path.includes('payment-result'))

  test.each(asking)('%s for a %s says what went wrong and tries again', async (path, persona) => {
    const { page } = await openPage(path, persona, {}, 'refuse')
    expect(page.reads('暂时没能打开')).toBe(true)
    const before = page.payloads.length
    await page.tap('再试一次')
    expect(page.reads('出了点问题')).toBe(true)
    expect(page.payloads.length).toBeGreaterThanOrEqual(before)
  })

  test('a page that could not be opened without a network opens by itself once there is one', async () => {
    let dead = true
    const answers = shopperAnswers('holder')
    phone = await launch({
      package: PRODUCT,
      path: 'pages/savings/index',
      now: NOW,
      callFunction: ({ data }) => {
        if (dead) throw new Error('the line is dead')
        const { action, input } = data as Sent
        const answer = answers[action] as (input: unknown) => unknown
        return { ok: true, data: answer(input), requestId: 'request', now: NOW }
      },
    })
    phone.phone.goOffline()
    await phone.settle()
    expect(phone.page.reads('网络已断开')).toBe(true)
    dead = false
    phone.phone.goOnline()
    await phone.settle()
    expect(phone.page.reads('净省')).toBe(true)
    expect(phone.page.reads('网络已断开')).toBe(false)
  })

  test.each([
    ['pages/cards/index', '还没有会员卡'],
    ['pages/savings/index', '还没有省钱记录'],
    ['pages/receipts/index', '还没有小票'],
    ['pages/orders/index', '还没有订单'],
  ])('%s with nothing in it says %s and what to do', async (path, words) => {
    const { page } = await openPage(path, 'guest')
    expect(page.reads(words)).toBe(true)
  })

  test('text follows WeChat’s own size up to 1.4', async () => {
    const { page } = await openPage('pages/home/index', 'holder', {}, 'answer', 22)
    expect(page.has('.page--large')).toBe(true)
  })
})

describe('M062 joining', () => {
  test('is asked for at the code page only, with both ticks empty, and can be declined', async () => {
    const { page } = await openPage('pages/me/index', 'guest')
    await page.tap('免费加入', { nth: 0 })
    expect(page.has('.sheet--open')).toBe(true)
    expect(page.count('.check-row__box--checked')).toBe(0)
    await page.tap('暂不加入')
    expect(page.has('.sheet--open')).toBe(false)
  })

  test('needs the agreement ticked, takes marketing only when ticked, and no phone number', async () => {
    const joined: unknown[] = []
    const { page } = await openPage('pages/me/index', 'guest', {
      'membership.join': (input) => {
        joined.push(input)
        return { number: '8Q2M4VW7XKZ1P', joinedAt: NOW }
      },
    })
    await page.tap('免费加入', { nth: 0 })
    await page.tap('加入', { nth: -1 })
    expect(joined).toEqual([])
    expect(page.reads('请先阅读并勾选加入说明')).toBe(true)
    await page.tap('.check-row', { nth: 0 })
    await page.tap('加入', { nth: -1 })
    expect(joined).toEqual([
      {
        operationId: expect.stringMatching(/^[0-9a-z]{25}$/) as string,
        agreement: { id: 'service', version: 'v1' },
        marketing: false,
      },
    ])
  })
})

describe('the card on the member’s home', () => {
  test('M083 says what was saved and what is still unused; a tap shows what both are made of', async () => {
    const at = await openPage('pages/home/index', 'holder')
    expect(at.page.reads('已省')).toBe(true)
    expect(at.page.reads('还能用的券和权益值¥25.00')).toBe(true)
    await at.page.tap('.member-card')
    expect(at.page.route).toBe('pages/savings/index')
    for (const words of ['每月节省', '还能用的', '共值¥25.00', '每天一杯美式', '满30减5×2', '可用到11月30日'])
      expect(at.page.reads(words) ? words : at.page.text()).toBe(words)
  })

  test('M083 who has nothing unused reads no sum', async () => {
    const { page } = await openPage('pages/home/index', 'lapsed')
    expect(page.has('.member-card')).toBe(true)
    expect(page.has('.member-card__usable')).toBe(false)
  })
})
