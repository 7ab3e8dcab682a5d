import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import {
  MESSAGE_FLOW_IDS,
  MESSAGE_FLOWS,
  MESSAGE_SOURCES,
  MESSAGE_TEMPLATES,
  TEMPLATE_SOURCES,
  USUAL_FIELDS,
} from '../../cloudfunctions/contract/message-flows'
import { draftProblems } from '../../cloudfunctions/domain/draft-checks'
import {
  filledFields,
  type FieldValues,
  fitsKeyword,
  messageProblems,
} from '../../cloudfunctions/domain/message-fields'
import { messageText } from '../../cloudfunctions/domain/message-texts'
import { messageTemplates } from '../../local/demo/message-templates'
import { wrongKeyword } from '../../local/wechat/keyword-types'
import { holds } from './property'
import { bakery, OPENING } from './story'

const VALUES: FieldValues = {
  title: '麦香月卡',
  amount: 3900,
  day: '2027-04-10',
  count: 3,
  shop: '麦香巷',
  note: '点击查看',
}

/** Each type with what WeChat takes and what it sends back (wechat.md 3.3). */
const TYPES: [keyword: string, takes: string[], refuses: string[]][] = [
  [
    'thing1',
    ['卡', '二十个字二十个字二十个字二十个字二十个字', '𠮷'.repeat(20)],
    ['', '一'.repeat(21), '两\n行'],
  ],
  ['number2', ['0', '12.50', '1'.repeat(32)], ['', '1'.repeat(33), '-1', '三']],
  ['letter1', ['AbC'], ['', 'a1', '中']],
  ['symbol1', ['%'], ['', '%%%%%%']],
  ['character_string3', ['A-1_2', '3.00'], ['', '中文', 'a'.repeat(33)]],
  ['time1', ['15:01', '2019年10月1日 15:01', '9:00~21:00'], ['', '25:00', '2019年10月1日']],
  ['date3', ['2019年10月1日', '2019年10月1日 15:01'], ['', '2019-10-01', '10月1日']],
  ['amount2', ['¥39.00', '39元', '9999999999.99'], ['', '约39', '¥12345678901', '3,900']],
  ['phone_number1', ['0571-88001234'], ['', '1'.repeat(18), '电话']],
  ['car_number1', ['浙A12345'], ['', '浙A123456789']],
  ['name1', ['李雷', 'Li Lei'], ['', '一二三四五六七八九十一', '李Lei']],
  ['phrase1', ['已到账'], ['', '六个字的短语', 'OK']],
]

describe('keywords of a template', () => {
  test.each(TYPES)('L12 %s takes what WeChat takes', (keyword, takes, refuses) => {
    for (const text of takes) expect([text, fitsKeyword(keyword, text)]).toEqual([text, true])
    for (const text of refuses) expect([text, fitsKeyword(keyword, text)]).toEqual([text, false])
  })

  test('an unknown type takes nothing', () => {
    expect(fitsKeyword('picture1', '图')).toBe(false)
    expect(filledFields({ picture1: 'title' }, VALUES)).toBeNull()
  })

  test('L12 what is filled, WeChat takes; what can’t be filled is not sent', () => {
    expect(
      filledFields({ thing1: 'title', amount2: 'amount', date3: 'day', number4: 'count' }, VALUES),
    ).toEqual({
      thing1: '麦香月卡',
      amount2: '¥39.00',
      date3: '2027年4月10日',
      number4: '3',
    })
    expect(filledFields({ thing1: 'title', amount2: 'amount' }, { ...VALUES, amount: null })).toBeNull()
    expect(filledFields({ date3: 'day' }, { ...VALUES, day: null })).toBeNull()
    expect(filledFields({ thing1: 'title' }, { ...VALUES, title: ' \n ' })).toBeNull()
    expect(filledFields({}, VALUES)).toBeNull()
  })

  test('L12 whatever the texts are, WeChat never answers 47003', () => {
    const keyword = fc.constantFrom(...TYPES.map(([name]) => name))
    const fields = fc.dictionary(keyword, fc.constantFrom(...MESSAGE_SOURCES), { maxKeys: 5 })
    const text = fc.oneof(fc.string({ maxLength: 40 }), fc.string({ unit: 'grapheme', maxLength: 30 }))
    const values = fc.record({
      title: text,
      amount: fc.option(fc.integer({ min: 0, max: 10 ** 12 })),
      day: fc.option(fc.constantFrom('2027-02-28', '2027-12-31')),
      count: fc.option(fc.integer({ min: 0, max: 10 ** 9 })),
      shop: text,
      note: text,
    })
    holds(
      fc.property(fields, values, (own, given) => {
        const filled = filledFields(own, given)
        if (filled === null) return
        const data = Object.fromEntries(Object.entries(filled).map(([key, value]) => [key, { value }]))
        expect(wrongKeyword(data)).toBeNull()
      }),
      1000,
    )
  })

  test('L12 with the usual keywords every flow can be sent', () => {
    for (const flow of MESSAGE_FLOW_IDS) {
      const { template } = MESSAGE_FLOWS[flow]
      // What an emitter of this template always has.
      const has = TEMPLATE_SOURCES[template]
      const own = ['account_change', 'activity'].includes(template)
      const about = {
        id: 'x',
        title: '很长的标题'.repeat(8),
        amount: has.includes('amount') ? 1234 : null,
        day: has.includes('day') && !own ? '2027-05-01' : null,
      }
      const text = messageText(flow, about, { shopName: '麦香巷', sentOn: '2027-04-01' })
      expect([flow, filledFields(USUAL_FIELDS[template], text.values)]).toEqual([flow, expect.anything()])
      expect(text.lines.length).toBeGreaterThan(0)
      expect(text.lines.length).toBeLessThanOrEqual(6)
      expect([...text.values.note].length).toBeLessThanOrEqual(20)
    }
  })
})

