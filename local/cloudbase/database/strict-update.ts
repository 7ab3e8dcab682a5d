import { isPlainObject, type Fields } from '../protocol-ejson'
import { requestFailed } from '../protocol-errors'

/**
 * Refuses what MongoDB refuses and mingo silently accepts: arithmetic on what is no number, a path
 * through null or a scalar, array operators on what is no array, field names that cannot be stored.
 */
export function checkUpdate(document: Fields, update: Fields): void {
  for (const [operator, fields] of Object.entries(update)) {
    if (!operator.startsWith('$')) throw requestFailed(`unknown update operator: ${operator}`)
    if (!isPlainObject(fields))
      throw requestFailed(`Modifiers operate on fields: ${operator} needs an object`)
    for (const [path, operand] of Object.entries(fields)) check(document, operator, path, operand)
  }
}

function check(document: Fields, operator: string, path: string, operand: unknown): void {
  if (path.split('.').some((name) => name === '')) throw requestFailed(`The update path '${path}' is empty`)
  if (path === '_id' || path.startsWith('_id.')) {
    throw requestFailed(`Performing an update on the path '_id' would modify the immutable field '_id'`)
  }
  const lenient =
    operator === '$unset' || operator === '$pull' || operator === '$pullAll' || operator === '$pop'
  const current = follow(document, path, lenient)
  switch (operator) {
    case '$inc':
    case '$mul':
      if (typeof operand !== 'number') {
        throw requestFailed(`Cannot ${operator} with non-numeric argument: {${path}: ${typeName(operand)}}`)
      }
      if (current !== undefined && typeof current !== 'number') {
        throw requestFailed(
          `Cannot apply ${operator} to a value of non-numeric type. The field '${path}' is of ${typeName(current)}`,
        )
      }
      return
    case '$push':
    case '$addToSet':
    case '$pull':
    case '$pullAll':
    case '$pop':
      if (current !== undefined && !Array.isArray(current)) {
        throw requestFailed(`The field '${path}' must be an array but is of type ${typeName(current)}`)
      }
      if (operator === '$push' || operator === '$addToSet') checkOperand(operand)
      return
    case '$rename':
      follow(document, String(operand), false)
      return
    case '$set':
    case '$setOnInsert':
    case '$min':
    case '$max':
      checkNames(operand)
  }
}

function checkOperand(operand: unknown): void {
  checkNames(isPlainObject(operand) && '$each' in operand ? operand.$each : operand)
}

/** The value at the path, undefined when missing. */
function follow(document: Fields, path: string, lenient: boolean): unknown {
  let value: unknown = document
  for (const name of path.split('.')) {
    // Positional operators stand for elements that mingo finds itself.
    if (name.startsWith('$')) return undefined
    if (value === undefined) return undefined
    if (Array.isArray(value)) {
      if (!/^\d+$/.test(name)) {
        if (lenient) return undefined
        throw requestFailed(`Cannot create field '${name}' in an array (path '${path}')`)
      }
      value = (value as unknown[])[Number(name)]
    } else if (isPlainObject(value)) {
      value = value[name]
    } else {
      if (lenient) return undefined
      throw requestFailed(
        `Cannot create field '${name}' in element of type ${typeName(value)} (path '${path}')`,
      )
    }
  }
  return value
}

/** Names that begin with `$` or hold a dot can be written by some servers, but never be reached again. */
export function checkNames(value: unknown): void {
  if (Array.isArray(value)) {
    value.forEach(checkNames)
  } else if (isPlainObject(value)) {
    for (const [name, inner] of Object.entries(value)) {
      if (name === '' || name.startsWith('$') || name.includes('.')) {
        throw requestFailed(`The field name '${name}' is not valid for storage`)
      }
      checkNames(inner)
    }
  }
}

function typeName(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (value instanceof Date) return 'date'
  return typeof value
}
