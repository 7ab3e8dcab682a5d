import Taro from '@tarojs/taro'

/** Copies a text; false when the phone refused. */
export async function copyText(text: string): Promise<boolean> {
  return Taro.setClipboardData({ data: text }).then(
    () => true,
    () => false,
  )
}