test('a tap on any message leads to a page that there is', () => {
  const config = readFileSync(join(__dirname, '../../src/app.config.ts'), 'utf8')
  const [main = '', ...packages] = config.split(/root: '/)
  const pagesIn = (text: string) =>
    [...text.matchAll(/'([a-z-]+(?:\/[a-z-]+)*\/index)'/g)].map(([, page]) => page)
  const pages = new Set([
    ...pagesIn(main),
    ...packages.flatMap((text) => pagesIn(text).map((page) => `${text.slice(0, text.indexOf("'"))}/${page}`)),
  ])
  for (const flow of MESSAGE_FLOW_IDS)
    for (const id of [null, '2027-05']) {
      const about = { id, amount: 100, day: '2027-05-01', title: '说明' }
      const { page } = messageText(flow, about, { shopName: '麦香巷', sentOn: '2027-05-01' })
      expect([flow, page, pages.has(page.split('?')[0] ?? '')]).toEqual([flow, page, true])
    }
})

describe('publishing templates', () => {
  const publishing = { previous: null, now: OPENING }
  const found = (messages: NonNullable<Parameters<typeof messageProblems>[0]['settings']>['messages']) =>
    messageProblems({ settings: { messages } }).map(({ path, code }) => `${path} ${code}`)

  test('L12 the usual templates can be published', () => {
    expect(found(messageTemplates('shop'))).toEqual([])
    expect(MESSAGE_TEMPLATES.every((template) => USUAL_FIELDS[template])).toBe(true)
  })

  test('L12 a keyword whose type can’t show its source, or whose source may lack, is refused', () => {
    expect(
      found({
        expiry: {
          templateId: 'a',
          fields: { phrase1: 'title', amount2: 'amount', date3: 'title', picture4: 'shop' },
        },
      }),
    ).toEqual([
      'settings.messages.expiry.fields.phrase1 MESSAGE_FIELD_MISFIT',
      'settings.messages.expiry.fields.amount2 MESSAGE_FIELD_MISFIT',
      'settings.messages.expiry.fields.date3 MESSAGE_FIELD_MISFIT',
      'settings.messages.expiry.fields.picture4 MESSAGE_FIELD_MISFIT',
    ])
    expect(found({ expiry: { templateId: 'a', fields: {} } })).toEqual([
      'settings.messages.expiry.fields MESSAGE_FIELDS_COUNT',
    ])
    expect(
      found({
        expiry: { templateId: 'same', fields: { thing1: 'title' } },
        activity: { templateId: 'same', fields: { thing1: 'title' } },
      }),
    ).toEqual(['settings.messages.activity.templateId MESSAGE_TEMPLATE_REPEATED'])
    const draft = bakery((one) => (one.settings = { messages: { expiry: { templateId: 'a', fields: {} } } }))
    expect(draftProblems(draft, publishing).map(({ code }) => code)).toContain('MESSAGE_FIELDS_COUNT')
  })
})

describe('messages as they read', () => {
  const says = (flow: (typeof MESSAGE_FLOW_IDS)[number], about: object) =>
    messageText(
      flow,
      { id: 'x', amount: null, day: null, title: '', ...about },
      { shopName: '麦香巷', sentOn: '2027-04-01' },
    ).lines

  test('M045 a bill says how often and how much, not the day it was made', () => {
    expect(says('monthly_bill', { title: '10月账单', count: 6, amount: 3800, day: '2026-11-01' })[0]).toBe(
      '10月账单:消费6次,省了¥38.00',
    )
  })

  test('a voucher says until when it can be fetched, a tier how long it is held', () => {
    expect(says('voucher_expiry', { title: '豆沙包一个', day: '2026-09-10', amount: 0 })).toEqual([
      '豆沙包一个还没有领取',
      '2026年9月10日到期,之前到店出示会员码即可领取',
    ])
    expect(says('tier_changed', { title: '已升级为银卡', day: '2027-03-31' })).toContain(
      '有效期至2027年3月31日',
    )
  })
})
