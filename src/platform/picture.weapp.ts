import Taro from '@tarojs/taro'
import { isPrivacyDeclined, isUndeclaredScope } from './privacy'
import type { PictureOutcome } from './outcomes'

/** The owner takes pictures from the phone; they lie in the environment's own storage. */
export const canPickPicture = true

/** Asks for one picture and stores it; the address is a file id of the environment. */
export async function pickPicture(name: string): Promise<PictureOutcome> {
  try {
    const { tempFiles } = await Taro.chooseMedia({
      count: 1,
      mediaType: ['image'],
      sizeType: ['compressed'],
      sourceType: ['album', 'camera'],
    })
    const filePath = tempFiles[0]?.tempFilePath
    if (!filePath) return { kind: 'cancelled' }
    const ending = /\.(png|jpe?g|webp)$/i.exec(filePath)?.[0].toLowerCase() ?? '.jpg'
    const { fileID } = await Taro.cloud.uploadFile({ cloudPath: `shop/${name}${ending}`, filePath })
    return { kind: 'picked', address: fileID }
  } catch (error) {
    if (isUndeclaredScope(error) || isPrivacyDeclined(error)) return { kind: 'unavailable' }
    const reason = error instanceof Object && 'errMsg' in error ? String(error.errMsg) : ''
    return reason.includes('cancel') ? { kind: 'cancelled' } : { kind: 'failed' }
  }
}
