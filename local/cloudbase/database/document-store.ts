import type { KeyRange } from './ordered-keys'

/** A document as it lies in a store: relaxed EJSON, and its place in the order of insertion. */
export interface StoredDocument {
  readonly sequence: number
  /** The ordered key of `_id`. */
  readonly idKey: string
  readonly text: string
}

export interface IndexedDocument {
  readonly key: string
  readonly document: StoredDocument
}

/** An index as a store knows it. */
export interface StoredIndex {
  readonly number: number
  readonly name: string
  /** Changes with the definition; an index with another signature is rebuilt. */
  readonly signature: string
  /** Once true, a document may have several entries or unordered values: no order is taken from it. */
  multikey: boolean
}

export interface IndexEntry {
  readonly index: number
  readonly key: string
}

export interface Change {
  readonly collection: string
  readonly kind: 'insert' | 'replace' | 'remove'
  /** Ignored for an insert, which is given the next one. */
  readonly sequence: number
  readonly idKey: string
  readonly text: string
  readonly removedEntries: readonly IndexEntry[]
  readonly addedEntries: readonly IndexEntry[]
}

/**
 * Where documents and index entries lie. A store knows neither queries nor uniqueness; it applies
 * one change at a time, all of it or nothing. Iterations must be finished or dropped before the
 * next change.
 */
export interface DocumentStore {
  collections(): string[]
  createCollection(name: string): void
  indexes(collection: string): StoredIndex[]
  createIndex(collection: string, name: string, signature: string): StoredIndex
  dropIndex(collection: string, index: StoredIndex): void
  markMultikey(index: StoredIndex): void
  addEntries(entries: readonly (IndexEntry & { sequence: number })[]): void
  size(collection: string): number
  byId(collection: string, idKey: string): StoredDocument | undefined
  /** In the order of insertion. */
  scan(collection: string): Iterable<StoredDocument>
  /** In the order of the keys. */
  scanIndex(collection: string, index: number, range: KeyRange, backwards: boolean): Iterable<IndexedDocument>
  /** In the order of the keys of `_id`. */
  scanIds(collection: string, range: KeyRange, backwards: boolean): Iterable<StoredDocument>
  /** Sequences of the documents that have exactly this key. */
  sequencesAt(index: number, key: string): number[]
  apply(change: Change): void
  close(): void
}
