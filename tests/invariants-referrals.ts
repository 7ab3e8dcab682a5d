import type { JournalEntry } from '../cloudfunctions/domain/decision'

/**
 * M107: for one order each side is rewarded at most once, the invitee never without the inviter, and
 * nothing goes back that was not given, nor twice.
 */
export function ofReferrals(entries: readonly JournalEntry[]): string[] {
  const counts = new Map<string, Record<string, number>>()
  for (const { facts } of entries) {
    if (facts.kind !== 'referral_rewarded' && facts.kind !== 'referral_reversed') continue
    const count = counts.get(facts.receiptId) ?? {}
    const key = `${facts.kind}:${facts.side}`
    counts.set(facts.receiptId, { ...count, [key]: (count[key] ?? 0) + 1 })
  }
  return [...counts].flatMap(([receiptId, count]) => {
    const of = (kind: string, side: string) => count[`referral_${kind}:${side}`] ?? 0
    const wrong =
      Object.values(count).some((times) => times > 1) ||
      of('rewarded', 'invitee') > of('rewarded', 'inviter') ||
      of('reversed', 'inviter') > of('rewarded', 'inviter')
    return wrong ? [`M107 the invitation of ${receiptId} has ${JSON.stringify(count)}`] : []
  })
}
