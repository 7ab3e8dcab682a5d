import fc from 'fast-check'
import { balanced } from '../../cloudfunctions/domain/balances'
import { releaseCatalogue } from '../../cloudfunctions/domain/catalogue'
import { withGrants } from '../../cloudfunctions/domain/delivery-grants'
import type { MemberState, Period } from '../../cloudfunctions/domain/member'
import { emptyMember } from '../../cloudfunctions/domain/new-member'
import { linkPartner, partnerTier } from '../../cloudfunctions/domain/partner-links'
import { issuePerk, keptPerks, revokePerks } from '../../cloudfunctions/domain/partner-perks'
import { perkReminders, perksToRemind } from '../../cloudfunctions/domain/perk-reminders'
import { BY_INTERFACE, withAlliance } from '../alliance-shop'

const NOW = Date.UTC(2027, 2, 10, 2)
const DAY = 86_400_000
const ORDER = '0klm4xyzw0123456789abcdef'

const released = releaseCatalogue(
  null,
  withAlliance(undefined, [BY_INTERFACE]),
  NOW,
  (text) => `d${text.length}`,
)
if (!released.ok) throw new Error(released.code)
const { release } = released

function period(orderId: string, versionId: string, more: Partial<Period> = {}): Period {
  return {
    orderId,
    versionId,
    boughtAt: NOW,
    startsAt: NOW,
    endsAt: NOW + 365 * DAY,
    months: 12,
    paid: 29_900,
    refunded: 0,
    saved: 0,
    ...more,
  }
}

/** A holder as the delivery leaves it. */
function holder(periods: Period[] = [period(ORDER, 'lianming@1')]): MemberState {
  const [first] = periods
  const state: MemberState = {
    ...emptyMember('0123456789ABC', 'secret'),
    joinedAt: NOW,
    memberships: [
      {
        id: ORDER,
        planId: 'lianming',
        anchor: '2027-03-10',
        months: 12,
        startsAt: NOW,
        endsAt: Math.max(...periods.map(({ endsAt }) => endsAt)),
        periods,
      },
    ],
  }
  const version = release.versions[first?.versionId ?? '']
  if (!version) throw new Error('no such version')
  const order = { orderId: ORDER, planId: 'lianming', versionId: version.id, amount: 29_900, paidAt: NOW }
  return withGrants(state, { order, terms: version.terms, version, release, now: NOW }).state
}

const command = (outcomes: Parameters<typeof issuePerk>[1]['outcomes'], now = NOW) => ({
  orderId: ORDER,
  offerId: 'yingyin',
  outcomes,
  refundId: 'r1',
  release,
  now,
})

