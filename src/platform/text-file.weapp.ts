import Taro from '@tarojs/taro'
import type { FileOutcome } from './outcomes'

/** What the button says: WeChat opens no text file, but sends any file to a chat, also to oneself. */
export const KEEP_FILE_WORDS = '发到微信保存'

/** Writes a text to a file of this name and lets the person choose the chat that keeps it. */
export async function keepTextFile(name: string, text: string): Promise<FileOutcome> {
  if (!Taro.canIUse('shareFileMessage')) return { kind: 'unavailable' }
  const filePath = `${Taro.env.USER_DATA_PATH}/${name}`
  try {
    await written(filePath, text)
    await shared(filePath, name)
    return { kind: 'kept' }
  } catch (error) {
    const reason = error instanceof Object && 'errMsg' in error ? String(error.errMsg) : ''
    return reason.includes('cancel') ? { kind: 'cancelled' } : { kind: 'failed' }
  }
}

function written(filePath: string, data: string): Promise<void> {
  return new Promise((success, fail) =>
    Taro.getFileSystemManager().writeFile({
      filePath,
      data,
      encoding: 'utf8',
      success: () => success(),
      fail,
    }),
  )
}

/** With callbacks: not every version of WeChat answers this one with a promise. */
function shared(filePath: string, fileName: string): Promise<void> {
  return new Promise(
    (success, fail) => void Taro.shareFileMessage({ filePath, fileName, success: () => success(), fail }),
  )
}
