/**
 * An error as the service answers it: HTTP 200 with `code` and `message` in the body. The SDK
 * throws it on as `{ code, message, requestId }` and drops everything else.
 */
export class CloudBaseError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message)
    this.name = 'CloudBaseError'
  }
}

const advice = 'Please check your request, but if the problem persists, contact us.'

export function invalidParam(message: string): CloudBaseError {
  return new CloudBaseError('INVALID_PARAM', `[InvalidParameter] ${message}. ${advice}`)
}

export function requestFailed(message: string): CloudBaseError {
  return new CloudBaseError('DATABASE_REQUEST_FAILED', `[FailedOperation] ${message}. ${advice}`)
}

export function collectionMissing(name: string): CloudBaseError {
  return new CloudBaseError(
    'DATABASE_COLLECTION_NOT_EXIST',
    `[ResourceNotFound] Db or Table not exist: ${name}. ${advice}`,
  )
}

export function collectionExists(name: string): CloudBaseError {
  return new CloudBaseError('DATABASE_COLLECTION_EXIST', `[ResourceInUse] Table exist: ${name}. ${advice}`)
}

/** The two forms in which the real service was seen to report a duplicate key. */
export type DuplicateForm = 'DATABASE_DUPLICATE_WRITE' | 'DATABASE_REQUEST_FAILED'

export function duplicateKey(form: DuplicateForm, collection: string, index: string): CloudBaseError {
  const message = `E11000 duplicate key error collection: ${collection} index: ${index}`
  return form === 'DATABASE_REQUEST_FAILED'
    ? requestFailed(message)
    : new CloudBaseError(form, `[ResourceInUse.DuplicateWrite] ${message}. ${advice}`)
}

/**
 * The product uses no transactions (their locks stall other writes for up to 30 s), so a request
 * that carries one is a bug. The code is none of the service's, so that nobody retries it.
 */
export function transactionRefused(): CloudBaseError {
  return new CloudBaseError(
    'TRANSACTIONS_REFUSED',
    'The local CloudBase refuses transactions: commit one conditional write of one document instead.',
  )
}
