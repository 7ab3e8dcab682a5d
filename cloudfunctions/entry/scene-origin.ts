import { parseScene, type Scene } from '../contract/referral-scene'
import type { Origin } from '../domain/referral-link'
import type { Scope } from './handler'
import { personNow } from './successors'

const WINDOW_MS = 60_000
/** Codes that lead nowhere, within a minute and an instance: nobody mistypes so many. */
const MOST_MISSES = 30
/** All who come without login share one count: they lose a name on the page, nothing else. */
const MOST_ANONYMOUS_MISSES = 300
const MOST_CALLERS = 5_000

let windowStart = 0
let misses = new Map<string, number>()

/**
 * Whose code a scene holds, as they are now (M062). Null for one that is unknown, altered, or of a
 * channel that was taken out — and for who has tried too many: the answer is the same in each case.
 * @param caller the openid, or null
 */
export async function originOf(
  scene: string,
  caller: string | null,
  { backend, now }: Pick<Scope, 'backend' | 'now'>,
): Promise<Origin | null> {
  const parsed = parseScene(scene)
  if (!parsed || !mayTry(caller, now)) return null
  const origin = await found(parsed, { backend, now })
  if (!origin) misses.set(caller ?? '', (misses.get(caller ?? '') ?? 0) + 1)
  return origin
}

async function found(scene: Scene, { backend, now }: Pick<Scope, 'backend' | 'now'>): Promise<Origin | null> {
  const owner = await backend.referralCodes.ownerOf(scene)
  if (!owner) return null
  if (owner.kind === 'member') {
    const inviter = await personNow(owner.id, { backend }, now)
    return inviter?.joinedAt ? { kind: 'member', inviter } : null
  }
  const release = await backend.releases.current(now)
  const known = 'ok' in release ? [] : (release.acquisition?.channels ?? [])
  return known.some(({ id }) => id === owner.id) ? { kind: 'channel', channelId: owner.id } : null
}

function mayTry(caller: string | null, now: number): boolean {
  if (now - windowStart >= WINDOW_MS || now < windowStart || misses.size > MOST_CALLERS) {
    windowStart = now
    misses = new Map()
  }
  return (misses.get(caller ?? '') ?? 0) < (caller === null ? MOST_ANONYMOUS_MISSES : MOST_MISSES)
}
