import { dispute, liability, moneyAnswers, quote, requests } from '../browser/fixtures/owner-money'
import { home, NOW } from '../browser/fixtures/staff'
import { launch, type MiniProgram } from './driver'
import { PRODUCT } from './product'
import { Refused, staffAnswers } from './staff-answers'

const REFUNDS = 'packages/operations/refunds/index'
const REPORTS = 'packages/operations/reports/index'
const FIRST_SET_DATA = 10 * 1024

let phone: MiniProgram | undefined
afterEach(() => {
  phone?.close()
  phone = undefined
})

async function openPage(path: string, others: Parameters<typeof staffAnswers>[1] = {}) {
  const back = staffAnswers(() => NOW, others)
  phone = await launch({ package: PRODUCT, path, now: NOW, callFunction: back.callFunction })
  const sentTo = (action: string) =>
    back.sent.filter((one) => one.action === action).map(({ input }) => input)
  return { phone, page: phone.page, sentTo }
}

describe('refunds that wait for the owner', () => {
  test('L6 stand with how far their time has run, what alarms first, and what WeChat does last', async () => {
    const { page } = await openPage(REFUNDS)
    expect(page.text()).toContain('3笔要处理,1笔快到期限')
    expect(page.text('.request-card--alarm')).toContain('已过12天,还有3天 · 最晚11月25日办好')
    const titles = ['三年卡', '咖啡券包', '储值500元'].map((title) => page.text().indexOf(title))
    expect(titles).toEqual([...titles].sort((left, right) => left - right))
    expect(page.count('.request-card--alarm')).toBe(1)
  })

  test('L8 a request is granted for what the quote shows, and for nothing else', async () => {
    const { page, sentTo } = await openPage(REFUNDS, {
      'operations.refund': ({ refund }) => ({ refundId: 'refund-1', refund, channel: 'wechat' }),
    })
    await page.tap('看金额并同意')
    expect(sentTo('operations.refundQuote')).toEqual([
      expect.objectContaining({ orderId: requests[2]!.orderId, cause: 'seven_days' }),
    ])
    expect(page.text('.sheet--open')).toMatch(/付款 ¥199\.00 .*已领的马克杯 −¥6\.00 .*退给会员 ¥183\.00/)
    expect(sentTo('operations.refund')).toEqual([])
    await page.tap('同意,退 ¥183.00')
    expect(sentTo('operations.refund')).toEqual([
      expect.objectContaining({ memberNumber: quote.memberNumber, cause: 'seven_days', refund: 18300 }),
    ])
    expect(page.text()).toContain('¥183.00 已交给微信,原路退回会员')
    expect(page.has('.sheet--open')).toBe(false)
  })

  test('another amount in the meantime is shown before anything is done', async () => {
    let refund = 18300
    const { page, sentTo } = await openPage(REFUNDS, {
      'operations.refundQuote': () => ({ ...quote, refund }),
      'operations.refund': (input) => {
        if (input.refund !== 17000) {
          refund = 17000
          throw new Refused('REFUND_CHANGED')
        }
        return { refundId: 'refund-1', refund, channel: 'manual' }
      },
    })
    await page.tap('看金额并同意')
    await page.tap('同意,退 ¥183.00')
    expect(page.text('.sheet--open')).toContain('退给会员 ¥170.00')
    await page.tap('同意,退 ¥170.00')
    expect(sentTo('operations.refund')).toHaveLength(2)
    expect(page.text()).toContain('请转账给会员,再回来填凭证')
  })

  test('a request is refused only with a reason, and a transfer is done only with its evidence', async () => {
    const { page, sentTo } = await openPage(REFUNDS, {
      'operations.refuseRefund': ({ refundId }) => ({ refundId, finishedAt: NOW }),
      'operations.refundTransferred': ({ refundId }) => ({ refundId, finishedAt: NOW }),
    })
    await page.tap('不同意', { nth: 0 })
    await page.tap('不同意,把原因告诉会员')
    expect(sentTo('operations.refuseRefund')).toEqual([])
    await page.input('.sheet--open .field__input', '第7天不是法定假日')
    await page.tap('不同意,把原因告诉会员')
    expect(sentTo('operations.refuseRefund')).toEqual([
      expect.objectContaining({ refundId: requests[2]!.refundId, reason: '第7天不是法定假日' }),
    ])
    await page.tap('已转账,填凭证')
    await page.input('.sheet--open .field__input', '回单尾号0012')
    await page.tap('确认已转账')
    expect(sentTo('operations.refundTransferred')).toEqual([
      expect.objectContaining({ refundId: requests[1]!.refundId, evidence: '回单尾号0012' }),
    ])
  })

  test('a refund on another cause needs only the order’s number: the quote says whose it is', async () => {
    const { page, sentTo } = await openPage(REFUNDS, {
      'operations.refund': ({ refund }) => ({ refundId: 'refund-1', refund, channel: 'wechat' }),
    })
    await page.tap('按其他原因退款', { nth: -1 })
    await page.input('.sheet--open .field__input', ` ${quote.orderId} `)
    await page.tap('未成年人付款')
    await page.tap('先算一算退多少')
    expect(sentTo('operations.refundQuote')).toEqual([{ orderId: quote.orderId, cause: 'minor' }])
    expect(page.text('.sheet--open')).toContain('林**')
    await page.tap('退 ¥183.00')
    expect(sentTo('operations.refund')).toEqual([
      expect.objectContaining({ orderId: quote.orderId, memberNumber: quote.memberNumber, cause: 'minor' }),
    ])
  })

  test('M050 a contested statement is charged what the owner says, nothing if it was wrong', async () => {
    const { page, sentTo } = await openPage(REFUNDS, {
      'operations.resolveStatement': ({ statementId, charge }) => ({ statementId, charge }),
    })
    await page.tap('林** · 省多少付多少卡')
    expect(page.text('.sheet--open')).toContain(`会员说:${dispute.reason}`)
    await page.input('.sheet--open .field__input', '0')
    await page.tap('这期不收')
    expect(sentTo('operations.resolveStatement')).toEqual([
      expect.objectContaining({ statementId: dispute.statementId, charge: 0 }),
    ])
  })
})

