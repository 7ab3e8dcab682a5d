import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { isRefusal } from '../../cloudfunctions/contract/refusals'
import { balanced, balances, foldPostings } from '../../cloudfunctions/domain/balances'
import type { Posting } from '../../cloudfunctions/domain/decision'
import type { MemberState } from '../../cloudfunctions/domain/member'
import { emptyMember } from '../../cloudfunctions/domain/new-member'
import type { PointShare, PointTerms } from '../../cloudfunctions/domain/point-account'
import {
  availablePoints,
  earnPoints,
  mergedPoints,
  returnPoints,
  settlePoints,
  spendPoints,
  takeBackPoints,
} from '../../cloudfunctions/domain/points'
import { mostPointsOff, pointsOff } from '../../cloudfunctions/domain/points-at-till'
import { holds } from './property'
import { at, codeOf } from './story'

const DAY = 86_400_000
const NOW = at('2027-03-10T10:00')
const MONEY: PointTerms = { usableFrom: 0, expiresAt: at('2028-04-01T00:00') }
const SOON: PointTerms = { usableFrom: 0, expiresAt: at('2027-07-01T00:00') }
const BONUS: PointTerms = {
  usableFrom: 0,
  expiresAt: null,
  bonus: { keepBasisPoints: 9000, afterDays: 0 },
}

/** An account with the postings of everything that happened to it. */
class Account {
  postings: Posting[] = []
  constructor(public state: MemberState = emptyMember('m-1', '00')) {}

  did<T extends { state: MemberState; postings: readonly Posting[] }>(moved: T): T {
    if (!balanced(moved.postings)) throw new Error('postings that don’t add up')
    this.state = moved.state
    this.postings.push(...moved.postings)
    return moved
  }

  earn(points: number, terms = MONEY, now = NOW) {
    return this.did(earnPoints(this.state, { points, terms, reason: 'earned', now }))
  }

  spend(points: number, now = NOW): PointShare[] {
    const spent = spendPoints(this.state, { points, reason: 'spent', now })
    if (isRefusal(spent)) throw new Error(spent.code)
    return this.did(spent).shares
  }

  available(now = NOW): number {
    return availablePoints(this.state, now)
  }

  /** What the rows of one kind come to. */
  rows(reason: string): number {
    return this.postings.reduce(
      (sum, { account, amount }) => (account === `shop/points/${reason}` ? sum - amount : sum),
      0,
    )
  }
}

function withCardUntil(end: string): MemberState {
  const [startsAt, endsAt] = [at('2026-01-31T00:00'), at(end)]
  const period = {
    orderId: 'card',
    versionId: 'v-1',
    boughtAt: startsAt,
    startsAt,
    endsAt,
    months: 12,
    paid: 19_900,
    refunded: 0,
    saved: 0,
  }
  const card = { id: 'card', planId: 'card', anchor: '2026-01-31', months: 12, startsAt, endsAt }
  return { ...emptyMember('m-1', '00'), memberships: [{ ...card, periods: [period] }] }
}

