import { budgetBar, setBudget } from '../../cloudfunctions/domain/budget'
import type { JournalEntry, Posting } from '../../cloudfunctions/domain/decision'
import { foldPrepaid, unearnedFees } from '../../cloudfunctions/domain/liability'
import { emptyMember } from '../../cloudfunctions/domain/new-member'
import { recordYears, walletEvents, walletRecordsCsv } from '../../cloudfunctions/domain/wallet-events'
import { accepted, at, DAY, OPENING as NOW } from './story'

describe('reports on stored value', () => {
  const entry = (
    facts: Partial<JournalEntry['facts']>,
    moment: number,
    moved: { principal?: number; bonus?: number },
  ): JournalEntry => {
    const postings: Posting[] = []
    for (const asset of ['principal', 'bonus'] as const)
      if (moved[asset])
        postings.push(
          { asset, account: `member/${asset}/o`, amount: moved[asset] },
          { asset, account: `shop/${asset}`, amount: -moved[asset] },
        )
    const day = new Date(moment + 8 * 3_600_000).toISOString().slice(0, 10)
    return { operationId: `at-${moment}`, at: moment, day, facts, postings } as never
  }
  const receipt = (state: string, more = {}) => ({
    kind: 'receipt' as const,
    receipt: { state, branchName: '老街店', ...more } as never,
  })
  const HISTORY = [
    entry({ kind: 'top_up', principal: 50_000 }, at('2026-12-31T23:59'), { principal: 50_000, bonus: 5000 }),
    entry(receipt('settled'), at('2027-01-02T10:00'), { principal: -3000 }),
    entry(receipt('undone'), at('2027-02-01T10:00'), { principal: 3000 }),
    entry(receipt('settled', { forFriend: true }), at('2027-02-02T10:00'), { principal: -1000, bonus: -500 }),
    entry(receipt('settled'), at('2027-02-03T10:00'), {}),
    entry({ kind: 'merged_in' }, at('2027-02-04T10:00'), { principal: 700 }),
    entry({ kind: 'top_up_refund', amount: 48_000 }, at('2027-03-01T00:00'), {
      principal: -49_000,
      bonus: -4500,
    }),
  ]

  test('L6 every movement of the wallet is in its history with what the balance changed by (article 25)', () => {
    expect(
      walletEvents(HISTORY).map(({ kind, principal, bonus, title }) => [kind, principal, bonus, title]),
    ).toEqual([
      ['refund', -49_000, -4500, '退款¥480.00'],
      ['friend', -1000, -500, '老街店 为朋友付款'],
      ['undo', 3000, 0, '老街店 撤销'],
      ['spend', -3000, 0, '老街店 消费'],
      ['top_up', 50_000, 5000, '充值¥500.00'],
    ])
  })

  test('L6 the records of a year as a table, with the balance after each movement', () => {
    const events = walletEvents(HISTORY)
    const range = { from: at('2027-01-01T00:00'), to: at('2028-01-01T00:00') }
    const rows = walletRecordsCsv(events, { principal: 0, bonus: 0 }, range).split('\r\n')
    expect(rows).toHaveLength(6)
    expect(rows[0]).toBe('\uFEFF时间,事项,说明,本金变动(元),赠金变动(元),本金余额(元),赠金余额(元),编号')
    expect(rows[1]).toMatch(/^2027-01-02 10:00,消费,老街店 消费,-30.00,0.00,470.00,50.00,/)
    expect(rows[4]).toMatch(/^2027-03-01 00:00,退款,退款¥480.00,-490.00,-45.00,0.00,0.00,/)
    const hostile = [{ ...events[0]!, title: '=1+1,"x"' }]
    expect(walletRecordsCsv(hostile, { principal: 0, bonus: 0 }, range)).toContain(`"'=1+1,""x"""`)
  })

  test('L5 the months of the liability report sum to what the ledgers hold', () => {
    const folds = foldPrepaid(HISTORY.filter(({ facts }) => facts.kind !== 'merged_in'))
    const sums = [...folds.values()].reduce(
      (sum, month) => ({
        principal: sum.principal + month.paidIn - month.spentPrincipal - month.closedPrincipal,
        bonus: sum.bonus + month.bonusGiven - month.spentBonus - month.closedBonus,
        folded: sum.folded + month.principal + month.bonus,
      }),
      { principal: 0, bonus: 0, folded: 0 },
    )
    expect(sums).toEqual({ principal: 0, bonus: 0, folded: 0 })
    expect(folds.get('2027-02')).toMatchObject({ spentPrincipal: -2000, spentBonus: 500 })
    expect(folds.get('2027-03')).toMatchObject({ refunded: 48_000, closedPrincipal: 49_000 })
  })

  test('L5 unearned fees: what was paid for time that has not run, nothing for what was given back', () => {
    const year = { startsAt: 0, endsAt: 365 * DAY, paid: 36_500, refunded: 0 }
    const card = (...periods: object[]) => [{ periods }] as never
    expect(unearnedFees(card(year), 100 * DAY)).toBe(26_500)
    expect(unearnedFees(card(year), 365 * DAY)).toBe(0)
    expect(unearnedFees(card({ ...year, refunded: 1 }, { ...year, upgradedInto: 'x' }), 100 * DAY)).toBe(0)
    const next = { ...year, startsAt: 365 * DAY, endsAt: 730 * DAY }
    expect(unearnedFees(card(year, next), 100 * DAY)).toBe(63_000)
  })

  test('L6 records can be asked for from the person’s first year to this one, by Shanghai’s years', () => {
    const state = emptyMember('0123456789ABC', '')
    expect(recordYears(state, NOW)).toEqual([2027])
    expect(recordYears({ ...state, joinedAt: at('2025-01-01T00:00') }, NOW)).toEqual([2027, 2026, 2025])
    const first = at('2026-12-31T23:59')
    expect(recordYears({ ...state, joinedAt: first }, first + 60_000)).toEqual([2027, 2026])
  })

  test('M117 the budget’s bar is what was taken this month over the budget; the budget refuses nothing', () => {
    const state = accepted(setBudget(emptyMember('0123456789ABC', ''), 30_000)).state
    const spent = { month: '2027-03', amount: 12_000 }
    expect(budgetBar({ ...state.wallet, spent }, NOW)).toEqual({ monthly: 30_000, spent: 12_000 })
    expect(budgetBar({ ...state.wallet, spent }, at('2027-04-01T00:00'))).toEqual({
      monthly: 30_000,
      spent: 0,
    })
    expect(budgetBar({ ...state.wallet, spent: { ...spent, amount: -1 } }, NOW)).toMatchObject({ spent: 0 })
    expect(budgetBar(accepted(setBudget(state, null)).state.wallet, NOW)).toBeNull()
  })
})
