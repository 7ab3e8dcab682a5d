import { statementAnswers } from '../browser/fixtures/statements'
import { openMember, withoutIds, type MemberPhone } from './member-phone'
import { expectWords } from './offers-phone'

let phone: MemberPhone | undefined
afterEach(() => {
  phone?.at.close()
  phone = undefined
})

async function open(path: string, others: Parameters<typeof openMember>[1] = {}) {
  phone = await openMember(`packages/${path.startsWith('club/') ? path : `member/${path}`}`, others)
  return phone
}

describe('what a member reads of a month and around the end of a card', () => {
  test('M045 spent and saved stand beside each other, with what the savings could buy and what is unused', async () => {
    const { at } = await open('bill/index?month=2026-10')
    expectWords(at, '花了 ¥268.50', '省了 ¥84.60', '省下的钱够买一份吐司', '现在的标价 ¥22.00', '满30减5 ×2')
  })

  test('M074 the rank is shown only while it is asked for, and the switch is one commit', async () => {
    const { at, inputsOf } = await open('bill/index?month=2026-10')
    expectWords(at, '消费额超过了10月到店消费的全部顾客中的97%(共412人,同额的算一半)')
    await at.page.tap('看看自己排在哪里')
    expect(withoutIds(inputsOf('membership.setBillOptions'))).toEqual([{ percentile: false, amounts: false }])
  })

  test('M045 the picture says amounts only if they are ticked, and nothing is given for sharing it', async () => {
    const { at, inputsOf } = await open('club/bill-picture/index?month=2026-10')
    expectWords(at, '发不发都没有奖励')
    await at.page.tap('图上显示金额')
    expect(withoutIds(inputsOf('membership.setBillOptions'))).toEqual([{ percentile: true, amounts: true }])
  })

  test('M112 the adviser may say don’t buy, and shows the arithmetic', async () => {
    const without = await open('adviser/index', { persona: 'member' })
    expectWords(without.at, '现在不用买卡', '买了也用不上')
    without.at.close()
    const { at } = await open('adviser/index')
    expectWords(at, '按 365 天推算 ¥400.28', '估计净省', '编号')
    await at.page.tap('复制编号,给店家核对')
    expectWords(at, '编号已复制')
    // Whole: the shop finds by it whose advice it is, and which (see the report of advice).
    expect(at.phone.clipboard).toMatch(/^[0-9A-Z]{13}:\d{4}-\d\d-\d\d:[0-9a-f]{16}$/)
  })

  test('M085 renewing and letting it end are two buttons of one kind and size', async () => {
    const { at } = await open('renewal/index')
    expect(at.page.count('.renewal-choice')).toBe(2)
    expect(at.page.count('.renewal-choice.button--secondary')).toBe(2)
    expectWords(at, '还没用、随卡结束的', '3 项,面值 ¥10.00')
  })

  test('M085 one tap lets the card end; the page says that nobody will remind of it', async () => {
    const answers = statementAnswers(false)
    const before = answers['membership.renewal']!({})
    let left = false
    const { at, inputsOf } = await open('renewal/index', {
      others: {
        'membership.renewal': () => ({ ...before, card: { ...before.card!, leftAsIs: left } }),
        'membership.leaveAsIs': ({ membershipId }) => {
          left = true
          return { membershipId, validThrough: '2027-03-14', at: before.now }
        },
      },
    })
    await at.page.tap('不续了')
    expect(withoutIds(inputsOf('membership.leaveAsIs'))).toEqual([
      { membershipId: before.card!.membershipId },
    ])
    expectWords(at, '到期前不会再提醒')
  })

  test('M086 a forecast is a range that says it is one, how it was made and how far such were off', async () => {
    const { at } = await open('renewal/index')
    expectWords(at, '估算', '¥198.00 到 ¥299.00', '过去12个整月实际省下', '36 位', '平均差 18%')
  })

  test('M084 a card that is sold no more can’t be renewed, and the page says so beside the button', async () => {
    const before = statementAnswers(false)['membership.renewal']!({})
    const why = '这张卡已经停售,到期后不能再续;已经买的照常用到到期日,一天不少'
    const renewal = {
      ...before,
      renew: null,
      unlocks: [],
      forecast: null,
      choices: [{ ...before.choices[0], open: false, why }, before.choices[1]] as typeof before.choices,
    }
    const { at } = await open('renewal/index', { others: { 'membership.renewal': () => renewal } })
    expectWords(at, why)
    expect(at.page.count('.renewal-choice')).toBe(2)
  })

  test('M089 M091 what ends is listed with what it really saved, and what stays beside it', async () => {
    const { at } = await open('renewal/index')
    expectWords(at, '不续会怎样', '本期省了 ¥156.00', '储值余额、积分和等级照旧')
  })

  test('M084 M098 coupons of a renewal are an offer with a date, differences of versions stand both ways', async () => {
    const { at } = await open('renewal/index')
    expectWords(at, '续卡后可用', '3月14日及以前付费续卡后发放4张', '9折 → 85折', '变少')
  })

  test('M093 the year’s unused is counted at face value, with a smaller card where it would have done', async () => {
    const { at } = await open('year-end/index?year=2025')
    expectWords(at, '有 366 项到期未使用,面值 ¥721.20', '同样的 46 笔订单,少花 ¥40.70')
  })
})
