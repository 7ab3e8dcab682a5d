import type { ActionName } from '../../cloudfunctions/contract'
import { NOW, shopperAnswers, type Answers } from '../browser/fixtures/shopper'
import { launch, type MiniProgram } from './driver'
import { PRODUCT } from './product'

const PAYMENT = {
  timeStamp: '1795330000',
  nonceStr: 'nonce',
  package: 'prepay_id=wx1',
  signType: 'RSA' as const,
  paySign: 'sign',
}

interface Sent {
  action: ActionName
  input: { operationId?: string; orderId?: string }
}

let phone: MiniProgram | undefined
let sent: Sent[]
let storage: Map<string, unknown>
/** Refusal codes, or `lost`, that come instead of an answer, by action. */
let troubles: Partial<Record<ActionName, string>>
let cashier: 'ok' | 'cancel' | 'fail'

beforeEach(() => {
  sent = []
  storage = new Map()
  troubles = {}
  cashier = 'ok'
})
afterEach(() => {
  phone?.close()
  phone = undefined
})

type State = 'paying' | 'paid' | 'delivered' | 'closed' | 'refunding'

/** A shop where orders stand as told, whatever was asked for. */
function shop(state: () => State): Answers {
  const { order, card } = shopperAnswers('guest')['payment.sync']!({ orderId: 'x' })
  const at = (orderId: string) => ({ ...order, orderId, state: state(), paidAt: null })
  return {
    'payment.buy': ({ operationId }) => ({ order: at(operationId), payment: PAYMENT }),
    'payment.sync': ({ orderId }) => ({ order: at(orderId), card: state() === 'delivered' ? card : null }),
    'payment.cancel': ({ orderId }) => ({ order: { ...at(orderId), state: 'closed' } }),
  }
}

async function open(path: string, state: () => State): Promise<MiniProgram> {
  const answers = shopperAnswers('guest', shop(state))
  phone = await launch({
    package: PRODUCT,
    path,
    now: NOW,
    storage,
    requestPayment: () => cashier,
    callFunction: ({ data }) => {
      const call = data as Sent
      sent.push(call)
      const frame = { requestId: 'request', now: NOW }
      const trouble = troubles[call.action]
      if (trouble === 'lost') throw new Error('the line is dead')
      if (trouble) return { ok: false, code: trouble, message: `refused: ${trouble}`, ...frame }
      const answer = answers[call.action] as (input: unknown) => unknown
      return { ok: true, data: answer(call.input), ...frame }
    },
  })
  return phone
}

const CHECKOUT = 'pages/checkout/index?planId=nianka'
const ordersBought = () =>
  sent.filter(({ action }) => action === 'payment.buy').map(({ input }) => input.operationId)

async function pay(at: MiniProgram): Promise<void> {
  if (at.page.count('.check-row__box--checked') === 0) await at.page.tap('.check-row')
  await at.page.tap('.page__footer .button')
}

describe('leaving the cashier', () => {
  test('without paying says that nothing was taken, and going on is the same order', async () => {
    cashier = 'cancel'
    const at = await open(CHECKOUT, () => 'paying')
    await pay(at)
    expect(at.page.reads('没有付款,也没有扣钱')).toBe(true)
    await pay(at)
    expect(ordersBought()).toHaveLength(2)
    expect(new Set(ordersBought()).size).toBe(1)
  })

  test('a cancelled order is closed, and buying again is another order', async () => {
    cashier = 'cancel'
    const at = await open(CHECKOUT, () => 'paying')
    await pay(at)
    await at.page.tap('取消订单')
    expect(at.page.reads('订单已取消,没有扣款')).toBe(true)
    await pay(at)
    expect(new Set(ordersBought()).size).toBe(2)
  })

  test('while nothing is known claims nothing', async () => {
    cashier = 'fail'
    troubles = { 'payment.sync': 'lost' }
    const at = await open(CHECKOUT, () => 'paying')
    await pay(at)
    expect(at.page.reads('暂时查不到付款结果')).toBe(true)
    expect(at.page.reads('没有扣钱')).toBe(false)
  })

  test('paid although the cashier said it failed: the card counts', async () => {
    cashier = 'fail'
    const at = await open(CHECKOUT, () => 'delivered')
    await pay(at)
    expect(at.page.route).toBe('pages/payment-result/index')
    expect(at.page.reads('会员卡已开通')).toBe(true)
  })
})

