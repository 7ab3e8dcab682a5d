import type { Asset, JournalEntry } from '../domain/decision'
import type { MemberDocument } from './aggregate'
import type { Database } from './database'
import { journalReads } from './journal-reads'
import { transferInId, transferOutId } from './transfers'
import { demand } from './verify-member'

interface Halves {
  out?: { readonly from: string; readonly to: string }
  in?: { readonly from: string; readonly to: string }
  /** What stands on the transfer's own account, by asset. */
  readonly sums: Map<Asset, number>
}

/**
 * What leaves one person in a transfer (L6) arrives at the other, all of it and once: the transfer's
 * own account stands at zero. One whose second half is still to come is open, no difference.
 */
export class TransferFold {
  private readonly transfers = new Map<string, Halves>()

  add({ memberId, facts, postings }: JournalEntry): void {
    if (facts.kind !== 'transferred_out' && facts.kind !== 'transferred_in') return
    const { transferId } = facts
    const halves = this.transfers.get(transferId) ?? { sums: new Map<Asset, number>() }
    if (facts.kind === 'transferred_out') {
      demand(halves.out === undefined, `transfer ${transferId}`, 'left twice')
      halves.out = { from: memberId, to: facts.to }
    } else {
      demand(halves.in === undefined, `transfer ${transferId}`, 'arrived twice')
      halves.in = { from: facts.from, to: memberId }
    }
    for (const { asset, account, amount } of postings)
      if (account === `transfer/${transferId}`) halves.sums.set(asset, (halves.sums.get(asset) ?? 0) + amount)
    this.transfers.set(transferId, halves)
  }

  /** Returns how many are open. What was written since its member was read is looked up. */
  async finish(database: Database): Promise<number> {
    const journal = journalReads(database)
    for (const [transferId, halves] of [...this.transfers]) {
      if (halves.in && !halves.out)
        for (const entry of await journal.entriesOf([halves.in.from], transferOutId(transferId)))
          this.add(entry)
      if (halves.out && !halves.in) {
        const receivers = await withSuccessors(database, halves.out.to)
        for (const entry of await journal.entriesOf(receivers, transferInId(transferId))) this.add(entry)
      }
    }
    let open = 0
    for (const [transferId, { out, in: into, sums }] of this.transfers) {
      const where = `transfer ${transferId}`
      demand(out !== undefined, where, `arrived at ${into?.to ?? ''}, but never left`)
      if (!into) {
        open += 1
        continue
      }
      demand(out?.from === into.from, where, 'arrived from another than it left')
      // Who has another WeChat since got it there (M062).
      const arrivedRight =
        out?.to === into.to || (await withSuccessors(database, out?.to ?? '')).includes(into.to)
      demand(arrivedRight, where, 'left for another than it arrived at')
      for (const [asset, sum] of sums)
        demand(sum === 0, where, `leaves ${sum} of ${asset} between two members`)
    }
    return open
  }
}

async function withSuccessors(database: Database, memberId: string): Promise<string[]> {
  const ids = [memberId]
  for (;;) {
    const last = await database.read<MemberDocument>('members', ids.at(-1) ?? '')
    const next = last?.state.mergedInto
    if (!next || ids.includes(next)) return ids
    ids.push(next)
  }
}
