import Taro from '@tarojs/taro'
import type { SubscribeAnswer, SubscribeOutcome } from './outcomes'

/** WeChat's documents differ between three and five; three is right in both (wechat.md 3.1). */
const MOST_TEMPLATES = 3
const SWITCHED_OFF = 20004
const ANSWERS: readonly unknown[] = ['accept', 'reject', 'ban', 'filter'] satisfies SubscribeAnswer[]

/**
 * WeChat's question for service messages. To be called in a tap itself or in the cashier's success
 * callback, before anything is waited for: later WeChat refuses to ask.
 */
export function askForMessages(templates: readonly { templateId: string }[]): Promise<SubscribeOutcome> {
  const tmplIds = templates.slice(0, MOST_TEMPLATES).map(({ templateId }) => templateId)
  if (tmplIds.length === 0 || !Taro.canIUse('requestSubscribeMessage'))
    return Promise.resolve({ kind: 'unavailable' })
  // Typed for all platforms at once; WeChat takes the ids of templates alone.
  const question = { tmplIds } as Taro.requestSubscribeMessage.Option
  return Taro.requestSubscribeMessage(question).then(
    (result) => ({ kind: 'answered', answers: answersOf(tmplIds, result) }),
    (error: unknown) => ({ kind: isSwitchedOff(error) ? 'switched_off' : 'unavailable' }),
  )
}

function answersOf(tmplIds: string[], result: object): Record<string, SubscribeAnswer> {
  const found = result as Record<string, unknown>
  return Object.fromEntries(
    tmplIds.flatMap((id) => (ANSWERS.includes(found[id]) ? [[id, found[id] as SubscribeAnswer]] : [])),
  )
}

function isSwitchedOff(error: unknown): boolean {
  const { errCode, errMsg } = (error ?? {}) as { errCode?: number; errMsg?: string }
  return errCode === SWITCHED_OFF || (errMsg ?? '').includes('main switch')
}
