import { PERKS } from '../browser/fixtures/member'
import { ORDER } from '../browser/fixtures/shop'
import type { Answers } from '../browser/fixtures/shopper'
import { openMember, withoutIds, type MemberPhone } from './member-phone'
import { expectWords } from './offers-phone'

let phone: MemberPhone | undefined
afterEach(() => {
  phone?.at.close()
  phone = undefined
})

async function perks(others: Answers = {}): Promise<MemberPhone> {
  phone = await openMember('packages/member/perks/index', { others })
  return phone
}

describe('perks of partners', () => {
  test('L9 M016 each partner has a consent of its own, unticked, with what it will learn', async () => {
    const { at, inputsOf } = await perks()
    expectWords(at, '悦听会收到', '看不完会收到', '一个随机编号,不含姓名和手机号')
    expect(at.page.count('.check-row__box--checked')).toBe(0)
    await at.page.tap('领取', { nth: 0 })
    expectWords(at, '请先勾选,同意把信息提供给悦听')
    expect(inputsOf('membership.issuePerk')).toEqual([])
    await at.page.tap('.check-row', { nth: 1 })
    expect(at.page.count('.check-row__box--checked')).toBe(1)
    await at.page.tap('领取', { nth: 1 })
    expect(withoutIds(inputsOf('membership.issuePerk'))).toEqual([
      { orderId: ORDER.orderId, perkId: 'shipin', consent: true },
    ])
    expectWords(at, 'YT-2026-7788')
  })

  test('M035 the code stands large, is copied by a tap, and is marked as activated', async () => {
    const { at, inputsOf } = await perks()
    expectWords(at, 'SHUN-8K2M-44Q7', '2027年6月30日前兑换', '已付到2027年11月21日', '12月31日前激活')
    await at.page.tap('SHUN-8K2M-44Q7')
    expect(at.phone.clipboard).toBe('SHUN-8K2M-44Q7')
    expectWords(at, '已复制')
    await at.page.tap('我已激活')
    expect(withoutIds(inputsOf('membership.activatedPerk'))).toEqual([
      { orderId: ORDER.orderId, perkId: 'chuxing' },
    ])
    expectWords(at, '已激活')
  })

  test('M038 what ran out says what came in its place, or the money', async () => {
    const { at } = await perks()
    expectWords(at, '已领完,换为“页读阅读半年卡”', '已领完,¥20.00原路退回')
  })

  test('M038 a perk that ran out while it was asked for brings the whole list anew', async () => {
    const first = PERKS.perks[0]!
    const { at, inputsOf } = await perks({
      'membership.perks': () => ({ ...PERKS, perks: [first] }),
      'membership.issuePerk': () => ({
        ...first,
        state: 'refunded',
        instead: '已领完,¥60.00原路退回',
      }),
    })
    await at.page.tap('.check-row')
    await at.page.tap('领取')
    expect(inputsOf('membership.perks')).toHaveLength(2)
  })

  test('a partner that does not answer keeps the perk and says so', async () => {
    const { at, refuse } = await perks()
    refuse('membership.issuePerk', 'PARTNER_UNREACHABLE')
    await at.page.tap('.check-row', { nth: 0 })
    await at.page.tap('领取', { nth: 0 })
    expectWords(at, 'PARTNER_UNREACHABLE')
    expect(at.page.count('领取')).toBeGreaterThan(0)
  })
})

describe('M077 tiers at partners', () => {
  test('are linked with the own account and a consent of their own', async () => {
    const { at, inputsOf } = await perks()
    expectWords(at, '绑定后在悦听享「黄金会员」', '享「银卡」,到2027年3月14日')
    await at.page.tap('绑定账号')
    expect(at.page.has('.sheet--open')).toBe(true)
    expectWords(at, '填写的悦听账号和会员等级')
    await at.page.input('.perk-input', 'xiaowen@yueting.example')
    await at.page.tap('.sheet--open .check-row')
    await at.page.tap('.sheet--open .button')
    expect(withoutIds(inputsOf('membership.linkPartner'))).toEqual([
      { partnerId: 'yueting', account: 'xiaowen@yueting.example', consent: true },
    ])
    expect(at.page.has('.sheet--open')).toBe(false)
    expect(at.page.count('解除绑定')).toBe(2)
  })

  test('are unlinked by the member alone', async () => {
    const { at, inputsOf } = await perks()
    await at.page.tap('解除绑定')
    at.phone.answer('confirm')
    await at.settle()
    expect(withoutIds(inputsOf('membership.unlinkPartner'))).toEqual([{ partnerId: 'lvxing' }])
    expectWords(at, '已解绑')
  })
})
