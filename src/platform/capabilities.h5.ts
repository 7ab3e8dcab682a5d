/** A browser has no base library. */
export const MINIMUM_BASE_LIBRARY = ''

export function checkBaseLibrary(): boolean {
  return true
}

export function isRefusedByPerson(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'NotAllowedError'
}
