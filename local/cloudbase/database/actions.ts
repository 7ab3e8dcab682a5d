import { randomBytes } from 'node:crypto'
import { Aggregator, Query } from 'mingo'
import type { CollectionManifest } from '../../../cloudfunctions/manifest'
import { decode, decodeObject, decodeStored, encode, isPlainObject, type Fields } from '../protocol-ejson'
import {
  CloudBaseError,
  collectionExists,
  collectionMissing,
  invalidParam,
  requestFailed,
  transactionRefused,
} from '../protocol-errors'
import { Collection, type Found, type Selection, type Switches } from './collection'
import type { DocumentStore } from './document-store'
import { queryOptions } from './matching'
import type { Order } from './planner'

/** The parameters of a request, as they came. */
export type Parameters = Record<string, unknown>
export type Reply = Record<string, unknown>

const largestPage = 1000
const defaultPage = 100
const largestReply = 16 * 1024 * 1024
const everything: Selection = { order: null, offset: 0, limit: Number.MAX_SAFE_INTEGER }
const transactionActions = ['startTransaction', 'commitTransaction', 'abortTransaction', 'getInTransaction']

/** The `database.*` actions. Each runs without a pause, so one document's update is atomic. */
export class DatabaseActions {
  /** Documents read by the last action, for tests that prove that an index is used. */
  examined = 0

  private readonly collections = new Map<string, Collection>()

  constructor(
    private readonly store: DocumentStore,
    private readonly manifest: readonly CollectionManifest[],
    private readonly switches: Switches,
    private readonly now: () => number,
  ) {
    const present = new Set(store.collections())
    for (const { name } of manifest) if (!present.has(name)) store.createCollection(name)
    for (const name of store.collections()) this.open(name)
  }

  names(): string[] {
    return [...this.collections.keys()]
  }

  collection(name: unknown): Collection {
    if (typeof name !== 'string' || !name) throw invalidParam('collectionName is required')
    const collection = this.collections.get(name)
    if (!collection) throw collectionMissing(name)
    return collection
  }

  run(action: string, parameters: Parameters): Reply {
    if (transactionActions.includes(action) || parameters.transactionId) throw transactionRefused()
    this.examined = 0
    try {
      return this.perform(action, parameters)
    } catch (error) {
      if (error instanceof CloudBaseError) throw error
      // Whatever mingo refuses, the service would refuse as well.
      throw requestFailed(error instanceof Error ? error.message : String(error))
    }
  }

  private perform(action: string, parameters: Parameters): Reply {
    if (action === 'addCollection') return this.addCollection(parameters)
    const collection = this.collection(parameters.collectionName)
    switch (action) {
      case 'insertDocument':
        return this.insert(collection, parameters)
      case 'getDocument':
        return this.get(collection, parameters)
      case 'calculateDocument':
        return { total: this.count(collection, this.query(parameters, false)) }
      case 'modifyDocument':
        return this.modify(collection, parameters)
      case 'modifyAndReturnDoc':
        return this.modifyAndReturn(collection, parameters)
      case 'removeDocument':
        return this.remove(collection, parameters)
      case 'aggregateDocuments':
        return this.aggregate(collection, parameters)
      default:
        throw invalidParam(`unknown action: database.${action}`)
    }
  }

  private addCollection(parameters: Parameters): Reply {
    const name = parameters.collectionName
    if (typeof name !== 'string' || !/^[a-zA-Z][\w-]{0,255}$/.test(name)) {
      throw invalidParam('collectionName must begin with a letter and hold letters, digits, - and _')
    }
    if (this.collections.has(name)) throw collectionExists(name)
    this.store.createCollection(name)
    this.open(name)
    return {}
  }

  /** One after another: what was inserted before the first failure stays (not atomic). */
  private insert(collection: Collection, parameters: Parameters): Reply {
    const data = parameters.data
    if (!Array.isArray(data) || data.length === 0) throw invalidParam('data must be a list of documents')
    const documents = data.map((text) => decodeObject(text, 'data', this.now))
    const insertedIds: unknown[] = []
    for (const document of documents) {
      const { _id = randomBytes(16).toString('hex'), ...fields } = document
      collection.insert({ _id, ...fields })
      insertedIds.push(_id)
    }
    return { insertedIds }
  }

  private get(collection: Collection, parameters: Parameters): Reply {
    const query = this.query(parameters, parameters.queryType === 'DOC')
    const offset = pageNumber(parameters.offset ?? 0, 'offset', 0, Number.MAX_SAFE_INTEGER)
    const limit = pageNumber(parameters.limit ?? defaultPage, 'limit', 1, largestPage)
    const order = parameters.order === undefined ? null : this.order(parameters.order)
    const found = this.find(collection, query, { order, offset, limit })
    const list = this.project(found, parameters.projection)
    if (list.reduce((sum, text) => sum + Buffer.byteLength(text), 0) > largestReply) {
      throw requestFailed('the answer exceeds 16 MB')
    }
    return { list, limit, offset }
  }

