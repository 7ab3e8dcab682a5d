import Taro from '@tarojs/taro'
import { isRefusedByPerson } from './capabilities'
import type { FileOutcome } from './outcomes'
import { isUndeclaredScope } from './privacy'

/** What the button says. */
export const KEEP_PICTURE_WORDS = '保存到相册'

/** Puts what a 2d canvas shows into the album; a person who allows no album can hold the picture instead. */
export async function keepPicture(canvas: unknown, _name: string): Promise<FileOutcome> {
  try {
    const filePath = await fileOf(canvas as Taro.Canvas)
    await Taro.saveImageToPhotosAlbum({ filePath })
    return { kind: 'kept' }
  } catch (error) {
    const reason = error instanceof Object && 'errMsg' in error ? String(error.errMsg) : ''
    if (reason.includes('cancel')) return { kind: 'cancelled' }
    return { kind: isRefusedByPerson(error) || isUndeclaredScope(error) ? 'unavailable' : 'failed' }
  }
}

/** A refusal holds until it is taken back in the mini-program's settings. */
export const hasAlbumSetting = true

export function openAlbumSetting(): void {
  void Promise.resolve(Taro.openSetting()).catch(() => undefined)
}

/** What a 2d canvas shows as a file on the phone, such as for a shared card; null when it can't. */
export async function pictureOf(canvas: unknown): Promise<string | null> {
  return fileOf(canvas as Taro.Canvas).catch(() => null)
}

async function fileOf(canvas: Taro.Canvas): Promise<string> {
  const { tempFilePath } = await Taro.canvasToTempFilePath({
    canvas,
    fileType: 'png',
    // Otherwise a phone multiplies the size by its pixel ratio once more.
    destWidth: canvas.width,
    destHeight: canvas.height,
  })
  return tempFilePath
}