describe('the points ledger', () => {
  test('M063 points are spent by their expiry, the soonest first, and go back to the lots they came from', () => {
    const account = new Account()
    account.earn(100)
    account.earn(50, SOON)
    const shares = account.spend(70)
    expect(shares.map(({ points, expiresAt }) => [points, expiresAt])).toEqual([
      [50, SOON.expiresAt],
      [20, MONEY.expiresAt],
    ])
    const back = account.did(returnPoints(account.state, { shares, now: NOW }))
    expect(back.returned).toBe(70)
    expect(account.state.points.lots.map(({ left }) => left)).toEqual([50, 100])
  })

  test('M063 H6 a debit never goes below zero: of 100 redeems of one balance exactly one is taken', () => {
    const account = new Account()
    account.earn(100)
    const outcomes = Array.from({ length: 100 }, () => {
      const spent = spendPoints(account.state, { points: 100, reason: 'redeemed', now: NOW })
      if (isRefusal(spent)) return spent.code
      account.did(spent)
      return 'taken'
    })
    expect(outcomes.filter((outcome) => outcome === 'taken')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'POINTS_SHORT')).toHaveLength(99)
  })

  test('M060 what expired while it was spent stays expired when it comes back', () => {
    const account = new Account()
    account.earn(50, SOON)
    account.earn(50)
    const shares = account.spend(80)
    const later = at('2027-07-01T00:00')
    const back = account.did(returnPoints(account.state, { shares, now: later }))
    expect([back.returned, back.expired]).toEqual([30, 50])
    expect(account.available(later)).toBe(50)
  })

  test('M065 a lot expires at 23:59:59.999 of its last day: only what is unspent, with a row of its own, once', () => {
    const account = new Account()
    account.earn(100, SOON)
    account.spend(30)
    expect(account.available(at('2027-06-30T23:59') + 59_999)).toBe(70)
    const midnight = at('2027-07-01T00:00')
    expect(account.available(midnight)).toBe(0)
    account.did(settlePoints(account.state, midnight))
    account.did(settlePoints(account.state, midnight))
    account.did(settlePoints(account.state, midnight + DAY))
    expect(account.rows('expired')).toBe(-70)
    expect(account.state.points.lots).toEqual([])
  })

  test('points are pending until goods can come back no more, then join what is alike', () => {
    const account = new Account()
    const usableFrom = at('2027-03-18T00:00')
    account.earn(40, { ...MONEY, usableFrom })
    account.earn(10)
    expect(account.available(usableFrom - 1)).toBe(10)
    expect(account.available(usableFrom)).toBe(50)
    account.did(settlePoints(account.state, usableFrom))
    expect(account.state.points.lots).toHaveLength(1)
  })

  test('H7 what is taken back beyond the balance is a debt that the next points pay', () => {
    const account = new Account()
    account.earn(100)
    account.spend(80)
    const taken = account.did(takeBackPoints(account.state, { points: 100, terms: MONEY, now: NOW }))
    expect([taken.takenBack, taken.debt]).toEqual([20, 80])
    expect(account.available()).toBe(0)
    account.earn(50, SOON)
    expect([account.available(), account.state.points.debt]).toEqual([0, 30])
    account.earn(50)
    expect([account.available(), account.state.points.debt]).toEqual([20, 0])
  })

  test('thread 12: pending points pay a debt the day they become usable, even if nobody looks before they expire', () => {
    const account = new Account()
    account.earn(100)
    account.spend(100)
    account.did(takeBackPoints(account.state, { points: 100, terms: MONEY, now: NOW }))
    account.earn(60, { usableFrom: NOW + DAY, expiresAt: NOW + 2 * DAY })
    account.did(settlePoints(account.state, NOW + 3 * DAY))
    expect([account.state.points.debt, account.rows('expired')]).toEqual([40, 0])
  })

  test('thread 13: spent points that expired meanwhile are not taken a second time', () => {
    const account = new Account()
    account.earn(100, SOON)
    account.earn(30)
    account.spend(100)
    const later = at('2027-08-01T00:00')
    const taken = account.did(takeBackPoints(account.state, { points: 100, terms: SOON, now: later }))
    expect([taken.takenBack, taken.debt, account.available(later)]).toEqual([0, 0, 30])
  })

  test('thread 10: buy, earn, undo, a hundred times, nets nothing', () => {
    const account = new Account()
    for (let round = 0; round < 100; round += 1) {
      account.earn(37)
      account.did(takeBackPoints(account.state, { points: 37, terms: MONEY, now: NOW }))
    }
    expect(account.state.points).toMatchObject({ lots: [], debt: 0 })
  })

  test('M073 F11 bonus points decay by a tenth a month after the last card: 1000, 900, 810, 729, 656, 590', () => {
    const account = new Account(withCardUntil('2027-02-01T00:00'))
    account.earn(1000, BONUS, at('2027-01-10T10:00'))
    account.earn(500, MONEY, at('2027-01-10T10:00'))
    const ends = ['02-28', '03-01', '04-01', '05-01', '06-01', '07-01']
    const left = ends.map((day) => account.available(at(`2027-${day}T00:00`)) - 500)
    expect(left).toEqual([1000, 900, 810, 729, 656, 590])
    account.did(settlePoints(account.state, at('2027-07-01T00:00')))
    account.did(settlePoints(account.state, at('2027-07-01T00:00')))
    expect(account.rows('decayed')).toBe(-410)
  })

  test('M073 a decay stops with a renewal, whether or not a timer ran before it; small lots lose no more', () => {
    const lapsed = withCardUntil('2027-02-01T00:00')
    const account = new Account(lapsed)
    for (let lot = 0; lot < 9; lot += 1)
      account.earn(1, { ...BONUS, expiresAt: at('2028-01-01T00:00') + lot * DAY }, at('2027-01-10T10:00'))
    const again = lapsed.memberships.flatMap((card) =>
      card.periods.map((period) => ({
        ...period,
        orderId: 'again',
        startsAt: at('2027-03-15T00:00'),
        endsAt: at('2028-03-16T00:00'),
      })),
    )
    const renewed = {
      ...account.state,
      memberships: lapsed.memberships.map((card) => ({ ...card, periods: [...card.periods, ...again] })),
    }
    // One tenth of nine, once.
    expect(availablePoints(renewed, at('2027-12-01T00:00'))).toBe(8)
  })

  test('M062 the accounts of one person add up', () => {
    const [one, other] = [new Account(), new Account()]
    one.earn(30)
    other.earn(20)
    other.earn(5, SOON)
    const points = mergedPoints(one.state.points, other.state.points)
    expect(availablePoints({ ...one.state, points }, NOW)).toBe(55)
    expect(points.lots).toHaveLength(2)
  })

  test('M063 I1 10000 random histories: the ledger adds up to the balance, nothing is ever below zero', () => {
    const terms = fc.record({
      usableFrom: fc
        .integer({ min: 0, max: 40 })
        .map((day) => (day < 20 ? 0 : at('2027-03-10T00:00') + day * DAY)),
      expiresAt: fc.option(fc.integer({ min: 41, max: 90 }).map((day) => at('2027-03-10T00:00') + day * DAY)),
      bonus: fc.boolean(),
    })
    const step = fc.record({
      what: fc.constantFrom('earn', 'spend', 'return', 'takeBack', 'settle'),
      points: fc.integer({ min: 0, max: 60 }),
      terms,
      hours: fc.integer({ min: 0, max: 400 }),
    })
    holds(
      fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
        const account = new Account(withCardUntil('2027-02-01T00:00'))
        const skipped = new Account(account.state)
        let now = NOW
        let spent: PointShare[] = []
        let earned: { points: number; terms: PointTerms } | null = null
        for (const { what, points, hours, ...random } of steps) {
          now += hours * 3_600_000
          const { bonus, ...rest } = random.terms
          const own: PointTerms = bonus ? { ...rest, bonus: { keepBasisPoints: 9000, afterDays: 3 } } : rest
          const both = (run: (one: Account) => void) => [account, skipped].forEach(run)
          if (what === 'earn') {
            both((one) => one.earn(points, own, now))
            earned = { points, terms: own }
          } else if (what === 'spend') {
            if (points <= account.available(now)) both((one) => (spent = one.spend(points, now)))
          } else if (what === 'return') {
            both((one) => one.did(returnPoints(one.state, { shares: spent, now })))
            spent = []
          } else if (what === 'takeBack' && earned) {
            const { points: all, terms: back } = earned
            both((one) => one.did(takeBackPoints(one.state, { points: all, terms: back, now })))
            earned = null
          } else account.did(settlePoints(account.state, now))

          const { lots, debt } = account.state.points
          if (lots.some(({ left }) => left <= 0) || debt < 0) return false
          if (new Set(lots.map(({ id }) => id)).size !== lots.length) return false
          const settled = settlePoints(account.state, now).state
          if (settled.points.debt > 0 && availablePoints(settled, now) > 0) return false
        }
        // A timer that ran, ran twice or never comes to the same.
        account.did(settlePoints(account.state, now))
        skipped.did(settlePoints(skipped.state, now))
        const held = balances({ ...account.state, memberships: [] })
        return (
          isDeepStrictEqual(foldPostings(account.postings), held) &&
          isDeepStrictEqual(skipped.state.points, account.state.points)
        )
      }),
      10_000,
    )
  })
})

