import type { Instance, Outcome } from './process-instance'
import type { CallOrder } from './protocol'

export interface PoolOptions {
  start(): Promise<Instance>
  maxInstances: number
  /** Added to each cold start: the real platform takes 0.8 to 3 s. */
  coldStartMs: number
}

export interface PoolCounts {
  coldStarts: number
  calls: number
  running: number
  instances: number
  waiting: number
}

/** A call that found no instance because the function could not be loaded. */
export type PoolOutcome = Outcome | { kind: 'not_started'; message: string }

/**
 * The instances of one function: an idle one is reused, a new one is started while there are fewer
 * than the cap, and beyond it calls wait in their order.
 */
export interface Pool {
  run(order: () => Omit<CallOrder, 'kind'>, timeoutMs: number): Promise<PoolOutcome>
  /** Ends all instances at once, those in the middle of a call too. */
  kill(): void
  close(): Promise<void>
  counts(): PoolCounts
}

export function createPool(options: PoolOptions): Pool {
  const idle: Instance[] = []
  const busy = new Set<Instance>()
  const waiting: (() => void)[] = []
  const beingStarted = new Set<Promise<Instance>>()
  let closed = false
  let starting = 0
  let coldStarts = 0
  let calls = 0

  /** Takes a place below the cap, in order of asking. */
  function place(): Promise<void> {
    if (waiting.length === 0 && busy.size + starting < options.maxInstances) {
      starting += 1
      return Promise.resolve()
    }
    return new Promise((resolve) => waiting.push(resolve))
  }

  /** Hands a place that has become free to who waits longest. */
  function release(): void {
    if (waiting.length === 0 || busy.size + starting >= options.maxInstances) return
    starting += 1
    waiting.shift()?.()
  }

  async function instance(): Promise<Instance> {
    for (let candidate = idle.pop(); candidate; candidate = idle.pop()) {
      if (candidate.alive) return candidate
    }
    coldStarts += 1
    if (options.coldStartMs > 0) await new Promise((resolve) => setTimeout(resolve, options.coldStartMs))
    if (closed) throw new Error('the function host is closed')
    const start = options.start()
    beingStarted.add(start)
    try {
      return await start
    } finally {
      beingStarted.delete(start)
    }
  }

  return {
    async run(order, timeoutMs) {
      await place()
      let taken: Instance | null = null
      try {
        taken = await instance()
        if (closed) taken.kill()
        busy.add(taken)
      } catch (error) {
        return { kind: 'not_started', message: error instanceof Error ? error.message : String(error) }
      } finally {
        starting -= 1
        if (!taken) release()
      }
      calls += 1
      try {
        return await taken.call(order(), timeoutMs)
      } finally {
        busy.delete(taken)
        if (taken.alive) idle.push(taken)
        release()
      }
    },
    kill() {
      for (const each of [...busy, ...idle.splice(0)]) each.kill()
    },
    async close() {
      closed = true
      const started = await Promise.allSettled(beingStarted)
      const late = started.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []))
      const all = new Set([...busy, ...idle.splice(0), ...late])
      for (const each of all) each.kill()
      await Promise.all([...all].map((each) => each.exited))
    },
    counts: () => ({
      coldStarts,
      calls,
      running: busy.size,
      instances: busy.size + idle.filter((each) => each.alive).length,
      waiting: waiting.length,
    }),
  }
}
