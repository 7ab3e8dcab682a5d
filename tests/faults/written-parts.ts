import { canonicalJson } from '../../cloudfunctions/ledger/digest'
import type { Operation } from './scheduled-operations'
import { openInstance, type World } from './scheduled-shop'
import { FREE } from './schedules'

/** Every commit writes these, whatever it is about. */
const OF_EVERY_COMMIT = ['operations', 'lastAt']
/** What only grows by documents of one operation each. */
const OF_ONE_OPERATION = ['journal', 'outbox']

/**
 * What an operation writes when it is alone: parts of members' states, and other documents that
 * stand already. Two operations without a common part meet in the member's version alone, which is
 * the same mechanism for all of them.
 */
export async function writtenParts(base: World, operation: Operation): Promise<ReadonlySet<string>> {
  const world = base.copy()
  await operation.send(await openInstance(world, FREE, 10))
  const parts = new Set<string>()
  for (const { collection, id, before, after } of world.documents.changed(base.documents)) {
    if (OF_ONE_OPERATION.includes(collection)) continue
    if (collection !== 'members') {
      if (before) parts.add(`${collection}/${id}`)
      continue
    }
    const [was, is] = [stateOf(before?.value), stateOf(after?.value)]
    for (const key of new Set([...Object.keys(was), ...Object.keys(is)]))
      if (
        !OF_EVERY_COMMIT.includes(key) &&
        canonicalJson(was[key] ?? null) !== canonicalJson(is[key] ?? null)
      )
        parts.add(`${id}/${key}`)
  }
  return parts
}

function stateOf(member: Record<string, unknown> | undefined): Record<string, unknown> {
  return (member?.state ?? {}) as Record<string, unknown>
}
