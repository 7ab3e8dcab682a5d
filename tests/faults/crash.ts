import type { FaultEffect } from '../../local/cloudbase/protocol-faults'
import type { Shop } from '../shop'

/**
 * What happens at one database call: the function dies before or after the effect (it is never
 * heard of again), or lives on with a lost answer, an error, a conflict.
 */
export type Blow = 'dies_before' | 'dies_after' | Exclude<FaultEffect['kind'], 'late'>

export const BLOWS: readonly Blow[] = [
  'dies_before',
  'dies_after',
  'drop_before',
  'drop_after',
  'error',
  'conflict',
  'status',
]

/** The long run strikes in every way, the commit run in those that differ most. */
export const STRIKES: readonly Blow[] = process.env.HUIKA_LONG
  ? BLOWS
  : ['dies_before', 'dies_after', 'drop_after']

/** More calls than any flow makes; the longest, a receipt with a turn of the daily timer after it, makes 32. */
const MOST_CALLS = 60

/** Each flow with each way to strike it, for `it.each`. */
export function struckFlows<F extends { readonly title: string }>(flows: readonly F[]) {
  return flows.flatMap((flow) => STRIKES.map((blow) => [flow.title, blow, flow] as const))
}

/**
 * Strikes a piece of work at its first call, at its second, until it makes no more, each time
 * prepared anew. After each blow the same intention comes once more while the first attempt may
 * still be on its way, and again when that one has woken up.
 */
export async function strikeEachCall<P extends { readonly work: () => Promise<unknown> }>(
  shop: Shop,
  blow: Blow,
  prepare: () => Promise<P>,
): Promise<P[]> {
  const played: P[] = []
  for (let nth = 1; nth <= MOST_CALLS; nth += 1) {
    const prepared = await prepare()
    const { reached, revive } = await withBlow(shop, nth, blow, prepared.work)
    await prepared.work().catch(() => undefined)
    await revive()
    await prepared.work().catch(() => undefined)
    played.push(prepared)
    if (!reached) return played
  }
  throw new Error(`more than ${MOST_CALLS} calls`)
}

export interface Struck {
  /** Whether the work made so many calls at all. */
  readonly reached: boolean
  /** Lets a stopped function go on, long after everybody thought it dead. */
  revive(): Promise<void>
}

/**
 * Runs `work` with a blow at its nth database call (counted from 1). Resolves when the work ended,
 * or when its function died.
 */
export async function withBlow(
  shop: Shop,
  nth: number,
  blow: Blow,
  work: () => Promise<unknown>,
): Promise<Struck> {
  const { faults } = shop.cloudbase
  if (blow === 'dies_before' || blow === 'dies_after') return dying(shop, nth, blow, work)
  faults.add({ nth, effect: effectOf(blow) })
  await work().catch(() => undefined)
  const reached = faults.pending() === 0
  faults.clear()
  return { reached, revive: () => Promise.resolve() }
}

async function dying(shop: Shop, nth: number, blow: Blow, work: () => Promise<unknown>): Promise<Struck> {
  const phase = blow === 'dies_before' ? 'before' : 'after'
  let met = 0
  let struck = -1
  let die = () => {}
  let wake = () => {}
  const died = new Promise<void>((resolve) => {
    die = resolve
  })
  const asleep = new Promise<void>((resolve) => {
    wake = resolve
  })
  const stop = shop.cloudbase.faults.onCall((call) => {
    if (call.phase === 'before') met += 1
    if (struck === -1 && met === nth && call.phase === phase) struck = call.seq
    if (call.seq !== struck) return
    die()
    return asleep
  })
  const worked = work().catch(() => undefined)
  await Promise.race([worked, died])
  stop()
  shop.dropCallbacks()
  return {
    reached: struck !== -1,
    async revive() {
      wake()
      await worked
    },
  }
}

function effectOf(blow: Exclude<Blow, 'dies_before' | 'dies_after'>): FaultEffect {
  switch (blow) {
    case 'error':
      return { kind: 'error', code: 'EXCEED_REQUEST_LIMIT' }
    case 'status':
      return { kind: 'status', status: 502 }
    default:
      return { kind: blow }
  }
}
