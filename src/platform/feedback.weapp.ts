import Taro from '@tarojs/taro'
import { playChime } from './chime'

/** A short buzz and a two-tone chime: the counter hears that it is done without looking. */
export function signalSuccess(): void {
  void Promise.resolve(Taro.vibrateShort({ type: 'medium' })).catch(() => undefined)
  chime()
}

/** Two long buzzes, no sound: a refusal is nobody else's business. */
export function signalFailure(): void {
  void Promise.resolve(Taro.vibrateLong()).catch(() => undefined)
}

export function signalTap(): void {
  void Promise.resolve(Taro.vibrateShort({ type: 'light' })).catch(() => undefined)
}

function chime(): void {
  if (typeof Taro.createWebAudioContext !== 'function') return
  try {
    playChime(Taro.createWebAudioContext() as unknown as AudioContext)
  } catch {
    // A phone without sound has buzzed already.
  }
}