  private count(collection: Collection, query: Fields): number {
    return Object.keys(query).length === 0 ? collection.size() : this.find(collection, query).length
  }

  private modify(collection: Collection, parameters: Parameters): Reply {
    const query = this.query(parameters, true)
    const data = decodeObject(parameters.data, 'data', this.now)
    if (parameters.merge !== true) return this.set(collection, query, data)
    const found = this.find(
      collection,
      query,
      parameters.multi === true ? everything : { ...everything, limit: 1 },
    )
    let modified = 0
    for (const item of found) if (collection.update(item, data).changed) modified++
    return { updated: this.switches.updatedCounts === 'matched' ? found.length : modified, upsert_id: null }
  }

  /** `doc(id).set(…)`: replaces the whole document, or inserts it. */
  private set(collection: Collection, query: Fields, data: Fields): Reply {
    if (Object.keys(data).some((name) => name.startsWith('$')) || '_id' in data) {
      throw requestFailed('a replacement holds neither operators nor _id')
    }
    const document = { _id: query._id, ...data }
    const [found] = this.find(collection, query, { ...everything, limit: 1 })
    if (!found) {
      if (lacksId(query)) throw invalidParam('an upsert needs an _id')
      collection.insert(document)
      return { updated: 0, upsert_id: query._id }
    }
    const changed = collection.replace(found, document)
    return { updated: changed || this.switches.updatedCounts === 'matched' ? 1 : 0, upsert_id: null }
  }

  private modifyAndReturn(collection: Collection, parameters: Parameters): Reply {
    const query = this.query(parameters, true)
    const data = decodeObject(parameters.data, 'data', this.now)
    const [found] = this.find(collection, query, { ...everything, limit: 1 })
    if (!found) return { updated: 0, doc: null }
    return { updated: 1, doc: encode(collection.update(found, data).document) }
  }

  private remove(collection: Collection, parameters: Parameters): Reply {
    const query = this.query(parameters, true)
    const found = this.find(
      collection,
      query,
      parameters.multi === true ? everything : { ...everything, limit: 1 },
    )
    for (const item of found) collection.remove(item)
    return { deleted: found.length }
  }

  private aggregate(collection: Collection, parameters: Parameters): Reply {
    const stages = parameters.stages
    if (!Array.isArray(stages)) throw invalidParam('stages must be a list')
    const pipeline = stages.map((stage: unknown) => {
      if (!isPlainObject(stage) || typeof stage.stageValue !== 'string') throw invalidParam('bad stage')
      const name = String(stage.stageKey)
      if (name === '$out' || name === '$merge') throw requestFailed(`${name} is not allowed`)
      return { [name]: decode(stage.stageValue, this.now) }
    })
    const first = pipeline[0]?.$match
    const found = this.find(collection, isPlainObject(first) ? first : {})
    const collectionResolver = (name: string) =>
      [...this.store.scan(this.collection(name).name)].map(({ text }) => decodeStored(text))
    const aggregator = new Aggregator(pipeline, { ...queryOptions, collectionResolver })
    return { list: aggregator.run(found.map(({ document }) => document)).map(encode) }
  }

  private find(collection: Collection, query: Fields, selection: Selection = everything): Found[] {
    const found = collection.select(query, selection)
    this.examined += collection.examined
    return found
  }

  /** A write without a condition, or with an empty one, is refused: it would touch every document. */
  private query(parameters: Parameters, required: boolean): Fields {
    const text = parameters.query
    if (text === undefined || text === '') {
      if (required) throw invalidParam('query is required')
      return {}
    }
    const query = decodeObject(text, 'query', this.now)
    if (required && Object.keys(query).length === 0) throw invalidParam('query must not be empty')
    return query
  }

  private order(text: unknown): Order {
    const order = decodeObject(text, 'order', this.now)
    if (Object.values(order).some((direction) => direction !== 1 && direction !== -1)) {
      throw invalidParam('order must be 1 or -1')
    }
    return order as Order
  }

  private project(found: Found[], projection: unknown): string[] {
    if (projection === undefined) return found.map(({ stored }) => stored.text)
    const fields = decodeObject(projection, 'projection', this.now)
    return new Query({}, queryOptions)
      .find<Fields>(
        found.map(({ document }) => document),
        fields,
      )
      .all()
      .map(encode)
  }

  private open(name: string): void {
    const indexes = this.manifest.find((collection) => collection.name === name)?.indexes ?? []
    this.collections.set(name, new Collection(name, this.store, indexes, this.switches))
  }
}

function lacksId(query: Fields): boolean {
  return query._id === undefined || isPlainObject(query._id)
}

function pageNumber(value: unknown, name: string, least: number, most: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
    throw invalidParam(`${name} must be an integer from ${least} to ${most}`)
  }
  return value
}
