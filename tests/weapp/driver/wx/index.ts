import type { Surroundings } from './surroundings'
import { deviceApis } from './device'
import { selectorQuery } from './selector-query'
import { serviceApis, type Hooks } from './services'

export { asynchronous } from './asynchronous'
export { Failure, type Surroundings } from './surroundings'
export { consent } from './privacy'
export type { CloudCall, Hooks } from './services'

/**
 * Well-known APIs that the double does not have. They throw when called: a page that needs one
 * must not take some quiet other way in the test than on a phone.
 */
const NOT_STUBBED = `request uploadFile downloadFile connectSocket chooseImage chooseMedia previewImage
getLocation chooseLocation openLocation getUserProfile getUserInfo authorize chooseAddress openDocument
createCanvasContext createOffscreenCanvas createInnerAudioContext createVideoContext
createCameraContext createIntersectionObserver createMediaQueryObserver createAnimation loadFontFace
startAccelerometer setNavigationBarColor setTabBarBadge removeTabBarBadge showTabBarRedDot hideTabBarRedDot
setTabBarItem showTabBar hideTabBar hideHomeButton openEmbeddedMiniProgram
openCustomerServiceChat exitMiniProgram restartMiniProgram getFileSystemManager getEnterOptionsSync
requestVirtualPayment requestOrderPayment shareFileMessage addCard openCard openBluetoothAdapter`.split(/\s+/)

/** The whole `wx` object. `without` lists APIs that this phone's WeChat does not have. */
export function makeWx(
  surroundings: Surroundings,
  {
    hooks,
    navigation,
    root,
    without,
  }: {
    hooks: Hooks
    navigation: Record<string, unknown>
    root: () => HTMLElement
    without: readonly string[]
  },
): Record<string, unknown> {
  const { time, logic } = surroundings
  const wx: Record<string, unknown> = {
    ...deviceApis(surroundings),
    ...serviceApis(surroundings, hooks),
    ...navigation,
    createSelectorQuery: () => selectorQuery(root, time, (value) => logic().bring(value)),
  }
  for (const name of NOT_STUBBED) {
    wx[name] ??= () => {
      const error = new Error(`wx.${name} is not stubbed`)
      time.fail(error)
      throw error
    }
  }
  const reads = wx.canIUse
  wx.canIUse = (name: string) => !without.includes(name.split('.')[0] ?? '') && reads !== undefined
  for (const name of without) delete wx[name]
  return wx
}
