import { WALLET } from '../browser/fixtures/member'
import { CONTRACT } from '../browser/fixtures/renewals'
import type { Answers } from '../browser/fixtures/shopper'
import { openMember, withoutIds, type MemberPhone } from './member-phone'
import { expectWords } from './offers-phone'

let phone: MemberPhone | undefined
afterEach(() => {
  phone?.at.close()
  phone = undefined
})

async function open(page: string, others: Answers = {}): Promise<MemberPhone> {
  phone = await openMember(`packages/member/${page}`, { others })
  return phone
}

describe('the wallet', () => {
  test('M014 shows principal and bonus apart, what it is worth, each top-up and each movement', async () => {
    const { at } = await open('wallet/index')
    expectWords(at, '1,286.50', '本金 ¥986.50', '赠金 ¥300.00', '有余额期间到店 8折', '本金永不过期')
    expectWords(at, '充 ¥500.00,送 ¥100.00', '11月27日前可全额退本金', '老街店 消费', '−¥30.68')
    expect(at.page.count('.wallet-event__parts')).toBe(8)
    await at.page.tap('查看更早的')
    expect(at.page.count('.wallet-event__parts')).toBe(20)
  })

  test('each top-up leads to its order, where it can be asked back', async () => {
    const { at } = await open('wallet/index')
    await at.page.tap('充 ¥500.00,送 ¥100.00')
    expect(at.page.route).toBe('pages/order/index')
  })

  test('M015 a friend’s code has a most that the payer chooses, and is made anew each time', async () => {
    const { at, inputsOf } = await open('wallet/index')
    await at.page.tap('替朋友付')
    await at.page.tap('最多 ¥50')
    await at.page.tap('生成付款码')
    expect(withoutIds(inputsOf('membership.friendCode'))).toEqual([{ most: 5000 }])
    expectWords(at, '最多付 ¥50.00', '60 秒内有效,只能用一次')
  })

  test('M117 a budget only shows what was spent; it can be changed and given up', async () => {
    const { at, inputsOf } = await open('wallet/index')
    expectWords(at, '本月预算 ¥800.00', '还可以花 ¥186.40')
    await at.page.tap('本月预算 ¥800.00')
    await at.page.input('.sheet--open .wallet-input', '900')
    await at.page.tap('保存')
    await at.page.tap('本月预算 ¥800.00')
    await at.page.tap('不再设预算')
    expect(withoutIds(inputsOf('membership.budget'))).toEqual([{ monthly: 90_000 }, { monthly: null }])
  })

  test('L6 all records of a year are the holder’s, by one tap', async () => {
    const { at, inputsOf } = await open('wallet/index')
    await at.page.tap('导出全年')
    await at.page.tap('复制 2026 年的记录')
    expect(inputsOf('membership.walletRecords')).toEqual([{ year: 2026 }])
    expect(at.phone.clipboard).toBe('时间,事项,本金,赠金')
  })
})

describe('paying in', () => {
  test('M014 L5 the ladder shows the bonus apart and closes what is above the cap', async () => {
    const { at } = await open('top-up/index')
    expectWords(at, '送 ¥100.00 赠金', '不送赠金', '超过现在的限额', '余额上限 ¥1,000.00,还可以充 ¥200.00')
    expectWords(at, '付款时先用本金,再用赠金', '付款后 7 天内没用过的,本金全额退回')
    expect(at.page.count('.check-row__box--checked')).toBe(0)
  })

  test('nothing is paid without the agreement; with it, the amount that was shown', async () => {
    const { at, inputsOf } = await open('top-up/index')
    await at.page.tap('充 ¥200')
    await at.page.tap('微信支付 ¥200.00')
    expectWords(at, '请先阅读并勾选协议')
    expect(inputsOf('payment.topUp')).toEqual([])
    await at.page.tap('已阅读并同意')
    await at.page.tap('微信支付 ¥200.00')
    expect(withoutIds(inputsOf('payment.topUp'))).toEqual([
      {
        planId: 'chuzhi',
        versionId: 'chuzhi-1',
        stepId: 'erbai',
        price: 20_000,
        agreements: [{ id: 'prepaid', version: 'v1' }],
      },
    ])
  })

  test('L5 a registered name lifts the cap, with a consent of its own', async () => {
    const { at, inputsOf } = await open('top-up/index')
    await at.page.tap('登记实名,提高上限')
    await at.page.input('姓名', '林晓雯')
    await at.page.input('身份证号', '11010119900307451x')
    await at.page.tap('登记').catch(() => undefined)
    expect(inputsOf('membership.registerName')).toEqual([])
    await at.page.tap('.sheet--open .check-row')
    await at.page.tap('登记')
    expect(withoutIds(inputsOf('membership.registerName'))).toEqual([
      { name: '林晓雯', identityNumber: '11010119900307451X', consent: true },
    ])
  })
})

