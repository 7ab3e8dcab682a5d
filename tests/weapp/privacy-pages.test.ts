import { CLOSING, PRIVACY, RECOMMENDED, TERMS } from '../browser/fixtures/privacy'
import { DAY, NOW } from '../browser/fixtures/shop'
import type { Answers } from '../browser/fixtures/shopper'
import { openMember, withoutIds, type MemberPhone } from './member-phone'
import { expectWords } from './offers-phone'

let phone: MemberPhone | undefined
afterEach(() => {
  phone?.at.close()
  phone = undefined
})

async function open(page: string, others: Answers = {}): Promise<MemberPhone> {
  phone = await openMember(`packages/member/${page}/index`, { others })
  await phone.at.advance(500)
  return phone
}

describe('the privacy centre', () => {
  test('L9 each consent says what for, which version and when, and is withdrawn with one tap', async () => {
    const { at, inputsOf } = await open('privacy')
    expectWords(at, '加入会员', '版本 v1', '优惠和活动消息', '不同意也不影响会员的任何权益', '10月23日同意')
    await at.page.tap('撤回同意', { nth: 0 })
    expect(withoutIds(inputsOf('membership.consent'))).toEqual([{ purpose: 'marketing', granted: false }])
    expect(inputsOf('membership.privacy')).toHaveLength(2)
  })

  test('L9 each partner stands by itself with exactly what it learns', async () => {
    const { at, inputsOf } = await open('privacy')
    expectWords(
      at,
      '悦听',
      '提供给对方:会员编号和开通日期',
      '江岸酒店',
      '同意后才会提供:酒店账号的摘要和会员等级',
    )
    await at.page.tap('撤回同意', { nth: 1 })
    expect(withoutIds(inputsOf('membership.consent'))).toEqual([
      { purpose: 'partner:yueting', granted: false },
    ])
  })

  test('L9 a new version stands first and leads to what changed', async () => {
    const { at } = await open('privacy')
    expectWords(at, '《会员加入说明》有新版本', '同意过的是 v1,现在的版本是 v2')
    await at.page.tap('《会员加入说明》有新版本')
    expect(at.page.route).toBe('packages/member/new-terms/index')
  })

  test('L9 what is held is said with its purpose, its time and who works on it', async () => {
    const { at } = await open('privacy')
    expectWords(at, '消费小票', '128 笔', '微信支付')
    await at.page.tap('消费小票')
    expectWords(at, '用途:计算节省、积分和退货', '交易完成后 3 年')
  })

  test('L10 each tag says its rule and is taken off with one tap, and put back', async () => {
    const { at, inputsOf } = await open('privacy')
    expectWords(at, '常喝咖啡', '近90天 13 次消费里有 11 次买了咖啡')
    await at.page.tap('去掉', { nth: 0 })
    expect(withoutIds(inputsOf('membership.hideTag'))).toEqual([{ tagId: 'kafei', hidden: true }])
    expectWords(at, '已去掉,不再使用')
    await at.page.tap('恢复', { nth: 0 })
    expect(withoutIds(inputsOf('membership.hideTag'))[1]).toEqual({ tagId: 'kafei', hidden: false })
  })

  test('M106 L10 suggestions without own purchases are one tap away, and what changes is said', async () => {
    const { at, inputsOf } = await open('privacy')
    expectWords(at, '关闭后,推荐对每个人都一样', '价格和权益从不受它影响')
    const sent = await at.measure(() => at.page.tap('按我的消费推荐'))
    expect(withoutIds(inputsOf('membership.setPersonalised'))).toEqual([{ on: false }])
    expect(sent.bytes).toBeLessThanOrEqual(300)
  })

  test('a minor reads what follows from the birthday', async () => {
    const { at } = await open('privacy', {
      'membership.privacy': () => ({
        ...PRIVACY,
        minor: { until: '2030-05-01', words: '未满18周岁:不会收到优惠和活动消息,购买需要监护人同意。' },
      }),
    })
    expectWords(at, '未满18周岁', '监护人')
  })

  test('the consent that membership rests on leads to closing the account', async () => {
    const { at } = await open('privacy')
    await at.page.tap('撤回要注销会员,先看看')
    expect(at.page.route).toBe('packages/member/close-account/index')
  })
})

