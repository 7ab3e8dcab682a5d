import { catalogueDraft } from '../../cloudfunctions/contract/catalogue'
import { trade } from '../../cloudfunctions/contract/shop-settings'
import { draftOf, releaseCatalogue } from '../../cloudfunctions/domain/catalogue'
import { checkDraft } from '../../cloudfunctions/domain/draft-checks'
import { readiness } from '../../cloudfunctions/domain/set-up'
import { templateDraft } from '../../cloudfunctions/domain/templates'

const NOW = Date.UTC(2027, 2, 10, 2)
const digest = (text: string) => `digest-${text.length}`

describe.each(trade.options)('the template of a %s', (kind) => {
  const draft = templateDraft(kind, '小店')

  it('is a draft of the contract that may be published as it is', () => {
    expect(catalogueDraft.parse(draft)).toEqual(draft)
    expect(checkDraft(draft, { previous: null, now: Date.UTC(2027, 2, 10, 2) })).toBeNull()
  })

  it('has goods with costs and prices, and a card that is really sold', () => {
    expect(draft.products.length).toBeGreaterThanOrEqual(6)
    expect(draft.products.length).toBeLessThanOrEqual(10)
    for (const { cost, listPrice } of draft.products) expect(cost).toBeLessThan(listPrice)
    expect(draft.plans.some(({ onSale }) => onSale)).toBe(true)
    const ids = draft.products.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('has points that cost a hundredth, three tiers that rise, and a coupon that sells nothing below cost', () => {
    expect(draft.loyalty?.points).toMatchObject({ perYuanHundredths: 100, fenPer100: 100 })
    const thresholds = draft.loyalty?.growth?.tiers.map(({ threshold }) => threshold) ?? []
    expect(thresholds).toHaveLength(3)
    expect([...thresholds].sort((one, other) => one - other)).toEqual(thresholds)
    expect(draft.coupons?.templates).toHaveLength(2)
    for (const { value, scope } of draft.coupons?.templates ?? []) {
      const inScope = draft.products.filter(
        ({ categoryId }) => scope.categoryIds?.includes(categoryId) ?? true,
      )
      expect(inScope.length).toBeGreaterThan(0)
      if (scope.categoryIds && value.kind === 'amount')
        for (const { cost, listPrice } of inScope)
          expect(listPrice - value.amount).toBeGreaterThanOrEqual(cost)
    }
  })

  it('L6 L7 its agreements say the seven days, the refund, that holidays move nothing, and whom to call', () => {
    for (const { terms } of draft.plans)
      for (const id of terms.agreementIds) {
        const text = draft.agreements.find((agreement) => agreement.id === id)?.text ?? ''
        expect(text).toContain('7天内')
        expect(text).toContain('15日内')
        expect(text).toContain('客服电话')
        expect(text).toContain('12315')
        if (terms.months > 0) expect(text).toContain('不因届满日为法定节假日而顺延')
        else expect(text).toContain('余额没有有效期')
      }
    // Joining asks for it by this id.
    expect(draft.agreements.some(({ id }) => id === 'service')).toBe(true)
  })

  it('comes back from its release as it went in', () => {
    const released = releaseCatalogue(null, draft, NOW, digest)
    if (!released.ok) throw new Error(released.code)
    expect(draftOf(released.release, NOW)).toEqual(draft)
  })

  it('leaves to the owner only what only the owner knows', () => {
    const released = releaseCatalogue(null, draft, NOW, digest)
    if (!released.ok) throw new Error(released.code)
    const steps = readiness(released.release, { staff: 0, payment: null })
    const missing = steps.filter(({ state }) => state === 'missing').map(({ id }) => id)
    expect(missing).toEqual(['shop', 'licence', 'branches', 'payment', 'open'])
  })
})
