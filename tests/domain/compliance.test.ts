import {
  catalogueDraft,
  type CatalogueDraft,
  type DealRecord,
  type PriceRecord,
} from '../../cloudfunctions/contract/catalogue'
import { currentReference, referencePrice, releaseCatalogue } from '../../cloudfunctions/domain/catalogue'
import { complianceProblems } from '../../cloudfunctions/domain/compliance'
import { bakery, DAY, digest, OPENING } from './story'

const at = (day: string) => Date.parse(`${day}T10:00:00+08:00`)
const asked = (price: number, day: string): PriceRecord => ({ id: `p-${day}`, price, since: at(day) })
const paid = (lowest: number, day: string): DealRecord => ({ day, lowest, evidenceId: `e-${day}` })

describe('M006 was-prices', () => {
  const prices = [asked(29_900, '2027-01-01'), asked(19_900, '2027-03-10')]
  const start = at('2027-03-10')

  test('M006 L4 the lowest price really paid in the seven days before the promotion', () => {
    const deals = [
      paid(25_900, '2027-03-02'),
      paid(29_900, '2027-03-03'),
      paid(28_900, '2027-03-08'),
      paid(29_900, '2027-03-09'),
      paid(19_900, '2027-03-10'),
    ]
    expect(referencePrice(prices, deals, start, 19_900)).toEqual({
      amount: 28_900,
      basis: 'lowest_deal_7_days',
      evidenceId: 'e-2027-03-08',
      since: '2027-03-08',
    })
  })

  test('M006 L4 the window is exactly seven days: the eighth day before is out, the day itself is out', () => {
    const onEdge = [paid(27_900, '2027-03-03'), paid(28_900, '2027-03-09')]
    expect(referencePrice(prices, onEdge, start, 19_900)?.amount).toBe(27_900)
    const beyond = [paid(27_900, '2027-03-02'), paid(28_900, '2027-03-09')]
    expect(referencePrice(prices, beyond, start, 19_900)?.amount).toBe(28_900)
    expect(referencePrice(prices, [paid(29_900, '2027-03-10')], start, 19_900)).toBeNull()
  })

  test('M006 L4 without a deal in the window the last deal before it counts', () => {
    const deals = [paid(26_900, '2027-01-05'), paid(29_900, '2027-02-20')]
    expect(referencePrice(prices, deals, start, 19_900)).toEqual({
      amount: 29_900,
      basis: 'last_deal',
      evidenceId: 'e-2027-02-20',
      since: '2027-02-20',
    })
  })

  test('M006 L4 F8 no deal, no was-price: what was only asked for proves nothing', () => {
    expect(referencePrice(prices, [], start, 19_900)).toBeNull()
    expect(referencePrice([], [], start, 19_900)).toBeNull()
  })

  test('M006 L4 never a was-price that is not above the price now', () => {
    expect(referencePrice(prices, [paid(19_900, '2027-03-05')], start, 19_900)).toBeNull()
    expect(referencePrice(prices, [paid(15_000, '2027-03-05')], start, 19_900)).toBeNull()
  })

  test('M006 L4 a deal above every price asked on its day is no evidence', () => {
    expect(referencePrice(prices, [paid(99_900, '2027-03-05')], start, 19_900)).toBeNull()
    expect(referencePrice(prices, [paid(29_900, '2026-12-31')], start, 19_900)).toBeNull()
  })

  test('M006 a promotion for ever is none: after thirty days the reduced price is the price', () => {
    const item = { prices, deals: [paid(29_900, '2027-03-05')] }
    expect(currentReference(item, start)?.amount).toBe(29_900)
    expect(currentReference(item, at('2027-04-09'))?.amount).toBe(29_900)
    expect(currentReference(item, at('2027-04-10'))).toBeNull()
  })

  test('M006 the owner cannot supply a was-price: a draft with one is no draft', () => {
    const draft = bakery() as unknown as {
      plans: { terms: Record<string, unknown> }[]
      products: Record<string, unknown>[]
    }
    draft.plans[0]!.terms.referencePrice = 99_900
    expect(catalogueDraft.safeParse(draft).success).toBe(false)
    const other = bakery() as unknown as { products: Record<string, unknown>[] }
    other.products[0]!.deals = [paid(99_900, '2027-03-05')]
    expect(catalogueDraft.safeParse(other).success).toBe(false)
  })
})