describe('correcting what was said', () => {
  test('L9 the name is changed, or taken out', async () => {
    const { at, inputsOf } = await open('profile')
    await at.page.input('.profile-input', ' 晓雯 ')
    await at.page.tap('保存')
    await at.page.tap('删除', { nth: 0 })
    await at.page.tap('删除', { nth: 1 })
    expect(withoutIds(inputsOf('membership.correctProfile'))).toEqual([
      { nickname: '晓雯' },
      { nickname: null },
      { phone: null },
    ])
  })

  test('L9 a birthday is entered or taken out, and the page says what becomes of the year', async () => {
    const { at, inputsOf } = await open('profile')
    expectWords(at, '11月22日', '成年人只保存月和日', '不满14岁的不保存生日')
    await at.page.trigger('wx-picker', 'change', { value: '1990-05-04' })
    await at.page.tap('删除', { nth: 2 })
    expect(withoutIds(inputsOf('membership.correctProfile'))).toEqual([
      { birthday: '1990-05-04' },
      { birthday: null },
    ])
  })

  test('an empty name is not sent', async () => {
    const { at, inputsOf } = await open('profile')
    await at.page.input('.profile-input', '  ')
    await at.page.tap('保存')
    expectWords(at, '请先写下怎么称呼')
    expect(inputsOf('membership.correctProfile')).toEqual([])
  })
})

describe('the export', () => {
  const fileOf = ({ at }: MemberPhone) => [...at.phone.files.entries()][0]!

  test('L9 a part comes page by page as one table, kept as a file by a tap of its own', async () => {
    const opened = await open('export-data')
    const { at, inputsOf } = opened
    await at.page.tap('订单')
    expect(inputsOf('membership.exportData')).toEqual([
      { part: 'orders' },
      { part: 'orders', after: 'page-2' },
    ])
    expectWords(at, '订单已准备好', '4 条', 'huika-orders.csv')
    await at.page.tap('发到微信保存')
    const [name, text] = fileOf(opened)
    expect(name).toMatch(/huika-orders\.csv$/)
    expect(text).toBe('\u{FEFF}序号\r\n1\r\n2\r\n3\r\n4\r\n')
    expectWords(at, '文件已交给您保存')
  })

  test('L9 the same rows come as JSON, and can be copied', async () => {
    const { at } = await open('export-data')
    await at.page.tap('程序可读(JSON)')
    await at.page.tap('订单')
    await at.page.tap('复制全文')
    expect(JSON.parse(at.phone.clipboard)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }])
  })

  test('L9 everything comes in one file', async () => {
    const { at, inputsOf } = await open('export-data')
    await at.page.tap('全部数据')
    expect(new Set(inputsOf('membership.exportData').map(({ part }) => part)).size).toBe(8)
    expectWords(at, '全部数据已准备好', '18 条')
    await at.page.tap('复制全文')
    expect(at.phone.clipboard.split('\u{FEFF}')).toHaveLength(2)
    expect(at.phone.clipboard).toContain('\r\n订单\r\n序号\r\n1\r\n2\r\n3\r\n4\r\n')
  })

  test('a failure says so and leaves the page', async () => {
    const { at, refuse } = await open('export-data')
    refuse('membership.exportData', 'INTERNAL')
    await at.page.tap('小票')
    expectWords(at, '可以再试一次')
  })
})

describe('closing the account', () => {
  test('L9 L6 money comes first, then what ends, what is erased and what the law keeps until when', async () => {
    const { at } = await open('close-account')
    expectWords(at, '注销时一起退回', '¥547.57', '麦香年卡', '储值本金', '随注销结束', '赠送余额 ¥300.00')
    expectWords(at, '会删除', '称呼、手机号和生日', '依法保留', '保留到2029年11月22日')
    await at.page.tap('麦香年卡')
    expectWords(at, '已过去的253天', '−¥137.93', '最晚12月7日前办好')
  })

  test('M085 staying is as near as leaving', async () => {
    const { at } = await open('close-account')
    const buttons = at.page.texts('.closing-choices .button')
    expect(buttons).toEqual(['先不注销', '退款并注销'])
    expect(at.page.has('.closing-choices .button--primary')).toBe(false)
  })

  test('L9 what has worth is given up by its own tick, none set before', async () => {
    const { at, inputsOf } = await open('close-account')
    expect(at.page.has('.check-row__box--checked')).toBe(false)
    await at.page.tap('退款并注销')
    expectWords(at, '请先勾选「1,280 积分」')
    expect(inputsOf('payment.closeAccount')).toEqual([])
  })

  test('L9 it closes once the ticks are set and it was said twice, with the total that was shown', async () => {
    const { at, inputsOf } = await open('close-account')
    await at.page.tap('1,280 积分,同意放弃')
    await at.page.tap('7 张未用的优惠券,同意放弃')
    await at.page.tap('退款并注销')
    await at.answer('confirm')
    expect(withoutIds(inputsOf('payment.closeAccount'))).toEqual([
      { refundTotal: CLOSING.refundTotal, endsPoints: true, endsCoupons: true, confirm: true },
    ])
    expectWords(at, '已注销', '正在原路退回微信', '¥61.07', '由门店转账', '¥486.50')
  })

  test('saying no at the last question changes nothing', async () => {
    const { at, inputsOf } = await open('close-account', {
      'membership.closing': () => ({ ...CLOSING, ends: [] }),
    })
    await at.page.tap('退款并注销')
    await at.answer('cancel')
    expect(inputsOf('payment.closeAccount')).toEqual([])
    expectWords(at, '注销时一起退回')
  })

  test('L6 another total is shown anew instead of closing on the old one', async () => {
    let refundTotal = CLOSING.refundTotal
    const { at, refuse } = await open('close-account', {
      'membership.closing': () => ({ ...CLOSING, ends: [], refundTotal }),
    })
    refundTotal = 50_000
    refuse('payment.closeAccount', 'CLOSING_CHANGED')
    await at.page.tap('退款并注销')
    await at.answer('confirm')
    expectWords(at, '¥500.00', 'refused: CLOSING_CHANGED')
  })

  test('what must be done before is said, and nothing can be pressed by mistake', async () => {
    const { at, inputsOf } = await open('close-account', {
      'membership.closing': () => ({
        ...CLOSING,
        before: [{ code: 'staff', words: '您是店员,请店主先移除店员身份' }],
      }),
    })
    expectWords(at, '请店主先移除店员身份')
    expect(at.page.has('.closing-choices .button--disabled')).toBe(true)
    expect(inputsOf('payment.closeAccount')).toEqual([])
  })
})

