import { GUARANTEE } from '../browser/fixtures/member'
import { ORDER } from '../browser/fixtures/shop'
import { shopperAnswers, type Answers } from '../browser/fixtures/shopper'
import { openMember, withoutIds, type MemberPhone } from './member-phone'
import { expectWords } from './offers-phone'

let phone: MemberPhone | undefined
afterEach(() => {
  phone?.at.close()
  phone = undefined
})

async function open(path: string, others: Answers = {}): Promise<MemberPhone> {
  phone = await openMember(path, { others })
  return phone
}
const ORDER_PAGE = `pages/order/index?orderId=${ORDER.orderId}`
const quoteOf = (others: object) => ({
  ...shopperAnswers('holder')['payment.refundQuote']!({ orderId: ORDER.orderId }),
  ...others,
})

describe('asking for a refund', () => {
  test('L8 the quote comes first, line by line, with what ends and by when; then one press', async () => {
    const { at, inputsOf } = await open(ORDER_PAGE)
    await at.page.tap('申请退款')
    expectWords(at, '今天可退', '付款', '¥199.00', '已过去的253天', '−¥131.93', '已领的马克杯', '−¥6.00')
    expectWords(at, '随退款一起结束', '合作方权益:悦听会员年卡', '最晚12月7日前办好', '原路退回微信')
    const lines = at.page.texts('.order-refund__lines .fact').map((line) => line.replace(/[^\d.−]/g, ''))
    const fen = lines.map((line) => Math.round(Number(/−?[\d.]+$/.exec(line)?.[0].replace('−', '-')) * 100))
    expect(fen.at(-1)).toBe(6107)
    expect(inputsOf('payment.refund')).toEqual([])
    await at.page.tap('退款 ¥61.07')
    expect(withoutIds(inputsOf('payment.refund'))).toEqual([{ orderId: ORDER.orderId, refund: 6107 }])
  })

  test.each(['card', 'top_up', 'charge'] as const)('a %s can be asked back', async (kind) => {
    const { at } = await open(ORDER_PAGE, {
      'payment.sync': () => ({ order: { ...ORDER, kind }, card: null }),
    })
    await at.page.tap('申请退款')
    expect(at.page.reads('退款后有效期到')).toBe(kind !== 'top_up')
  })

  test('what was paid at the counter is undone there, not here', async () => {
    const { at } = await open(ORDER_PAGE, {
      'payment.sync': () => ({ order: { ...ORDER, kind: 'counter' }, card: null }),
    })
    expect(at.page.has('申请退款')).toBe(false)
  })

  test('REFUND_CHANGED shows the new quote instead of refunding another figure', async () => {
    let refund = 6107
    const { at, refuse, inputsOf } = await open(ORDER_PAGE, {
      'payment.refundQuote': () => quoteOf({ refund }),
    })
    await at.page.tap('申请退款')
    refund = 6050
    refuse('payment.refund', 'REFUND_CHANGED')
    await at.page.tap('退款 ¥61.07')
    expectWords(at, '退款 ¥60.50', 'REFUND_CHANGED')
    refuse('payment.refund', null)
    await at.page.tap('退款 ¥60.50')
    expect(inputsOf('payment.refund').map((input) => input.refund)).toEqual([6107, 6050])
  })

  test('REFUND_WAITS keeps the quote and says to wait', async () => {
    const { at, refuse } = await open(ORDER_PAGE)
    refuse('payment.refund', 'REFUND_WAITS')
    await at.page.tap('申请退款')
    await at.page.tap('退款 ¥61.07')
    expectWords(at, 'REFUND_WAITS', '退款 ¥61.07')
  })

  test('L11 beyond a year the shop transfers it, and says so before', async () => {
    const { at } = await open(ORDER_PAGE, { 'payment.refundQuote': () => quoteOf({ channel: 'manual' }) })
    await at.page.tap('申请退款')
    expectWords(at, '付款已过一年', '由门店转账')
  })

  test('what a person may grant is asked for with its own figure', async () => {
    const { at, inputsOf } = await open(ORDER_PAGE, {
      'payment.refundQuote': () =>
        quoteOf({ afterReview: { refund: 19900, explanation: '如果付款后第7天是法定假日,可由门店审核' } }),
      'payment.refund': ({ orderId, refund }) => ({ orderId, refund, state: 'review' }),
    })
    await at.page.tap('申请退款')
    await at.page.tap('请门店审核,退 ¥199.00')
    expect(withoutIds(inputsOf('payment.refund'))).toEqual([{ orderId: ORDER.orderId, refund: 19900 }])
    expectWords(at, '已交给门店审核')
  })
})

describe('refunds that are under way', () => {
  test('each says where it stands and by when it must be carried out', async () => {
    const { at } = await open('packages/member/refunds/index')
    expectWords(at, '最晚12月6日前办好', '由门店转账。最晚11月26日前办好', '微信退回受阻', '已原路退回微信')
    expectWords(at, '没有通过', '第7天不是法定假日')
    await at.page.tap('麦香年卡')
    expect(at.page.route).toBe('pages/order/index')
  })

  test('an order that went back leads to them', async () => {
    const { at } = await open(ORDER_PAGE, {
      'payment.sync': () => ({ order: { ...ORDER, state: 'refunding' }, card: null }),
    })
    expect(at.page.has('申请退款')).toBe(false)
    await at.page.tap('退款进度')
    expect(at.page.route).toBe('packages/member/refunds/index')
  })
})

describe('M047 the guarantee', () => {
  const PAGE = `packages/member/guarantee/index?orderId=${ORDER.orderId}`

  test('shows at any time what it would pay, how it is worked out and when it comes by itself', async () => {
    const { at } = await open(PAGE)
    expectWords(at, '¥38.00', '已省 ¥120.00', '约定省够 ¥196.00', '还差 ¥76.00 省够')
    expectWords(at, '补差 = 会员费', '¥98.00×(¥196.00-¥120.00)÷¥196.00', '2027年3月14日自动结算')
    expectWords(at, '2027年2月14日起也可以自己提前申请')
    expect(at.page.has('.page__footer')).toBe(false)
  })

  test('can be claimed once it may be, with what ends said before', async () => {
    const { at, inputsOf } = await open(PAGE, {
      'payment.guarantee': () => ({ ...GUARANTEE, claimable: true }),
    })
    await at.page.tap('.page__footer .button')
    expect(at.phone.modal?.content).toMatch(/这张卡立即结束/)
    at.phone.answer('confirm')
    await at.settle()
    expect(withoutIds(inputsOf('payment.claimGuarantee'))).toEqual([{ orderId: ORDER.orderId, refund: 3800 }])
    expect(inputsOf('payment.guarantee')).toHaveLength(2)
  })
})
