import { NOW, shopperAnswers, type Answers, type VariantName } from '../browser/fixtures/shopper'
import type { MiniProgram } from './driver'
import { expectWords, openOffers, type OffersPhone } from './offers-phone'

let phone: OffersPhone | undefined
afterEach(() => {
  phone?.at.close()
  phone = undefined
})

async function checkout(variant: VariantName, as: string, others?: Answers): Promise<MiniProgram> {
  phone = await openOffers(`pages/checkout/index?planId=nianka&as=${as}`, variant, others)
  return phone.at
}
const inputsOf: OffersPhone['inputsOf'] = (action) => phone?.inputsOf(action) ?? []

const CONTRACT = {
  contractCode: 'contract-1',
  purpose: 'renewal' as const,
  planId: 'yueka',
  planName: '麦香月卡',
  amount: 3900,
  everyMonths: 1,
  state: 'signing' as const,
  next: null,
  notice: null,
  topUp: null,
  signedAt: null,
  events: [],
}
const NAVIGATE = { appId: 'wxbd687630cd02ce1d', path: 'pages/index/index', extraData: { sign: 'S' } }

describe('before the cashier', () => {
  test('M049 L1 renewal is unticked and after the price; buying does without it', async () => {
    const at = await checkout('autoRenew', 'regular')
    expectWords(at, '自动续费(可选)', '之后每月', '首次扣款', '12月22日', '我的 › 自动续费 › 关闭')
    expect(at.page.count('.check-row__box--checked')).toBe(0)
    const text = at.page.text()
    expect(text.indexOf('现在付')).toBeLessThan(text.indexOf('自动续费(可选)'))
    await at.page.tap('已阅读并同意')
    await at.page.tap('.page__footer .button')
    expect(inputsOf('payment.buy')).toHaveLength(1)
    expect(at.page.route).toBe('pages/payment-result/index')
    expect(at.page.reads('自动续费还没有开通')).toBe(false)
    expect(inputsOf('payment.signContract')).toEqual([])
  })

  test('M049 what was ticked is signed at WeChat after the purchase, with the amount that was shown', async () => {
    const at = await checkout('autoRenew', 'regular', {
      'payment.buy': ({ operationId, price }) => ({
        order: {
          ...shopperAnswers('member')['payment.sync']!({ orderId: operationId }).order,
          orderId: operationId,
          amount: price,
        },
        payment: null,
      }),
      'payment.sync': ({ orderId }) => ({
        ...shopperAnswers('member')['payment.sync']!({ orderId }),
        order: { ...shopperAnswers('member')['payment.sync']!({ orderId }).order, orderId, amount: 3900 },
      }),
      'payment.signContract': () => ({
        contract: CONTRACT,
        navigate: NAVIGATE,
      }),
      'payment.syncContract': () => ({ contract: { ...CONTRACT, state: 'active', signedAt: NOW } }),
    })
    await at.page.tap('付款后到微信确认签约')
    await at.page.tap('已阅读并同意')
    await at.page.tap('.page__footer .button')
    expectWords(at, '自动续费还没有开通', '这一期已付', '之后每月', '¥39.00')
    expect(inputsOf('payment.signContract')).toEqual([])
    await at.page.tap('去微信确认')
    expect(at.phone.callsOf('navigateToMiniProgram')).toHaveLength(1)
    expect(inputsOf('payment.signContract')[0]).toMatchObject({
      purpose: 'renewal',
      planId: 'yueka',
      amount: 3900,
      consent: true,
      agreements: [{ id: 'membership', version: 'v1' }],
    })
    await at.leave()
    await at.comeBack()
    expect(inputsOf('payment.syncContract')).toEqual([{ contractCode: 'contract-1' }])
    expectWords(at, '自动续费已开通', '首次扣款 12月22日')
  })

  test('M050 a card that is paid by what it saves opens with a signature, not with money', async () => {
    const at = await checkout('payAsSaved', 'as_saved', {
      'payment.signContract': () => ({ contract: CONTRACT, navigate: NAVIGATE }),
      'payment.syncContract': () => ({ contract: { ...CONTRACT, state: 'active', signedAt: NOW } }),
    })
    expectWords(at, '现在付', '¥0.00', '到期最多付', '¥100.00', '24 小时内可以提出异议')
    await at.page.tap('去微信签约')
    expectWords(at, '请先勾选同意扣款和协议')
    await at.page.tap('同意到期按实际节省扣款')
    await at.page.tap('已阅读并同意')
    await at.page.tap('去微信签约')
    expect(inputsOf('payment.signContract')[0]).toMatchObject({ purpose: 'as_saved', amount: 10_000 })
    await at.leave()
    await at.comeBack()
    expectWords(at, '麦香年卡已开通', '现在没有扣款')
    expect(inputsOf('payment.buy')).toEqual([])
  })

  test('M052 a trial for nothing opens no cashier', async () => {
    const at = await checkout('freeTrial', 'trial')
    expectWords(at, '现在付', '¥0.00', '不用付款,也不打开收银台', '试用到12月5日结束')
    await at.page.tap('已阅读并同意')
    await at.page.tap('确认开通,不用付款')
    expect(inputsOf('payment.buy')[0]).toMatchObject({ as: 'trial', price: 0 })
    expect(at.page.route).toBe('pages/payment-result/index')
    expect(at.phone.callsOf('requestPayment')).toEqual([])
  })

  test.each<[VariantName, string, string]>([
    ['trialUsed', 'trial', '试用每人一次'],
    ['score', 'score', '还差 1 分'],
    ['couponPack', 'regular', '本月已经买过'],
  ])('a way that is closed (%s) says why and leads back', async (variant, as, words) => {
    const at = await checkout(variant, as)
    expectWords(at, words)
    expect(at.page.count('.page__footer .button')).toBe(0)
    await at.page.tap('看看其他方案')
    expect(at.page.route).toBe('pages/plan/index')
  })

  test.each([
    'PRICE_CHANGED',
    'PROMOTION_ENDED',
    'TRIAL_USED',
    'SCORE_TOO_LOW',
    'UPGRADE_NOT_POSSIBLE',
    'PREPAID_STOPPED',
    'ALREADY_BOUGHT',
  ])('%s is said in words, the card is asked for anew and nothing stays ticked', async (code) => {
    const at = await checkout('autoRenew', 'regular')
    phone?.refuse('payment.buy', code)
    await at.page.tap('付款后到微信确认签约')
    await at.page.tap('已阅读并同意')
    await at.page.tap('.page__footer .button')
    expectWords(at, `refused: ${code}`)
    expect(at.page.count('.check-row__box--checked')).toBe(0)
    expect(inputsOf('membership.plan')).toHaveLength(2)
    expect(at.phone.callsOf('requestPayment')).toEqual([])
  })

  test('a changed price is shown beside the one that was agreed to', async () => {
    const at = await checkout('autoRenew', 'regular')
    phone?.refuse('payment.buy', 'PRICE_CHANGED')
    phone?.change('score')
    await at.page.tap('已阅读并同意')
    await at.page.tap('.page__footer .button')
    expectWords(at, '刚才是 ¥39.00,请确认现在的价格', '微信支付 ¥888.00')
  })
})

test('M041 after the purchase: coupons to use, a gift to claim, perks to open', async () => {
  phone = await openOffers('pages/payment-result/index?orderId=x', 'year', {}, 'holder')
  const { at } = phone
  expectWords(at, '会员卡已开通', '6 张优惠券可以用', '1 份赠品待领取', '2 项合作权益待开通')
  await at.page.tap('2 项合作权益待开通')
  expect(at.page.route).toBe('packages/member/perks/index')
})
