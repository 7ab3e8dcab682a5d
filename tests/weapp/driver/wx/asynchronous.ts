import { consent } from './privacy'
import { Failure, type Surroundings } from './surroundings'

export type Options = Record<string, unknown> & {
  success?: (result: unknown) => void
  fail?: (error: unknown) => void
  complete?: (result: unknown) => void
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
