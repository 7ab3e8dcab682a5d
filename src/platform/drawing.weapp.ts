import Taro from '@tarojs/taro'

/** A 2d canvas node of a page. */
export interface Surface {
  width: number
  height: number
  getContext: (kind: '2d') => CanvasRenderingContext2D
}

interface CanvasImage {
  src: string
  onload: () => void
  onerror: () => void
  width: number
  height: number
}

/** A picture that can be drawn on this canvas; null when it can't be had, and the drawing does without. */
export async function loadPicture(surface: Surface, address: string): Promise<HTMLImageElement | null> {
  try {
    const src = address.startsWith('cloud://')
      ? (await Taro.cloud.downloadFile({ fileID: address })).tempFilePath
      : address
    const { createImage } = surface as unknown as { createImage?: () => CanvasImage }
    if (!createImage || !src) return null
    const image = createImage.call(surface)
    return await new Promise((resolve) => {
      image.onload = () => resolve(image as unknown as HTMLImageElement)
      image.onerror = () => resolve(null)
      image.src = src
    })
  } catch {
    return null
  }
}