describe('M117 topping up by itself', () => {
  const none: Answers = { 'membership.wallet': () => ({ ...WALLET, autoTopUp: null }) }

  test('is offered in the wallet where the shop allows it, and only once', async () => {
    const { at } = await open('wallet/index', none)
    await at.page.tap('自动充值(可选)')
    expect(at.page.route).toBe('packages/member/auto-top-up/index')
    phone?.at.close()
    const signed = await open('wallet/index')
    expect(signed.at.page.reads('自动充值(可选)')).toBe(false)
    expectWords(signed.at, '余额低于 ¥100.00 时充值,本月已充 ¥500.00,每月最多 ¥1,000.00')
  })

  test('nothing is chosen or ticked beforehand; what was chosen is signed at WeChat word for word', async () => {
    const { at, inputsOf } = await open('auto-top-up/index', {
      ...none,
      'payment.signContract': () => ({
        contract: { ...CONTRACT, purpose: 'top_up', state: 'signing', signedAt: null },
        navigate: { appId: 'wxbd687630cd02ce1d', path: 'pages/index/index', extraData: {} },
      }),
    })
    expect(at.page.count('.choice--chosen')).toBe(0)
    expect(at.page.count('.check-row__box--checked')).toBe(0)
    await at.page.tap('去微信确认签约')
    expectWords(at, '请先选好上面三项')
    await at.page.tap('送 ¥100.00 赠金')
    await at.page.tap('¥100.00', { nth: 0 })
    await at.page.tap('2 次')
    expectWords(at, '余额低于 ¥100.00 时充 ¥500.00,每月最多 ¥1,000.00。', '每次扣款前至少 5 天提醒')
    await at.page.tap('去微信确认签约')
    expectWords(at, '请先阅读并勾选协议和约定')
    expect(inputsOf('payment.signContract')).toEqual([])
    await at.page.tap('已阅读并同意')
    await at.page.tap('同意按上面的约定自动充值')
    await at.page.tap('去微信确认签约')
    expect(withoutIds(inputsOf('payment.signContract'))).toEqual([
      {
        purpose: 'top_up',
        planId: 'chuzhi',
        versionId: 'chuzhi-1',
        amount: 50_000,
        consent: true,
        agreements: [{ id: 'prepaid', version: 'v1' }],
        topUp: { stepId: 'wubai', below: 10_000, monthlyMost: 100_000 },
      },
    ])
  })
})

describe('gifts', () => {
  test('M010 a gift is claimed here and handed over at the shop', async () => {
    const { at, inputsOf } = await open('gifts/index')
    expectWords(at, '马克杯', '店内现价 ¥49.00', '12月22日前有效')
    await at.page.tap('领取')
    expect(withoutIds(inputsOf('membership.claimGift'))).toMatchObject([{ giftId: 'beizi' }])
    expect(inputsOf('membership.entitlements')).toHaveLength(2)
  })
})

describe('M116 one card in a household', () => {
  test('the holder sees who shares it and what is left today, invites and removes', async () => {
    const { at, inputsOf } = await open('household/index')
    expectWords(at, '林妈妈', '全家每天共 4 份', '今天还有 2 份', '还可加 2 位')
    await at.page.tap('邀请家人(还可加 2 位)')
    expect(inputsOf('membership.inviteHelper')).toHaveLength(1)
    expectWords(at, '只能由一个人使用一次')
    await at.page.tap('.sheet--open .sheet__close')
    await at.page.tap('移出')
    expect(at.phone.modal?.content).toMatch(/自己的卡和小票不受影响/)
    at.phone.answer('confirm')
    await at.settle()
    expect(withoutIds(inputsOf('membership.removeHelper'))).toEqual([{ memberNumber: 'B7N2M4VW7XKZ1' }])
  })

  test('a guest sees whose card it is and leaves alone', async () => {
    const { at, inputsOf } = await open('household/index', {
      'membership.household': () => ({
        own: [],
        guestOf: {
          ownerName: '林晓雯',
          planName: '家庭年卡',
          since: CONTRACT.signedAt!,
          validThrough: '2027-03-14',
        },
      }),
    })
    expectWords(at, '正在共用林晓雯的家庭年卡')
    await at.page.tap('退出共用')
    expect(withoutIds(inputsOf('membership.leaveHousehold'))).toEqual([{}])
  })

  test('L9 joining needs the own tick, after what the holder will see', async () => {
    const { at, inputsOf } = await open('join-household/index?invitation=ticket-1')
    await at.page.tap('加入').catch(() => undefined)
    expect(inputsOf('membership.joinHousehold')).toEqual([])
    await at.page.tap('.check-row')
    await at.page.tap('.page__footer .button')
    expect(withoutIds(inputsOf('membership.joinHousehold'))).toEqual([
      { invitation: 'ticket-1', consent: true },
    ])
    expectWords(at, '已加入,可以用林晓雯的家庭年卡了')
  })
})
