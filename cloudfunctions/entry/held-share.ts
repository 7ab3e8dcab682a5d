import { isRefusal, type Refusal } from '../contract/refusals'
import type { CommitRequest, CommitResult } from '../ledger/ledger'
import type { HoldResult } from '../ledger/shared-stock'
import type { Scope } from './handler'

/** One of what several people share, as one attempt takes it. */
export interface Share {
  readonly stock: string
  /** The attempt's own: whoever repeats it meets the one that was taken. */
  readonly key: string
  /** How many there are in all, for a stock that nobody has taken from yet. */
  readonly total: number
}

/** Takes one before the commit that needs it; a stock that isn't there yet is made. Up to three calls. */
export async function takeShare(
  { stock, key, total }: Share,
  { backend, now }: Pick<Scope, 'backend' | 'now'>,
): Promise<HoldResult> {
  const taken = await backend.stock.hold(stock, key, now)
  if (taken !== 'absent') return taken
  await backend.stock.create(stock, total, now)
  return backend.stock.hold(stock, key, now)
}

/**
 * After a refused commit: the attempt is put out of use, then its share goes back. While the outcome
 * is open nothing goes back. Answers what the member is to be told: the refusal, or how the attempt
 * was applied after all.
 */
export async function giveShareBack(
  refused: Refusal,
  request: Omit<CommitRequest, 'decide'>,
  { stock, key }: Pick<Share, 'stock' | 'key'>,
  { backend, now }: Pick<Scope, 'backend' | 'now'>,
): Promise<CommitResult> {
  if (refused.code === 'BUSY' || refused.code === 'UNKNOWN') return refused
  const cancelled = await backend.ledger.cancel(request)
  if (isRefusal(cancelled)) return cancelled
  if (cancelled.entry.facts.kind !== 'cancelled') return cancelled
  await backend.stock.release(stock, key, now)
  return refused
}
