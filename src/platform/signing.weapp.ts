import Taro from '@tarojs/taro'
import type { SigningPage } from './outcomes'

/**
 * Opens WeChat's signing mini-program and waits until the person is back. False when it did not
 * open: refused by the person, or not possible on this phone.
 */
export async function openSigning({ appId, path, extraData }: SigningPage): Promise<boolean> {
  const opened = await Taro.navigateToMiniProgram({ appId, path, extraData }).then(
    () => true,
    () => false,
  )
  if (!opened) return false
  await new Promise<void>((resolve) => {
    const back = () => {
      Taro.offAppShow(back)
      resolve()
    }
    Taro.onAppShow(back)
  })
  return true
}