describe('suggestions', () => {
  test('M106 L10 each has its reason, and the rule is a tap away with the way to switch it off', async () => {
    const { at } = await open('recommended')
    expectWords(at, '为您推荐', '近90天您买过同类 11 次', '为什么看到这个', '看了您自己的消费')
    await at.page.tap('为什么看到这个')
    expectWords(at, RECOMMENDED.rule, '价格和权益从不受推荐影响')
  })

  test('M106 without own purchases it says that everybody sees the same', async () => {
    const { at } = await open('recommended', {
      'membership.recommended': () => ({ ...RECOMMENDED, personalised: false }),
    })
    expectWords(at, '店里推荐', '没有看您的消费,对每个人都一样')
  })

  test('the member centre leads there from what can be used today', async () => {
    phone = await openMember('pages/home/index')
    await phone.at.page.tap('更多推荐')
    expect(phone.at.page.route).toBe('packages/member/recommended/index')
  })
})

describe('newer service terms', () => {
  test('L9 what changed is said in one sentence each, the text is a tap away, yes and no are alike', async () => {
    const { at, inputsOf } = await open('new-terms')
    expectWords(
      at,
      '《会员加入说明》有新版本',
      '手机号改为可以随时自己删除',
      '写明了小票保存三年',
      '已经买的会员卡、余额和券,都照您当时同意的约定用到最后',
    )
    await at.page.tap('看新版本全文')
    expect(inputsOf('membership.agreement')).toEqual([{ agreementId: 'service', version: 'v2' }])
    await at.page.tap('看完了')
    const classes = [0, 1].map((nth) =>
      String(at.page.attribute('.new-terms-choices .button', 'class', { nth })),
    )
    expect(at.page.texts('.new-terms-choices .button').map((words) => words.trim())).toEqual([
      '暂不同意',
      '同意新版本',
    ])
    expect(classes[0]).toBe(classes[1])
    await at.page.tap('暂不同意')
    expect(withoutIds(inputsOf('membership.answerTerms'))).toEqual([
      { agreementId: 'service', version: 'v2', agrees: false },
    ])
    expect(inputsOf('membership.terms')).toHaveLength(2)
  })

  test('L9 who was never asked reads that, without a word of news, and may say no', async () => {
    const versions = TERMS.versions.map((version) => ({ ...version, accepted: false }))
    const { at, inputsOf } = await open('new-terms', {
      'membership.terms': () => ({ ...TERMS, versions, acceptedAt: null }),
    })
    expectWords(at, '您成为会员时没有看过这份说明', '已经买的会员卡、余额和券')
    expect(at.page.reads('有新版本')).toBe(false)
    expect(at.page.texts('.new-terms-choices .button').map((words) => words.trim())).toEqual([
      '暂不同意',
      '同意这份说明',
    ])
    await at.page.tap('同意这份说明')
    expect(withoutIds(inputsOf('membership.answerTerms'))).toEqual([
      { agreementId: 'service', version: 'v2', agrees: true },
    ])
  })

  test('L7 every version stays readable, and a no can still become a yes', async () => {
    const { at, inputsOf } = await open('new-terms', {
      'membership.terms': () => ({ ...TERMS, declinedAt: NOW - DAY }),
    })
    expectWords(at, '选了暂不同意,照原来的约定继续')
    expect(at.page.reads('暂不同意')).toBe(true)
    await at.page.tap('您同意的')
    expect(inputsOf('membership.agreement')).toEqual([{ agreementId: 'service', version: 'v1' }])
    await at.page.tap('看完了')
    await at.page.tap('同意新版本')
    expect(withoutIds(inputsOf('membership.answerTerms'))).toMatchObject([{ agrees: true }])
  })
})
