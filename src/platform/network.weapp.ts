import Taro from '@tarojs/taro'

let online = true

export function isOnline(): boolean {
  return online
}

/** Tells at once and after each change whether there is a network. */
export function watchNetwork(tell: (online: boolean) => void): void {
  const learn = (connected: boolean) => {
    online = connected
    tell(connected)
  }
  void Taro.getNetworkType()
    .then(({ networkType }) => learn(networkType !== 'none'))
    .catch(() => undefined)
  Taro.onNetworkStatusChange(({ isConnected }) => learn(isConnected))
}
