import fc from 'fast-check'
import { contrastWithWhite, isReadable } from '../../cloudfunctions/contract/accent'
import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import type { PartnerPerkOffer } from '../../cloudfunctions/contract/offers'
import { complianceProblems } from '../../cloudfunctions/domain/compliance'
import { checkDraft } from '../../cloudfunctions/domain/draft-checks'
import { BAKERY } from '../../local/demo/bakery'
import { newPerk, withSettlement } from '../../src/packages/operations/card-editor/new-perk'

const PERK: PartnerPerkOffer = {
  id: 'yingyin',
  partnerId: 'yinghe',
  title: '影盒视频年卡',
  months: 12,
  settlement: 6000,
  activateWithinDays: 30,
  ifExhausted: { kind: 'refund', amount: 6000 },
}

function alliance(perks: PartnerPerkOffer[], more: Partial<CatalogueDraft> = {}): CatalogueDraft {
  const [plan] = BAKERY.plans
  if (!plan) throw new Error('the bakery has no plan')
  return {
    ...BAKERY,
    partners: [
      { id: 'yinghe', name: '影盒视频', port: 'codes', dataShared: '订单编号', contact: '' },
      { id: 'jiudian', name: '林间酒店', port: 'api', dataShared: '订单编号', contact: '' },
    ],
    plans: [{ ...plan, terms: { ...plan.terms, mode: 'alliance', partnerPerks: perks } }],
    ...more,
  }
}

/** Nothing was published before. */
const FIRST = { previous: null, now: Date.UTC(2027, 2, 10, 2) }

const codesOf = (draft: CatalogueDraft) => complianceProblems(draft).map(({ code }) => code)

describe('what is refused before a card with partners is published', () => {
  it('M016 a card with a pool, a price for it and money back when it is empty may be sold', () => {
    expect(checkDraft(alliance([PERK]), FIRST)).toBeNull()
  })

  it('M016 a perk that was only named can be published, and its refund follows its settlement', () => {
    const begun = { ...newPerk('perk-1', 'yinghe', 12), title: '影盒视频年卡' }
    expect(checkDraft(alliance([begun]), FIRST)).toBeNull()
    const dearer = { ...begun, ...withSettlement(begun, 5000) }
    expect(dearer.ifExhausted).toEqual({ kind: 'refund', amount: 5000 })
    expect(checkDraft(alliance([{ ...begun, ...withSettlement(begun, 0) }]), FIRST)).not.toBeNull()
    expect(withSettlement({ ...dearer, ifExhausted: { kind: 'refund', amount: 3000 } }, 4000)).toEqual({
      settlement: 4000,
    })
  })

  it.each([
    ['a partner that is not there', { ...PERK, partnerId: 'weizhi' }, 'REFERENCE_MISSING'],
    [
      'more money back than the perk costs',
      { ...PERK, ifExhausted: { kind: 'refund', amount: 6001 } },
      'REFUND_ABOVE_SETTLEMENT',
    ],
    [
      'a substitute that is not there',
      { ...PERK, ifExhausted: { kind: 'substitute', perkId: 'beiyong' } },
      'REFERENCE_MISSING',
    ],
    ['partners that take more than the price', { ...PERK, settlement: 20_000 }, 'SETTLEMENT_ABOVE_PRICE'],
  ] as [string, PartnerPerkOffer, string][])('M016 refuses %s', (_title, perk, code) => {
    expect(codesOf(alliance([perk]))).toContain(code)
  })

  it('M016 refuses substitutes that never end in money', () => {
    const circle = alliance([
      { ...PERK, ifExhausted: { kind: 'substitute', perkId: 'a' } },
      { ...PERK, id: 'a', substituteOnly: true, ifExhausted: { kind: 'substitute', perkId: 'b' } },
      { ...PERK, id: 'b', substituteOnly: true, ifExhausted: { kind: 'substitute', perkId: 'a' } },
    ])
    expect(codesOf(circle)).toContain('SUBSTITUTE_CIRCLE')
    expect(codesOf(alliance([]))).toContain('ALLIANCE_EMPTY')
  })

  it.each(['芝麻信用分加20', '花呗额度提升', '消费贷款优惠券', '信用卡分期免息'])(
    'M092 L9 refuses a perk that touches credit or lending: %s',
    (title) => {
      const refused = checkDraft(alliance([{ ...PERK, title }]), FIRST)
      expect(refused).toMatchObject({ code: 'DRAFT_INVALID', detail: { code: 'CREDIT_LINKAGE', law: 'L9' } })
      const [plan] = alliance([PERK]).plans
      const rules = [{ ...plan!, terms: { ...plan!.terms, rules: [`本卡用户可享${title}`] } }]
      expect(codesOf(alliance([PERK], { plans: rules }))).toContain('CREDIT_LINKAGE')
    },
  )

  it('L9 refuses a partner that would learn more than a perk needs', () => {
    const partners = [
      { id: 'yinghe', name: '影盒视频', port: 'codes' as const, dataShared: '姓名和身份证号', contact: '' },
    ]
    const found = complianceProblems(alliance([PERK], { partners }))
    expect(found).toMatchObject([
      { code: 'PARTNER_DATA_EXCESSIVE', law: 'L9', path: 'partners.0.dataShared' },
    ])
  })
})

describe('the colour of a shop', () => {
  it.each([
    ['#FFFFFF', 1],
    ['#000000', 21],
    ['#767676', 4.54],
    ['#777777', 4.48],
    ['#C2431F', 5.06],
  ])('white on %s has a contrast of %s', (colour, contrast) => {
    expect(contrastWithWhite(colour)).toBeCloseTo(contrast, 1)
  })

  it('is refused where white text on it cannot be read (AA), and only there', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), (value) => {
        const accent = `#${value.toString(16).padStart(6, '0')}`
        const problems = codesOf({ ...BAKERY, shop: { ...BAKERY.shop, accent } })
        expect(problems.includes('ACCENT_CONTRAST')).toBe(!isReadable(accent))
      }),
    )
    expect(checkDraft({ ...BAKERY, shop: { ...BAKERY.shop, accent: '#FFB300' } }, FIRST)).toMatchObject({
      code: 'DRAFT_INVALID',
      detail: { code: 'ACCENT_CONTRAST', path: 'shop.accent' },
    })
  })
})
