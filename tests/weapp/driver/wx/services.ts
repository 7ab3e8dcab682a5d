import type { PaymentChoice } from '../phone'
import { asynchronous, type Options } from './asynchronous'
import { CanvasDouble } from './canvas'
import { Failure, type Surroundings } from './surroundings'

/** A call of a cloud function, as the platform would get it. */
export interface CloudCall {
  name: string
  data: unknown
}

/** Where what leaves the phone goes to; a test puts its back end and its person here. */
export interface Hooks {
  /** Answers a cloud function's call with its result; throws when no answer arrives. */
  callFunction: (call: CloudCall) => unknown
  /** What the person does in the cashier. */
  requestPayment: (parameters: Record<string, unknown>) => PaymentChoice | Promise<PaymentChoice>
  /** What the camera reads; null when the person closes it. */
  scanCode: () => string | null | Promise<string | null>
}

/** WeChat's services and dialogs: cloud functions, cashier, scanner, pop-ups, sharing, privacy. */
export function serviceApis(surroundings: Surroundings, hooks: Hooks): Record<string, unknown> {
  const { phone } = surroundings
  const api = (name: string, body: (options: Options) => unknown) => ({
    [name]: asynchronous(surroundings, name, body),
  })
  /** Waits for the person, not for a machine: `settle` does not wait for it. */
  const dialog = (name: string, body: (options: Options) => unknown) => ({
    [name]: asynchronous(surroundings, name, body, { waitsForPerson: true }),
  })
  const text = (value: unknown, otherwise = '') => (typeof value === 'string' ? value : otherwise)
  let drawn = 0
  return {
    cloud: cloudDouble(surroundings, hooks),
    ...api('requestPayment', async ({ success: _s, fail: _f, complete: _c, ...parameters }) => {
      const choice = await hooks.requestPayment(parameters)
      if (choice !== 'ok') throw new Failure({ errMsg: choice === 'cancel' ? 'fail cancel' : 'fail' })
    }),
    ...api('scanCode', async () => {
      const result = await hooks.scanCode()
      if (result === null) throw new Failure({ errMsg: 'fail cancel' })
      return { result, scanType: 'QR_CODE', charSet: 'UTF-8', rawData: '' }
    }),
    ...api('login', () => ({ code: 'login-code' })),
    ...api('checkSession', () => undefined),
    ...subscribeDouble(surroundings),
    ...api('getSetting', () => ({ authSetting: {} })),
    ...api('openSetting', () => ({ authSetting: {} })),
    // The person is elsewhere then: the test says when with `leave` and `comeBack`.
    ...api('navigateToMiniProgram', () => undefined),
    ...api('canvasToTempFilePath', ({ canvas }) => {
      if (!(canvas instanceof CanvasDouble)) throw new Failure({ errMsg: 'fail canvas is empty' })
      return { tempFilePath: `wxfile://tmp/${(drawn += 1)}.png` }
    }),
    ...api('saveImageToPhotosAlbum', () => undefined),
    ...api('shareFileMessage', () => undefined),
    ...api('showShareMenu', () => undefined),
    ...api('hideShareMenu', () => undefined),

    ...api('showToast', ({ title }) => void phone.toasts.push(text(title))),
    ...api('hideToast', () => undefined),
    ...api('showLoading', ({ title }) => void (phone.loading = text(title))),
    ...api('hideLoading', () => void (phone.loading = null)),
    ...dialog('showModal', (options) => openModal(surroundings, options)),
    ...dialog(
      'showActionSheet',
      ({ itemList }) =>
        new Promise((resolve, reject) => {
          phone.showSheet(itemList as string[], (index) =>
            index === null ? reject(new Failure({ errMsg: 'fail cancel' })) : resolve({ tapIndex: index }),
          )
        }),
    ),

    getUpdateManager: () => ({
      onCheckForUpdate: (listener: (event: unknown) => void) => phone.on('update-check', listener),
      onUpdateReady: (listener: (event: unknown) => void) => phone.on('update-ready', listener),
      onUpdateFailed: (listener: (event: unknown) => void) => phone.on('update-failed', listener),
      applyUpdate: () => void (phone.applied = true),
    }),
    onNeedPrivacyAuthorization: (ask: (resolve: unknown, event: unknown) => void) =>
      phone.on('privacy', (event) => {
        const { resolve, event: cause } = event as { resolve: (answer: unknown) => void; event: unknown }
        ask(resolve, cause)
      }),
    ...api('getPrivacySetting', () => ({
      needAuthorization: phone.privacy === 'asks',
      privacyContractName: '隐私保护指引',
    })),
    ...api('requirePrivacyAuthorize', () => undefined),
    ...api('openPrivacyContract', () => undefined),
    reportEvent: () => undefined,
    getLogManager: () => silence,
    getRealtimeLogManager: () => silence,
    enableAlertBeforeUnload: () => undefined,
    disableAlertBeforeUnload: () => undefined,
  }
}

