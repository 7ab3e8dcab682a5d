import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import { draftOf } from '../../cloudfunctions/domain/catalogue'
import { issueCoupons, walletIsFull } from '../../cloudfunctions/domain/coupon-issue'
import { couponOf } from '../../cloudfunctions/domain/coupon-terms'
import { issuedVersion, versionPromised } from '../../cloudfunctions/domain/coupon-versions'
import { couponCampaign, couponTemplate, crossCategory, withProgramme } from '../coupon-drafts'
import { bakery, DAY, OPENING, released, Story } from './story'
import { published } from './publishing'

const programme = (change: (draft: CatalogueDraft) => void = () => undefined) =>
  bakery((draft) => {
    withProgramme(draft)
    change(draft)
  })

const retitled = (title: string) =>
  programme((draft) => {
    draft.coupons!.templates = [couponTemplate({ title })]
  })

describe('versions of a template', () => {
  const first = released(programme())

  test('M098 a template gets a version when it changes and keeps it when it does not', () => {
    const same = released(programme(), first, OPENING + DAY)
    expect(Object.keys(same.couponVersions!)).toEqual(['wuyuan@1'])
    const changed = released(retitled('满20立减5'), same, OPENING + 2 * DAY)
    expect(issuedVersion(changed, 'wuyuan')).toMatchObject({ id: 'wuyuan@2', number: 2 })
    expect(changed.couponVersions!['wuyuan@1']?.template.title).toBe('满20减5')
  })

  test('M098 a version stays after its template was taken out, and is not issued any more', () => {
    const story = new Story(first)
    const { state } = issueCoupons(story.state, {
      key: story.id(),
      coupons: [{ version: issuedVersion(first, 'wuyuan')!, count: 1 }],
      now: OPENING,
    })
    const without = released(bakery(), first, OPENING + DAY)
    expect(issuedVersion(without, 'wuyuan')).toBeNull()
    expect(couponOf(state.coupons[0]!, without)).toMatchObject({ title: '满20减5', threshold: 2000 })
    expect(draftOf(without, OPENING + DAY).coupons).toBeUndefined()
  })

  test('M098 what was promised at a time is the version of that time', () => {
    const second = released(retitled('新券'), first, OPENING + 10 * DAY)
    expect(versionPromised(second, 'wuyuan', OPENING + 9 * DAY)?.number).toBe(1)
    expect(versionPromised(second, 'wuyuan', OPENING + 10 * DAY)?.number).toBe(2)
    expect(versionPromised(second, 'none', OPENING)).toBeNull()
  })
})

describe('issuing', () => {
  const release = released(programme())
  const version = issuedVersion(release, 'wuyuan')!
  const issued = (key: string, story: Story) =>
    issueCoupons(story.state, { key, coupons: [{ version, count: 3 }], now: story.now })

  test('M055 a lot names its version, counts whole days, and is issued once for a key', () => {
    const story = new Story(release)
    const { state, postings, lotIds } = issued('k1', story)
    expect(lotIds).toEqual(['k1:t:wuyuan'])
    expect(state.coupons).toEqual([
      {
        id: 'k1:t:wuyuan',
        version: 'wuyuan@1',
        granted: 3,
        left: 3,
        from: OPENING,
        until: Date.UTC(2027, 3, 9, 16),
        takenOff: 0,
        voidedAt: null,
      },
    ])
    expect(postings.map(({ amount }) => amount)).toEqual([-3, 3])
    const again = issueCoupons(state, { key: 'k1', coupons: [{ version, count: 3 }], now: OPENING })
    expect(again).toMatchObject({ state, postings: [] })
  })

  test('200 lots fit in 40 KiB, and no more are taken by choice', () => {
    const story = new Story(release)
    let { state } = story
    for (let n = 0; n < 200; n += 1)
      state = issueCoupons(state, { key: story.id(), coupons: [{ version, count: 1 }], now: OPENING }).state
    expect(JSON.stringify(state.coupons).length).toBeLessThan(40 * 1024)
    expect(walletIsFull(state, OPENING)).toBe(true)
    expect(walletIsFull(state, OPENING + 40 * DAY)).toBe(false)
  })
})