describe('perks of partners', () => {
  it('M016 M035 come offered with the card, substitutes do not', () => {
    expect(holder().perks).toMatchObject([{ id: `${ORDER}:yingyin`, state: 'offered', codeId: null }])
  })

  it('M016 L9 a code is given with the consent for this partner, and the partner is owed its share', () => {
    const issued = issuePerk(holder(), command([{ kind: 'code', codeId: 'c1' }]))
    if (!issued.ok) throw new Error(issued.code)
    expect(issued.state.perks).toMatchObject([{ state: 'issued', codeId: 'c1' }])
    expect(issued.state.consents).toMatchObject([{ purpose: 'partner:yinghe', granted: true }])
    expect(issued.postings).toEqual([
      { asset: 'perk', account: 'shop/cards', amount: -6000 },
      { asset: 'perk', account: 'shop/partners/yinghe', amount: 6000 },
    ])
    expect(issuePerk(issued.state, command([{ kind: 'code', codeId: 'c2' }]))).toMatchObject({
      code: 'PERK_NOT_READY',
    })
  })

  it('M016 two pools that ran out: the price goes down by what comes back, and only once', () => {
    const refunded = issuePerk(holder(), command([{ kind: 'exhausted' }, { kind: 'exhausted' }]))
    if (!refunded.ok) throw new Error(refunded.code)
    expect(refunded.due).toMatchObject([
      { kind: 'refund', orderId: ORDER, amount: 2000, reason: 'perk_exhausted' },
    ])
    expect(refunded.state.memberships[0]?.periods[0]?.paid).toBe(27_900)
    expect(refunded.state.fees).toEqual({ '2027-03': -2000 })
    expect(refunded.facts).toMatchObject({ perkId: 'yuedu', state: 'refunded', refund: 2000 })
    expect(balanced(refunded.postings)).toBe(true)
    expect(issuePerk(refunded.state, command([{ kind: 'exhausted' }]))).toMatchObject({
      code: 'PERK_NOT_READY',
    })
  })

  it('an upgraded card carries the money over: what comes back leaves the new period', () => {
    const old = period(ORDER, 'lianming@1', { upgradedInto: 'next', endsAt: NOW + DAY })
    const next = period('next', 'yinyueka@1', {
      paid: 40_000,
      sources: [
        { orderId: 'next', amount: 10_100 },
        { orderId: ORDER, amount: 29_900 },
      ],
    })
    const refunded = issuePerk(holder([old, next]), command([{ kind: 'exhausted' }, { kind: 'exhausted' }]))
    if (!refunded.ok) throw new Error(refunded.code)
    const [before, after] = refunded.state.memberships[0]?.periods ?? []
    expect(before?.paid).toBe(29_900)
    expect(after).toMatchObject({ paid: 38_000, sources: [{ amount: 10_100 }, { amount: 27_900 }] })
  })

  it('never gives back more than was paid, whatever was taken off before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), (paid) => {
        const refunded = issuePerk(
          holder([period(ORDER, 'lianming@1', { paid })]),
          command([{ kind: 'exhausted' }, { kind: 'exhausted' }]),
        )
        if (!refunded.ok) throw new Error(refunded.code)
        const left = refunded.state.memberships[0]?.periods[0]?.paid ?? -1
        expect(left).toBe(Math.max(0, paid - 2000))
        expect(refunded.due).toHaveLength(paid === 0 ? 0 : 1)
        expect(balanced(refunded.postings)).toBe(true)
      }),
    )
  })

  it('M115 a refund ends what is unused, keeps what is used and says what it costs', () => {
    const issued = issuePerk(holder(), command([{ kind: 'code', codeId: 'c1' }]))
    if (!issued.ok) throw new Error(issued.code)
    const revoking = { orderId: ORDER, release, now: NOW }
    const unused = revokePerks(issued.state, revoking)
    expect(unused).toMatchObject({ deductions: [], ends: ['影盒视频年卡(未使用)'] })
    expect(unused.state.perks).toMatchObject([{ state: 'void' }])
    expect(unused.due).toMatchObject([{ kind: 'revoke_perk', entitlement: `${ORDER}:yingyin` }])
    expect(balanced(unused.postings)).toBe(true)
    const again = revokePerks(unused.state, revoking)
    expect([again.due, again.postings, again.ends]).toEqual([[], [], []])
    const perks = issued.state.perks.map((perk) => ({ ...perk, state: 'used' as const }))
    const used = revokePerks({ ...issued.state, perks }, revoking)
    expect(used).toMatchObject({ deductions: [{ amount: 6000 }], ends: [], due: [] })
    expect(used.state.perks).toEqual(perks)
  })

  it('M115 is due for a reminder after its thirty days, to the millisecond, and the timer knows', () => {
    const issued = issuePerk(holder(), command([{ kind: 'code', codeId: 'c1' }]))
    if (!issued.ok) throw new Error(issued.code)
    const due = Date.UTC(2027, 3, 9, 16)
    expect(perksToRemind(issued.state, due - 1)).toEqual([])
    expect(perksToRemind(issued.state, due)).toHaveLength(1)
    expect(perkReminders(issued.state)).toEqual([due])
  })

  it('leaves the state once perk and card are both over', () => {
    const state = holder()
    expect(keptPerks(state, NOW + 800 * DAY)).toHaveLength(1)
    expect(keptPerks({ ...state, memberships: [] }, NOW + 800 * DAY)).toEqual([])
    expect(keptPerks({ ...state, memberships: [] }, NOW)).toHaveLength(1)
  })
})

describe('M077 tiers', () => {
  const at = (days: number) => NOW + days * DAY
  const between = (id: string, versionId: string, from: number, to: number, more: Partial<Period> = {}) =>
    period(id, versionId, { startsAt: at(from), endsAt: at(to), ...more })

  it('M077 the highest rank that counts decides, and runs on through cards that keep it', () => {
    const periods = [
      between('a', 'lianming@1', 0, 365),
      between('b', 'yinyueka@1', 10, 40),
      between('c', 'yinyueka@1', 40, 70),
      between('d', 'yinyueka@1', 70, 100, { refunded: 9900 }),
    ]
    const state = holder(periods)
    expect(partnerTier(state, release, 'jiudian', at(0))).toMatchObject({
      match: { tier: '金卡' },
      until: at(365),
    })
    expect(partnerTier(state, release, 'jiudian', at(10))).toMatchObject({
      match: { tier: '白金卡' },
      until: at(70),
    })
    expect(partnerTier(state, release, 'jiudian', at(365))).toBeNull()
    expect(partnerTier(state, release, 'yinghe', at(0))).toBeNull()
  })

  it('M077 a link wants a card, an account wants to be free, and the gift comes with the first link', () => {
    const linking = {
      linkId: ORDER,
      partnerId: 'jiudian',
      accountDigest: 'x',
      welcome: true,
      release,
      now: NOW,
    }
    expect(linkPartner(emptyMember('x', ''), linking)).toMatchObject({ code: 'PERK_NOT_READY' })
    const linked = linkPartner(holder(), linking)
    if (!linked.ok) throw new Error(linked.code)
    expect(linked.state.coupons).toHaveLength(1)
    expect(balanced(linked.postings)).toBe(true)
    expect(linkPartner(linked.state, linking)).toMatchObject({ code: 'PARTNER_ACCOUNT_USED' })
    const known = linkPartner(holder(), { ...linking, welcome: false })
    expect(known.ok && known.state.coupons).toEqual([])
  })
})
