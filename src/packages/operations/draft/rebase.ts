/**
 * Lays what was changed since `base` over what is released now: what somebody else released in the
 * meantime stays, except where both changed the same thing. Lists of things with ids are compared
 * by id: what others took out is not brought back, what was taken out here stays out.
 */
export function rebase<T>(base: T | null, mine: T, theirs: T): T {
  if (base !== null && same(mine, base)) return theirs
  if (base !== null && same(theirs, base)) return mine
  if (isList(mine) && isList(theirs)) return lists(isList(base) ? base : [], mine, theirs) as T
  if (isRecord(mine) && isRecord(theirs)) return records(isRecord(base) ? base : {}, mine, theirs) as T
  return mine
}

type Identified = Record<string, unknown> & { id: string }

function lists(
  base: readonly Identified[],
  mine: readonly Identified[],
  theirs: readonly Identified[],
): Identified[] {
  const find = (list: readonly Identified[], id: string) => list.find((one) => one.id === id)
  const kept = theirs.flatMap((their) => {
    const before = find(base, their.id)
    const own = find(mine, their.id)
    if (own) return [rebase(before ?? null, own, their)]
    return before ? [] : [their]
  })
  const added = mine.filter(({ id }) => !find(theirs, id) && !find(base, id))
  return [...kept, ...added]
}

function records(
  base: Record<string, unknown>,
  mine: Record<string, unknown>,
  theirs: Record<string, unknown>,
): Record<string, unknown> {
  const keys = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])]
  const entries = keys.map((key) => [key, oneOf(base[key], mine[key], theirs[key])] as const)
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

function oneOf(base: unknown, mine: unknown, theirs: unknown): unknown {
  if (same(mine, base)) return theirs
  if (same(theirs, base)) return mine
  if (mine === undefined || theirs === undefined) return mine
  return rebase(base ?? null, mine, theirs)
}

/** Equal by value, whatever the order of the keys. */
export function same(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((item, index) => same(item, right[index]))
  if (!isRecord(left) || !isRecord(right)) return false
  const keys = new Set([...Object.keys(left), ...Object.keys(right)])
  return [...keys].every((key) => same(left[key], right[key]))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isList(value: unknown): value is readonly Identified[] {
  return Array.isArray(value) && value.every((item) => isRecord(item) && typeof item.id === 'string')
}