describe('the result of a payment', () => {
  test('the cashier’s ok is only a hint: it waits, and turns when the shop knows', async () => {
    let state: State = 'paying'
    const at = await open(CHECKOUT, () => state)
    await pay(at)
    expect(at.page.reads('正在向微信确认付款结果')).toBe(true)
    expect(at.page.reads('会员卡已开通')).toBe(false)
    state = 'paid'
    await at.advance(2100)
    expect(at.page.reads('已收到付款,正在开通')).toBe(true)
    state = 'delivered'
    await at.advance(2100)
    expect(at.page.reads('会员卡已开通')).toBe(true)
  })

  test('after half a minute it stops asking by itself and says how it stands', async () => {
    const at = await open(CHECKOUT, () => 'paying')
    await pay(at)
    await at.advance(40_000)
    expect(at.page.reads('微信还没有收到付款')).toBe(true)
    const asked = sent.length
    await at.advance(10_000)
    expect(sent).toHaveLength(asked)
    await at.page.tap('再查一次')
    expect(sent.length).toBeGreaterThan(asked)
  })

  test('a payment that could not be delivered goes back, and it says so', async () => {
    const at = await open(CHECKOUT, () => 'refunding')
    await pay(at)
    expect(at.page.reads('正在原路退回')).toBe(true)
  })
})

describe('before anything is bought', () => {
  test.each(['PRICE_CHANGED', 'PLAN_CHANGED', 'AGREEMENT_CHANGED'])(
    '%s shows the plan anew with its ticks empty',
    async (code) => {
      const at = await open(CHECKOUT, () => 'paying')
      troubles = { 'payment.buy': code }
      await pay(at)
      expect(at.page.reads(`refused: ${code}`)).toBe(true)
      expect(at.page.count('.check-row__box--checked')).toBe(0)
      expect(sent.filter(({ action }) => action === 'membership.plan')).toHaveLength(2)
      expect(at.phone.callsOf('requestPayment')).toHaveLength(0)
    },
  )

  test('two quick taps on the button are one order and one cashier', async () => {
    const at = await open(CHECKOUT, () => 'delivered')
    await at.page.tap('.check-row')
    await Promise.all([
      at.page.tap('.page__footer .button'),
      at.page.tap('.page__footer .button').catch(() => null),
    ])
    expect(ordersBought()).toHaveLength(1)
    expect(at.phone.callsOf('requestPayment')).toHaveLength(1)
  })
})

describe('a purchase whose answer was lost with the app', () => {
  test('is found again at home, and ends as it really ended', async () => {
    cashier = 'cancel'
    const first = await open(CHECKOUT, () => 'paying')
    await pay(first)
    first.close()

    const again = await open('pages/home/index', () => 'delivered')
    await again.page.tap('有一笔订单还没有完成')
    expect(again.page.route).toBe('pages/order/index')
    expect(sent.at(-1)?.input.orderId).toBe(ordersBought()[0])
    await again.back()
    expect(again.page.reads('有一笔订单还没有完成')).toBe(false)
  })

  test('that never reached the shop is let go', async () => {
    troubles = { 'payment.buy': 'lost' }
    const first = await open(CHECKOUT, () => 'paying')
    await pay(first)
    await first.advance(10_000)
    expect(first.page.reads('重新提交不会重复办理')).toBe(true)
    expect(new Set(ordersBought()).size).toBe(1)
    first.close()

    troubles = { 'payment.sync': 'ORDER_NOT_FOUND' }
    const again = await open('pages/home/index', () => 'paying')
    await again.page.tap('有一笔订单还没有完成')
    await again.back()
    expect(again.page.reads('有一笔订单还没有完成')).toBe(false)
  })
})
