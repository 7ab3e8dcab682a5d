import { asynchronous } from './asynchronous'
import { Failure, type Surroundings } from './surroundings'

/** Screen, storage, network, senses: what the phone itself answers. */
export function deviceApis(surroundings: Surroundings): Record<string, unknown> {
  const { phone, logic } = surroundings
  const api = (name: string, body: Parameters<typeof asynchronous>[2]) => ({
    [name]: asynchronous(surroundings, name, body),
  })
  const listen = (name: string, event: string) => ({
    [`on${name}`]: (listener: (event: unknown) => void) => phone.on(event, listener),
    [`off${name}`]: (listener?: (event: unknown) => void) => phone.off(event, listener),
  })
  const { device } = phone
  const windowInfo = () => {
    const { width, height, pixelRatio, safeAreaBottom } = device
    return {
      pixelRatio,
      screenWidth: width,
      screenHeight: height,
      windowWidth: width,
      windowHeight: height - 91,
      statusBarHeight: 47,
      screenTop: 91,
      safeArea: {
        left: 0,
        right: width,
        top: 47,
        bottom: height - safeAreaBottom,
        width,
        height: height - 47,
      },
    }
  }
  const appBaseInfo = () => ({
    SDKVersion: device.baseLibrary,
    version: '8.0.60',
    language: 'zh_CN',
    theme: 'light',
    fontSizeSetting: device.fontSize,
    enableDebug: false,
    host: { appId: 'wx0000000000000001' },
  })
  const deviceInfo = () => ({
    brand: 'devtools',
    model: 'phone',
    system: 'iOS 17.0',
    platform: device.platform,
  })
  const bring = (make: () => unknown) => () => logic().bring(make())
  return {
    getWindowInfo: bring(windowInfo),
    getAppBaseInfo: bring(appBaseInfo),
    getDeviceInfo: bring(deviceInfo),
    getSystemSetting: bring(() => ({ bluetoothEnabled: false, locationEnabled: false, wifiEnabled: true })),
    getSystemInfoSync: bring(() => ({ ...windowInfo(), ...appBaseInfo(), ...deviceInfo() })),
    ...api('getSystemInfo', () => ({ ...windowInfo(), ...appBaseInfo(), ...deviceInfo() })),
    getAccountInfoSync: bring(() => ({
      miniProgram: { appId: 'wx0000000000000001', envVersion: 'release', version: '1.0.0' },
    })),
    getMenuButtonBoundingClientRect: bring(() => ({
      ...{ width: 87, height: 32, top: 51, bottom: 83 },
      ...{ left: device.width - 94, right: device.width - 7 },
    })),
    canIUse: () => true,
    nextTick: (callback: () => void) => surroundings.time.setTimeout(callback, 0, []),

    getStorageSync: (key: string) => logic().bring(phone.storage.get(key) ?? ''),
    setStorageSync: (key: string, value: unknown) => {
      phone.calls.push({ api: 'setStorageSync', options: { key, data: value } })
      const refusal = phone.refusalOf('setStorageSync')
      if (refusal) throw new Error(`setStorageSync:${refusal.errMsg}`)
      phone.storage.set(key, JSON.parse(JSON.stringify(value)))
    },
    removeStorageSync: (key: string) => void phone.storage.delete(key),
    clearStorageSync: () => phone.storage.clear(),
    getStorageInfoSync: bring(() => ({ keys: [...phone.storage.keys()], currentSize: 1, limitSize: 10_240 })),
    ...api('getStorage', ({ key }) => {
      if (!phone.storage.has(String(key))) throw new Failure({ errMsg: 'fail data not found' })
      return { data: logic().bring(phone.storage.get(String(key))) }
    }),
    ...api(
      'setStorage',
      ({ key, data }) => void phone.storage.set(String(key), JSON.parse(JSON.stringify(data))),
    ),
    ...api('removeStorage', ({ key }) => void phone.storage.delete(String(key))),

    ...api('getNetworkType', () => ({ networkType: phone.network })),
    ...listen('NetworkStatusChange', 'network'),
    ...listen('UserCaptureScreen', 'capture'),
    ...listen('ThemeChange', 'theme'),
    ...listen('WindowResize', 'resize'),
    ...listen('KeyboardHeightChange', 'keyboard'),
    ...listen('MemoryWarning', 'memory'),
    ...listen('AppShow', 'app-show'),
    ...listen('AppHide', 'app-hide'),
    ...listen('Error', 'error'),
    ...listen('UnhandledRejection', 'rejection'),
    ...listen('PageNotFound', 'page-not-found'),

    ...api('getScreenBrightness', () => ({ value: phone.brightness })),
    ...api('setScreenBrightness', ({ value }) => void (phone.brightness = Number(value))),
    ...api('setKeepScreenOn', ({ keepScreenOn }) => void (phone.awake = keepScreenOn === true)),
    ...api(
      'setVisualEffectOnCapture',
      ({ visualEffect }) => void (phone.hiddenOnCapture = visualEffect === 'hidden'),
    ),
    ...api('pageScrollTo', () => undefined),
    ...api('chooseMedia', () => ({
      type: 'image',
      tempFiles: [{ tempFilePath: 'wxfile://tmp/picture.png', size: 1024, fileType: 'image' }],
    })),
    env: { USER_DATA_PATH: 'wxfile://usr' },
    getFileSystemManager: () => ({
      writeFile: asynchronous(
        surroundings,
        'writeFile',
        ({ filePath, data }) => void phone.files.set(String(filePath), String(data)),
      ),
    }),
    ...api('setClipboardData', ({ data }) => void (phone.clipboard = String(data))),
    ...api('getClipboardData', () => ({ data: phone.clipboard })),
    ...api(
      'vibrateShort',
      ({ type }) => void phone.vibrations.push(`short ${typeof type === 'string' ? type : 'heavy'}`),
    ),
    ...api('vibrateLong', () => void phone.vibrations.push('long')),
    ...api('makePhoneCall', () => undefined),
    createWebAudioContext: () => soundDouble(() => (phone.chimes += 1)),
  }
}

/** A sound card that counts what was played. */
function soundDouble(played: () => void): Record<string, unknown> {
  const ramp = { value: 0, setValueAtTime: () => undefined, exponentialRampToValueAtTime: () => undefined }
  const node = () => ({ connect: () => undefined, disconnect: () => undefined })
  let heard = false
  return {
    currentTime: 0,
    destination: node(),
    createGain: () => ({ ...node(), gain: { ...ramp } }),
    createOscillator: () => ({
      ...node(),
      type: 'sine',
      frequency: { ...ramp },
      start: () => {
        if (!heard) played()
        heard = true
      },
      stop: () => undefined,
    }),
    close: () => Promise.resolve(),
  }
}
