import fc from 'fast-check'
import { catalogueDraft, type CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import {
  draftOf,
  highlightedPlan,
  listPrice,
  priceRecordAt,
  releaseCatalogue,
} from '../../cloudfunctions/domain/catalogue'
import type { Release } from '../../cloudfunctions/domain/release'
import { holds } from './property'
import { bakery, DAY, digest, OPENING, released } from './story'

function detailOf(draft: CatalogueDraft): unknown {
  const outcome = releaseCatalogue(null, draft, OPENING, digest)
  return outcome.ok ? 'released' : { code: outcome.code, ...(outcome.detail as object) }
}

const product = (release: Release, id: string) => release.products.find((one) => one.id === id)!

describe('price history', () => {
  test('L4 M006 a release appends a record only where a price changed', () => {
    const first = released()
    const same = released(bakery(), first, OPENING + DAY)
    expect(product(same, 'meishi').prices).toEqual([{ id: 'price:meishi:1', price: 1500, since: OPENING }])
    const dearer = released(
      bakery((draft) => (draft.products[0]!.listPrice = 1600)),
      same,
      OPENING + 2 * DAY,
    )
    expect(product(dearer, 'meishi').prices).toEqual([
      { id: 'price:meishi:1', price: 1500, since: OPENING },
      { id: 'price:meishi:2', price: 1600, since: OPENING + 2 * DAY },
    ])
    expect(product(dearer, 'natie').prices).toHaveLength(1)
    const meishi = product(dearer, 'meishi')
    expect(listPrice(meishi, OPENING + 2 * DAY)).toBe(1600)
    expect(priceRecordAt(meishi, OPENING + 2 * DAY - 1)?.price).toBe(1500)
    expect(priceRecordAt(meishi, OPENING - 1)).toBeNull()
  })

  test('L4 a product that was taken out keeps its history, out of sale and out of the draft, until it comes back', () => {
    const first = released()
    const without = released(
      bakery((draft) => draft.products.shift()),
      first,
      OPENING + DAY,
    )
    expect(product(without, 'meishi')).toMatchObject({ available: false, withdrawn: true })
    expect(draftOf(without, OPENING + DAY).products.map(({ id }) => id)).not.toContain('meishi')
    const back = released(
      bakery((draft) => (draft.products[0]!.listPrice = 1400)),
      without,
      OPENING + 2 * DAY,
    )
    expect(product(back, 'meishi').prices.map(({ price }) => price)).toEqual([1500, 1400])
    expect(product(back, 'meishi').withdrawn).toBeUndefined()
  })

  test('L4 M098 over any history of releases, records and versions are never changed or dropped', () => {
    const edit = fc.record({
      product: fc.nat(6),
      price: fc.integer({ min: 100, max: 3000 }),
      fee: fc.constantFrom(9900, 19_900, 29_900),
      drop: fc.boolean(),
      text: fc.constantFrom('甲', '乙'),
    })
    holds(
      fc.property(fc.array(edit, { minLength: 2, maxLength: 6 }), (edits) => {
        let release: Release | null = null
        edits.forEach(({ product: index, price, fee, drop, text }, step) => {
          const draft = bakery((one) => {
            one.products[index]!.listPrice = price
            one.plans[0]!.terms.price = fee
            one.plans[0]!.terms.memberPrices.forEach((benefit) => (benefit.lossLeader = true))
            one.agreements[0]!.text = text
            if (drop) one.products.pop()
          })
          const next: Release = released(draft, release, OPENING + step * DAY)
          if (release) expectGrown(release, next)
          release = next
        })
      }),
      60,
    )
  })

  function expectGrown(before: Release, after: Release): void {
    expect(after.release).toBe(before.release + 1)
    for (const one of before.products) {
      expect(product(after, one.id).prices.slice(0, one.prices.length)).toEqual(one.prices)
    }
    for (const [id, version] of Object.entries(before.versions)) expect(after.versions[id]).toEqual(version)
    for (const { id, version, text, since } of before.agreements) {
      expect(after.agreements).toContainEqual(expect.objectContaining({ id, version, text, since }))
    }
    for (const id of new Set(after.agreements.map((one) => one.id))) {
      expect(after.agreements.filter((one) => one.id === id && one.current)).toHaveLength(1)
    }
  }
})

describe('plan versions', () => {
  test('M098 a new version exactly when terms changed, whatever the order of fields', () => {
    const first = released()
    const again = releaseCatalogue(first, bakery(), OPENING + DAY, digest)
    expect(again).toMatchObject({ ok: true, newVersions: [] })
    const shuffled = bakery((draft) => {
      draft.plans[0]!.terms = Object.fromEntries(
        Object.entries(draft.plans[0]!.terms).reverse(),
      ) as (typeof draft.plans)[number]['terms']
    })
    expect(releaseCatalogue(first, shuffled, OPENING + DAY, digest)).toMatchObject({ newVersions: [] })

    const changed = releaseCatalogue(
      first,
      bakery((draft) => (draft.plans[0]!.terms.price = 29_900)),
      OPENING + DAY,
      digest,
    )
    expect(changed).toMatchObject({ ok: true, newVersions: ['nianka@2'] })
    if (!changed.ok) throw new Error('refused')
    expect(changed.release.versions['nianka@1']).toEqual(first.versions['nianka@1'])
    expect(changed.release.plans[0]).toMatchObject({
      versionId: 'nianka@2',
      prices: [{ price: 19_900 }, { price: 29_900, since: OPENING + DAY }],
    })
    const backAgain = releaseCatalogue(changed.release, bakery(), OPENING + 2 * DAY, digest)
    expect(backAgain).toMatchObject({ newVersions: ['nianka@3'] })
  })

  test('M098 a plan that was taken out stays for who holds it, off sale', () => {
    const first = released()
    const other = bakery((draft) => {
      draft.plans[0]!.id = 'yueka'
    })
    const next = released(other, first, OPENING + DAY)
    expect(next.plans.map(({ id, onSale }) => [id, onSale])).toEqual([
      ['yueka', true],
      ['nianka', false],
    ])
    expect(next.versions['nianka@1']).toEqual(first.versions['nianka@1'])
    expect(highlightedPlan(next)?.id).toBe('yueka')
    expect(draftOf(next, OPENING + DAY).plans.map(({ id }) => id)).toEqual(['yueka'])
  })

  test('the draft of a release makes the same release again', () => {
    const release = released()
    const draft = draftOf(release, OPENING)
    expect(draft).toEqual(bakery())
    expect(catalogueDraft.parse(draft)).toEqual(draft)
  })

  test('L7 an agreement keeps every text that anybody accepted; an old text that returns is current again', () => {
    const first = released()
    const second = released(
      bakery((draft) => (draft.agreements[0]!.text = '新的约定')),
      first,
      OPENING + DAY,
    )
    const texts = second.agreements.filter(({ id }) => id === 'membership')
    expect(texts.map(({ current, since }) => [current, since])).toEqual([
      [false, OPENING],
      [true, OPENING + DAY],
    ])
    const third = released(bakery(), second, OPENING + 2 * DAY)
    expect(third.agreements.filter(({ id }) => id === 'membership').map(({ current }) => current)).toEqual([
      true,
      false,
    ])
  })
})

describe('what a draft is refused for', () => {
  test('M042 a member price below cost, by name, unless the owner marks it as a loss leader', () => {
    const draft = bakery(
      (one) => (one.plans[0]!.terms.memberPrices[0]!.rule = { kind: 'cost_plus', basisPoints: 9999 }),
    )
    expect(detailOf(draft)).toEqual({
      code: 'PRICE_BELOW_COST',
      planId: 'nianka',
      productId: 'meishi',
      productName: '美式',
      benefitId: 'coffee-price',
      benefitTitle: '咖啡会员价',
      memberPrice: 599,
      cost: 600,
    })
    draft.plans[0]!.terms.memberPrices[0]!.lossLeader = true
    expect(detailOf(draft)).toBe('released')
    expect(
      detailOf(
        bakery((one) => (one.plans[0]!.terms.memberPrices[1]!.rule = { kind: 'percent', basisPoints: 3000 })),
      ),
    ).toMatchObject({ code: 'PRICE_BELOW_COST', productId: 'niujiaobao' })
    expect(
      detailOf(bakery((one) => (one.plans[0]!.terms.memberPrices[0]!.rule = { kind: 'fixed', price: 700 }))),
    ).toMatchObject({ code: 'PRICE_BELOW_COST', productId: 'shengye-natie' })
  })

  const broken: [string, (draft: CatalogueDraft) => void, string, string][] = [
    [
      'an unknown category of a product',
      (d) => (d.products[2]!.categoryId = 'tea'),
      'products.2.categoryId',
      'REFERENCE_MISSING',
    ],
    [
      'an unknown category of a benefit',
      (d) => (d.plans[0]!.terms.memberPrices[1]!.scope = { kind: 'category', categoryId: 'tea' }),
      'plans.0.terms.memberPrices.1.scope.categoryId',
      'REFERENCE_MISSING',
    ],
    [
      'an unknown product of a benefit',
      (d) => (d.plans[0]!.terms.memberPrices[1]!.scope = { kind: 'products', productIds: ['meishi', 'cha'] }),
      'plans.0.terms.memberPrices.1.scope.productIds',
      'REFERENCE_MISSING',
    ],
    [
      'an unknown category of a discount',
      (d) =>
        (d.plans[0]!.terms.categoryDiscounts = [
          { id: 'x', title: 'x', categoryId: 'tea', basisPoints: 500 },
        ]),
      'plans.0.terms.categoryDiscounts.0.categoryId',
      'REFERENCE_MISSING',
    ],
    [
      'an unknown agreement',
      (d) => d.plans[0]!.terms.agreementIds.push('none'),
      'plans.0.terms.agreementIds.1',
      'REFERENCE_MISSING',
    ],
    ['two products of one id', (d) => (d.products[1]!.id = 'meishi'), 'products.1.id', 'ID_REPEATED'],
    ['two branches of one id', (d) => (d.branches[1]!.id = 'laojie'), 'branches.1.id', 'ID_REPEATED'],
    [
      'two benefits of one id',
      (d) =>
        (d.plans[0]!.terms.categoryDiscounts = [
          { id: 'coffee-price', title: 'x', categoryId: 'coffee', basisPoints: 500 },
        ]),
      'plans.0.terms.memberPrices.2.id',
      'ID_REPEATED',
    ],
  ]
  test.each(broken)('%s: DRAFT_INVALID with its path', (_name, change, path, code) => {
    const outcome = releaseCatalogue(null, bakery(change), OPENING, digest)
    expect(outcome).toMatchObject({ ok: false, code: 'DRAFT_INVALID', detail: { path, code } })
  })

  test('a release cannot be made before the one it follows', () => {
    expect(releaseCatalogue(released(), bakery(), OPENING - 1, digest)).toMatchObject({
      code: 'RELEASE_CONFLICT',
    })
  })
})
