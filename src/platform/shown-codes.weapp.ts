import type { ShownCode } from './outcomes'

/** Phones scan codes; there is nothing to announce. Returns what stops announcing. */
export function announceShownCode(_current: () => ShownCode | null): () => void {
  return () => undefined
}

export function listShownCodes(): Promise<ShownCode[]> {
  return Promise.resolve([])
}
