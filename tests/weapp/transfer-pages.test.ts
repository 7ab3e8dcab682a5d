import { TRANSFER_ANSWERS } from '../browser/fixtures/transfers'
import type { Answers } from '../browser/fixtures/shopper'
import { openMember, withoutIds, type MemberPhone } from './member-phone'
import { expectWords } from './offers-phone'

let phone: MemberPhone | undefined
afterEach(() => {
  phone?.at.close()
  phone = undefined
})

async function open(others: Answers = {}): Promise<MemberPhone> {
  phone = await openMember('packages/member/transfer/index', { others })
  return phone
}

describe('passing on a balance or a card', () => {
  test('L6 the holder sees what would pass and what ends, and makes a code', async () => {
    const { at, inputsOf } = await open()
    expectWords(at, '储值余额', '2,430.50', '其中本金 ¥2,310.50', '其中赠金 ¥120.00', '8折')
    expectWords(at, '麦香年卡', '剩余 112天', '没省够就补差的约定', '转让后结束:2位家人的共用')
    expectWords(at, '退款按法规原路退回最初的付款账户')
    await at.page.tap('转让全部余额')
    expect(withoutIds(inputsOf('membership.offerTransfer'))).toEqual([{ item: { kind: 'balance' } }])
  })

  test('L6 a code that is out is shown, copied and taken back', async () => {
    const all = TRANSFER_ANSWERS['membership.transferable']?.({})
    const offered = TRANSFER_ANSWERS['membership.offerTransfer']?.({
      operationId: '',
      item: { kind: 'balance' },
    })
    if (!all || !offered) throw new Error('no fixture')
    const { at, inputsOf } = await open({ 'membership.transferable': () => ({ ...all, offered }) })
    expectWords(at, '转让余额', '前有效,只能用一次')
    await at.page.tap('复制转让码')
    expect(at.phone.clipboard).toBe(offered.code)
    await at.page.tap('不转了,作废这个码')
    expect(inputsOf('membership.withdrawTransfer')).toHaveLength(1)
  })

  test('L6 L2 the receiver looks first, agrees unprompted, and then it is theirs', async () => {
    const { at, inputsOf } = await open()
    await at.page.tap('接收转让')
    await at.page.input('.transfer-input', 'T1ABC')
    await at.page.tap('看看转让的内容')
    expectWords(at, '林**转让给您', '2,430.50', '《会员服务协议》', '转让后不能撤回')
    expect(at.page.count('.check-row__box--checked')).toBe(0)
    expect(inputsOf('membership.acceptTransfer')).toEqual([])
    await at.page.tap('已阅读并同意')
    await at.page.tap('确认接收')
    expect(withoutIds(inputsOf('membership.acceptTransfer'))).toEqual([
      {
        code: 'T1ABC',
        worth: { principal: 231_050, bonus: 12_000, through: null },
        agreements: [{ id: 'membership', version: 'v1' }],
      },
    ])
    expectWords(at, '¥2,430.50已到您的余额')
  })

  test('L5 beyond the cap it says so, and where the name is registered', async () => {
    const preview = TRANSFER_ANSWERS['membership.transferPreview']?.({ code: 'T1ABC' })
    if (!preview) throw new Error('no fixture')
    const obstacle = { code: 'PREPAID_CAP', message: '超过预付卡限额' }
    const { at, inputsOf } = await open({ 'membership.transferPreview': () => ({ ...preview, obstacle }) })
    await at.page.tap('接收转让')
    await at.page.input('.transfer-input', 'T1ABC')
    await at.page.tap('看看转让的内容')
    expectWords(at, '接收后会超过您的余额上限')
    await at.page.tap('去实名登记')
    expect(at.page.route).toBe('packages/member/top-up/index')
    expect(inputsOf('membership.acceptTransfer')).toEqual([])
  })
})
