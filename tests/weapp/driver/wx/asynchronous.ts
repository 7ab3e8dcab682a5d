import type { LogicLayer } from '../logic-layer'
import type { Phone, Refusal } from '../phone'
import type { VirtualTime } from '../virtual-time'
import { consent } from './privacy'

/** What every part of the `wx` double works with. */
export interface Surroundings {
  phone: Phone
  time: VirtualTime
  /** Set once the logic layer exists; nothing calls before. */
  logic: () => LogicLayer
}

export type Options = Record<string, unknown> & {
  success?: (result: unknown) => void
  fail?: (error: unknown) => void
  complete?: (result: unknown) => void
}

/** Thrown by the body of an API to fail it with WeChat's kind of error. */
export class Failure extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.errMsg)
  }
}

type Body = (options: Options) => unknown

/**
 * An API that answers later, through callbacks or (without any) a promise, as WeChat's do. What
 * the phone refuses fails before the body runs.
 */
export function asynchronous(
  surroundings: Surroundings,
  name: string,
  body: Body,
  { waitsForPerson = false } = {},
) {
  const { phone, time, logic } = surroundings
  return (options: Options = {}): Promise<unknown> | undefined => {
    const { success, fail, complete, ...rest } = options
    phone.calls.push({ api: name, options: rest })
    const answer = (async () => {
      const refusal = phone.refusalOf(name)
      if (refusal) throw new Failure(refusal)
      await consent(surroundings, name)
      const work = Promise.resolve(body(options))
      const result = (await (waitsForPerson ? work : time.track(work))) ?? {}
      return { ...result, errMsg: `${name}:ok` }
    })()
    const described = (error: unknown) => {
      if (!(error instanceof Failure)) time.fail(error)
      const refusal = error instanceof Failure ? error.refusal : { errMsg: 'fail' }
      return logic().bring({ ...refusal, errMsg: `${name}:${refusal.errMsg}` })
    }
    if (!success && !fail && !complete)
      return answer.then(null, (error: unknown) => Promise.reject(described(error) as Error))
    const tell = (callback: ((value: unknown) => void) | undefined, value: unknown) =>
      time.setTimeout(
        () => {
          callback?.(value)
          complete?.(value)
        },
        0,
        [],
      )
    answer.then(
      (result) => tell(success, result),
      (error: unknown) => tell(fail, described(error)),
    )
    return undefined
  }
}
