import type { Fields } from '../protocol-ejson'
import { conditionsOf, type Condition } from './conditions'
import type { StoredIndex } from './document-store'
import { keyOf, keyPart, under, within, type KeyRange } from './ordered-keys'

export type Order = Record<string, 1 | -1>

export interface DefinedIndex {
  readonly stored: StoredIndex
  readonly unique: boolean
  readonly fields: readonly string[]
}

/** Where candidates come from. They may be too many, never too few. */
export type Plan =
  | { kind: 'collection' }
  | { kind: 'ids'; idKeys: string[] }
  /** Like an index, which every collection has of its `_id`. */
  | { kind: 'idRange'; ranges: KeyRange[]; backwards: boolean; ordered: number }
  | {
      kind: 'index'
      index: DefinedIndex
      ranges: KeyRange[]
      backwards: boolean
      /** How many leading key components hold still or follow the wanted order; 0: no order. */
      ordered: number
    }

const mostPrefixes = 1000
const idIndex: DefinedIndex = {
  stored: { number: 0, name: '_id_', signature: '', multikey: false },
  unique: true,
  fields: ['_id'],
}

export function choosePlan(query: Fields, order: Order | null, indexes: readonly DefinedIndex[]): Plan {
  const conditions = conditionsOf(query)
  const ids = conditions.get('_id')?.points
  if (ids) return { kind: 'ids', idKeys: ids.map((id) => keyOf([id])) }
  let best: { plan: Plan; merit: number } = { plan: { kind: 'collection' }, merit: 0 }
  for (const index of indexes) {
    const offer = planIndex(index, conditions, order)
    if (offer.merit > best.merit) best = offer
  }
  const byId = planIndex(idIndex, conditions, order)
  return byId.merit > best.merit ? { ...byId.plan, kind: 'idRange' } : best.plan
}

function planIndex(
  index: DefinedIndex,
  conditions: Map<string, Condition>,
  order: Order | null,
): { plan: Plan & { kind: 'index' }; merit: number } {
  const { prefixes, fixed } = fixedFields(index, conditions)
  const bounds = conditions.get(index.fields[fixed] ?? '')?.bounds ?? []
  // Different elements of an array may meet different bounds, so only one of them narrows.
  const usable = index.stored.multikey ? bounds.slice(0, 1) : bounds
  const ranges = prefixes
    .map((prefix) => (usable.length > 0 ? within(prefix, usable) : under(prefix)))
    .filter((range) => range !== null)
  const delivered =
    order && prefixes.length === 1 && !index.stored.multikey ? deliveredOrder(index, fixed, order) : null
  const merit =
    (index.unique && fixed === index.fields.length ? 100 : 0) +
    fixed * 10 +
    (usable.length > 0 ? 5 : 0) +
    (delivered ? 3 : 0)
  return {
    plan: {
      kind: 'index',
      index,
      ranges,
      backwards: delivered?.backwards ?? false,
      ordered: delivered ? fixed + delivered.count : 0,
    },
    merit,
  }
}

/** Leading fields with given values: every combination of them is a prefix of keys. */
function fixedFields(
  index: DefinedIndex,
  conditions: Map<string, Condition>,
): { prefixes: string[]; fixed: number } {
  let prefixes = ['']
  let fixed = 0
  for (const field of index.fields) {
    const parts = conditions.get(field)?.points?.map(keyPart)
    if (!parts || prefixes.length * parts.length > mostPrefixes) break
    prefixes = prefixes.flatMap((prefix) => parts.map((part) => prefix + part))
    fixed++
  }
  return { prefixes, fixed }
}

function deliveredOrder(
  index: DefinedIndex,
  fixed: number,
  order: Order,
): { count: number; backwards: boolean } | null {
  let count = 0
  let direction: 1 | -1 | undefined
  for (const [field, wanted] of Object.entries(order)) {
    if (index.fields.slice(0, fixed).includes(field)) continue
    if (field !== index.fields[fixed + count] || (direction ?? wanted) !== wanted) break
    direction = wanted
    count++
  }
  return count > 0 ? { count, backwards: direction === -1 } : null
}
