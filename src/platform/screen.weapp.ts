import Taro from '@tarojs/taro'
import type { Brightness } from './outcomes'

/** Full brightness for a code that is scanned; `restore` gives back what was before. */
export async function raiseBrightness(): Promise<Brightness> {
  try {
    const { value } = await Taro.getScreenBrightness()
    await Taro.setScreenBrightness({ value: 1 })
    return {
      raised: true,
      restore: () => void Taro.setScreenBrightness({ value }).catch(() => undefined),
    }
  } catch {
    return { raised: false, restore: () => undefined }
  }
}

export function keepAwake(awake: boolean): void {
  void Taro.setKeepScreenOn({ keepScreenOn: awake }).catch(() => undefined)
}

/** Black in screenshots and recordings where the phone can do it (wechat.md 4.7). */
export function hideOnCapture(hidden: boolean): void {
  if (typeof Taro.setVisualEffectOnCapture !== 'function') return
  void Promise.resolve(Taro.setVisualEffectOnCapture({ visualEffect: hidden ? 'hidden' : 'none' })).catch(
    () => undefined,
  )
}

/** Calls back after a screenshot; returns what stops it. */
export function watchCapture(captured: () => void): () => void {
  Taro.onUserCaptureScreen(captured)
  return () => Taro.offUserCaptureScreen(captured)
}
