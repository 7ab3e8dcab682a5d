import { currentPerson } from './person'

/** Two demo persons share one origin: what one of them keeps is none of the other's business. */
function scoped(key: string): string {
  return `huika:${currentPerson()}:${key}`
}

/** Reads what `writeStored` kept; null when nothing (or nothing readable) is there. */
export function readStored<T>(key: string): T | null {
  try {
    const text = window.localStorage.getItem(scoped(key))
    return text === null ? null : (JSON.parse(text) as T)
  } catch {
    return null
  }
}

/** Keeps a JSON value in this browser; throws when its storage is full or forbidden. */
export function writeStored(key: string, value: unknown): void {
  window.localStorage.setItem(scoped(key), JSON.stringify(value))
}

export function forgetStored(key: string): void {
  window.localStorage.removeItem(scoped(key))
}
