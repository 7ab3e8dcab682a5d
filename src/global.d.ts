/** Set by `defineConstants` of the build. */
declare const API_BASE: string
declare const CLOUD_ENV: string
/** The colours of styles/tokens.scss by name. */
declare const TOKEN_COLOURS: Record<string, string>

declare module '*.png' {
  const address: string
  export default address
}

declare module '*.scss'

/** The one encoder that is used of jsbarcode; its type file describes only the browser bundle. */
declare module 'jsbarcode/bin/barcodes/CODE128/CODE128_AUTO' {
  export default class Code128 {
    constructor(data: string, options: Record<string, unknown>)
    valid(): boolean
    encode(): { data: string; text: string }
  }
}
