import type { FileOutcome } from './outcomes'

/** What the button says: a browser puts the picture among its downloads. */
export const KEEP_PICTURE_WORDS = '下载图片'

/** Hands what a canvas shows over as a PNG of this name. */
export async function keepPicture(canvas: unknown, name: string): Promise<FileOutcome> {
  const blob = await new Promise<Blob | null>((resolve) =>
    (canvas as HTMLCanvasElement).toBlob(resolve, 'image/png'),
  )
  if (!blob) return { kind: 'failed' }
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = `${name}.png`
  link.click()
  URL.revokeObjectURL(address)
  return { kind: 'kept' }
}

/** A browser asks nobody. */
export const hasAlbumSetting = false

export function openAlbumSetting(): void {}

/** What a canvas shows as an address of this browser; null when a foreign picture in it forbids that. */
export async function pictureOf(canvas: unknown): Promise<string | null> {
  try {
    return (canvas as HTMLCanvasElement).toDataURL('image/png')
  } catch {
    return null
  }
}
