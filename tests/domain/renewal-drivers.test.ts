import type { MemberState, Period } from '../../cloudfunctions/domain/member'
import { emptyMember } from '../../cloudfunctions/domain/new-member'
import { driverCounter, DRIVERS_CAUTION, driverReport } from '../../cloudfunctions/domain/renewal-drivers'
import { endedPeriods } from '../../cloudfunctions/domain/renewal-rate'
import { at, DAY } from './story'

const NOW = at('2027-03-01T06:00')
const END = at('2026-12-15T00:00')

function period(more: Partial<Period> = {}): Period {
  return {
    orderId: 'first',
    versionId: 'nianka@1',
    boughtAt: END - 365 * DAY,
    startsAt: END - 365 * DAY,
    endsAt: END,
    months: 12,
    paid: 10_000,
    refunded: 0,
    saved: 0,
    ...more,
  }
}

function holder(periods: Period[], more: Partial<MemberState> = {}): MemberState {
  const membership = {
    id: 'first',
    planId: 'nianka',
    anchor: '2025-12-15',
    months: 12,
    startsAt: 0,
    endsAt: END,
  }
  return {
    ...emptyMember('0123456789ABC', ''),
    memberships: [{ ...membership, periods }],
    ...more,
  }
}

const renewal = (boughtAt: number): Period =>
  period({ orderId: 'second', boughtAt, startsAt: Math.max(END, boughtAt), endsAt: END + 400 * DAY })

function counted(members: MemberState[]) {
  const counts = new Map<string, readonly [number, number]>()
  const count = driverCounter(counts, NOW)
  for (const member of members) count(member, endedPeriods(member, NOW))
  return Object.fromEntries(counts)
}

describe('what goes with renewals', () => {
  test('M082 an ended card counts once, and as renewed if another was bought within 30 days', () => {
    expect(counted([holder([period()])])).toMatchObject({ all: [1, 0] })
    expect(counted([holder([period(), renewal(END - DAY)])])).toMatchObject({ all: [1, 1] })
    expect(counted([holder([period(), renewal(END + 29 * DAY)])])).toMatchObject({ all: [1, 1] })
    expect(counted([holder([period(), renewal(END + 30 * DAY)])])).toMatchObject({ all: [1, 0] })
  })

  test('M082 what went back, was exchanged or only tried, and what ended too early or too late, is no end', () => {
    expect(counted([holder([period({ refunded: 1 })])])).toEqual({})
    expect(counted([holder([period({ upgradedInto: 'other' })])])).toEqual({})
    expect(counted([holder([period({ as: 'trial' })])])).toEqual({})
    expect(counted([holder([period({ endsAt: NOW - 20 * DAY })])])).toEqual({})
    expect(counted([holder([period({ endsAt: NOW - 330 * DAY })])])).toEqual({})
  })

  test('M082 by what was saved, by tier and by visits in the three months before the end', () => {
    const spending = {
      '2026-12': { orders: 2, paid: 1 },
      '2026-10': { orders: 2, paid: 1 },
      '2026-09': { orders: 99, paid: 1 },
    }
    const tier = { tierId: 'gold' } as never
    const growth = { ...emptyMember('', '').growth, tier }
    expect(counted([holder([period({ saved: 9_999 })])])).toEqual({
      all: [1, 0],
      'saved:0': [1, 0],
      'tier:-': [1, 0],
      'visits:0': [1, 0],
    })
    expect(counted([holder([period({ saved: 10_000 }), renewal(END)], { spending, growth })])).toEqual({
      all: [1, 1],
      'saved:1': [1, 1],
      'tier:gold': [1, 1],
      'visits:2': [1, 1],
    })
    expect(counted([holder([period({ saved: 20_000 })])])).toMatchObject({ 'saved:2': [1, 0] })
  })

  test('M082 groups of fewer than ten are hidden, also from who subtracts, and no cause is claimed', () => {
    const counts = {
      all: [40, 20],
      'saved:0': [25, 5],
      'saved:1': [9, 9],
      'saved:2': [11, 6],
      'tier:-': [20, 10],
      'tier:gold': [20, 10],
    } as const
    const { all, bySaved, byTier, byVisits } = driverReport(counts, [{ id: 'gold', name: '金卡' }])
    expect(all).toMatchObject({ ended: 40, renewed: 20, renewedBasisPoints: 5000 })
    expect(
      bySaved.map(({ ended, renewed, renewedBasisPoints }) => [ended, renewed, renewedBasisPoints]),
    ).toEqual([
      [25, 5, 2000],
      [null, null, null],
      // With it shown, 40 - 25 - 11 would be the nine.
      [null, null, null],
    ])
    expect(byTier.map(({ label, renewedBasisPoints }) => [label, renewedBasisPoints])).toEqual([
      ['没有等级', 5000],
      ['金卡', 5000],
    ])
    expect(byVisits).toEqual([])
    expect(driverReport({ all: [9, 9] }, []).all).toMatchObject({ ended: null, renewed: null })
    expect(DRIVERS_CAUTION).toContain('不说明原因')
    expect(JSON.stringify({ bySaved, byTier })).not.toMatch(/因为|导致|提升/)
  })
})
