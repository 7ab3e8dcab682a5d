import type { Brightness } from './outcomes'

/** A browser has no say over the screen; nobody is asked to do what a desktop screen needs not. */
export function raiseBrightness(): Promise<Brightness> {
  return Promise.resolve({ raised: true, restore: () => undefined })
}

export function keepAwake(_awake: boolean): void {
  return undefined
}

export function hideOnCapture(_hidden: boolean): void {
  return undefined
}

/** Browsers do not tell of screenshots. */
export function watchCapture(_captured: () => void): () => void {
  return () => undefined
}
