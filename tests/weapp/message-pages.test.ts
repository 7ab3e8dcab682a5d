import {
  INBOX_ROWS,
  INBOX_TERMS,
  MESSAGE_ASK,
  MESSAGE_SETTINGS,
  messageAnswers,
} from '../browser/fixtures/messages'
import { POINTS } from '../browser/fixtures/loyalty'
import { NOW, ORDER } from '../browser/fixtures/shop'
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

const INBOX = 'packages/member/inbox/index'
const SETTINGS = 'packages/member/message-settings/index'
const ASKING: Answers = { 'renewal.messageSettings': () => ({ ...MESSAGE_SETTINGS, ...MESSAGE_ASK }) }
const homeWith = (unread: boolean): Answers => ({
  'membership.home': () => {
    const home = shopperAnswers('holder')['membership.home']!({})
    return { ...home, entries: { ...home.entries!, unread } }
  },
})

describe('the inbox', () => {
  test('L12 each message says what it says, why it came and by which way', async () => {
    const { at } = await open(INBOX)
    expectWords(at, '自动续费预告', '麦香年卡将在11月29日自动续费', '法律要求在扣款前告知')
    expectWords(at, '也发了微信服务通知', '也发了短信', '只放在这里', '您同意了接收优惠和活动消息')
  })

  test('L9 newer terms stand above the messages until they are answered, and lead to their page', async () => {
    let waits = true
    const { at, inputsOf } = await open(INBOX, {
      'renewal.inbox': (input) => {
        const { terms, ...answered } = messageAnswers(false)['renewal.inbox']!(input)
        return waits && terms ? { ...answered, terms } : answered
      },
    })
    expectWords(at, '《会员加入说明》有新版本', INBOX_TERMS.summary!, '同意或暂不同意都可以')
    expect(at.page.texts('.message__title')[0]).toContain('有新版本')
    // It was not sent, so it isn't unread either.
    expect(at.page.count('.message__head .tag')).toBe(3)
    await at.page.tap('《会员加入说明》有新版本')
    expect(at.page.route).toBe('packages/member/new-terms/index')
    waits = false
    await at.back()
    await at.settle()
    expect(at.page.route).toBe(INBOX)
    expect(inputsOf('renewal.inbox')).toEqual([{}, {}])
    expect(at.page.reads('有新版本')).toBe(false)
    expectWords(at, '自动续费预告')
  })

  test('L9 newer terms alone are something to read', async () => {
    const { at } = await open(INBOX, {
      'renewal.inbox': () => ({
        now: NOW,
        rows: [],
        unread: false,
        next: null,
        terms: { ...INBOX_TERMS, summary: null },
      }),
    })
    expectWords(at, '《会员加入说明》有新版本', '门店没有写这次改了什么,请看全文')
    expect(at.page.reads('还没有消息')).toBe(false)
  })

  test('a tap leads to what the message is about, with its query', async () => {
    const { at } = await open(INBOX)
    await at.page.tap('咖啡券包 ¥30.00 已原路退回')
    expect(at.page.route).toBe('pages/order/index')
    expect(at.page.query).toEqual({ orderId: ORDER.orderId })
  })

  test('a message about the member centre leads to its tab', async () => {
    const { at } = await open(INBOX)
    await at.page.tap('11月28日会员日,烘焙会员价再 95 折')
    expect(at.page.route).toBe('pages/home/index')
  })

  test('what was shown is read, up to the newest; what was read before stays', async () => {
    const { at, inputsOf } = await open(INBOX)
    expect(withoutIds(inputsOf('renewal.readInbox'))).toEqual([{ through: INBOX_ROWS[0]!.at }])
    expect(at.page.count('.message__head .tag')).toBe(3)
  })

  test('nothing new is not reported as read', async () => {
    const { inputsOf } = await open(INBOX, {
      'renewal.inbox': ({ before }) => ({
        now: INBOX_ROWS[0]!.at,
        rows: before === undefined ? INBOX_ROWS.slice(3, 5) : [],
        unread: false,
        next: null,
      }),
    })
    expect(inputsOf('renewal.readInbox')).toEqual([])
  })

  test('L12 what the law demands has no way to stop it; anything else stops with one tap', async () => {
    const { at, inputsOf } = await open(INBOX)
    expect(at.page.has('不再接收「自动续费预告」')).toBe(false)
    await at.page.tap('不再接收「会员日」')
    expect(withoutIds(inputsOf('renewal.switchFlow'))).toEqual([{ flow: 'member_day', on: false }])
    expectWords(at, '以后不再发送这类消息')
  })

  test('P7 older messages come by the page, each portion below 10 KiB', async () => {
    const { at, inputsOf } = await open(INBOX)
    await at.advance(1000)
    await at.page.tap('查看更早的')
    await at.advance(1000)
    await at.page.tap('查看更早的')
    await at.advance(1000)
    expect(inputsOf('renewal.inbox')).toHaveLength(2)
    expectWords(at, '9月省了 ¥58.00', '已经到底了')
    expect(Math.max(...at.page.payloads.map(({ bytes }) => bytes))).toBeLessThanOrEqual(10 * 1024)
  })

  test('an empty one says what will come', async () => {
    phone = await openMember(INBOX, { persona: 'member' })
    expectWords(phone.at, '还没有消息', '微信里没收到也不会漏掉')
  })

  test.each(['pages/me/index', 'pages/home/index'])(
    '%s says in words that something is unread',
    async (page) => {
      const { at } = await open(page, homeWith(true))
      expectWords(at, '有未读')
      await at.page.tap('有未读')
      expect(at.page.route).toBe(INBOX)
    },
  )

  test.each(['pages/me/index', 'pages/home/index'])('%s shows no mark without a reason', async (page) => {
    const { at } = await open(page, homeWith(false))
    expect(at.page.reads('未读')).toBe(false)
  })
})

