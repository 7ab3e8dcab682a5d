import type { RefusalCode } from './refusals'

/** What travels to a function: identity is never part of it, the platform says who calls. */
export interface Call {
  readonly action: string
  readonly input: unknown
  /** The contract's version that the caller was built with. */
  readonly contract: number
}

export type Answer<T = unknown> =
  | { readonly ok: true; readonly data: T; readonly requestId: string; readonly now: number }
  | {
      readonly ok: false
      readonly code: RefusalCode
      readonly message: string
      readonly detail?: unknown
      readonly requestId: string
      readonly now: number
    }