const quiet = () => undefined
const silence = { log: quiet, info: quiet, warn: quiet, error: quiet, debug: quiet }

function openModal({ phone }: Surroundings, options: Options): Promise<unknown> {
  const text = (value: unknown, otherwise: string) => (typeof value === 'string' ? value : otherwise)
  return new Promise((resolve) => {
    phone.showModal(
      {
        title: text(options.title, ''),
        content: text(options.content, ''),
        showCancel: options.showCancel !== false,
        confirmText: text(options.confirmText, '确定'),
        cancelText: text(options.cancelText, '取消'),
      },
      (confirm) => resolve({ confirm, cancel: !confirm }),
    )
  })
}

/** WeChat's question for service messages: only in a tap, or when the cashier has just succeeded. */
function subscribeDouble(surroundings: Surroundings): Record<string, unknown> {
  const { phone } = surroundings
  const name = 'requestSubscribeMessage'
  const asked = asynchronous(surroundings, name, ({ tmplIds }) =>
    Object.fromEntries((tmplIds as string[]).map((id) => [id, phone.subscriptions.get(id) ?? 'accept'])),
  )
  const tooLate = asynchronous(surroundings, name, () => {
    throw new Failure({ errMsg: 'fail can only be invoked by user TAP gesture.' })
  })
  return { [name]: (options?: Options) => (phone.inTap ? asked(options) : tooLate(options)) }
}

function cloudDouble({ phone, time, logic }: Surroundings, hooks: Hooks): Record<string, unknown> {
  let started = false
  return {
    init: (options: Record<string, unknown> = {}) => {
      phone.calls.push({ api: 'cloud.init', options })
      started = true
    },
    uploadFile: async (options: { cloudPath: string; filePath: string }): Promise<unknown> => {
      phone.calls.push({ api: 'cloud.uploadFile', options: { ...options } })
      if (phone.network === 'none')
        throw logic().bring({ errCode: -1, errMsg: 'cloud.uploadFile:fail request:fail' }) as Error
      await time.track(Promise.resolve())
      return logic().bring({ errMsg: 'cloud.uploadFile:ok', fileID: `cloud://env/${options.cloudPath}` })
    },
    callFunction: async (options: { name: string; data?: unknown }): Promise<unknown> => {
      const call = JSON.parse(JSON.stringify({ name: options.name, data: options.data ?? {} })) as CloudCall
      phone.calls.push({ api: 'cloud.callFunction', options: { ...call } })
      const failure = (message: string) =>
        logic().bring({ errCode: -1, errMsg: `cloud.callFunction:fail ${message}` }) as Error
      if (!started) throw failure("Cloud API isn't enabled, please call wx.cloud.init first")
      if (phone.network === 'none') throw failure('request:fail network not available')
      try {
        const result = await time.track(Promise.resolve().then(() => hooks.callFunction(call)))
        return logic().bring({ errMsg: 'cloud.callFunction:ok', result, requestID: 'request' })
      } catch (error) {
        throw failure(error instanceof Error ? error.message : String(error))
      }
    },
  }
}