describe('the message switches', () => {
  test('L12 what is owed by law has no switch and says why; the others switch at once', async () => {
    const { at, inputsOf } = await open(SETTINGS)
    expectWords(at, '必须告知的', '法律要求告知,所以不能关闭', '停业公告')
    expect(at.page.texts('.list-row').filter((words) => words.includes('必须告知'))).toHaveLength(4)
    const sent = await at.measure(() => at.page.tap('优惠券到期'))
    expect(withoutIds(inputsOf('renewal.switchFlow'))).toEqual([{ flow: 'coupon_expiry', on: false }])
    expect(sent.bytes).toBeLessThanOrEqual(300)
  })

  test('a refused switch goes back and says so', async () => {
    const { at, refuse } = await open(SETTINGS)
    const on = at.page.count('.switch-row__track--on')
    refuse('renewal.switchFlow', 'INTERNAL')
    await at.page.tap('优惠券到期')
    expectWords(at, 'refused: INTERNAL')
    expect(at.page.count('.switch-row__track--on')).toBe(on)
  })

  test('M104 advertising needs the consent of its own, and its cap is said', async () => {
    const { at, inputsOf } = await open(SETTINGS)
    expectWords(at, '没有同意,一条都不会发')
    expect(at.page.reads('节日问候')).toBe(false)
    await at.page.tap('愿意收到优惠和活动消息')
    expect(withoutIds(inputsOf('membership.consent'))).toEqual([{ purpose: 'marketing', granted: true }])
    expectWords(at, '每周最多 2 条', '节日问候')
  })

  test('L12 each template says what WeChat still allows, and one tap allows one more', async () => {
    const { at, inputsOf } = await open(SETTINGS)
    expectWords(at, '微信还可以通知 1 次', '现在不发微信通知', '微信发不到时会发短信到 138****5678')
    await at.page.tap('再允许一次', { nth: 0 })
    expect(at.phone.callsOf('requestSubscribeMessage')).toEqual([{ tmplIds: ['tmpl-renewal'] }])
    expect(withoutIds(inputsOf('renewal.allowMessages'))).toEqual([
      { results: [{ template: 'renewal_notice', templateId: 'tmpl-renewal', answer: 'accept' }] },
    ])
    expectWords(at, '「自动续费预告」多了一次微信通知')
    expect(inputsOf('renewal.messageSettings').length).toBeGreaterThan(1)
  })

  test.each([
    ['reject', '没有允许「到期提醒」'],
    ['ban', '微信暂停了「到期提醒」的通知'],
    ['filter', '微信暂停了「到期提醒」的通知'],
  ] as const)('L12 %s is reported as it is and kept calm', async (answer, words) => {
    const { at, inputsOf } = await open(SETTINGS)
    at.phone.subscriptions.set('tmpl-expiry', answer)
    await at.page.tap('允许一次')
    expect(withoutIds(inputsOf('renewal.allowMessages'))).toEqual([
      { results: [{ template: 'expiry', templateId: 'tmpl-expiry', answer }] },
    ])
    expectWords(at, words)
  })

  test.each([
    [20001, 'fail No template data return', '现在不能打开微信的允许窗口'],
    [20002, 'fail Templates type must be same', '现在不能打开微信的允许窗口'],
    [20003, 'fail Templates count out of max bounds', '现在不能打开微信的允许窗口'],
    [20004, 'fail The main switch is switched off', '微信里关闭了这个小程序的通知'],
    [20005, 'fail This mini program was banned', '现在不能打开微信的允许窗口'],
  ])('L12 WeChat error %i counts as no answer and changes nothing', async (_code, errMsg, words) => {
    const { at, inputsOf } = await open(SETTINGS)
    at.phone.refuse('requestSubscribeMessage', { errMsg })
    await at.page.tap('再允许一次', { nth: 0 })
    expectWords(at, words)
    expect(inputsOf('renewal.allowMessages')).toEqual([])
  })
})

