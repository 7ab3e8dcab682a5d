import { relationAnswers } from '../browser/fixtures/relations'
import { NOW } from '../browser/fixtures/staff'
import { launch, type MiniProgram } from './driver'
import { PRODUCT } from './product'
import { Refused, staffAnswers } from './staff-answers'

const PAGE = 'packages/operations/relations/index'
const MOST_BYTES = 10 * 1024
const MEMBER = '0123456789ABC'

let phone: MiniProgram | undefined
afterEach(() => {
  phone?.close()
  phone = undefined
})

async function openPage(others: Parameters<typeof staffAnswers>[1] = {}) {
  const back = staffAnswers(() => NOW, { ...relationAnswers, ...others })
  phone = await launch({ package: PRODUCT, path: PAGE, now: NOW, callFunction: back.callFunction })
  const sentTo = (action: string) =>
    back.sent.filter((one) => one.action === action).map(({ input }) => input)
  return { page: phone.page, sentTo }
}

describe('who comes, stays and goes', () => {
  test('M102 five stages with their rules, and who stands in one of them', async () => {
    const { page, sentTo } = await openPage()
    expect(page.text()).toContain('共 600 位')
    expect(page.text()).toContain('60 天内消费 2 次以上')
    await page.tap('转化')
    expect(sentTo('operations.lifecycle').at(-1)).toEqual({ stage: 'converted' })
    expect(page.text()).toContain('转化(名单在下面)')
    expect(page.text()).toContain('转化的会员')
  })

  test.each([
    ['渠道', '每个首单成本 ¥10.00'],
    ['邀请', '走到每一步的人数和账一致'],
    ['续费', '这些比例只说明哪些情况常在一起'],
    ['流失', '最近一次 10月20日,平常 7 天一次'],
    ['关怀', '林** · 11月25日生日'],
    ['消息', '微信说字段 thing1 不对'],
    ['活动', '9 人,共 12 个名额'],
    ['数据权利', '最晚12月11日办好;在等:1 笔退款到账'],
  ])('P7 %s says %s in at most 10 KiB at a time', async (tab, words) => {
    const { page } = await openPage()
    await page.tap(tab)
    expect(page.text()).toContain(words)
    expect(Math.max(...page.payloads.map(({ bytes }) => bytes))).toBeLessThanOrEqual(MOST_BYTES)
  })

  test('M112 what a member was advised is found by the number that the member copied, with its figures', async () => {
    const { page, sentTo } = await openPage()
    await page.tap('买卡建议')
    expect(sentTo('operations.adviserEvidence')).toEqual([])
    await page.input('.field__input', '13800000000')
    await page.tap('查看')
    expect(page.text()).toContain('这不是存档编号,也不是会员号')
    expect(sentTo('operations.adviserEvidence')).toEqual([])
    const { advices } = relationAnswers['operations.adviserEvidence']!({ memberNumber: MEMBER })
    await page.input('.field__input', ` ${advices[1]!.id} `)
    await page.tap('查看')
    expect(sentTo('operations.adviserEvidence')).toEqual([{ memberNumber: MEMBER }])
    expect(page.text()).not.toContain('这不是存档编号')
    // The one that was asked for comes first.
    expect(page.text()).toMatch(
      /您要查的这一次 建议买 .*可以考虑「麦香年卡」.*建议不买 照现在的习惯,不办卡更划算/,
    )
    expect(page.text()).toContain('算的是8月23日至11月20日的 4 次消费')
    await page.tap('当时每张卡的数字', { nth: 0 })
    expect(page.payloads.at(-1)?.bytes).toBeLessThanOrEqual(300)
    expect(page.text()).toContain(
      '麦香年卡 估计净省 ¥84.00 90 天会省 ¥69.78;到期满估计省 ¥283.00,会员费 ¥199.00',
    )
    expect(page.text()).toContain('和当时一致')
    expect(Math.max(...page.payloads.map(({ bytes }) => bytes))).toBeLessThanOrEqual(MOST_BYTES)
  })

  test('M112 nothing kept, another number, a text that was changed, no answer: each is said', async () => {
    let advices = relationAnswers['operations.adviserEvidence']!({ memberNumber: MEMBER }).advices
    let fails = true
    const { page } = await openPage({
      'operations.adviserEvidence': () => {
        if (fails) throw new Refused('INTERNAL')
        return { advices }
      },
    })
    await page.tap('买卡建议')
    await page.input('.field__input', MEMBER)
    await page.tap('查看')
    expect(page.has('.advice')).toBe(false)
    fails = false
    advices = []
    await page.tap('再试一次')
    expect(page.text()).toContain('还没有打开过「适合我的卡」')
    advices = relationAnswers['operations.adviserEvidence']!({ memberNumber: MEMBER }).advices.map((one) => ({
      ...one,
      intact: false,
    }))
    await page.input('.field__input', `${MEMBER}:2026-01-01:0000000000000000`)
    await page.tap('查看')
    expect(page.text()).toContain('没有找到这个编号的存档。下面是这位会员最近的 2 次')
    expect(page.text()).toContain('内容被改动过,不能作准')
  })

  test('P7 twenty advices of ten cards each come in at most 10 KiB at a time', async () => {
    const { page } = await openPage({
      'operations.adviserEvidence': ({ memberNumber }) => {
        const [one] = relationAnswers['operations.adviserEvidence']!({ memberNumber }).advices
        const plans = Array.from({ length: 10 }, (_, at) => ({ ...one!.plans[0]!, name: `第${at}张卡` }))
        return { advices: Array.from({ length: 20 }, (_, at) => ({ ...one!, id: `${one!.id}${at}`, plans })) }
      },
    })
    await page.tap('买卡建议')
    await page.input('.field__input', MEMBER)
    await page.tap('查看')
    expect(page.count('.advice__reason')).toBe(20)
    expect(Math.max(...page.payloads.map(({ bytes }) => bytes))).toBeLessThanOrEqual(MOST_BYTES)
  })

  test('M082 a small group is hidden, so that a table points at nobody', async () => {
    const { page } = await openPage()
    await page.tap('续费')
    expect(page.text()).toContain('几乎没用 太少 太少 —')
  })

  test('L12 one list of messages: each kind once, its ways and reasons, and a total that it sums to', async () => {
    const { page } = await openPage()
    await page.tap('消息')
    const text = page.text()
    expect(text.split('会员日(营销)')).toHaveLength(2)
    expect(text).toContain('微信 175 条 短信 18 条 只在消息页 56 条 不确定 1 条 没有发 61 条 一共 311 条')
    expect(175 + 18 + 56 + 1 + 61).toBe(311)
    expect(text).toContain('没走微信:没有微信次数 12、微信拒收 2')
    expect(text).toContain('没有发:没同意营销 40、到了每周上限 12')
    // Told just now, and not counted yet.
    expect(text).toContain('积分到期(服务) 刚发 140 条')
    expect(text).toContain('待计入')
  })

  test('F19 the rule of the renewal rate is one sentence, the rest in its fold', async () => {
    const { page } = await openPage()
    await page.tap('续费')
    expect(page.text()).toContain('续费率 = 当月到期、续了的期数 ÷ 当月到期的期数。 怎么算的')
    expect(page.has('.fold--open')).toBe(false)
    await page.tap('怎么算的')
    expect(page.text('.fold__body')).toContain('到期前或到期后30天内续的都算续了')
    expect(page.has('.fold--open')).toBe(true)
  })

  test('M094 the list goes on where it ended', async () => {
    const { page, sentTo } = await openPage()
    await page.tap('流失')
    await page.tap('查看更早的')
    await page.tap('查看更早的')
    expect(sentTo('operations.churn').at(-1)).toEqual({
      before: { at: expect.any(Number) as number, memberNumber: '01234567Y0049' },
    })
  })

  test('a channel’s code is drawn when it is asked for', async () => {
    const { page, sentTo } = await openPage()
    await page.tap('渠道')
    expect(sentTo('operations.channelCode')).toEqual([])
    await page.tap('看它的小程序码')
    expect(sentTo('operations.channelCode')).toEqual([{ channelId: 'zhuoka' }])
    expect(page.count('.channel-code__picture')).toBe(1)
  })

  test('a report that fails says so and is asked for again', async () => {
    let fails = true
    const { page } = await openPage({
      'operations.referralFunnel': (input) => {
        if (fails) throw new Refused('INTERNAL')
        return relationAnswers['operations.referralFunnel']!(input)
      },
    })
    await page.tap('邀请')
    expect(page.text()).toContain('暂时没能打开')
    fails = false
    await page.tap('再试一次')
    expect(page.text()).toContain('双方得到奖励')
  })
})
