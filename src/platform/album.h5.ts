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
