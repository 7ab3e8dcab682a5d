import { isPlainObject, type Fields } from '../protocol-ejson'
import { isScalar, type Bound, type Scalar } from './ordered-keys'

/** What a query certainly demands of one field: one of some values, or a range. */
export interface Condition {
  points?: Scalar[]
  bounds: Bound[]
}

/**
 * The demands that every match fulfils, by field path, for choosing candidates. Whatever is not
 * understood (alternatives, negations, patterns) is left out: it narrows nothing, and the matcher
 * still sees it.
 */
export function conditionsOf(query: Fields): Map<string, Condition> {
  const conditions = new Map<string, Condition>()
  read(query, '', conditions)
  return conditions
}

function read(query: Fields, prefix: string, conditions: Map<string, Condition>): void {
  for (const [name, value] of Object.entries(query)) {
    if (name === '$and' && Array.isArray(value)) {
      for (const part of value) if (isPlainObject(part)) read(part, prefix, conditions)
    } else if (!name.startsWith('$')) {
      readField(prefix + name, value, conditions)
    }
  }
}

function readField(path: string, value: unknown, conditions: Map<string, Condition>): void {
  if (isScalar(value)) {
    at(path, conditions).points ??= [value]
  } else if (isPlainObject(value)) {
    for (const [operator, operand] of Object.entries(value)) {
      readOperator(path, operator, operand, conditions)
    }
  }
}

function readOperator(
  path: string,
  operator: string,
  operand: unknown,
  conditions: Map<string, Condition>,
): void {
  switch (operator) {
    case '$eq':
      if (isScalar(operand)) at(path, conditions).points ??= [operand]
      return
    case '$in':
      if (Array.isArray(operand) && operand.every(isScalar)) {
        at(path, conditions).points ??= [...new Set(operand)]
      }
      return
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      if (typeof operand === 'string' || typeof operand === 'number' || operand instanceof Date) {
        at(path, conditions).bounds.push({ operator, value: operand })
      }
      return
    case '$elemMatch':
      // Of an element's fields, not of the element itself: `{ tail: { $elemMatch: { day } } }`.
      if (isPlainObject(operand) && !Object.keys(operand).some((key) => key.startsWith('$'))) {
        read(operand, `${path}.`, conditions)
      }
  }
}

function at(path: string, conditions: Map<string, Condition>): Condition {
  let condition = conditions.get(path)
  if (!condition) {
    condition = { bounds: [] }
    conditions.set(path, condition)
  }
  return condition
}
