import Taro from '@tarojs/taro'
import { isRefusedByPerson } from './capabilities'
import type { ScanOutcome } from './outcomes'

/** Whether a camera can be asked for at all. */
export const canScan = true

/** Opens the camera for a QR or bar code. */
export async function scanCode(): Promise<ScanOutcome> {
  try {
    const { result } = await Taro.scanCode({ scanType: ['qrCode', 'barCode'] })
    return result ? { kind: 'scanned', code: result } : { kind: 'unavailable' }
  } catch (error) {
    const message = (error as { errMsg?: string }).errMsg ?? ''
    return message.includes('cancel') && !isRefusedByPerson(error)
      ? { kind: 'cancelled' }
      : { kind: 'unavailable' }
  }
}
