import type { MessageFlow } from '../../cloudfunctions/contract/message-flows'
import { figuresLine } from '../../cloudfunctions/domain/message-figures'
import { messageText } from '../../cloudfunctions/domain/message-texts'

const ABOUT = { id: null, amount: 20_400, day: '2028-03-10', title: '麦香年卡' }
const WITH_SUM: readonly MessageFlow[] = [
  'card_expiry',
  'win_back',
  'churn_care',
  'wake_up',
  'coupon_expiry',
  'tier_keep',
]
const SHOP = { shopName: '麦香', sentOn: '2028-02-09' }

describe('the figures of a message', () => {
  test('M086 M090 M095 what was saved, what is there and when somebody came last are called so', () => {
    expect(figuresLine('card_expiry', ABOUT)).toEqual(['之前实际省了¥204.00 · 到期日2028年3月10日'])
    expect(figuresLine('card_expiry', { ...ABOUT, count: 2 })).toEqual([
      '2项 · 面值¥204.00 · 到期日2028年3月10日',
    ])
    expect(figuresLine('win_back', ABOUT)).toEqual(['这张卡实际省了¥204.00 · 到期日2028年3月10日'])
    expect(figuresLine('wake_up', { ...ABOUT, count: 3 })).toEqual([
      '3张券可用 · 余额¥204.00 · 上次来店2028年3月10日',
    ])
  })

  test('M085 nothing stands there where nothing is: no zero, no day, no line', () => {
    expect(figuresLine('wake_up', { ...ABOUT, amount: 0, day: null })).toEqual([])
    expect(figuresLine('win_back', { ...ABOUT, amount: null, day: null })).toEqual([])
  })

  test('a day that the title says already stands there once, and no other passes for it', () => {
    const coupon = (title: string) => figuresLine('coupon_expiry', { ...ABOUT, amount: null, title })
    expect(coupon('1张优惠券3月10日到期')).toEqual([])
    expect(coupon('1张优惠券2028年3月10日到期')).toEqual([])
    for (const title of ['1张优惠券13月10日到期', '1张优惠券2027年3月10日到期', '1张优惠券3月1日到期'])
      expect(coupon(title)).toEqual(['最后一天2028年3月10日'])
  })

  test('the day of a reward and of an event is called so: no bare day', () => {
    expect(figuresLine('referral_reward', { ...ABOUT, amount: null, title: '50积分' })).toEqual([
      '到账日2028年3月10日',
    ])
    expect(figuresLine('event_reminder', { ...ABOUT, amount: null, title: '活动已取消:品鉴会' })).toEqual([
      '活动日期2028年3月10日',
    ])
  })

  test('M085 M070 no flow says a bare sum beside a day, which reads as a price', () => {
    for (const flow of WITH_SUM) {
      const { lines } = messageText(flow, ABOUT, SHOP)
      expect([flow, lines.filter((line) => line.startsWith('¥'))]).toEqual([flow, []])
    }
  })
})
