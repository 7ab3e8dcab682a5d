import Taro from '@tarojs/taro'

/** Reads what `writeStored` kept; null when nothing (or nothing readable) is there. */
export function readStored<T>(key: string): T | null {
  try {
    const text: unknown = Taro.getStorageSync(key)
    return typeof text === 'string' && text !== '' ? (JSON.parse(text) as T) : null
  } catch {
    return null
  }
}

/** Keeps a JSON value on this phone; throws when the phone's storage refuses it. */
export function writeStored(key: string, value: unknown): void {
  Taro.setStorageSync(key, JSON.stringify(value))
}

export function forgetStored(key: string): void {
  Taro.removeStorageSync(key)
}
