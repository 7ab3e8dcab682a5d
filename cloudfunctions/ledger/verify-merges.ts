import type { Asset, JournalEntry } from '../domain/decision'
import type { Database } from './database'
import { journalReads } from './journal-reads'
import { mergeInId, mergeOutId } from './merges'
import { demand } from './verify-member'

interface Halves {
  /** Who is on the other side of each half that was seen. */
  out?: { readonly from: string; readonly to: string }
  in?: { readonly from: string; readonly to: string }
  /** What stands on the merge's own account, by asset. */
  readonly sums: Map<Asset, number>
}

/**
 * What leaves one member in a merge (M062) arrives at the other, all of it: the merge's own account
 * stands at zero. A merge whose second half is still to come is open, no difference.
 */
export class MergeFold {
  private readonly merges = new Map<string, Halves>()

  add({ memberId, facts, postings }: JournalEntry): void {
    if (facts.kind !== 'merged_out' && facts.kind !== 'merged_in') return
    const halves = this.merges.get(facts.mergeId) ?? { sums: new Map<Asset, number>() }
    if (facts.kind === 'merged_out') halves.out = { from: memberId, to: facts.to }
    else halves.in = { from: facts.from, to: memberId }
    for (const { asset, account, amount } of postings)
      if (account === `merge/${facts.mergeId}`) halves.sums.set(asset, (halves.sums.get(asset) ?? 0) + amount)
    this.merges.set(facts.mergeId, halves)
  }

  /** Returns how many are open. What was written since its member was read is looked up. */
  async finish(database: Database): Promise<number> {
    const journal = journalReads(database)
    for (const [mergeId, halves] of this.merges) {
      if (halves.in && !halves.out)
        for (const entry of await journal.entriesOf([halves.in.from], mergeOutId(mergeId))) this.add(entry)
      if (halves.out && !halves.in)
        for (const entry of await journal.entriesOf([halves.out.to], mergeInId(mergeId))) this.add(entry)
    }
    let open = 0
    for (const [mergeId, { out, in: into, sums }] of this.merges) {
      const where = `merge ${mergeId}`
      demand(out !== undefined, where, `arrived at ${into?.to ?? ''}, but never left`)
      if (!into) {
        open += 1
        continue
      }
      demand(out?.from === into.from && out.to === into.to, where, 'left for another than it arrived at')
      for (const [asset, sum] of sums)
        demand(sum === 0, where, `leaves ${sum} of ${asset} between two members`)
    }
    return open
  }
}
