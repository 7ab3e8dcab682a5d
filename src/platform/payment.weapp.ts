import Taro from '@tarojs/taro'
import type { PaymentParameters } from '@/services/contract'
import type { PaymentOutcome } from './outcomes'

/** Opens WeChat's cashier and waits until the person leaves it. */
export async function pay(parameters: PaymentParameters): Promise<PaymentOutcome> {
  try {
    await Taro.requestPayment(parameters)
    return 'ok'
  } catch (error) {
    const message = (error as { errMsg?: string }).errMsg ?? ''
    return message.includes('cancel') ? 'cancelled' : 'failed'
  }
}
