const KEY = 'huika-person'

/**
 * Which demo person this window acts as; the local gateway turns it into an identity. The address
 * comes first: two phones side by side are frames of one tab and share its sessionStorage.
 */
export function currentPerson(): string {
  const fromHash = window.location.hash.split('?')[1] ?? ''
  const named =
    new URLSearchParams(window.location.search).get('person') ?? new URLSearchParams(fromHash).get('person')
  if (named) {
    window.sessionStorage.setItem(KEY, named)
    return named
  }
  return window.sessionStorage.getItem(KEY) ?? ''
}
