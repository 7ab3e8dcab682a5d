import type { z } from 'zod'
import type { Role } from './roles'

/**
 * One action of the back end: what goes in, what comes out, who may call it.
 * `writes` says that it commits something and therefore takes an operation id; the suites of
 * faults and races find the writing actions by it.
 */
export interface Action<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly input: I
  readonly output: O
  readonly roles: readonly Role[]
  readonly writes: boolean
}

export function action<I extends z.ZodType, O extends z.ZodType>(definition: Action<I, O>): Action<I, O> {
  return definition
}