describe('the books', () => {
  test('a day’s bill against the books: what differs is marked and explained, other days are a tap away', async () => {
    const { page, sentTo } = await openPage(REPORTS)
    expect(sentTo('operations.reconciliation')).toEqual([{ day: '2026-11-21' }])
    expect(page.text()).toContain('2处差异')
    expect(page.text('.figure-table__row--marked')).toContain('收款金额 ¥1,234.50 ¥1,234.51')
    expect(page.text()).toContain('微信收了198.99元,账上是199.00元')
    await page.tap('11月18日')
    expect(sentTo('operations.reconciliation').at(-1)).toEqual({ day: '2026-11-18' })
  })

  test('L16 orders that WeChat was not told of are a red list with its answer', async () => {
    const { page } = await openPage(REPORTS)
    expect(page.text()).toContain('1单还没告诉微信')
    expect(page.text()).toContain('微信的答复:10060012')
  })

  test('L5 what is owed stands beside the books, and a difference is said', async () => {
    const { page } = await openPage(REPORTS)
    await page.tap('预收款')
    expect(page.text()).toContain('合计 ¥39,848.15')
    expect(page.text()).toContain('与账本一致')
    phone?.close()
    const other = await openPage(REPORTS, {
      'operations.liability': () => ({ ...liability, ledger: { ...liability.ledger, bonus: 0 } }),
    })
    await other.page.tap('预收款')
    expect(other.page.text()).toContain('与账本不一致')
  })

  test('M016 shares of a card come to what was kept; pasted codes are counted', async () => {
    const { page, sentTo } = await openPage(REPORTS, {
      'operations.importCodes': ({ codes }) => ({ added: codes.length - 1, known: 1, left: 4 }),
    })
    await page.tap('合作方')
    expect(page.text()).toMatch(/一共要分 ¥894\.00 .*悦听 ¥210\.00 .*麦香巷\(本店\) ¥684\.00/)
    await page.tap('悦听会员年卡')
    await page.input('.sheet--open .field__input', 'AAAA-1111\nBBBB-2222\n\nAAAA-1111 ')
    expect(page.text('.sheet--open')).toContain('认出 2 个')
    expect(page.text('.sheet--open')).toContain('请选择有效期')
    expect(sentTo('operations.importCodes')).toEqual([])
  })

  test('F3 M052 the outlook of the guarantees and what became of the trials', async () => {
    const { page } = await openPage(REPORTS)
    await page.tap('补差与试用')
    expect(page.text()).toContain('补差和成本之后,卡费还剩 ¥3,182.00')
    expect(page.text()).toContain('给商品填上成本')
    expect(page.text()).toContain('10月 20人 9人 45% 4人 80%')
  })
})

test('the owner’s first page marks what waits; a manager has neither the marks nor the pages', async () => {
  const { page } = await openPage('packages/operations/overview/index')
  expect(page.text('.other-places')).toContain('1笔快到期限')
  expect(page.text('.other-places')).toContain('2天对不上')
  expect(page.text('.other-places')).toContain('1单未上报')
  phone?.close()
  for (const path of ['packages/operations/overview/index', REFUNDS, REPORTS]) {
    const manager = await openPage(path, { 'membership.home': () => home('manager') })
    expect(manager.page.text()).not.toContain('对不上')
    expect(manager.page.text()).not.toContain('三年卡')
    expect(manager.sentTo('operations.attention')).toEqual([])
    expect(manager.sentTo('operations.refundRequests')).toEqual([])
    phone?.close()
  }
})

test('jobs that don’t come on stand on the owner’s first page in words; where all do, nothing is said', async () => {
  const overview = 'packages/operations/overview/index'
  const { page } = await openPage(overview)
  expect(page.text()).not.toContain('自动做的事')
  phone?.close()
  const attention = moneyAnswers['operations.attention']!({})
  const late = await openPage(overview, {
    'operations.attention': () => ({
      ...attention,
      lateJobs: [
        {
          job: 'bills',
          title: '月账单',
          since: Date.UTC(2026, 9, 31, 16),
          means: '会员还没收到上个月的账单通知。',
        },
      ],
    }),
  })
  expect(late.page.text()).toContain('有 1 件自动做的事没做成')
  expect(late.page.text()).toContain('月账单 11月1日 00:00起没有做成。会员还没收到上个月的账单通知。')
  expect(late.page.text()).toContain('系统会自己接着试')
  expect(Math.max(...late.page.payloads.map(({ bytes }) => bytes))).toBeLessThanOrEqual(FIRST_SET_DATA)
})

test.each([
  [REFUNDS, '150笔要处理', { 'operations.refundRequests': () => ({ requests: many(requests, 200) }) }],
  [REPORTS, '差在哪里', {}],
] as const)('P7 %s with much in it: no setData is above 10 KiB', async (path, shows, others) => {
  const { page } = await openPage(path, others)
  expect(page.text()).toContain(shows)
  expect(Math.max(...page.payloads.map(({ bytes }) => bytes))).toBeLessThanOrEqual(FIRST_SET_DATA)
})

function many<T extends { refundId: string }>(rows: readonly T[], count: number): T[] {
  return Array.from({ length: count }, (_, index) => ({
    ...rows[index % rows.length]!,
    refundId: `refund-${index}`,
  }))
}
