import fc from 'fast-check'
import { isRefusal } from '../../cloudfunctions/contract/refusals'
import { entitlementsAt } from '../../cloudfunctions/domain/entitled'
import { homeEntries } from '../../cloudfunctions/domain/home-entries'
import { currentPeriod, standing, termsFor } from '../../cloudfunctions/domain/membership'
import { lockedBenefitViews } from '../../cloudfunctions/domain/benefit-views'
import { planSummaries } from '../../cloudfunctions/domain/plan-views'
import { priceBasket } from '../../cloudfunctions/domain/pricing'
import { purchaseOptions } from '../../cloudfunctions/domain/purchase-options'
import { BAKERY } from '../../local/demo/bakery'
import { withBenefits } from '../benefit-shop'
import { holds } from './property'
import { memberOf } from './returning-story'
import { at, DAY, frozen, pieces, released, type Story } from './story'

const RELEASE = released(withBenefits(), null, at('2025-01-01T00:00'))
const PRODUCTS = BAKERY.products.map(({ id }) => id)

/** What a basket costs at the till, to the last proof. */
function till(story: Story, lines: { productId: string; quantity: number }[], fee?: number) {
  const { state, release, now } = story
  const entitled = entitlementsAt(state, release, { at: now, who: { kind: 'member' }, fee })
  const priced = priceBasket({ release, ...entitled, lines, at: now, branchId: 'laojie' })
  return isRefusal(priced) ? priced.code : priced
}

/** Each way to buy each plan, as the shop offers it. */
function offers({ state, release, now }: Story) {
  return release.plans.flatMap((plan) => {
    const version = release.versions[plan.versionId]
    if (!plan.onSale || !version) return []
    return purchaseOptions({ state, plan, version, release, now }).map(({ as, price, credit, run, why }) => ({
      plan: plan.id,
      as,
      price,
      credit,
      startsAt: run.startsAt,
      endsAt: run.endsAt,
      why,
    }))
  })
}

describe('M089 after the end of a card', () => {
  test('M089 M091 who had a card is served like who never had one: prices, offers, pages, to the fen', () => {
    holds(
      fc.property(
        fc.array(
          fc.record({ product: fc.constantFrom(...PRODUCTS), quantity: fc.integer({ min: 1, max: 9 }) }),
          {
            minLength: 1,
            maxLength: 6,
          },
        ),
        fc.array(fc.integer({ min: 1, max: 120 }), { maxLength: 5 }),
        fc.integer({ min: 0, max: 300 }),
        fc.option(fc.integer({ min: 0, max: 2000 }), { nil: undefined }),
        (wanted, visits, daysAfter, fee) => {
          const lapsed = memberOf(RELEASE, '2026-03-10T10:00')
          lapsed.buy('quanyi')
          for (const days of visits) {
            if (lapsed.now + days * DAY >= lapsed.state.memberships[0]!.endsAt) break
            lapsed.wait(days * DAY).settle([pieces('meishi')])
          }
          const end = lapsed.state.memberships[0]!.endsAt
          lapsed.now = end + daysAfter * DAY
          const never = memberOf(RELEASE, '2026-03-10T10:00')
          never.now = lapsed.now
          expect(standing(lapsed.state, lapsed.now)).toBe('lapsed')
          expect([
            currentPeriod(lapsed.state, lapsed.now),
            termsFor(lapsed.state, RELEASE, lapsed.now),
          ]).toEqual([null, null])
          const lines = wanted.map(
            ({ product, quantity }) => pieces(product, quantity) as { productId: string; quantity: number },
          )
          expect(till(lapsed, lines, fee)).toEqual(till(never, lines, fee))
          expect(offers(lapsed)).toEqual(offers(never))
          const pages = ({ state, now }: Story) => [
            planSummaries(RELEASE, now),
            lockedBenefitViews(state, RELEASE, now),
            homeEntries(state, RELEASE, now),
          ]
          expect(pages(lapsed)).toEqual(pages(never))
        },
      ),
      60,
    )
  })

  test('M089 until the very last second the card counts; from the next on its holder pays the plain price', () => {
    const story = memberOf(RELEASE, '2026-03-10T10:00')
    story.buy('quanyi')
    const end = story.state.memberships[0]!.endsAt
    story.now = end - 1
    const held = till(story, [{ productId: 'meishi', quantity: 1 }])
    story.now = end
    const after = till(story, [{ productId: 'meishi', quantity: 1 }])
    const never = { ...memberOf(RELEASE, '2026-03-10T10:00').state }
    const plain = till(
      Object.assign(memberOf(RELEASE, '2026-03-10T10:00'), { state: frozen(never), now: end }),
      [{ productId: 'meishi', quantity: 1 }],
    )
    expect(after).toEqual(plain)
    expect(typeof held === 'string' || typeof after === 'string' ? null : held.paid <= after.paid).toBe(true)
  })
})
