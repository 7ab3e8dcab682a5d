/** True for terms that say the same: the order in which a form sends its fields is no change. */
export function sameTerms<T>(a: T, b: T): boolean {
  return canonical(a) === canonical(b)
}

/** JSON with sorted keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
