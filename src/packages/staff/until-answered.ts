import { isDefinite, toCallError, type CallError } from '@/services/call'

/** Pauses between sendings; the last one repeats. */
const PAUSES_MS = [400, 1000, 2000, 4000, 8000]

interface Options {
  /** Told after each sending without a definite answer, with the number of sendings so far. */
  unsure?: (error: CallError, sendings: number) => void
  /** True once nobody waits any more: the next pause ends it. */
  stopped?: () => boolean
}

/**
 * Repeats a call that does the same however often it arrives, until there is a definite answer.
 * Resolves with the answer, or null when it was stopped; throws CallError on a definite refusal.
 */
export async function untilAnswered<T>(
  send: () => Promise<T>,
  { unsure, stopped }: Options = {},
): Promise<T | null> {
  for (let sendings = 1; ; sendings += 1) {
    try {
      return await send()
    } catch (thrown) {
      const error = toCallError(thrown)
      if (isDefinite(error) || error.code === 'UPDATE_REQUIRED') throw error
      if (stopped?.()) return null
      unsure?.(error, sendings)
    }
    await pause(PAUSES_MS[Math.min(sendings, PAUSES_MS.length) - 1] ?? 0)
    if (stopped?.()) return null
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
}