describe('asking at natural moments', () => {
  const RESULT = `pages/payment-result/index?orderId=${ORDER.orderId}`

  test('L12 after paying the reason comes first; WeChat is asked in the tap, for at most three', async () => {
    const { at, inputsOf } = await open(RESULT, ASKING)
    expectWords(at, MESSAGE_ASK.askReason!)
    expect(at.phone.callsOf('requestSubscribeMessage')).toEqual([])
    await at.page.tap('可以')
    expect(at.phone.callsOf('requestSubscribeMessage')).toEqual([
      { tmplIds: ['tmpl-renewal', 'tmpl-expiry'] },
    ])
    expect(withoutIds(inputsOf('renewal.allowMessages'))).toEqual([
      {
        results: [
          { template: 'renewal_notice', templateId: 'tmpl-renewal', answer: 'accept' },
          { template: 'expiry', templateId: 'tmpl-expiry', answer: 'accept' },
        ],
      },
    ])
    expect(inputsOf('renewal.messageSettings')[0]).toEqual({ moment: 'after_payment' })
    expectWords(at, '已允许 2 种,每种通知一次')
  })

  test('L12 declining changes nothing and is not asked again that day', async () => {
    const { at, inputsOf } = await open(RESULT, ASKING)
    await at.page.tap('不用了')
    expect(at.page.has('.message-ask')).toBe(false)
    expect(at.phone.callsOf('requestSubscribeMessage')).toEqual([])
    expect(inputsOf('renewal.allowMessages')).toEqual([])
    await at.navigate(`/${RESULT}`)
    await at.advance(1000)
    expect(at.page.has('.message-ask')).toBe(false)
    expect(inputsOf('renewal.messageSettings')).toHaveLength(1)
  })

  test('on the member code it is asked below the code, and nothing is drawn where nothing is to ask', async () => {
    const asked = await open('pages/member-code/index', ASKING)
    expectWords(asked.at, MESSAGE_ASK.askReason!)
    expect(asked.inputsOf('renewal.messageSettings')).toEqual([{ moment: 'member_code' }])
    asked.at.close()
    const { at } = await open('pages/member-code/index')
    expect(at.page.has('.message-ask')).toBe(false)
  })

  test('after the check-in, not before', async () => {
    const { at } = await open('packages/member/points/index', {
      ...ASKING,
      'points.home': () => ({ ...POINTS, checkIn: { ...POINTS.checkIn!, doneToday: false } }),
    })
    expect(at.page.has('.message-ask')).toBe(false)
    await at.page.tap('.check-in .button')
    expectWords(at, '签到成功', MESSAGE_ASK.askReason!)
  })

  test('a shop that does not answer leaves the page as it is', async () => {
    const { at, refuse } = await open(RESULT)
    refuse('renewal.messageSettings', 'INTERNAL')
    expect(at.page.has('.message-ask')).toBe(false)
    expectWords(at, '会员卡已开通')
  })
})
