import { AUTO_RENEW, CONTRACT } from '../browser/fixtures/renewals'
import { NOW, type Answers } from '../browser/fixtures/shopper'
import { openMember, withoutIds, type MemberPhone } from './member-phone'
import { expectWords } from './offers-phone'

let phone: MemberPhone | undefined
afterEach(() => {
  phone?.at.close()
  phone = undefined
})

async function autoRenew(others: Answers = {}): Promise<MemberPhone> {
  phone = await openMember('packages/member/auto-renew/index', { others })
  return phone
}
const only = (contract: Partial<typeof CONTRACT>): Answers => ({
  'membership.autoRenew': () => ({
    ...AUTO_RENEW,
    statements: [],
    contracts: [{ ...CONTRACT, ...contract }],
  }),
})

describe('automatic renewal', () => {
  test('L1 says the day of the notice, the day and amount of the charge, and lists each of both', async () => {
    const { at } = await autoRenew()
    expectWords(at, '12月22日', '12月13日起提醒', '每月 ¥39.00', '提醒没有送达就不扣')
    expectWords(at, '扣款成功', '有效期延长1个月', '提醒已送达', '门店发出扣款提醒')
    expect(at.page.count('.list-row')).toBeLessThan(20)
    await at.page.tap('还有 42 条,继续看')
    expectWords(at, '还有 22 条,继续看')
  })

  test('L1 is ended by two taps, at once, without a clerk and without persuasion', async () => {
    const { at, inputsOf } = await autoRenew()
    await at.page.tap('关闭自动续费')
    expect(at.phone.modal).toMatchObject({ title: '关闭自动续费?', confirmText: '关闭' })
    expect(at.phone.modal?.content).not.toMatch(/优惠|挽留|确定要|损失|可惜/)
    expect(inputsOf('payment.cancelContract')).toEqual([])
    at.phone.answer('confirm')
    await at.settle()
    expect(withoutIds(inputsOf('payment.cancelContract'))).toEqual([{ contractCode: 'contract-1' }])
    expect(at.page.has('关闭自动续费')).toBe(false)
    expect(at.page.reads('下次扣款')).toBe(false)
    expectWords(at, '已关闭,不会再扣款')
  })

  test('L1 going back at the second tap changes nothing', async () => {
    const { at, inputsOf } = await autoRenew()
    await at.page.tap('关闭自动续费')
    at.phone.answer('cancel')
    await at.settle()
    expect(inputsOf('payment.cancelContract')).toEqual([])
    expectWords(at, '下次扣款')
  })

  test('L1 reading a notice here delivers it, once', async () => {
    const { at, inputsOf } = await autoRenew()
    expectWords(at, '将于12月22日自动扣款¥39.00')
    expect(withoutIds(inputsOf('membership.openNotice'))).toEqual([
      { contractCode: 'contract-1', plannedAt: CONTRACT.notice?.plannedAt, chargeOn: '2026-12-22' },
    ])
  })

  test('M049 what was left on WeChat’s signing page is asked for there', async () => {
    const { at, inputsOf } = await autoRenew(only({ state: 'signing', next: null, notice: null, events: [] }))
    expect(inputsOf('payment.syncContract')).toEqual([{ contractCode: 'contract-1' }])
    expectWords(at, '已提醒,待扣款')
  })

  test('M049 what was not signed takes no money and can be dropped', async () => {
    const signing = { ...CONTRACT, state: 'signing' as const, next: null, notice: null, events: [] }
    const { at } = await autoRenew({
      ...only(signing),
      'payment.syncContract': () => ({ contract: signing }),
    })
    expectWords(at, '等待在微信确认', '不会扣款', '查询签约结果', '不开通了')
  })

  test('M087 a switch that is off stops new contracts only, and says so', async () => {
    const { at } = await autoRenew({ 'membership.autoRenew': () => ({ ...AUTO_RENEW, enabled: false }) })
    expectWords(at, '门店已停止新开通自动续费', '已经开通的照常有效', '关闭自动续费')
  })

  test('M050 a statement can be contested within its 24 hours, in own words', async () => {
    const { at, inputsOf } = await autoRenew()
    expectWords(at, '24小时内可提出异议', '这一期省了', '¥42.60', '最多付', '这次付', '¥39.00')
    await at.page.tap('提出异议')
    await at.page.input('.renew-reason', '11月20日那单没有用卡')
    await at.page.tap('提交异议,先不扣款')
    expect(withoutIds(inputsOf('payment.disputeStatement'))).toEqual([
      { statementId: 'statement-1', reason: '11月20日那单没有用卡' },
    ])
    expect(inputsOf('membership.autoRenew').length).toBe(2)
  })

  test('M050 after its 24 hours a statement offers no objection any more', async () => {
    const { at } = await autoRenew({
      'membership.autoRenew': () => ({
        ...AUTO_RENEW,
        statements: AUTO_RENEW.statements.map((one) => ({ ...one, disputeUntil: NOW })),
      }),
    })
    expect(at.page.has('提出异议')).toBe(false)
  })
})