describe('points at the till', () => {
  const rules = { perYuanHundredths: 100, pendingDays: 0, fenPer100: 100, mostBasisPoints: 5000 }
  const till = { available: 1500, rules, payable: 2599 }

  test('M063 100 points take off ¥1.00, at most half of the sum, and no point more than that needs', () => {
    expect(mostPointsOff(till)).toEqual({ points: 1299, off: 1299 })
    expect(pointsOff({ ...till, asked: 1500 })).toEqual({ points: 1299, off: 1299 })
    expect(pointsOff({ ...till, rules: { ...rules, fenPer100: 30 }, asked: 105 })).toEqual({
      points: 104,
      off: 31,
    })
  })

  test('more than there is, or a till without points, is refused', () => {
    expect(codeOf(pointsOff({ ...till, asked: 1501 }))).toBe('POINTS_SHORT')
    expect(codeOf(pointsOff({ ...till, rules: undefined, asked: 1 }))).toBe('POINTS_OFF')
    expect(pointsOff({ ...till, rules: undefined, asked: 0 })).toEqual({ points: 0, off: 0 })
  })

  test('thread 4: whatever is asked, 0 <= off <= payable, and the points are worth it', () => {
    const amount = fc.integer({ min: 0, max: 100_000 })
    holds(
      fc.property(
        amount,
        amount,
        amount,
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: 0, max: 10_000 }),
        (available, asked, payable, fenPer100, mostBasisPoints) => {
          const taken = pointsOff({
            available,
            asked,
            payable,
            rules: { ...rules, fenPer100, mostBasisPoints },
          })
          if (isRefusal(taken)) return asked > available
          const { points, off } = taken
          const worth = Math.floor((points * fenPer100) / 100)
          return off >= 0 && off <= payable && points <= asked && worth >= off && points >= 0
        },
      ),
    )
  })
})
