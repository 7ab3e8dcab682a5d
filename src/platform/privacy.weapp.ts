import Taro from '@tarojs/taro'
import type { PrivacyRequest } from './outcomes'

const UNDECLARED_SCOPE = 112

/** Hands each request to the page that is shown; the call that needed it waits for the answer. */
export function watchPrivacy(ask: (request: PrivacyRequest) => void): void {
  if (typeof Taro.onNeedPrivacyAuthorization !== 'function') return
  Taro.onNeedPrivacyAuthorization((resolve) => {
    ask({
      agree: (buttonId) => resolve({ event: 'agree', buttonId }),
      decline: () => resolve({ event: 'disagree' }),
    })
  })
}

export function openPrivacyContract(): void {
  void Promise.resolve(Taro.openPrivacyContract({})).catch(() => undefined)
}

/** The merchant's privacy guide does not declare this kind of data: no consent can help. */
export function isUndeclaredScope(error: unknown): boolean {
  const { errno } = (error ?? {}) as { errno?: number }
  return errno === UNDECLARED_SCOPE
}

export function isPrivacyDeclined(error: unknown): boolean {
  const { errno, errMsg } = (error ?? {}) as { errno?: number; errMsg?: string }
  return errno === 104 || (errMsg ?? '').includes('privacy permission is not authorized')
}
