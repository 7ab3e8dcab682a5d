/** What host and instance say to each other over the process's channel. */

export interface LoadOrder {
  kind: 'load'
  file: string
  offset: number
}

export interface CallOrder {
  kind: 'call'
  id: string
  /** JSON. */
  event: string
  context: Record<string, unknown>
  /** Written into the instance's `process.env` and left there, as the platform does. */
  environ: Record<string, string>
  /** What to add to the machine's time during this call. */
  offset: number
}

export type Order = LoadOrder | CallOrder

export type Report =
  | { kind: 'ready' }
  | { kind: 'load_failed'; message: string }
  /** `result` is JSON. */
  | { kind: 'answer'; id: string; result: string }
  | { kind: 'failure'; id: string; name: string; message: string }
  | { kind: 'too_large'; id: string; bytes: number }

/** Event and answer of one call: 6 MB, as SCF counts them. */
export const MOST_BYTES = 6 * 1024 * 1024
