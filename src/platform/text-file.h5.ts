import type { FileOutcome } from './outcomes'

/** What the button says: a browser puts the file among its downloads. */
export const KEEP_FILE_WORDS = '下载为文件'

/** Hands a text over as a file of this name. */
export async function keepTextFile(name: string, text: string): Promise<FileOutcome> {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
  return { kind: 'kept' }
}
