import fc from 'fast-check'
import type { ReferralTerms } from '../../cloudfunctions/contract/referral-terms'
import { balances, foldPostings } from '../../cloudfunctions/domain/balances'
import type { Decision } from '../../cloudfunctions/domain/decision'
import { draftProblems } from '../../cloudfunctions/domain/draft-checks'
import type { MemberState, ReceiptFacts } from '../../cloudfunctions/domain/member'
import { emptyMember } from '../../cloudfunctions/domain/new-member'
import { nextDueAt } from '../../cloudfunctions/domain/next-due'
import { spendPoints } from '../../cloudfunctions/domain/points'
import { channelCost } from '../../cloudfunctions/domain/referral-funnel'
import { linkReferral, mergedReferral, touchOf } from '../../cloudfunctions/domain/referral-link'
import {
  REFERRAL_EFFECT,
  referralMoments,
  referralSteps,
  takePartBack,
} from '../../cloudfunctions/domain/referral-order'
import {
  refuseReferral,
  reverseInvitee,
  reverseInviter,
  rewardInvitee,
  rewardInviter,
  whyNotRewarded,
} from '../../cloudfunctions/domain/referral-review'
import { referralOffer } from '../../cloudfunctions/domain/referral-words'
import { parseScene, sceneOf } from '../../cloudfunctions/contract/referral-scene'
import { REFERRAL, withReferral } from '../referral-shop'
import { announceSeed } from '../seed'
import { DAY, frozen, OPENING, released } from './story'

const SEED = announceSeed('referral')
const RELEASE = released(withReferral())
const RECEIPT = '000000000000000000000000r'

function member(number: string, change: Partial<MemberState> = {}): MemberState {
  return frozen({ ...emptyMember(number.padEnd(13, '0'), 'c2VjcmV0'), joinedAt: OPENING - DAY, ...change })
}

function receiptOf(change: Partial<ReceiptFacts> = {}): ReceiptFacts {
  return {
    receiptId: RECEIPT,
    at: OPENING,
    day: '2027-03-10',
    state: 'settled',
    paid: 1000,
    orderId: null,
    undoUntil: OPENING + 15 * 60_000,
    returnDays: 7,
    ...change,
  } as ReceiptFacts
}

/** A decision's new state, after its postings were found to be what changed. */
function after(before: MemberState, decision: Decision | null): MemberState {
  if (!decision?.ok) throw new Error(decision ? decision.code : 'nothing decided')
  const folded = { ...balances(before) }
  foldPostings(decision.postings, folded)
  expect(balances(decision.state)).toEqual(folded)
  return frozen(decision.state)
}

function invited(inviter: MemberState, number = 'B'): MemberState {
  const invitee = member(number)
  return after(invitee, linkReferral(invitee, { origin: { kind: 'member', inviter }, now: OPENING }))
}

function ordered(state: MemberState, change: Partial<ReceiptFacts> = {}, release = RELEASE): MemberState {
  return frozen(REFERRAL_EFFECT.count(state, { receipt: receiptOf(change), release, now: OPENING }).state)
}

function reviewing(state: MemberState, now = OPENING + 9 * DAY): MemberState {
  const [step] = referralSteps(state, { release: RELEASE, now })
  return after(state, step?.decide(state) ?? null)
}

const rewarding = (terms: ReferralTerms = REFERRAL, now = OPENING + 9 * DAY, receiptId = RECEIPT) => ({
  receiptId,
  orderedAt: OPENING,
  terms,
  release: RELEASE,
  now,
})
const given = { points: 50, couponLotId: null, at: OPENING + 9 * DAY }