describe('texts that may not be published', () => {
  function published(change: (draft: CatalogueDraft) => void) {
    const outcome = releaseCatalogue(null, bakery(change), OPENING, digest)
    return outcome.ok ? 'released' : { code: outcome.code, detail: outcome.detail }
  }
  const rule = (text: string) => (draft: CatalogueDraft) => draft.plans[0]!.terms.rules.push(text)

  const refusedTexts: [law: string, code: string, text: string][] = [
    ['L6', 'NO_REFUND_CLAUSE', '本卡一经售出概不退换'],
    ['L6', 'NO_REFUND_CLAUSE', '会员卡售出后不予退款'],
    ['L6', 'NO_REFUND_CLAUSE', '付款成功后不支持退卡'],
    ['L6', 'NO_REFUND_CLAUSE', '特价卡恕不退换'],
    ['L7', 'FINAL_INTERPRETATION_CLAUSE', '本店拥有最终解释权'],
    ['L7', 'FINAL_INTERPRETATION_CLAUSE', '一切解释权归麦香巷所有'],
    ['L7', 'UNILATERAL_CHANGE_CLAUSE', '本店有权随时调整会员权益'],
    ['L7', 'UNILATERAL_CHANGE_CLAUSE', '会员权益可随时取消'],
    ['L7', 'UNILATERAL_CHANGE_CLAUSE', '本店可随时取消会员的优惠'],
    ['L7', 'UNILATERAL_CHANGE_CLAUSE', '本店可对会员随时调整折扣'],
    ['L7', 'UNILATERAL_CHANGE_CLAUSE', '本店对会员可随时终止服务'],
    ['L7', 'UNILATERAL_CHANGE_CLAUSE', '自动续费,本店可随时取消赠品'],
    ['L7', 'UNILATERAL_CHANGE_CLAUSE', '会员可随时取消自动续费。本店保留随时修改规则的权利'],
    ['L13', 'ABSOLUTE_WORD', '全城最优惠的咖啡卡'],
    ['L13', 'ABSOLUTE_WORD', '销量第一的年卡'],
    ['L13', 'ABSOLUTE_WORD', '国家级烘焙大师'],
  ]
  test.each(refusedTexts)('M006 %s refuses a plan with %s: %s', (law, code, text) => {
    expect(published(rule(text))).toEqual({
      code: 'DRAFT_INVALID',
      detail: {
        path: 'plans.0.terms.rules.4',
        code,
        law,
        sentence: expect.stringMatching(/法|〔2025〕/) as string,
      },
    })
  })

  test.each([
    '付款后7天内未使用可全额退款',
    '到期前最后一天仍可使用',
    '最多可省120元',
    '每月第一次到店送一杯美式',
    '优惠券不可叠加使用',
    '最低消费不限',
    '会员可随时取消自动续费',
    '会员可以随时取消自动续费,当场生效',
    '您可随时取消,不收任何费用',
    '您有权随时终止本服务',
    '自动续费可随时取消',
    '自动续费需单独开通,可随时取消自动续费',
    '不想继续可随时取消',
  ])('an honest text is let through: %s', (text) => {
    expect(published(rule(text))).toBe('released')
  })

  test('L7 agreements, titles, slogans and one-liners are read too; absolute words only where it advertises', () => {
    expect(published((draft) => (draft.agreements[0]!.text += '本店保留最终解释权。'))).toMatchObject({
      detail: { path: 'agreements.0.text', law: 'L7' },
    })
    expect(published((draft) => (draft.shop.slogan = '全国第一的面包'))).toMatchObject({
      detail: { path: 'shop.slogan' },
    })
    expect(published((draft) => (draft.plans[0]!.terms.oneLine = '史上最低价'))).toMatchObject({
      detail: { path: 'plans.0.terms.oneLine' },
    })
    expect(published((draft) => (draft.plans[0]!.terms.memberPrices[0]!.title = '最强会员价'))).toMatchObject(
      {
        detail: { path: 'plans.0.terms.memberPrices.0.title' },
      },
    )
    expect(published((draft) => (draft.agreements[0]!.text += '争议由最高人民法院规定的法院管辖。'))).toBe(
      'released',
    )
  })

  test('every problem of a draft is found, not only the first', () => {
    const problems = complianceProblems(
      bakery((draft) => {
        rule('一经售出概不退换')(draft)
        rule('最终解释权归本店')(draft)
      }),
    )
    expect(problems.map(({ code }) => code)).toEqual(['NO_REFUND_CLAUSE', 'FINAL_INTERPRETATION_CLAUSE'])
    expect(complianceProblems(bakery())).toEqual([])
  })

  test('time that passes alone adds no was-price', () => {
    const item = { prices: [asked(100, '2027-01-01')], deals: [] }
    for (let day = 0; day < 60; day += 1) expect(currentReference(item, OPENING + day * DAY)).toBeNull()
  })
})
