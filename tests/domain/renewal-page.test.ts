import { walletCoupons } from '../../cloudfunctions/domain/coupon-wallet'
import { leaveAsIs } from '../../cloudfunctions/domain/leave-as-is'
import { renewalPage } from '../../cloudfunctions/domain/renewal-page'
import { withProgramme } from '../coupon-drafts'
import { useOf } from './benefit-story'
import { memberOf, shopOf, WIN_BACK } from './returning-story'
import { at, bakery, DAY, pieces, released, Story } from './story'
import { withBenefits } from '../benefit-shop'

function page(story: Story, membershipId?: string) {
  const { state, release, now } = story
  return renewalPage({ state, release, now, membershipId, orders: 3, agreementsOf: () => [] })
}

/** A year card from 2027-03-10 with coupons and what a renewal opens. */
function holder() {
  const story = memberOf(
    shopOf(WIN_BACK, (draft) => {
      withProgramme(draft)
      const { terms } = draft.plans[0]!
      terms.coupons = [
        { id: 'quan', title: '满20减5', amount: 500, threshold: 2000, count: 3, days: 366, grant: 'every' },
        { id: 'jiu', title: '满20减3', amount: 300, threshold: 2000, count: 2, days: 30, grant: 'every' },
      ]
      terms.renewalCoupons = [{ templateId: 'wuyuan', count: 4, offerDaysAfterEnd: 10 }]
    }),
    '2027-03-10T10:00',
  )
  story.buy()
  return story
}

