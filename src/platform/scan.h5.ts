import type { ScanOutcome } from './outcomes'

/** Taro's h5 scanCode resolves with nothing, so the browser has no camera here: type, paste or pick. */
export const canScan = false

export function scanCode(): Promise<ScanOutcome> {
  return Promise.resolve({ kind: 'unavailable' })
}
