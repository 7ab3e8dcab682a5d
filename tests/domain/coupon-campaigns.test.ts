import type { CouponProgramme } from '../../cloudfunctions/contract/coupon-templates'
import { campaignStock, campaignView, claimCampaign } from '../../cloudfunctions/domain/coupon-campaigns'
import { promisedLines } from '../../cloudfunctions/domain/agreed-offers'
import { renewalPromises } from '../../cloudfunctions/domain/renewal-coupons'
import { endedLots } from '../../cloudfunctions/domain/coupon-retention'
import { walletCoupons } from '../../cloudfunctions/domain/coupon-wallet'
import { deliverCard } from '../../cloudfunctions/domain/card-delivery'
import { carriedEntitlements, mergedEntitlements } from '../../cloudfunctions/domain/carried-entitlements'
import { couponCampaign, couponTemplate, withProgramme } from '../coupon-drafts'
import { bakery, codeOf, DAY, released, Story } from './story'

const shopWith = (programme: Partial<CouponProgramme>) =>
  released(bakery((draft) => withProgramme(draft, programme)))

/** A member of a shop with these coupons. */
function memberOf(programme: Partial<CouponProgramme>): Story {
  const story = new Story(shopWith(programme))
  story.state = { ...story.state, joinedAt: story.now }
  return story
}

const claim = (story: Story, campaignId = 'zhounian') =>
  claimCampaign(story.state, {
    campaignId,
    operationId: story.id(),
    release: story.release,
    now: story.now,
  })
const campaign = couponCampaign()
const viewed = (story: Story, left: number | null = null) =>
  campaignView(story.release.coupons!.campaigns[0]!, {
    state: story.state,
    release: story.release,
    left,
    now: story.now,
  })

describe('M057 a campaign', () => {
  test('M057 gives its whole set once', () => {
    const story = memberOf({ campaigns: [campaign] })
    expect(viewed(story)).toMatchObject({ state: 'claimable', left: null })
    story.take(claim(story))
    expect(story.state.coupons).toMatchObject([{ granted: 2, left: 2, version: 'wuyuan@1' }])
    expect(codeOf(claim(story))).toBe('ALREADY_CLAIMED')
    expect(viewed(story)).toMatchObject({ state: 'claimed' })
  })

  test('M057 is closed before its first day and after its last, which counts', () => {
    const story = memberOf({ campaigns: [couponCampaign({ from: '2027-03-11', through: '2027-03-11' })] })
    expect(codeOf(claim(story))).toBe('CAMPAIGN_CLOSED')
    story.wait(14 * 3_600_000)
    story.take(claim(story))
    expect(codeOf(claim(memberOf({ campaigns: [] })))).toBe('CAMPAIGN_CLOSED')
  })

  test('M055 M057 is for its audience, and says what would open it', () => {
    const story = memberOf({ campaigns: [couponCampaign({ audience: { cardHolders: true } })] })
    expect(codeOf(claim(story))).toBe('NOT_ADMITTED')
    expect(viewed(story)).toMatchObject({ state: 'locked', why: '持有会员卡时可用' })
    story.buy()
    story.take(claim(story))
  })

  test('M055 a template has a gate of its own, which a set does not open', () => {
    const gated = couponTemplate({ id: 'heijin', audience: { cardHolders: true } })
    const story = memberOf({
      templates: [couponTemplate(), gated],
      campaigns: [couponCampaign({ items: [{ templateId: 'heijin', count: 1 }] })],
    })
    expect(codeOf(claim(story))).toBe('NOT_ADMITTED')
    story.buy()
    story.take(claim(story))
  })

  test('M057 a member has no more of a template than the owner allows, whatever the campaign', () => {
    const story = memberOf({
      templates: [couponTemplate({ perMember: 3 })],
      campaigns: [campaign, couponCampaign({ id: 'second' })],
    })
    story.take(claim(story))
    expect(codeOf(claim(story, 'second'))).toBe('ALREADY_CLAIMED')
  })

  test('M057 asks who has not joined to join, and who has a full wallet to use it', () => {
    const story = memberOf({ campaigns: [campaign] })
    const [lot] = claim(story).ok ? story.take(claim(story)).lotIds : []
    const one = story.state.coupons.find(({ id }) => id === lot)!
    const full = {
      ...story.state,
      claims: [],
      coupons: Array.from({ length: 200 }, (_, n) => ({ ...one, id: `x${n}` })),
    }
    expect(
      codeOf(
        claimCampaign(full, {
          campaignId: 'zhounian',
          operationId: story.id(),
          release: story.release,
          now: story.now,
        }),
      ),
    ).toBe('WALLET_FULL')
    const stranger = new Story(story.release)
    expect(codeOf(claim(stranger))).toBe('JOIN_REQUIRED')
  })

  test('a crowded wallet gives up what was used up long ago, and nothing that can still be used', () => {
    const story = memberOf({ campaigns: [campaign] })
    story.take(claim(story))
    const [lot] = story.state.coupons
    const lots = Array.from({ length: 160 }, (_, n) => ({ ...lot!, id: `lot-${n}`, left: n < 100 ? 0 : 1 }))
    const far = lots.map((one) => ({ ...one, until: story.now + 300 * DAY }))
    const state = { ...story.state, coupons: far }
    expect(endedLots(state, story.now + 64 * DAY)).toEqual([])
    expect(endedLots(state, story.now + 65 * DAY)).toHaveLength(100)
    expect(endedLots({ ...state, coupons: far.slice(20) }, story.now + 65 * DAY)).toEqual([])
    expect(endedLots(state, story.now + 335 * DAY)).toHaveLength(160)
  })

  test('M057 of limited sets one is taken, of a limited template as many as a set has', () => {
    const sets = shopWith({ campaigns: [couponCampaign({ sets: 10 })] })
    expect(campaignStock(sets.coupons!.campaigns[0]!, sets)).toEqual({
      stock: 'campaign:zhounian',
      quantity: 1,
      total: 10,
    })
    const limited = shopWith({ templates: [couponTemplate({ issueLimit: 9 })], campaigns: [campaign] })
    expect(campaignStock(limited.coupons!.campaigns[0]!, limited)).toMatchObject({
      stock: 'coupon:wuyuan',
      quantity: 2,
      total: 9,
    })
    const story = new Story(limited)
    expect(viewed(story, 1)).toMatchObject({ state: 'exhausted', left: 1 })
  })

  test('M057 M062 who had a set on either WeChat has had it when both turn out to be one person', () => {
    const story = memberOf({ campaigns: [campaign] })
    story.take(claim(story))
    const other = memberOf({ campaigns: [campaign] })
    const merged = mergedEntitlements(other.state, carriedEntitlements(story.state), [])
    expect(
      codeOf(
        claimCampaign(
          { ...other.state, ...merged },
          {
            campaignId: 'zhounian',
            operationId: story.id(),
            release: story.release,
            now: story.now,
          },
        ),
      ),
    ).toBe('ALREADY_CLAIMED')
  })
})

