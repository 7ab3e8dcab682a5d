import Taro from '@tarojs/taro'

/** How much larger the person set text in WeChat (我-设置-通用-字体大小): 1, 1.2 or 1.4. */
export function systemTextScale(): 1 | 1.2 | 1.4 {
  // Missing in Taro's types; base library 2.23.4 and later have it.
  const { fontSizeSetting: size = 16 } = Taro.getAppBaseInfo() as { fontSizeSetting?: number }
  if (size >= 21) return 1.4
  return size >= 19 ? 1.2 : 1
}
