import { CLOSING, CLOSING_NOTICE, EVENT, EVENTS, MEMBER_DAYS } from '../browser/fixtures/club'
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

/** The home of a holder with something more in it. */
function homeWith(extra: Partial<ReturnType<NonNullable<Answers['membership.home']>>>): Answers {
  const answer = shopperAnswers('holder')['membership.home']!({})
  return { 'membership.home': () => ({ ...answer, ...extra }) }
}

describe('events', () => {
  test('M105 each has its true number of places and one’s own standing, and a full one says so', async () => {
    const { at } = await open('packages/club/events/index')
    expectWords(at, '手冲咖啡品鉴', '11月28日 周六 14:00–16:00', '老街店 · 余5位,共12位', '已报名', '已满')
    await at.page.tap('手冲咖啡品鉴')
    expect(at.page.route).toBe('packages/club/event/index')
  })

  test('M105 signing up takes a place and leaving gives it back; both buttons are of one size', async () => {
    const { at, inputsOf } = await open('packages/club/event/index?eventId=pinjian')
    expectWords(at, '余5位,共12位', '11月27日24:00前', '老街店 · 老街 18 号', '免费')
    await at.page.tap('免费报名')
    expectWords(at, '已报名,名额给您留着', '余4位,共12位', '出示会员码,由店员扫码签到')
    expect(at.page.count('.event-choice__one')).toBe(2)
    await at.page.tap('退出报名')
    expectWords(at, '已退出,名额让给别人了', '余5位,共12位', '免费报名')
    expect(withoutIds(inputsOf('membership.signUpEvent'))).toEqual([{ eventId: 'pinjian' }])
    expect(withoutIds(inputsOf('membership.leaveEvent'))).toEqual([{ eventId: 'pinjian' }])
  })

  test('M105 who was quicker is said, and the places come anew', async () => {
    const { at, refuse, inputsOf } = await open('packages/club/event/index?eventId=pinjian')
    refuse('membership.signUpEvent', 'EVENT_FULL')
    await at.page.tap('免费报名')
    expectWords(at, 'refused: EVENT_FULL')
    expect(inputsOf('membership.event')).toHaveLength(2)
  })

  test('M076 who may not sign up reads why, without a button that would refuse', async () => {
    const { at } = await open('packages/club/event/index?eventId=jinka')
    expectWords(at, '升级到金卡后可报名')
    expect(at.page.reads('免费报名')).toBe(false)
  })

  test('M105 the member code checks in; afterwards nothing is left to do or to leave', async () => {
    const { at } = await open('packages/club/event/index?eventId=mianbao')
    await at.page.tap('出示会员码')
    expect(at.page.route).toBe('pages/member-code/index')
    at.close()
    const mine = { signedUpAt: EVENT.startsAt, checkedInAt: EVENT.startsAt + 60_000, canLeave: false }
    const done = await open('packages/club/event/index?eventId=pinjian', {
      'membership.event': () => ({ now: EVENTS.now, event: { ...EVENT, mine, why: '您已报名' } }),
    })
    expectWords(done.at, '11月28日 14:01已签到')
    expect(done.at.page.reads('退出报名')).toBe(false)
  })
})

describe('member days', () => {
  test('M111 today’s stands with what it gives and until when, the next one with its day', async () => {
    const { at, inputsOf } = await open('packages/club/member-day/index')
    expectWords(at, '周日会员日', '就是今天', '每周日 · 今天24:00结束', '积分按2倍算')
    expectWords(at, '冬至', '12月22日', '当天可领', '最多省 ¥6')
    await at.page.tap('领取')
    expect(withoutIds(inputsOf('membership.claimDayCoupon'))).toEqual([
      { occasion: 'member_day', id: 'zhouri', day: '2026-11-22' },
    ])
    expectWords(at, '会员日券已放进券包,可用到12月22日')
    expect(inputsOf('membership.memberDay')).toHaveLength(2)
  })

  test('M111 stands on the first page while it runs or comes within a week, and not otherwise', async () => {
    const { entries } = shopperAnswers('holder')['membership.home']!({})
    const memberDay = { title: '周日会员日', day: '2026-11-22', running: true }
    const { at } = await open(
      'pages/home/index',
      homeWith({ entries: { ...entries!, memberDay, events: 2 } }),
    )
    expectWords(at, '周日会员日', '就是今天', '活动报名', '2 场')
    await at.page.tap('周日会员日')
    expect(at.page.route).toBe('packages/club/member-day/index')
    at.close()
    const quiet = await open('pages/home/index', homeWith({ entries: entries! }))
    expect(quiet.at.page.reads('周日会员日')).toBe(false)
    expect(MEMBER_DAYS.days[0]?.title).toBe('周日会员日')
  })
})

