import { calculateObjectSize } from 'bson'
import { update as applyUpdate } from 'mingo/updater'
import type { IndexManifest } from '../../../cloudfunctions/manifest'
import { decodeStored, encode, type Fields } from '../protocol-ejson'
import { duplicateKey, requestFailed, type DuplicateForm } from '../protocol-errors'
import type { DocumentStore, IndexEntry, StoredDocument } from './document-store'
import { matcherOf, queryOptions } from './matching'
import { isScalar, keyOf, leading, valuesAt } from './ordered-keys'
import { choosePlan, type DefinedIndex, type Order, type Plan } from './planner'
import { checkNames, checkUpdate } from './strict-update'

/** Behaviour of the service that is unknown or adverse, to be switched while it runs. */
export interface Switches {
  duplicateForm: DuplicateForm
  /** Whether `updated` counts documents that matched, or only those that the update changed. */
  updatedCounts: 'matched' | 'modified'
  /** A seed: whatever has no order of its own comes in a random one. Null: order of insertion. */
  shuffle: number | null
}

export interface Found {
  readonly stored: StoredDocument
  readonly document: Fields
}

export interface Selection {
  order: Order | null
  offset: number
  limit: number
}

const largestDocument = 16 * 1024 * 1024

/** One collection: finds through indexes, writes documents with their index entries. */
export class Collection {
  /** Documents decoded by the last selection. */
  examined = 0

  private readonly indexes: DefinedIndex[]
  private random = 0

  constructor(
    readonly name: string,
    private readonly store: DocumentStore,
    manifest: readonly IndexManifest[],
    private readonly switches: Switches,
  ) {
    const known = store.indexes(name)
    for (const stored of [...known]) {
      const wanted = manifest.find((index) => index.name === stored.name)
      if (!wanted || signatureOf(wanted) !== stored.signature) store.dropIndex(name, stored)
    }
    this.indexes = manifest.map((index) => this.define(index))
  }

  size(): number {
    return this.store.size(this.name)
  }

  /** Matches in the wanted order; without one, in the order of insertion. */
  select(query: Fields, { order, offset, limit }: Selection): Found[] {
    const plan = choosePlan(query, order, this.indexes)
    const matcher = matcherOf(query)
    const enough = offset + limit
    const streaming = this.switches.shuffle === null && isStreaming(plan, order)
    const found: Found[] = []
    const seen = new Set<number>()
    let lastGroup = ''
    this.examined = 0
    for (const { key, document: stored } of this.candidates(plan)) {
      const group = 'ordered' in plan ? leading(key, plan.ordered) : key
      if (streaming && found.length >= enough && group !== lastGroup) break
      lastGroup = group
      if (seen.has(stored.sequence)) continue
      seen.add(stored.sequence)
      this.examined++
      const document = decodeStored(stored.text)
      if (matcher.test(document)) found.push({ stored, document })
    }
    return this.inOrder(found, order).slice(offset, enough)
  }

  insert(document: Fields): void {
    checkNames(document)
    const idKey = this.checkId(document._id)
    const text = this.checkSize(document)
    const addedEntries = this.entriesOf(document)
    this.checkUnique(addedEntries, null)
    this.store.apply({
      collection: this.name,
      kind: 'insert',
      sequence: 0,
      idKey,
      text,
      removedEntries: [],
      addedEntries,
    })
  }

  /** Applies update operators. Tells whether the document changed. */
  update(found: Found, update: Fields): { changed: boolean; document: Fields } {
    checkUpdate(found.document, update)
    const document = decodeStored(found.stored.text)
    // Written as text before anything else touches it, so values need not be cloned.
    applyUpdate(document, update, undefined, undefined, { cloneMode: 'none', queryOptions })
    return { changed: this.replace(found, document), document }
  }

  /** Writes another document in place of the found one; the `_id` stays. */
  replace({ stored, document: before }: Found, document: Fields): boolean {
    const text = this.checkSize(document)
    if (text === stored.text) return false
    const old = this.entriesOf(before)
    const next = this.entriesOf(document)
    const addedEntries = without(next, old)
    this.checkUnique(addedEntries, stored.sequence)
    this.store.apply({
      collection: this.name,
      kind: 'replace',
      sequence: stored.sequence,
      idKey: stored.idKey,
      text,
      removedEntries: without(old, next),
      addedEntries,
    })
    return true
  }

  remove({ stored, document }: Found): void {
    this.store.apply({
      collection: this.name,
      kind: 'remove',
      sequence: stored.sequence,
      idKey: stored.idKey,
      text: '',
      removedEntries: this.entriesOf(document),
      addedEntries: [],
    })
  }

  private define(manifest: IndexManifest): DefinedIndex {
    const signature = signatureOf(manifest)
    const present = this.store.indexes(this.name).find((index) => index.name === manifest.name)
    const stored = present ?? this.store.createIndex(this.name, manifest.name, signature)
    const index = { stored, unique: manifest.unique, fields: manifest.keys.map(({ field }) => field) }
    if (!present) {
      for (const { sequence, text } of [...this.store.scan(this.name)]) {
        const entries = this.entriesOf(decodeStored(text), [index])
        this.checkUnique(entries, sequence, [index])
        this.store.addEntries(entries.map((entry) => ({ ...entry, sequence })))
      }
    }
    return index
  }

