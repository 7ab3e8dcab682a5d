import { overrideDate } from './date-offset'
import type { Outcome } from './process-instance'
import { MOST_BYTES, type CallOrder } from './protocol'

export interface FunctionEntry {
  main(event: never, context: never): unknown
}

export interface InlineRunner {
  run(name: string, order: Omit<CallOrder, 'kind'>, timeoutMs: number): Promise<Outcome>
  close(): void
}

export interface InlineOptions {
  load(name: string): Promise<FunctionEntry> | FunctionEntry
  environment(name: string): Record<string, string>
  /** Epoch ms. A time, no offset: a sum of two looks at the machine's clock can be a ms behind. */
  now(): number
}

/**
 * Runs functions in this process: no isolation, no kill at the time limit. Identity still comes by
 * the context alone, and event and result still pass through JSON. `process.env` is set in the same
 * turn in which `main` is called, so functions with different variables may run side by side as
 * long as they read them before they first wait.
 */
export function createInlineRunner(options: InlineOptions): InlineRunner {
  const restoreDate = overrideDate(globalThis, options.now)
  const before = { ...process.env }
  const loaded = new Map<string, Promise<FunctionEntry>>()

  function entry(name: string): Promise<FunctionEntry> {
    const known = loaded.get(name) ?? Promise.resolve(options.load(name))
    loaded.set(name, known)
    return known
  }

  return {
    async run(name, order, timeoutMs) {
      replaceEnvironment({ ...before, ...options.environment(name) })
      const { main } = await entry(name)
      let timer: NodeJS.Timeout | undefined
      const timedOut = new Promise<Outcome>((resolve) => {
        timer = setTimeout(() => resolve({ kind: 'timed_out' }), timeoutMs)
      })
      const answered = async (): Promise<Outcome> => {
        replaceEnvironment({ ...before, ...options.environment(name), ...order.environ })
        const result = JSON.stringify(
          (await main(JSON.parse(order.event) as never, order.context as never)) ?? null,
        )
        const bytes = Buffer.byteLength(result)
        return bytes > MOST_BYTES ? { kind: 'too_large', bytes } : { kind: 'answer', result }
      }
      try {
        return await Promise.race([answered(), timedOut])
      } catch (error) {
        const { name: kind, message } =
          error instanceof Error ? error : { name: 'Error', message: String(error) }
        return { kind: 'failure', name: kind, message }
      } finally {
        clearTimeout(timer)
      }
    },
    close() {
      restoreDate()
      replaceEnvironment(before)
    },
  }
}

function replaceEnvironment(values: NodeJS.ProcessEnv): void {
  for (const key of Object.keys(process.env)) if (!(key in values)) delete process.env[key]
  Object.assign(process.env, values)
}