describe('what may be published', () => {
  const outcome = (change: (draft: CatalogueDraft) => void) =>
    published((_terms, draft) => {
      withProgramme(draft)
      change(draft)
    })
  const template = (change: Parameters<typeof couponTemplate>[0]) =>
    outcome((draft) => (draft.coupons!.templates = [couponTemplate(change)]))

  test('M058 a scope names what exists, and a coupon can be used somewhere', () => {
    expect(template({ scope: { branchIds: ['laojie'], channels: ['counter'] } })).toBe('released')
    expect(template({ scope: { branchIds: ['nowhere'] } })).toMatchObject({
      code: 'REFERENCE_MISSING',
      path: 'coupons.templates.0.scope.branchIds',
    })
    expect(template({ scope: { categoryIds: ['none'] } })).toMatchObject({ code: 'REFERENCE_MISSING' })
    expect(template({ scope: { productIds: ['none'] } })).toMatchObject({ code: 'REFERENCE_MISSING' })
    expect(template({ value: { kind: 'product' } })).toMatchObject({ code: 'COUPON_CONFLICT' })
    expect(
      template({ value: { kind: 'delivery', most: 500 }, scope: { channels: ['counter'] } }),
    ).toMatchObject({ code: 'COUPON_CONFLICT' })
  })

  test('M055 a tier gate names a tier that there is', () => {
    expect(template({ audience: { tierAtLeast: 3 } })).toMatchObject({
      code: 'REFERENCE_MISSING',
      path: 'coupons.templates.0.audience.tierAtLeast',
    })
    expect(template({ audience: { planIds: ['none'] } })).toMatchObject({ code: 'REFERENCE_MISSING' })
    expect(template({ audience: { cardHolders: true } })).toBe('released')
  })

  test('M057 a set can be taken whole, on days that exist', () => {
    const campaign = (change: Parameters<typeof couponCampaign>[0]) =>
      outcome((draft) => (draft.coupons!.campaigns = [couponCampaign(change)]))
    expect(campaign({})).toBe('released')
    expect(campaign({ through: '2025-12-31' })).toMatchObject({ code: 'COUPON_CONFLICT' })
    expect(campaign({ from: '2027-02-30' })).toMatchObject({ code: 'COUPON_CONFLICT' })
    expect(campaign({ items: [{ templateId: 'none', count: 1 }] })).toMatchObject({
      code: 'REFERENCE_MISSING',
    })
    expect(
      outcome((draft) => {
        draft.coupons!.templates = [couponTemplate({ perMember: 1 })]
        draft.coupons!.campaigns = [couponCampaign()]
      }),
    ).toMatchObject({ code: 'COUPON_CONFLICT', path: 'coupons.campaigns.0.items.0.count' })
  })

  test('H11 a campaign limits one thing: sets, or one template', () => {
    const limited = (sets: number | undefined, ...limits: (number | undefined)[]) =>
      outcome((draft) => {
        draft.coupons!.templates = limits.map((issueLimit, index) =>
          couponTemplate({ id: `t${index}`, ...(issueLimit === undefined ? {} : { issueLimit }) }),
        )
        const items = limits.map((_limit, index) => ({ templateId: `t${index}`, count: 1 }))
        draft.coupons!.campaigns = [couponCampaign({ items, ...(sets === undefined ? {} : { sets }) })]
      })
    const refused = { code: 'COUPON_CONFLICT', path: 'coupons.campaigns.0' }
    expect(limited(10, undefined)).toBe('released')
    expect(limited(undefined, 5, undefined)).toBe('released')
    expect(limited(10, 5)).toMatchObject(refused)
    expect(limited(undefined, 5, 6)).toMatchObject(refused)
  })

  test('M121 a coupon for another category is for another one, and works there', () => {
    const cross = (change: Parameters<typeof crossCategory>[0], scope = {}) =>
      outcome((draft) => {
        draft.coupons!.templates = [couponTemplate({ scope })]
        draft.coupons!.crossCategory = [crossCategory(change)]
      })
    expect(cross({})).toBe('released')
    expect(cross({ toCategoryId: 'coffee' })).toMatchObject({ code: 'COUPON_CONFLICT' })
    expect(cross({}, { categoryIds: ['coffee'] })).toMatchObject({ code: 'COUPON_CONFLICT' })
  })

  test('M084 what renewing promises can neither run out nor depend on a tier', () => {
    const renewal = (change: Parameters<typeof couponTemplate>[0], templateId = 'wuyuan') =>
      outcome((draft) => {
        draft.coupons!.templates = [couponTemplate(change)]
        draft.plans[0]!.terms.renewalCoupons = [{ templateId, count: 1, offerDaysAfterEnd: 7 }]
      })
    expect(renewal({})).toBe('released')
    expect(renewal({}, 'none')).toMatchObject({ code: 'REFERENCE_MISSING' })
    expect(renewal({ issueLimit: 10 })).toMatchObject({ code: 'COUPON_LIMITED', law: 'L7' })
    expect(renewal({ audience: { cardHolders: true } })).toMatchObject({ code: 'COUPON_LIMITED' })
  })

  test('titles keep the rules for what advertises, and ids are told apart', () => {
    expect(template({ title: '全网第一神券' })).toMatchObject({ code: 'ABSOLUTE_WORD', law: 'L13' })
    expect(
      outcome((draft) => (draft.coupons!.templates = [couponTemplate(), couponTemplate()])),
    ).toMatchObject({ code: 'ID_REPEATED', path: 'coupons.templates.1.id' })
  })
})
