import { isRefusal } from '../../cloudfunctions/contract/refusals'
import type { Due, Posting } from '../../cloudfunctions/domain/decision'
import type { MemberState } from '../../cloudfunctions/domain/member'
import { emptyMember } from '../../cloudfunctions/domain/new-member'
import { nextDueAt } from '../../cloudfunctions/domain/next-due'
import type { PointTerms } from '../../cloudfunctions/domain/point-account'
import { pointSteps } from '../../cloudfunctions/domain/point-timer'
import { availablePoints, earnPoints, spendPoints } from '../../cloudfunctions/domain/points'
import { at, unreminded } from './story'

const DAY = 86_400_000
const START = at('2027-03-10T10:00')
const EXPIRES = at('2027-07-01T00:00')

function earned(points: number, terms: PointTerms, state = emptyMember('m-1', '00')): MemberState {
  return earnPoints(state, { points, terms, reason: 'earned', now: START }).state
}

function lapsed(end: string): MemberState {
  const [startsAt, endsAt] = [at('2026-01-31T00:00'), at(end)]
  const ids = { orderId: 'card', versionId: 'v-1', boughtAt: startsAt, months: 12, paid: 1, refunded: 0 }
  const period = { ...ids, startsAt, endsAt, saved: 0 }
  const card = { id: 'card', planId: 'card', anchor: '2026-01-31', months: 12, startsAt, endsAt }
  return { ...emptyMember('m-1', '00'), memberships: [{ ...card, periods: [period] }] }
}

/** Runs the timer whenever the member is due, at most `lateDays` late, until an instant. */
function run(state: MemberState, until: number, lateDays = 0) {
  let current = state
  const notices: { on: number; title: string }[] = []
  const postings: Posting[] = []
  const ids: string[] = []
  for (
    let due = nextDueAt(unreminded(current));
    due !== null && due + lateDays * DAY <= until;
    due = nextDueAt(unreminded(current))
  ) {
    const now = due + lateDays * DAY
    for (const step of pointSteps(current, { now })) {
      const decision = step.decide(current)
      if (isRefusal(decision)) throw new Error(decision.code)
      current = decision.state
      postings.push(...decision.postings)
      ids.push(step.operationId)
      for (const one of decision.due as Due[])
        if (one.kind === 'message') notices.push({ on: now, title: one.about.title })
      // Once more, as a second timer would: nothing is left to do.
      expect(isRefusal(step.decide(current))).toBe(true)
    }
  }
  return { state: current, notices, postings, ids }
}

describe('points and the clock', () => {
  test('M065 told 30, 7 and 1 days before, then only the unspent remainder expires, in a row of its own', () => {
    const spent = spendPoints(earned(100, { usableFrom: 0, expiresAt: EXPIRES }), {
      points: 40,
      reason: 'spent',
      now: START,
    })
    if (isRefusal(spent)) throw new Error(spent.code)
    const { state, notices, postings, ids } = run(spent.state, EXPIRES + DAY)
    expect(notices.map(({ on }) => Math.round((EXPIRES - on) / DAY))).toEqual([30, 7, 1])
    expect(notices[0]?.title).toBe('60积分将于6月30日到期')
    expect(postings.filter(({ account }) => account === 'shop/points/expired')).toEqual([
      { asset: 'points', account: 'shop/points/expired', amount: 60 },
    ])
    expect(state.points.lots).toEqual([])
    expect(nextDueAt(unreminded(state))).toBeNull()
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('M065 a timer that comes three days late, or not at all, leaves the same points', () => {
    const state = earned(
      50,
      { usableFrom: 0, expiresAt: null },
      earned(100, { usableFrom: 0, expiresAt: EXPIRES }),
    )
    const intime = run(state, EXPIRES + 10 * DAY).state
    const late = run(state, EXPIRES + 10 * DAY, 3).state
    expect(late.points.lots).toEqual(intime.points.lots)
    expect(availablePoints(state, EXPIRES + 10 * DAY)).toBe(50)
  })

  test('M065 M073 on one midnight each notice tells of its own: what expires, what decays, what only becomes usable', () => {
    const bonus = { keepBasisPoints: 9000, afterDays: 0 }
    const decays = earned(1000, { usableFrom: 0, expiresAt: null, bonus }, lapsed('2027-06-01T00:00'))
    const expires = earned(60, { usableFrom: 0, expiresAt: EXPIRES }, decays)
    const state = earned(40, { usableFrom: EXPIRES, expiresAt: null }, expires)
    const { notices, postings } = run(state, EXPIRES)
    const told = notices.filter(({ on }) => on >= EXPIRES - 8 * DAY).map(({ title }) => title)
    expect(told.sort()).toEqual(['60积分将于6月30日到期', '60积分将于6月30日到期', '7月1日起赠送积分减少100'])
    const rows = postings.map(({ account, amount }) => [account, amount])
    expect(rows).toContainEqual(['shop/points/expired', 60])
    expect(rows).toContainEqual(['shop/points/decayed', 100])
  })

  test('M065 nobody is told of nothing: what a debt takes first can’t expire', () => {
    const state = earned(50, { usableFrom: START + DAY, expiresAt: EXPIRES })
    const owing = { ...state, points: { ...state.points, debt: 50 } }
    const { notices, state: after } = run(owing, EXPIRES + DAY)
    expect(notices).toEqual([])
    expect(after.points).toMatchObject({ lots: [], debt: 0 })
  })

  test('M073 F11 a notice a week before each decay, and rows of 100, 90, 81', () => {
    const bonus = { keepBasisPoints: 9000, afterDays: 0 }
    const state = earned(1000, { usableFrom: 0, expiresAt: null, bonus }, lapsed('2027-04-01T00:00'))
    const { notices, postings } = run(state, at('2027-07-02T00:00'))
    const rows = postings.filter(({ account }) => account === 'shop/points/decayed')
    expect(rows.map(({ amount }) => amount)).toEqual([100, 90, 81])
    expect(notices.slice(0, 3).map(({ title }) => title)).toEqual([
      '5月1日起赠送积分减少100',
      '6月1日起赠送积分减少90',
      '7月1日起赠送积分减少81',
    ])
    expect(notices[0]?.on).toBe(at('2027-04-24T00:00'))
  })

  test('M073 what money earned is never due for decay', () => {
    const state = earned(1000, { usableFrom: 0, expiresAt: null }, lapsed('2027-02-01T00:00'))
    expect(nextDueAt(unreminded(state))).toBeNull()
    expect(availablePoints(state, at('2032-01-01T00:00'))).toBe(1000)
  })
})
