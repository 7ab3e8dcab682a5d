import type { MessageTemplate } from '../../cloudfunctions/contract/message-flows'
import { shanghaiDay } from '../../cloudfunctions/domain/calendar'
import type { InboxDocument } from '../../cloudfunctions/ledger/inbox'
import { documents, leftOpen, violations } from '../invariants'
import {
  allow,
  messageEntries,
  openMessageShop,
  stateOf,
  templateIdOf,
  type MessageShop,
} from '../message-shop'
import { joinAgreeing, withReturning } from '../returning-shop'
import { settleFor } from '../shop'

const DAY = 86_400_000
const PERSON = 'lin'
const TEMPLATES: readonly MessageTemplate[] = ['expiry', 'activity', 'monthly_bill', 'account_change']

/** Weeks in which the member comes: a pause in the first year, one after the card ended. */
function comes(week: number): boolean {
  return week < 20 || (week >= 33 && week < 60) || (week >= 68 && week < 100)
}

/** Accepts once at each of these weeks: after paying, at the code, after checking in. */
const ACCEPTS: Record<number, readonly MessageTemplate[]> = {
  0: ['expiry', 'activity', 'monthly_bill'],
  12: ['monthly_bill', 'account_change'],
  40: ['expiry', 'activity'],
  70: ['expiry', 'monthly_bill'],
}

const TABLE = `
2027-04-04  monthly_bill  service  微信  剩0次  3月账单:消费4次,省了¥24.00 点击查看花了多少、省了多少
2027-05-05  monthly_bill  service  消息页  4月账单:消费4次,省了¥24.00 点击查看花了多少、省了多少
2027-06-04  monthly_bill  service  微信  剩0次  5月账单:消费4次,省了¥24.00 点击查看花了多少、省了多少
2027-07-04  monthly_bill  service  消息页  6月账单:消费5次,省了¥30.00 点击查看花了多少、省了多少
2027-08-04  monthly_bill  service  消息页  7月账单:消费3次,省了¥18.00 点击查看花了多少、省了多少
2027-08-22  churn_care  marketing  微信  剩0次  好久不见,新品等您尝 上次来店2027年7月21日 点击查看详情
2027-09-22  comeback_gift  marketing  消息页  一张5元券,欢迎回来 最后一天2027年10月22日 点击查看
2027-10-15  coupon_expiry  service  微信  剩0次  1张优惠券10月22日到期 面值¥5.00 到期前可以使用
2027-10-22  coupon_expiry  service  消息页  1张优惠券10月22日到期 面值¥5.00 到期前可以使用
2027-11-05  monthly_bill  service  消息页  10月账单:消费1次,省了¥6.00 点击查看花了多少、省了多少
2027-12-03  monthly_bill  service  消息页  11月账单:消费4次,省了¥24.00 点击查看花了多少、省了多少
2028-01-05  monthly_bill  service  消息页  12月账单:消费5次,省了¥30.00 点击查看花了多少、省了多少
2028-01-09  year_end_unused  service  消息页  2027年权益使用报告 截至2027年12月31日 点击查看还没用的权益
2028-02-04  monthly_bill  service  消息页  1月账单:消费4次,省了¥24.00 点击查看花了多少、省了多少
2028-02-09  card_expiry  service  微信  剩0次  下一年约省175-244元(估算) 之前实际省了¥204.00 · 到期日2028年3月10日 续不续都可以,点击看明细
2028-03-03  monthly_bill  service  消息页  2月账单:消费4次,省了¥24.00 点击查看花了多少、省了多少
2028-03-03  card_expiry  service  消息页  麦香年卡7天后到期 到期日2028年3月10日 续不续都可以,点击看明细
2028-03-12  lapse_changes  service  消息页  麦香年卡已到期 到期日2028年3月10日 点击查看到期后的变化
2028-03-15  win_back  marketing  微信  剩0次  谢谢您这一年的光顾 这张卡实际省了¥240.00 · 到期日2028年3月10日 点击查看详情
2028-04-05  monthly_bill  service  消息页  3月账单:消费5次,省了¥12.00 点击查看花了多少、省了多少
2028-05-05  monthly_bill  service  消息页  4月账单:消费4次,省了¥0.00 点击查看花了多少、省了多少
2028-05-28  churn_care  marketing  微信  剩0次  好久不见,新品等您尝 上次来店2028年4月26日 点击查看详情
2028-06-28  comeback_gift  marketing  消息页  一张5元券,欢迎回来 最后一天2028年7月28日 点击查看
2028-07-05  monthly_bill  service  消息页  6月账单:消费1次,省了¥6.00 点击查看花了多少、省了多少
2028-07-21  coupon_expiry  service  微信  剩0次  1张优惠券7月28日到期 面值¥5.00 到期前可以使用
2028-07-28  coupon_expiry  service  消息页  1张优惠券7月28日到期 面值¥5.00 到期前可以使用
2028-08-04  monthly_bill  service  微信  剩0次  7月账单:消费4次,省了¥24.00 点击查看花了多少、省了多少
2028-09-03  monthly_bill  service  消息页  8月账单:消费5次,省了¥30.00 点击查看花了多少、省了多少
2028-10-04  monthly_bill  service  消息页  9月账单:消费4次,省了¥24.00 点击查看花了多少、省了多少
2028-11-03  monthly_bill  service  消息页  10月账单:消费4次,省了¥24.00 点击查看花了多少、省了多少
2028-12-03  monthly_bill  service  消息页  11月账单:消费5次,省了¥30.00 点击查看花了多少、省了多少
2029-01-05  monthly_bill  service  消息页  12月账单:消费4次,省了¥24.00 点击查看花了多少、省了多少
2029-01-10  year_end_unused  service  消息页  2028年权益使用报告 截至2028年12月31日 点击查看还没用的权益
2029-02-04  monthly_bill  service  消息页  1月账单:消费5次,省了¥30.00 点击查看花了多少、省了多少
2029-03-04  churn_care  marketing  消息页  好久不见,新品等您尝 上次来店2029年1月31日 点击查看详情
`

