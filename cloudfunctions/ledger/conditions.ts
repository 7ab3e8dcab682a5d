import { type Scalar, UnsafeValueError, checkKey, checkScalar } from './guard'

/**
 * Conditions are plain values or made by the functions below. JSON from outside can be neither an
 * `Operator` nor an `Inside`, so no input can turn into an operator.
 */
export type Condition = Scalar | Operator | Inside
export type Where = Readonly<Record<string, Condition>>

type Comparison = '$gt' | '$gte' | '$lt' | '$lte' | '$ne'

export class Operator {
  constructor(readonly mongo: Readonly<Record<string, Scalar | readonly Scalar[]>>) {}
}

/** Conditions on what lies within a field: a map's keys, or the fields of an array's elements. */
export class Inside {
  constructor(readonly where: Where) {}
}

function compare(operator: Comparison, value: string | number | boolean): Operator {
  checkScalar(value, operator)
  return new Operator({ [operator]: value })
}

export const moreThan = (value: string | number) => compare('$gt', value)
export const atLeast = (value: string | number) => compare('$gte', value)
export const lessThan = (value: string | number) => compare('$lt', value)
export const atMost = (value: string | number) => compare('$lte', value)
export const not = (value: string | number | boolean) => compare('$ne', value)

/** `low <= field < high`: half-open, like all intervals here. */
export function between(low: string | number, high: string | number): Operator {
  checkScalar(low, 'between')
  checkScalar(high, 'between')
  return new Operator({ $gte: low, $lt: high })
}

/** A number up to `limit`: leaves out null, which means "nothing is due". */
export function dueBy(limit: number): Operator {
  checkScalar(limit, 'dueBy')
  return new Operator({ $gt: 0, $lte: limit })
}

export function oneOf(values: readonly (string | number)[]): Operator {
  for (const value of values) checkScalar(value, 'oneOf')
  return new Operator({ $in: [...values] })
}

export const absent = new Operator(Object.freeze({ $exists: false }))
export const present = new Operator(Object.freeze({ $exists: true }))

/** `inside({ branchId: 'x' })` under `tail` asks for `tail.branchId`; keys are single segments. */
export function inside(where: Where): Inside {
  return new Inside(where)
}

/** The query as the service reads it: paths are joined here and nowhere else. */
export function encodeWhere(where: Where, place: string, prefix = ''): Record<string, unknown> {
  const query: Record<string, unknown> = {}
  for (const [key, condition] of Object.entries(where)) {
    checkKey(key, place)
    const path = prefix + key
    if (condition instanceof Inside) Object.assign(query, encodeWhere(condition.where, place, `${path}.`))
    else if (condition instanceof Operator) query[path] = { ...condition.mongo }
    else {
      checkScalar(condition, `${place}.${path}`)
      query[path] = condition
    }
  }
  return query
}

export type Direction = 'asc' | 'desc'
export type Order = readonly (readonly [field: string, direction: Direction])[]

/** Refuses an order that doesn't end in `_id`: paging would lose or repeat equals. */
export function checkOrder(order: Order, place: string): void {
  if (order.at(-1)?.[0] !== '_id') throw new UnsafeValueError(place, 'the order must end in _id')
  for (const [field] of order) for (const segment of field.split('.')) checkKey(segment, place)
}

/** What comes after a row that had these values in the ordered fields: keyset paging. */
export function encodeAfter(order: Order, after: readonly (string | number)[], place: string): object[] {
  if (after.length !== order.length) throw new UnsafeValueError(place, 'one value for each ordered field')
  return order.map(([field, direction], index) => {
    const alternative: Record<string, unknown> = {}
    order.slice(0, index).forEach(([earlier], position) => {
      alternative[earlier] = after[position]
    })
    const value = after[index]
    checkScalar(value, place)
    alternative[field] = { [direction === 'asc' ? '$gt' : '$lt']: value }
    return alternative
  })
}
