import Taro from '@tarojs/taro'

export function callTelephone(number: string): void {
  void Taro.makePhoneCall({ phoneNumber: number }).catch(() => undefined)
}
