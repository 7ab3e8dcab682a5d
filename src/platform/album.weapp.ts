import Taro from '@tarojs/taro'
import { isRefusedByPerson } from './capabilities'
import type { FileOutcome } from './outcomes'

/** What the button says. */
export const KEEP_PICTURE_WORDS = '保存到相册'

/** Puts what a 2d canvas shows into the album; a person who allows no album can hold the picture instead. */
export async function keepPicture(canvas: unknown, _name: string): Promise<FileOutcome> {
  try {
    const filePath = await fileOf(canvas as Taro.Canvas)
    await saved(filePath)
    return { kind: 'kept' }
  } catch (error) {
    const reason = error instanceof Object && 'errMsg' in error ? String(error.errMsg) : ''
    if (reason.includes('cancel')) return { kind: 'cancelled' }
    return { kind: isRefusedByPerson(error) ? 'unavailable' : 'failed' }
  }
}

function fileOf(canvas: Taro.Canvas): Promise<string> {
  return new Promise(
    (resolve, fail) =>
      void Taro.canvasToTempFilePath({
        canvas,
        fileType: 'png',
        success: ({ tempFilePath }) => resolve(tempFilePath),
        fail,
      }),
  )
}

function saved(filePath: string): Promise<void> {
  return new Promise(
    (resolve, fail) => void Taro.saveImageToPhotosAlbum({ filePath, success: () => resolve(), fail }),
  )
}
