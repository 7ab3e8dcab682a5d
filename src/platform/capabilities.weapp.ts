import Taro from '@tarojs/taro'

/** The oldest base library with the privacy button (2.32.3); declared in the deployment guide too. */
export const MINIMUM_BASE_LIBRARY = '2.32.3'

/** -1, 0 or 1 as the first version is older than, the same as or newer than the second. */
export function compareVersions(first: string, second: string): number {
  const left = first.split('.').map(Number)
  const right = second.split('.').map(Number)
  for (let index = 0; index < 3; index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0)
    if (difference !== 0) return Math.sign(difference)
  }
  return 0
}

/** Tells who has too old a WeChat what to do. Returns whether the base library is new enough. */
export function checkBaseLibrary(): boolean {
  const { SDKVersion } = Taro.getAppBaseInfo()
  if (!SDKVersion || compareVersions(SDKVersion, MINIMUM_BASE_LIBRARY) >= 0) return true
  void Taro.showModal({
    title: '微信版本较旧',
    content: '更新微信后即可使用会员码和支付。',
    showCancel: false,
    confirmText: '知道了',
  })
  return false
}

/** The person, or the phone's settings, said no; asking again at once would only annoy. */
export function isRefusedByPerson(error: unknown): boolean {
  const { errMsg } = (error ?? {}) as { errMsg?: string }
  return /auth deny|auth denied|authorize:fail|system permission denied|privacy permission/.test(errMsg ?? '')
}
