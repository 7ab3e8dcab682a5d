/** Codes with which the platform itself answers, as the SDK and `wx.cloud` show them. */
export const PLATFORM_CODES = {
  FUNCTION_NOT_FOUND: -501000,
  FUNCTIONS_EXECUTE_FAIL: -504002,
  FUNCTIONS_TIME_LIMIT_EXCEEDED: -504003,
  FUNCTIONS_PARAM_INVALID: -501001,
} as const

export type PlatformCode = keyof typeof PLATFORM_CODES

/** A call that the platform could not carry through; what the function did until then stays done. */
export class PlatformError extends Error {
  readonly errCode: number

  constructor(
    readonly code: PlatformCode,
    message: string,
    readonly requestId: string,
  ) {
    super(message)
    this.name = 'PlatformError'
    this.errCode = PLATFORM_CODES[code]
  }
}