describe('the renewal page', () => {
  test('M085 what ends is counted: what was used or is over is not in it, what goes on isn’t either', () => {
    const story = holder()
    const lot = story.state.coupons.find(({ id }) => id.endsWith(':quan'))!
    story.settle([pieces('meishi', 3)], { lotIds: [lot.id] })
    story.now = at('2028-03-03T10:00')
    expect(page(story).ends).toEqual({
      items: [{ kind: 'coupon', title: '满20减5', count: 2, each: 500, worth: 1000, on: '2028-03-10' }],
      count: 2,
      worth: 1000,
    })
    story.now = at('2028-03-11T00:00')
    expect(page(story).ends).toEqual({ items: [], count: 0, worth: 0 })
  })

  test('M085 counted benefits that end with the card are in it by what is left; those of the week are not', () => {
    const story = new Story(released(withBenefits()))
    story.buy('quanyi')
    const last = story.state.memberships[0]!.endsAt - DAY
    story.now = last
    const before = page(story).ends.items.filter(({ kind }) => kind === 'benefit')
    const jianding = before.find(({ title }) => title === '豆子鉴别')
    story.take(useOf(story, 'jianding'))
    const after = page(story).ends.items.find(({ title }) => title === '豆子鉴别')
    // The last month's window ends with the month or with the card, whichever comes first.
    expect(jianding?.count).toBeGreaterThan(1)
    expect(after?.count).toBe((jianding?.count ?? 0) - 1)
    expect(before.every(({ on }) => on <= '2028-03-10')).toBe(true)
  })

  test('M085 renewing and letting it end are two choices of one kind; who chose is not asked again', () => {
    const story = holder()
    story.now = at('2028-03-03T10:00')
    expect(page(story).choices).toEqual([
      { choice: 'renew', label: '续卡', open: true },
      { choice: 'leave', label: '到期就好,不续了', open: true },
    ])
    const { id } = story.state.memberships[0]!
    story.take(leaveAsIs(story.state, { membershipId: id, now: story.now }))
    expect(page(story)).toMatchObject({
      card: { leftAsIs: true },
      choices: [{ open: true }, { open: false }],
    })
  })

  test('M097 bought in March the year ends a year after its end, not after today; after the end it begins today', () => {
    const story = memberOf(shopOf(WIN_BACK), '2025-05-31T10:00')
    story.buy()
    expect(page(story).card?.validThrough).toBe('2026-05-31')
    story.now = at('2026-03-02T10:00')
    expect(page(story).renew).toMatchObject({
      from: '2026-06-01',
      through: '2027-05-31',
      stacks: true,
      why: null,
    })
    story.buy()
    expect(page(story).card).toMatchObject({ validThrough: '2027-05-31', state: 'active' })
    const late = memberOf(shopOf(WIN_BACK), '2025-05-31T10:00')
    late.buy()
    late.now = at('2026-07-01T10:00')
    expect(page(late)).toMatchObject({
      card: { state: 'lapsed', daysLeft: 0, validThrough: '2026-05-31' },
      renew: { from: '2026-07-01', through: '2027-07-01', stacks: false },
    })
  })

  test('M084 coupons that a renewal opens are shown from the start, end with the offer, and open when it is paid', () => {
    const story = holder()
    expect(page(story).unlocks).toMatchObject([{ title: '满20减5', count: 4, through: '2028-03-20' }])
    expect(story.state.coupons.some((lot) => lot.version !== undefined)).toBe(false)
    story.now = at('2028-03-21T00:00')
    expect(page(story).unlocks).toEqual([])
    const renewing = holder()
    renewing.now = at('2028-03-15T10:00')
    renewing.buy()
    const opened = renewing.state.coupons.filter((lot) => lot.version !== undefined)
    expect(opened).toMatchObject([{ left: 4, version: 'wuyuan@1' }])
  })

  test('M084 M086 of a card that is sold no more nothing is promised for a renewal, and the page says why', () => {
    const story = holder()
    for (let month = 0; month < 10; month += 1)
      story.wait(30 * DAY).settle([pieces('meishi', 5)], { lotIds: [] })
    const before = page(story)
    expect(before).toMatchObject({ forecast: { low: expect.any(Number) as number }, unlocks: [{ count: 4 }] })
    expect(before.choices[0]).toEqual({ choice: 'renew', label: '续卡', open: true })
    story.release = {
      ...story.release,
      plans: story.release.plans.map((plan) => ({ ...plan, onSale: false })),
    }
    const after = page(story)
    expect(after).toMatchObject({ renew: null, forecast: null, unlocks: [], ends: before.ends })
    expect(after.choices[0]).toMatchObject({
      open: false,
      why: expect.stringContaining('已经停售') as string,
    })
    expect(
      walletCoupons(story.state, story.release, story.now).filter(({ state }) => state === 'locked'),
    ).toEqual([])
  })

  test('M091 who keeps another card is not told to pay the plain price', () => {
    const story = holder()
    story.now = at('2028-03-01T10:00')
    expect(page(story).atLapse.stays).toContain('商品按普通价购买,和从未办卡的顾客一样')
    story.buy('yueka')
    const year = story.state.memberships.find(({ planId }) => planId === 'nianka')!
    expect(page(story, year.id).atLapse.stays).toContain(
      '您的麦香月卡照常有效;没有优惠的商品按普通价购买,和从未办卡的顾客一样',
    )
  })

  test('M098 what is different from the version that was bought, line by line', () => {
    const story = memberOf(shopOf(WIN_BACK), '2027-03-10T10:00')
    story.buy()
    expect(page(story).changes).toEqual([])
    const dearer = bakery((draft) => {
      draft.plans[0]!.terms.price += 2_000
    })
    story.release = released(dearer, story.release, at('2027-09-01T10:00'))
    story.now = at('2027-10-01T10:00')
    expect(page(story).changes).toContainEqual({
      what: '价格',
      before: '¥199.00',
      after: '¥219.00',
      better: false,
    })
  })

  test('M091 what the end removes is exactly what the card gave; what stays is said with real sums', () => {
    const story = holder()
    story.now = at('2028-03-12T10:00')
    const { atLapse, saved, card } = page(story)
    expect(card?.state).toBe('lapsed')
    const version = story.release.versions[story.state.memberships[0]!.periods[0]!.versionId]!
    const given = [...version.terms.memberPrices, ...version.terms.categoryDiscounts].map(
      ({ title }) => title,
    )
    expect(atLapse.removed.map(({ title }) => title)).toEqual(given)
    expect(atLapse.stays.length).toBeGreaterThan(2)
    expect(saved).toMatchObject({ fee: 19_900, thisPeriod: 0 })
  })

  test('M082 the own figures that make members renew: what it saved, how often one comes, the tier', () => {
    const story = holder()
    for (const days of [0, 7, 7]) story.wait(days * DAY).settle([pieces('meishi')], { lotIds: [] })
    const { drivers, saved } = page(story)
    expect(drivers).toEqual({ tier: null, ordersLast90Days: 3, everyDays: 7 })
    expect(saved.thisPeriod).toBe(story.state.memberships[0]!.periods[0]!.saved)
    expect(saved.all).toBe(saved.lastTwelveMonths)
  })

  test('M085 who never had a card has nothing that ends, and nothing to let end', () => {
    const story = memberOf(shopOf(WIN_BACK), '2027-03-10T10:00')
    expect(page(story)).toMatchObject({
      card: null,
      renew: null,
      ends: { count: 0 },
      atLapse: { removed: [] },
      choices: [{ open: false }, { open: false }],
    })
  })
})
