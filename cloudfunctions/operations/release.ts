import { isRefusal, refuse } from '../contract/refusals'
import { releaseCatalogue } from '../domain/catalogue'
import { seedHash } from '../domain/prize-draws'
import type { Release } from '../domain/release'
import { forStaff, type Scope } from '../entry/handler'
import { textDigest } from '../ledger/digest'
import { resizeStocks } from './resized-stocks'

/**
 * The snapshot is published by its number: two owners who edit at once can't overwrite each
 * other. The owner's journal keeps who released what.
 */
export const release = forStaff('operations.release', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run(input, scope) {
    const { backend, now, deadline, clerk, memberId } = scope
    const { operationId, expectedRelease, draft } = input
    const request = {
      memberId,
      member: clerk,
      operationId,
      command: 'operations.release',
      actor: { role: 'owner', memberId, branchId: null },
      input,
      now,
      deadline,
    } as const
    const applied = await backend.ledger.findApplied(request)
    if (isRefusal(applied)) return applied
    if (applied?.facts.kind === 'release')
      return { release: applied.facts.release, newVersions: applied.facts.newVersions }

    const previous = await backend.releases.latest(now)
    if (previous?.operationId !== operationId && (previous?.release.release ?? 0) !== expectedRelease)
      return refuse('RELEASE_CONFLICT')
    const base =
      previous?.operationId === operationId ? await backend.releases.before(previous) : previous?.release
    const checked = releaseCatalogue(base ?? null, draft, now, textDigest)
    if (isRefusal(checked)) return checked
    const drawSeedHashes = await seedHashes(checked.release, scope)
    const released = { ...checked, release: { ...checked.release, drawSeedHashes } }
    if (previous?.operationId !== operationId) {
      const published = await backend.releases.publish(released.release, operationId, previous)
      if (published === 'conflict') return refuse('RELEASE_CONFLICT')
    }
    await resizeStocks(released.release, scope)
    const committed = await backend.ledger.commit({
      ...request,
      decide: (state) => ({
        ok: true,
        state,
        postings: [],
        facts: {
          kind: 'release',
          release: released.release.release,
          newVersions: released.newVersions,
        },
        due: [],
      }),
    })
    if (isRefusal(committed)) return committed
    return { release: released.release.release, newVersions: released.newVersions }
  },
})

/** Each draw has a seed from before anybody can take a chance; its hash is published with it (M078). */
async function seedHashes(
  { participation }: Release,
  { backend, now }: Scope,
): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {}
  for (const { id } of participation?.draws ?? [])
    hashes[id] = seedHash(await backend.drawSeeds.keep(id, backend.newSecret(), now))
  return hashes
}
