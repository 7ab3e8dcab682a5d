import type {
  Change,
  DocumentStore,
  IndexedDocument,
  IndexEntry,
  StoredDocument,
  StoredIndex,
} from './document-store'
import type { KeyRange } from './ordered-keys'

interface Entry {
  readonly key: string
  readonly sequence: number
}

interface Collection {
  /** A Map keeps a replaced document at its place, so this is the order of insertion. */
  readonly documents: Map<number, StoredDocument>
  readonly byId: Map<string, StoredDocument>
  readonly ids: Entry[]
  readonly indexes: StoredIndex[]
}

/** Everything in memory, gone with the process: for unit tests. */
export class MemoryStore implements DocumentStore {
  private readonly contents = new Map<string, Collection>()
  private readonly entries = new Map<number, Entry[]>()
  private lastSequence = 0
  private lastIndex = 0

  collections(): string[] {
    return [...this.contents.keys()]
  }

  createCollection(name: string): void {
    this.contents.set(name, { documents: new Map(), byId: new Map(), ids: [], indexes: [] })
  }

  indexes(collection: string): StoredIndex[] {
    return this.collection(collection).indexes
  }

  createIndex(collection: string, name: string, signature: string): StoredIndex {
    const index = { number: ++this.lastIndex, name, signature, multikey: false }
    this.collection(collection).indexes.push(index)
    this.entries.set(index.number, [])
    return index
  }

  dropIndex(collection: string, index: StoredIndex): void {
    const { indexes } = this.collection(collection)
    indexes.splice(indexes.indexOf(index), 1)
    this.entries.delete(index.number)
  }

  markMultikey(index: StoredIndex): void {
    index.multikey = true
  }

  addEntries(entries: readonly (IndexEntry & { sequence: number })[]): void {
    for (const { index, key, sequence } of entries) {
      const sorted = this.entries.get(index)!
      sorted.splice(position(sorted, key, sequence), 0, { key, sequence })
    }
  }

  size(collection: string): number {
    return this.collection(collection).documents.size
  }

  byId(collection: string, idKey: string): StoredDocument | undefined {
    return this.collection(collection).byId.get(idKey)
  }

  scan(collection: string): Iterable<StoredDocument> {
    return this.collection(collection).documents.values()
  }

  *scanIndex(
    collection: string,
    index: number,
    range: KeyRange,
    backwards: boolean,
  ): Iterable<IndexedDocument> {
    const { documents } = this.collection(collection)
    for (const { key, sequence } of within(this.entries.get(index)!, range, backwards))
      yield { key, document: documents.get(sequence)! }
  }

  *scanIds(collection: string, range: KeyRange, backwards: boolean): Iterable<StoredDocument> {
    const { documents, ids } = this.collection(collection)
    for (const { sequence } of within(ids, range, backwards)) yield documents.get(sequence)!
  }

  sequencesAt(index: number, key: string): number[] {
    const sorted = this.entries.get(index)!
    const found: number[] = []
    for (let at = position(sorted, key, 0); sorted[at]?.key === key; at++) found.push(sorted[at]!.sequence)
    return found
  }

  apply(change: Change): void {
    const { documents, byId, ids } = this.collection(change.collection)
    const sequence = change.kind === 'insert' ? ++this.lastSequence : change.sequence
    for (const { index, key } of change.removedEntries) {
      const sorted = this.entries.get(index)!
      sorted.splice(position(sorted, key, sequence), 1)
    }
    this.addEntries(change.addedEntries.map((entry) => ({ ...entry, sequence })))
    if (change.kind === 'remove') {
      documents.delete(sequence)
      byId.delete(change.idKey)
      ids.splice(position(ids, change.idKey, sequence), 1)
    } else {
      if (change.kind === 'insert')
        ids.splice(position(ids, change.idKey, sequence), 0, { key: change.idKey, sequence })
      const document = { sequence, idKey: change.idKey, text: change.text }
      documents.set(sequence, document)
      byId.set(change.idKey, document)
    }
  }

  close(): void {
    this.contents.clear()
    this.entries.clear()
  }

  private collection(name: string): Collection {
    return this.contents.get(name)!
  }
}

function* within(sorted: readonly Entry[], range: KeyRange, backwards: boolean): Iterable<Entry> {
  const first = position(sorted, range.from, 0)
  const end = position(sorted, range.below, 0)
  for (let at = 0; at < end - first; at++) yield sorted[backwards ? end - 1 - at : first + at]!
}

/** Where (key, sequence) stands or would be inserted. */
function position(sorted: readonly Entry[], key: string, sequence: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const entry = sorted[middle]!
    if (entry.key < key || (entry.key === key && entry.sequence < sequence)) low = middle + 1
    else high = middle
  }
  return low
}
