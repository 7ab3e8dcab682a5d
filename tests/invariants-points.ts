import type { JournalEntry } from '../cloudfunctions/domain/decision'
import type { MemberState } from '../cloudfunctions/domain/member'

/** M063 H6: no lot is ever below zero, at no entry; what is owed is a debt, and nothing is held twice. */
export function ofPoints({ number, points }: MemberState, chain: readonly JournalEntry[]): string[] {
  const found: string[] = []
  const sums: Record<string, number> = {}
  for (const { _id, postings } of chain) {
    const touched = postings.filter(
      ({ asset, account }) => asset === 'points' && account.startsWith('member/'),
    )
    for (const { account, amount } of touched) sums[account] = (sums[account] ?? 0) + amount
    for (const { account } of touched) {
      const sum = sums[account] ?? 0
      if (account === 'member/points_debt' ? sum > 0 : sum < 0)
        found.push(`M063 ${_id} leaves ${sum} in ${account}`)
    }
  }
  if (points.debt < 0) found.push(`M063 ${number} owes ${points.debt}`)
  for (const { id, left } of points.lots) if (left <= 0) found.push(`M063 ${number} lot ${id} holds ${left}`)
  if (new Set(points.lots.map(({ id }) => id)).size !== points.lots.length)
    found.push(`I9 ${number} has a lot of points twice`)
  return found
}