describe('a shop that closes', () => {
  test('L6 the first page says until when, why and whom to call, and leads to what comes back', async () => {
    const { at } = await open('pages/home/index', homeWith({ closing: CLOSING_NOTICE }))
    expectWords(at, '门店营业到12月31日', CLOSING_NOTICE.text, CLOSING_NOTICE.call)
    await at.page.tap('看我能退多少')
    expect(at.page.route).toBe('packages/club/closing/index')
  })

  test('L6 every order has its sum with the arithmetic, and is refunded for exactly that by one press', async () => {
    const { at, inputsOf } = await open('packages/club/closing/index')
    expectWords(at, '可退', '¥550.69', '已过去的253天', '−¥137.93', '¥61.07', '利息', '¥3.12', '¥489.62')
    await at.page.tap('退款 ¥489.62')
    const [, lot] = CLOSING.quotes
    expect(withoutIds(inputsOf('payment.refund'))).toEqual([{ orderId: lot?.orderId, refund: 48_650 }])
    expect(inputsOf('payment.closingQuotes')).toHaveLength(2)
    await at.page.tap('0571-8800 1234')
    expect(at.phone.callsOf('makePhoneCall')).toEqual([{ phoneNumber: '057188001234' }])
  })

  test('a shop that goes on says so', async () => {
    const { at } = await open('packages/club/closing/index', {
      'payment.closingQuotes': () => ({ ...CLOSING, closing: null, quotes: [], total: 0 }),
    })
    expectWords(at, '门店照常营业')
  })
})

describe('the shop’s WeCom', () => {
  test('L12 stands on a receipt as an offer that nothing depends on, and closed once it stays away', async () => {
    const { at, inputsOf } = await open('pages/receipt/index?receiptId=r1')
    expectWords(at, '有事找店里(可选)', '老街店 · 加店员微信', '加不加都一样享受会员权益')
    expect(inputsOf('referral.weCom')).toEqual([{ branchId: 'laojie' }])
    await at.page.tap('.we-com__close')
    expect(at.page.reads('有事找店里')).toBe(false)
    const { storage } = at.phone
    at.close()
    phone = await openMember('pages/receipt/index?receiptId=r1', { phone: { storage } })
    expect(phone.at.page.reads('有事找店里')).toBe(false)
    expect(phone.inputsOf('referral.weCom')).toEqual([])
  })
})

describe('what these pages send to their view layer', () => {
  const manyEvents = Array.from({ length: 60 }, (_, index) => ({ ...EVENT, eventId: `event-${index}` }))
  const manyQuotes = Array.from({ length: 30 }, (_, index) => ({
    ...CLOSING.quotes[1]!,
    orderId: `order-${index}`,
  }))

  const { entries } = shopperAnswers('holder')['membership.home']!({})
  const memberDay = { title: '周日会员日', day: '2026-11-22', running: true }
  const fullHome = homeWith({
    closing: CLOSING_NOTICE,
    entries: { ...entries!, events: 3, invitations: true, memberDay, unread: true },
  })

  test.each<[string, Answers]>([
    ['pages/home/index', fullHome],
    ['pages/me/index', fullHome],
    ['packages/club/invite/index', {}],
    ['packages/club/invited/index', {}],
    ['packages/club/poster/index', {}],
    ['packages/club/card-picture/index', {}],
    ['packages/club/events/index', { 'membership.events': () => ({ now: EVENTS.now, events: manyEvents }) }],
    ['packages/club/event/index?eventId=mianbao', {}],
    [
      'packages/club/member-day/index',
      {
        'membership.memberDay': () => ({
          now: MEMBER_DAYS.now,
          days: Array.from({ length: 30 }, (_, index) => ({ ...MEMBER_DAYS.days[0]!, id: `day-${index}` })),
        }),
      },
    ],
    ['packages/club/closing/index', { 'payment.closingQuotes': () => ({ ...CLOSING, quotes: manyQuotes }) }],
  ])('P7 %s stays below 10 KiB at its fullest', async (path, others) => {
    const { at } = await open(path, others)
    const sizes = at.page.payloads.map(({ bytes }) => bytes)
    process.stdout.write(`setData ${path}: ${sizes.join(', ')} bytes\n`)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(10 * 1024)
  })

  test.each([
    ['packages/club/invite/index', '让朋友知道是我邀请'],
    ['packages/club/card-picture/index', '我的称呼'],
    ['packages/club/invited/index', '免费加入'],
  ])('P7 on %s a tap on %s sends at most 300 bytes', async (path, words) => {
    const { at } = await open(path)
    const { payloads } = await at.measure(() => at.page.tap(words))
    process.stdout.write(`setData tap: ${payloads.map(({ bytes }) => bytes).join(', ')} bytes\n`)
    expect(payloads[0]?.bytes).toBeLessThanOrEqual(300)
  })
})