describe('M084 coupons that a paid renewal opens', () => {
  const release = released(
    bakery((draft) => {
      withProgramme(draft)
      draft.plans[0]!.terms.renewalCoupons = [{ templateId: 'wuyuan', count: 4, offerDaysAfterEnd: 7 }]
    }),
  )
  const wallet = (story: Story) => walletCoupons(story.state, release, story.now)
  const bought = () => {
    const story = new Story(release)
    story.buy()
    return story
  }

  test('M084 are shown from the start as an offer with a date, and open when the renewal is paid', () => {
    const story = bought()
    expect(story.state.coupons).toEqual([])
    expect(wallet(story)).toMatchObject([
      { state: 'locked', left: 4, title: '满20减5', through: '2028-03-17' },
    ])
    expect(wallet(story)[0]?.renewal).toEqual({ planId: expect.any(String), planName: expect.any(String) })
    expect(wallet(story)[0]?.why).toContain('2028年3月17日及以前续费,发放4张')
    story.wait(300 * DAY)
    const { orderId } = story.buy()
    expect(story.state.coupons).toMatchObject([
      { id: `${orderId}:renewal:t:wuyuan`, orderId, granted: 4, from: story.now },
    ])
    // The new period makes the same offer for the next renewal.
    expect(wallet(story)).toMatchObject([{ state: 'usable' }, { state: 'locked', through: '2029-03-17' }])
  })

  test('M084 stands among what a card promises before it is bought, and in the copy of what was agreed', () => {
    const { terms } = release.versions['nianka@1']!
    const detail = '4张,每张满¥20.00减¥5.00,到期后7天内付费续卡后发放,发放后30天内可用'
    expect(renewalPromises(terms, release)).toEqual([{ title: '满20减5', detail }])
    expect(promisedLines(terms, release)).toContainEqual({ label: '续卡券 满20减5', value: detail })
    expect(promisedLines(terms, release, 'trial')).not.toContainEqual({
      label: '续卡券 满20减5',
      value: detail,
    })
  })

  test('M084 the offer ends with its last day, also for who renews then', () => {
    const story = bought()
    story.wait(366 * DAY + 7 * DAY - 12 * 3_600_000)
    expect(wallet(story)).toHaveLength(1)
    const late = new Story(release)
    late.buy()
    late.wait(366 * DAY + 8 * DAY)
    expect(wallet(late)).toEqual([])
    late.buy()
    expect(late.state.coupons).toEqual([])
  })

  test('M084 a trial is no renewal and promises none', () => {
    const trial = released(
      bakery((draft) => {
        withProgramme(draft)
        Object.assign(draft.plans[0]!.terms, {
          renewalCoupons: [{ templateId: 'wuyuan', count: 4, offerDaysAfterEnd: 7 }],
          trial: { price: 100, days: 7 },
        })
      }),
    )
    const story = new Story(trial)
    const { versionId } = trial.plans[0]!
    const order = {
      orderId: story.id(),
      planId: 'nianka',
      versionId,
      amount: 100,
      paidAt: story.now,
      as: 'trial' as const,
    }
    story.take(deliverCard(story.state, { order, release: trial, now: story.now }))
    expect(walletCoupons(story.state, trial, story.now)).toEqual([])
    story.buy()
    expect(story.state.coupons).toEqual([])
  })

  test('M084 L7 what was promised keeps the version of the time when it was promised', () => {
    const story = bought()
    const changed = bakery((draft) => {
      withProgramme(draft, {
        templates: [couponTemplate({ value: { kind: 'amount', amount: 100 } })],
      })
    })
    story.wait(100 * DAY)
    story.release = released(changed, release, story.now)
    story.buy()
    expect(story.state.coupons).toMatchObject([{ version: 'wuyuan@1' }])
  })

  test('M084 end with the renewal that is given back, and are offered again', () => {
    const story = bought()
    story.wait(300 * DAY)
    const { orderId } = story.buy()
    const quote = story.refundQuote(orderId)
    expect(quote).toMatchObject({ ends: expect.arrayContaining(['满20减5(¥5.00)未用的4张作废']) as unknown })
    story.refund(orderId)
    expect(wallet(story)).toMatchObject([{ state: 'locked' }, { state: 'void' }])
  })
})
