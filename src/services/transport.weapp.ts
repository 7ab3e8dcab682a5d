import Taro from '@tarojs/taro'
import type { Answer, Call } from './contract'

let started = false

/**
 * Sends one call to its cloud function. Throws when no answer came back: the call may have been
 * carried out nevertheless.
 */
export async function send(call: Call): Promise<Answer> {
  if (!started) {
    Taro.cloud.init(CLOUD_ENV ? { env: CLOUD_ENV } : {})
    started = true
  }
  const name = call.action.slice(0, call.action.indexOf('.'))
  const { result } = await Taro.cloud.callFunction({ name, data: { ...call } })
  if (!isAnswer(result)) throw new Error('no answer')
  return result
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && 'ok' in value && 'now' in value
}