/** Two years: every message by its day, flow, legal basis, way and what was left of the template's credits. */
async function live(shop: MessageShop): Promise<InboxDocument[]> {
  const told = new Map<string, InboxDocument>()
  await joinAgreeing(shop, PERSON)
  await shop.buy(PERSON)
  for (let week = 0; week < 104; week += 1) {
    for (const template of ACCEPTS[week] ?? []) await allow(shop, PERSON, template)
    if (week === 68) await shop.buy(PERSON)
    if (comes(week)) await settleFor(shop, PERSON, [['meishi', 1]])
    for (const days of [2, 2, 3]) {
      await shop.clock.advance(days * DAY)
      await shop.timer('payment', 'settleDue')
      await shop.timer('renewal', 'sweep')
    }
    // The inbox forgets after a year (L9): what it held is kept here as it ended.
    for (const row of documents<InboxDocument>(shop, 'inbox')) told.set(row._id, row)
  }
  return [...told.values()].sort((a, b) => a.at - b.at)
}

function wordsOf(shop: MessageShop, told: readonly InboxDocument[]): string[] {
  const left = new Map(
    messageEntries(shop, PERSON).flatMap(({ facts }) =>
      facts.kind === 'message' ? [[facts.key, facts] as const] : [],
    ),
  )
  return told.map((row) => {
    const entry = left.get(row._id)
    const way = row.wechat === 'sent' ? '微信' : row.sms === 'sent' ? '短信' : '消息页'
    const credit = entry?.channel !== 'wechat' ? '' : `剩${entry.left}次`
    return [shanghaiDay(row.at), row.flow, row.basis, way, credit, row.lines.join(' ')]
      .filter(Boolean)
      .join('  ')
  })
}

describe('L12 two years of one member’s messages', () => {
  let shop: MessageShop
  let told: InboxDocument[]
  beforeAll(async () => {
    shop = await openMessageShop(withReturning())
    told = await live(shop)
  }, 400_000)
  afterAll(() => shop.close())

  it('each says why it came', () => {
    for (const { basis, reason } of told)
      expect(reason).toContain(basis === 'marketing' ? '您同意过接收活动消息' : '与您持有的卡、券或积分有关')
  })

  it('L12 M104 each has its day, legal basis, way and credit', () => {
    expect(wordsOf(shop, told)).toEqual(TABLE.trim().split('\n'))
  })

  it('L12 credits at WeChat are what the books say: accepted less sent', () => {
    const state = stateOf(shop, PERSON)
    for (const template of TEMPLATES) {
      const id = templateIdOf(template)
      const accepted = Object.values(ACCEPTS)
        .flat()
        .filter((one) => one === template).length
      const sent = messageEntries(shop, PERSON).filter(
        ({ facts }) => facts.kind === 'message' && facts.channel === 'wechat' && facts.templateId === id,
      ).length
      expect({ template, left: state.messages.credits[id] ?? 0 }).toEqual({ template, left: accepted - sent })
    }
  })

  it('M104 never more marketing in a week than the cap, in two years', () => {
    const marketing = told.filter(({ basis }) => basis === 'marketing')
    for (const { at } of marketing) {
      const week = marketing.filter((other) => other.at > at - 7 * DAY && other.at <= at)
      expect(week.length).toBeLessThanOrEqual(2)
    }
    expect(marketing.length).toBeGreaterThan(3)
    expect(violations(shop)).toEqual([])
    expect(leftOpen(shop)).toEqual([])
  })
})
