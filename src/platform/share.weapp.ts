import Taro from '@tarojs/taro'

const MOMENTS_SCENE = 1154

/** A share button opens WeChat's own panel; the page's `useShareAppMessage` says what is shared. */
export const canShare = true

/** Pages of a mini-program have no address outside WeChat: they are shared as cards. */
export function linkTo(_page: string): string | null {
  return null
}

/** Takes sharing out of the menu of the page that is shown: codes, receipts and sums are nobody else's (L12). */
export function hideShareMenu(): void {
  void Promise.resolve(Taro.hideShareMenu()).catch(() => undefined)
}

/** Opened from Moments: WeChat's single page, without login and without calls (wechat.md 4.5). */
export function isSinglePage(): boolean {
  return Taro.getLaunchOptionsSync().scene === MOMENTS_SCENE
}
