import type { JournalEntry } from '../cloudfunctions/domain/decision'

/** L6: what left one person in a transfer arrived at another, all of it and once, or is on its way. */
export function ofTransfers(entries: readonly JournalEntry[]): string[] {
  const halves = new Map<string, JournalEntry[]>()
  for (const entry of entries)
    if (entry.facts.kind === 'transferred_out' || entry.facts.kind === 'transferred_in')
      halves.set(entry.facts.transferId, [...(halves.get(entry.facts.transferId) ?? []), entry])
  return [...halves].flatMap(([id, both]) => {
    const kinds = both.map(({ facts }) => facts.kind).sort()
    if (kinds.join() === 'transferred_out') return []
    if (kinds.join() !== 'transferred_in,transferred_out') return [`L6 transfer ${id} has ${kinds.join()}`]
    const sums: Record<string, number> = {}
    for (const { asset, account, amount } of both.flatMap(({ postings }) => postings))
      if (account === `transfer/${id}`) sums[asset] = (sums[asset] ?? 0) + amount
    const left = Object.values(sums).some((sum) => sum !== 0)
    return left ? [`L6 transfer ${id} leaves ${JSON.stringify(sums)} in between`] : []
  })
}
