import fc from 'fast-check'
import { cardView, termsFor } from '../../cloudfunctions/domain/membership'
import { checkPurchase } from '../../cloudfunctions/domain/purchase-checks'
import { holds } from './property'
import { bakery, codeOf, DAY, opened, OPENING, pieces, released, Story, twoPlans } from './story'

describe('M098 what was sold stays as sold', () => {
  test('M098 v1 counts until its period ends, the renewal pins v2, the page shows each', () => {
    const story = opened('2027-01-31T10:15')
    story.buy()
    const worse = twoPlans()
    worse.plans[0]!.terms.memberPrices = worse.plans[0]!.terms.memberPrices.slice(1)
    worse.plans[0]!.terms.name = '麦香年卡2'
    story.release = released(worse, story.release, story.now)
    expect(story.settle([pieces('meishi')]).saved).toBe(600)
    const { startsAt } = story.wait(DAY).buy()
    expect(termsFor(story.state, story.release, startsAt - 1)?.versionId).toBe('nianka@1')
    expect(termsFor(story.state, story.release, startsAt)?.versionId).toBe('nianka@2')
    const [membership] = story.state.memberships
    expect(cardView(membership!, story.release, startsAt - 1).planName).toBe('麦香年卡')
    expect(cardView(membership!, story.release, startsAt).planName).toBe('麦香年卡2')
    story.now = startsAt
    expect(story.settle([pieces('meishi')]).saved).toBe(0)
  })

  test('M098 no sequence of releases changes what a running period costs or saves', () => {
    const story = opened('2027-01-31T10:15')
    story.buy()
    const before = story.priced([pieces('meishi', 2), pieces('tusi')])
    const change = fc.record({
      fee: fc.integer({ min: 1, max: 90_000 }),
      points: fc.integer({ min: 4000, max: 10_000 }),
      drop: fc.boolean(),
    })
    holds(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        let release = story.release
        changes.forEach(({ fee, points, drop }, step) => {
          const draft = bakery((one) => {
            const plan = one.plans[0]!.terms
            plan.price = fee
            plan.memberPrices[1]!.rule = { kind: 'percent', basisPoints: points }
            plan.memberPrices[1]!.lossLeader = true
            if (drop) one.plans = []
          })
          release = released(draft, release, story.now + step)
        })
        const later = new Story(release, story.now + changes.length)
        later.state = story.state
        expect(later.priced([pieces('meishi', 2), pieces('tusi')])).toEqual(before)
      }),
      60,
    )
  })

  test('a version that somebody holds and the release lost is a bug, told at once', () => {
    const story = opened('2027-01-31T10:15')
    story.buy()
    expect(() => termsFor(story.state, { ...story.release, versions: {} }, story.now)).toThrow(/nianka@1/)
  })
})

describe('what a purchase is checked for', () => {
  const story = new Story()
  const plan = story.release.plans[0]!
  const version = story.release.versions[plan.versionId]!
  const required = story.release.agreements.filter(({ id }) => id === 'membership')
  const good = {
    plan,
    version,
    release: story.release,
    versionId: version.id,
    price: 19_900,
    agreements: required.map(({ id, version: accepted }) => ({ id, version: accepted })),
    required,
    now: OPENING,
  }
  test.each([
    ['the same as shown', {}, 'accepted'],
    ['no such plan', { plan: null }, 'PLAN_UNAVAILABLE'],
    ['a plan off sale', { plan: { ...plan, onSale: false } }, 'PLAN_UNAVAILABLE'],
    ['an agreement that the release lost', { required: [] }, 'PLAN_UNAVAILABLE'],
    ['another price', { price: 19_800 }, 'PRICE_CHANGED'],
    ['an older version', { versionId: 'nianka@0' }, 'PLAN_CHANGED'],
    ['no agreement ticked', { agreements: [] }, 'AGREEMENT_REQUIRED'],
    ['an older agreement', { agreements: [{ id: 'membership', version: 'old' }] }, 'AGREEMENT_CHANGED'],
  ])('%s', (_name, change, code) => {
    expect(codeOf(checkPurchase(story.state, { ...good, ...change }))).toBe(code)
  })
})
