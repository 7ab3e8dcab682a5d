import fc from 'fast-check'
import { entitlementsAt } from '../../cloudfunctions/domain/entitled'
import { LIFECYCLE_STAGES } from '../../cloudfunctions/domain/lifecycle-account'
import { tagsOf } from '../../cloudfunctions/domain/member-tags'
import type { MemberState } from '../../cloudfunctions/domain/member'
import { emptyMember } from '../../cloudfunctions/domain/new-member'
import { priceBasket } from '../../cloudfunctions/domain/pricing'
import { recommended } from '../../cloudfunctions/domain/recommendations'
import { holds } from './property'
import { bakery, released } from './story'

const NOW = Date.UTC(2027, 2, 10, 2)
const RELEASE = released(bakery(() => {}))
const PRODUCTS = RELEASE.products.map(({ id }) => id)
const CATEGORIES = RELEASE.categories.map(({ id }) => id)

/** Whoever somebody is, as far as the shop could know: none of it is a term of a card or of an offer. */
const profile = fc.record({
  nickname: fc.option(fc.string({ maxLength: 20 })),
  phone: fc.option(fc.constant('138****0000')),
  birthday: fc.option(fc.constant('03-10')),
  personalised: fc.boolean(),
  hiddenTags: fc.array(fc.constantFrom(...CATEGORIES.map((id) => `often-${id}`)), { maxLength: 3 }),
  stage: fc.option(fc.constantFrom(...LIFECYCLE_STAGES)),
  orders: fc.nat(4),
  often: fc.array(fc.constantFrom(...CATEGORIES), { maxLength: 8 }),
  marketing: fc.boolean(),
  minor: fc.boolean(),
})
type Profile = typeof profile extends fc.Arbitrary<infer T> ? T : never

function person(is: Profile): MemberState {
  const state = emptyMember('0123456789ABC', '')
  const today = Math.floor((NOW + 8 * 3_600_000) / 86_400_000)
  const categoryDays: Record<string, number[]> = {}
  for (const category of is.often) (categoryDays[category] ??= []).push(today)
  const orders = Array.from({ length: is.orders }, (_, at) => ({
    receiptId: `${at}`,
    at: NOW - at,
    branchId: 'b',
  }))
  return {
    ...state,
    joinedAt: NOW,
    profile: { ...state.profile, nickname: is.nickname, maskedPhone: is.phone },
    consents: [
      { purpose: 'service', version: 'a@1', granted: true, at: NOW },
      { purpose: 'marketing', version: 'a@1', granted: is.marketing, at: NOW },
    ],
    benefits: { ...state.benefits, birthday: { monthDay: is.birthday, giftYear: null } },
    couponWatch: { ...state.couponWatch, categoryDays },
    lifecycle: { stage: is.stage, since: 0, orders, branchId: null, count: orders.length },
    privacy: {
      personalised: is.personalised,
      hiddenTags: is.hiddenTags,
      closedAt: null,
      ...(is.minor ? { minorUntil: '2030-01-01' } : {}),
    },
  }
}

describe('one price for everybody under the same published rules', () => {
  const basket = fc.array(
    fc.record({ productId: fc.constantFrom(...PRODUCTS), quantity: fc.integer({ min: 1, max: 5 }) }),
    { minLength: 1, maxLength: 4 },
  )
  const priced = (state: MemberState, lines: { productId: string; quantity: number }[]) =>
    priceBasket({
      release: RELEASE,
      ...entitlementsAt(state, RELEASE, {
        at: NOW,
        who: { kind: 'member' },
        lotIds: undefined,
        fee: undefined,
        points: undefined,
      }),
      lines,
      at: NOW,
      branchId: 'b',
    })

  test('M106 L3 L10 the price at the till is the same for any profile, stage, tags and switches', () => {
    holds(
      fc.property(profile, profile, basket, (one, other, lines) => {
        expect(priced(person(one), lines)).toEqual(priced(person(other), lines))
      }),
    )
  })

  test('M106 L10 with the switch off the suggestions are the same for all; on, only their order differs', () => {
    const forAll = recommended(null, RELEASE, NOW)
    const prices = new Map(forAll.items.map(({ productId, memberPrice }) => [productId, memberPrice]))
    holds(
      fc.property(profile, (is) => {
        const state = person(is)
        const off = { ...state, privacy: { ...state.privacy, personalised: false } }
        expect(recommended(off, RELEASE, NOW)).toEqual(forAll)
        expect(tagsOf(off, RELEASE, NOW)).toEqual([])
        const own = recommended(state, RELEASE, NOW)
        for (const { productId, memberPrice, reason } of own.items) {
          expect(prices.get(productId) ?? memberPrice).toBe(memberPrice)
          expect(reason).not.toBe('')
        }
        if (is.minor) expect(own).toEqual(forAll)
        for (const { reason, hidden, tagId } of tagsOf(state, RELEASE, NOW)) {
          expect(reason).not.toBe('')
          expect(hidden).toBe(is.hiddenTags.includes(tagId))
        }
      }),
    )
  })
})