describe(`invitations (HUIKA_SEED=${SEED})`, () => {
  it('M107 L15 an account knows who invited and nothing above: one level', () => {
    const grandparent = member('A')
    const parent = invited(grandparent, 'B')
    const child = invited(parent, 'C')
    expect(Object.keys(child.referral.from ?? {}).sort()).toEqual(['as', 'at', 'channelId', 'inviterId'])
    expect(child.referral.from?.inviterId).toBe(parent.number)
    const rewarded = after(parent, rewardInviter(parent, rewarding()))
    expect(rewarded.referral.given.inAll).toBe(1)
    // What the child leads to touches the parent alone: the rules know no third account.
    expect(JSON.stringify(child.referral)).not.toContain(grandparent.number)
  })

  it('M107 the reward waits for the window, and the step is not due again after it ran', () => {
    const waiting = ordered(invited(member('A')))
    const { dueAt } = waiting.referral.order ?? {}
    // Eight whole days after the day of the order, as they are published; goods come back for seven.
    expect(dueAt).toBe(Date.UTC(2027, 2, 18, 16))
    expect(referralMoments(waiting)).toEqual([dueAt])
    expect(nextDueAt(waiting)).toBeLessThanOrEqual(dueAt ?? 0)
    expect(referralSteps(waiting, { release: RELEASE, now: (dueAt ?? 0) - 1 })).toEqual([])
    const looked = reviewing(waiting, dueAt ?? 0)
    expect(looked.referral.order?.state).toBe('reviewing')
    expect(referralSteps(looked, { release: RELEASE, now: (dueAt ?? 0) + DAY })).toEqual([])
    expect(referralMoments(looked)).toEqual([])
    expect(
      referralSteps(ordered(invited(member('A')), { returnDays: 30 }), {
        release: RELEASE,
        now: OPENING + 20 * DAY,
      }),
    ).toEqual([])
  })

  it('M107 too little, a friend’s bill, a helper’s purchase and added balance are no first order', () => {
    const start = invited(member('A'))
    for (const change of [
      { paid: 999 },
      { forFriend: true as const },
      { by: '0'.repeat(13) },
      { tenders: { principal: 0, bonus: 1, cash: 999 } },
    ])
      expect(ordered(start, change).referral.order).toBeNull()
    const off = released(withReferral(undefined, { enabled: false }))
    expect(ordered(start, {}, off).referral.order).toBeNull()
    expect(ordered(start).referral.order?.state).toBe('waiting')
  })

  it('M107 the same person, phone, payer or device and a ring are refused, each by its reason', () => {
    const inviter = member('A', { profile: { ...member('A').profile, phoneDigest: 'p' } })
    const invitee = reviewing(ordered(invited(inviter)))
    const sides = { inviter, payerIds: [], deviceShared: false, ring: false }
    expect(whyNotRewarded(invitee, sides)).toBeNull()
    const withPhone = { ...invitee, profile: { ...invitee.profile, phoneDigest: 'p' } }
    expect(whyNotRewarded(withPhone, sides)).toBe('same_phone')
    expect(whyNotRewarded(invitee, { ...sides, payerIds: [inviter.number] })).toBe('same_payer')
    expect(whyNotRewarded(invitee, { ...sides, deviceShared: true })).toBe('same_device')
    expect(whyNotRewarded(invitee, { ...sides, ring: true })).toBe('ring')
    expect(whyNotRewarded(invitee, { ...sides, inviter: null })).toBe('inviter_gone')
    const merged = { ...inviter, mergedFrom: [invitee.number] }
    expect(whyNotRewarded(invitee, { ...sides, inviter: merged })).toBe('same_person')
    const refused = after(invitee, refuseReferral(invitee, { receiptId: RECEIPT, why: 'ring', now: OPENING }))
    expect(rewardInvitee(refused, rewarding())).toMatchObject({ ok: false })
    expect(touchOf(inviter, { kind: 'member', inviter: invitee })).toBe('own')
    expect(touchOf(inviter, { kind: 'member', inviter })).toBe('own')
  })

  it('M107 a refund reverses both: points become a debt where they were spent, a used coupon stays and is said', () => {
    const inviter = after(member('A'), rewardInviter(member('A'), rewarding()))
    const spent = spendPoints(inviter, { points: 30, reason: 'redeemed', now: OPENING + 10 * DAY })
    if (!('state' in spent)) throw new Error('not spent')
    const back = reverseInviter(spent.state, { receiptId: RECEIPT, given, now: OPENING + 11 * DAY })
    expect(back).toMatchObject({ ok: true, facts: { points: 20, debt: 30, coupon: null } })
    expect(after(spent.state, back).points.debt).toBe(30)

    const invitee = reviewing(ordered(invited(member('A'))))
    const rewarded = after(invitee, rewardInvitee(invitee, rewarding()))
    const lot = rewarded.coupons[0]
    expect(lot?.left).toBe(1)
    const returned = takePartBack(rewarded, { receiptId: RECEIPT }, 0)
    expect(returned.state.referral.order?.state).toBe('reversing')
    const unused = reverseInvitee(returned.state, { receiptId: RECEIPT, now: OPENING + 11 * DAY })
    expect(unused).toMatchObject({ ok: true, facts: { coupon: 'taken' } })
    expect(after(returned.state, unused).coupons).toEqual([])
    const used = { ...returned.state, coupons: returned.state.coupons.map((one) => ({ ...one, left: 0 })) }
    const kept = reverseInvitee(used, { receiptId: RECEIPT, now: OPENING + 11 * DAY })
    expect(kept).toMatchObject({ ok: true, facts: { coupon: 'used' } })
    expect(after(used, kept).coupons).toHaveLength(1)
    // Once only.
    expect(reverseInvitee(after(used, kept), { receiptId: RECEIPT, now: OPENING })).toMatchObject({
      ok: false,
    })
  })

  it('M107 L9 who closed the account meanwhile is given nothing, and owes nothing of what ended with it', () => {
    const inviter = after(member('A'), rewardInviter(member('A'), rewarding()))
    const closedAt = given.at + DAY
    const closed = { ...member('A'), joinedAt: null, privacy: { ...member('A').privacy, closedAt } }
    expect(rewardInviter(closed, rewarding())).toMatchObject({ detail: { why: 'inviter_gone' } })
    const back = { receiptId: RECEIPT, given, now: closedAt + DAY }
    expect(reverseInviter(closed, back)).toMatchObject({ ok: false, code: 'NOT_FOUND' })
    expect(reverseInviter({ ...closed, joinedAt: closedAt + 1 }, back)).toMatchObject({ ok: false })
    expect(reverseInviter(inviter, back)).toMatchObject({ ok: true, facts: { points: 50 } })
    // Who has another WeChat since is rewarded there.
    expect(rewardInviter({ ...closed, mergedInto: 'B' }, rewarding())).toMatchObject({ code: 'BUSY' })
  })

  it('M107 whatever comes in which order, an inviter gets at most the caps (property)', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 40 }),
        (mostPerMonth, mostInAll, gaps) => {
          const terms = { ...REFERRAL, mostPerMonth, mostInAll }
          let state = member('A')
          let now = OPENING
          const byMonth = new Map<string, number>()
          for (const [index, gap] of gaps.entries()) {
            now += gap * DAY
            const decision = rewardInviter(state, rewarding(terms, now, `${RECEIPT}${index}`))
            if (!decision.ok) continue
            state = after(state, decision)
            const month = state.referral.given.month
            byMonth.set(month, (byMonth.get(month) ?? 0) + 1)
          }
          const inAll = [...byMonth.values()].reduce((sum, one) => sum + one, 0)
          expect(Math.max(0, ...byMonth.values())).toBeLessThanOrEqual(mostPerMonth)
          expect(inAll).toBeLessThanOrEqual(mostInAll)
          expect(state.referral.given.inAll).toBe(inAll)
        },
      ),
      { seed: SEED, numRuns: 100 },
    )
  })

  it('M062 M107 two accounts of one person keep the earlier touch, add up what was given, and no self-invitation pays', () => {
    const inviter = member('A', {
      referral: { ...member('A').referral, given: { month: '2027-03', inMonth: 2, inAll: 4 } },
    })
    const waiting = ordered(invited(inviter))
    const numbers = [inviter.number, waiting.number]
    const merged = mergedReferral(inviter.referral, waiting.referral, { numbers, wasCustomer: false })
    expect(merged.order).toMatchObject({ state: 'refused', why: 'same_person' })
    expect(merged.given).toEqual({ month: '2027-03', inMonth: 2, inAll: 4 })
    const other = { ...waiting.referral, given: { month: '2027-03', inMonth: 1, inAll: 3 } }
    expect(mergedReferral(inviter.referral, other, { numbers: [], wasCustomer: false }).given).toEqual({
      month: '2027-03',
      inMonth: 3,
      inAll: 7,
    })
    // Who was a customer before is nobody's newcomer by another account.
    expect(mergedReferral(inviter.referral, other, { numbers: [], wasCustomer: true }).from).toBeNull()
    const late = { ...other, from: other.from && { ...other.from, at: other.from.at + DAY, as: 'late' } }
    expect(mergedReferral(other, late, { numbers: [], wasCustomer: false }).from?.as).toBe(waiting.number)
  })

  it('M107 L12 the rules are complete and don’t lie, and publishing refuses what can’t hold', () => {
    const offer = referralOffer(RELEASE, 'inviter')
    expect(offer).toMatchObject({
      inviter: { title: '50积分', when: '受邀的朋友首单完成后满8天到账' },
      invitee: { title: '满20减5' },
    })
    // Who was invited is told of the own first order.
    const invited = referralOffer(RELEASE, 'invitee')
    expect([invited?.invitee.when, invited?.inviter.when]).toEqual(Array(2).fill('您首单完成后满8天到账'))
    expect(JSON.stringify(invited)).not.toContain('受邀的朋友')
    expect(referralOffer(released(withReferral(undefined, { enabled: false })), 'inviter')).toBeNull()
    const publishing = { previous: null, now: OPENING }
    const codes = (draft: ReturnType<typeof withReferral>) =>
      draftProblems(draft, publishing as never).map(({ code }) => code)
    expect(codes(withReferral())).toEqual([])
    expect(codes(withReferral(undefined, { windowDays: 6 }))).toEqual(['WINDOW_TOO_SHORT'])
    expect(codes(withReferral(undefined, { mostPerMonth: 6 }))).toEqual(['LIMITS_REVERSED'])
    expect(codes(withReferral(undefined, { invitee: { kind: 'coupon', templateId: 'no' } }))).toEqual([
      'REFERENCE_MISSING',
    ])
    const weCom = { branchId: 'laojie', kind: 'group' as const, photo: 'x', text: '添加后才能享受会员价' }
    expect(codes(withReferral(undefined, {}, { weCom: [weCom] }))).toEqual(['CONTACT_AS_CONDITION'])
    const digital = withReferral()
    for (const { terms } of digital.plans) terms.fulfilment = 'digital'
    expect(codes(digital)).toContain('REFERRAL_OF_DIGITAL')
  })

  it('M103 a channel’s cost is spread over first orders, rounded up, and nothing is shown of nothing', () => {
    const costs = [
      { month: '2027-03', cost: 10_000 },
      { month: '2027-04', cost: 1 },
    ]
    expect(channelCost({ costs }, 3)).toEqual({ cost: 10_001, costPerFirstOrder: 3334 })
    expect(channelCost({ costs }, 0)).toEqual({ cost: 10_001, costPerFirstOrder: null })
    expect(channelCost({ costs: [] }, 3)).toEqual({ cost: 0, costPerFirstOrder: null })
  })

  it('M107 a scene is short, opaque and read back exactly; anything else is none (property)', () => {
    const code = fc.stringMatching(/^[0-9A-Za-z]{12}$/)
    fc.assert(
      fc.property(code, fc.constantFrom('member' as const, 'channel' as const), (text, kind) => {
        const scene = sceneOf({ kind, code: text })
        expect(scene).toMatch(/^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]{1,32}$/)
        expect(parseScene(scene)).toEqual({ kind, code: text })
        expect(parseScene(encodeURIComponent(scene))).toEqual({ kind, code: text })
      }),
      { seed: SEED, numRuns: 100 },
    )
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        const read = parseScene(text)
        if (read) expect(sceneOf(read)).toBe(text.replace(/%3[Dd]/g, '='))
      }),
      { seed: SEED, numRuns: 300 },
    )
  })
})