  private *candidates(plan: Plan): Iterable<{ key: string; document: StoredDocument }> {
    if (plan.kind === 'collection') {
      for (const document of this.store.scan(this.name)) yield { key: String(document.sequence), document }
    } else if (plan.kind === 'ids') {
      for (const idKey of plan.idKeys) {
        const document = this.store.byId(this.name, idKey)
        if (document) yield { key: idKey, document }
      }
    } else if (plan.kind === 'idRange') {
      for (const range of plan.ranges)
        for (const document of this.store.scanIds(this.name, range, plan.backwards))
          yield { key: document.idKey, document }
    } else {
      for (const range of plan.ranges) {
        yield* this.store.scanIndex(this.name, plan.index.stored.number, range, plan.backwards)
      }
    }
  }

  private inOrder(found: Found[], order: Order | null): Found[] {
    const basis =
      this.switches.shuffle === null
        ? found.sort((a, b) => a.stored.sequence - b.stored.sequence)
        : this.shuffled(found, this.switches.shuffle)
    if (!order || basis.length < 2) return basis
    const byDocument = new Map(basis.map((item) => [item.document, item]))
    const sorted = matcherOf({})
      .find<Fields>([...byDocument.keys()])
      .sort(order)
      .all()
    return sorted.map((document) => byDocument.get(document)!)
  }

  /** Fisher-Yates over a linear congruential generator: every selection differs, every run repeats. */
  private shuffled(found: Found[], seed: number): Found[] {
    for (let last = found.length - 1; last > 0; last--) {
      this.random = (Math.imul(this.random ^ seed, 1664525) + 1013904223) >>> 0
      const other = this.random % (last + 1)
      ;[found[last], found[other]] = [found[other]!, found[last]!]
    }
    return found
  }

  private checkId(id: unknown): string {
    // The ids of a collection also give an order, which other values have no place in.
    if (id === null || !isScalar(id)) {
      throw requestFailed(`The '_id' value cannot be of this type`)
    }
    const idKey = keyOf([id])
    if (this.store.byId(this.name, idKey)) throw duplicateKey(this.switches.duplicateForm, this.name, '_id_')
    return idKey
  }

  private checkSize(document: Fields): string {
    const text = encode(document)
    if (text.length > largestDocument / 4 && calculateObjectSize(document) > largestDocument) {
      throw requestFailed('document exceeds 16 MB')
    }
    return text
  }

  private entriesOf(document: Fields, indexes: readonly DefinedIndex[] = this.indexes): IndexEntry[] {
    return indexes.flatMap((index) => {
      const values = index.fields.map((field) => valuesAt(document, field))
      if (index.unique && values.filter(({ length }) => length > 1).length > 1) {
        throw requestFailed(`cannot index parallel arrays: ${index.stored.name}`)
      }
      if (!index.stored.multikey && values.some((list) => list.length !== 1 || !isScalar(list[0]))) {
        this.store.markMultikey(index.stored)
      }
      return [...combinations(values)].map((key) => ({ index: index.stored.number, key }))
    })
  }

  private checkUnique(
    entries: readonly IndexEntry[],
    own: number | null,
    indexes: readonly DefinedIndex[] = this.indexes,
  ): void {
    for (const { stored, unique } of indexes) {
      if (!unique) continue
      for (const { index, key } of entries) {
        if (index !== stored.number) continue
        if (this.store.sequencesAt(index, key).some((sequence) => sequence !== own)) {
          throw duplicateKey(this.switches.duplicateForm, this.name, stored.name)
        }
      }
    }
  }
}

/** Whether the candidates come as wanted, so that reading may stop once there are enough. */
function isStreaming(plan: Plan, order: Order | null): boolean {
  return order ? 'ordered' in plan && plan.ordered > 0 : plan.kind === 'collection'
}

/**
 * Every combination of the values: elements of one array that meet different conditions are then
 * found through one key, as `{ 'tail.branchId': …, 'tail.day': … }` asks.
 */
function combinations(values: readonly unknown[][]): Set<string> {
  let keys = ['']
  for (const list of values) {
    const parts = new Set(list.map((value) => keyOf([value])))
    keys = keys.flatMap((key) => [...parts].map((part) => key + part))
  }
  return new Set(keys)
}

function without(entries: readonly IndexEntry[], others: readonly IndexEntry[]): IndexEntry[] {
  const known = new Set(others.map(({ index, key }) => `${index} ${key}`))
  return entries.filter(({ index, key }) => !known.has(`${index} ${key}`))
}

function signatureOf(index: IndexManifest): string {
  return JSON.stringify([index.unique, index.keys.map(({ field }) => field)])
}
