import { isOnline } from '@/platform/network'
import { requireUpdate } from '@/platform/update-manager'
import { learnServerTime } from './clock'
import {
  CONTRACT_VERSION,
  type ActionName,
  type Answer,
  type Input,
  type Output,
  type RefusalCode,
} from './contract'
import { send } from './transport'

/** OFFLINE: there is no network. NO_ANSWER: the call went out and nothing came back. */
export type FailureCode = RefusalCode | 'OFFLINE' | 'NO_ANSWER'

/** A refusal of the back end, or a call without an answer; `message` is a sentence for the person. */
export class CallError extends Error {
  constructor(
    readonly code: FailureCode,
    message: string,
    readonly detail?: unknown,
    readonly requestId?: string,
  ) {
    super(message)
    this.name = 'CallError'
  }
}

const OPEN_OUTCOMES: readonly FailureCode[] = [
  'OFFLINE',
  'NO_ANSWER',
  'UNKNOWN',
  'PAYMENT_UNKNOWN',
  'INTERNAL',
  'BUSY',
  'TOO_MANY_REQUESTS',
  'UPDATE_REQUIRED',
]

/** False while it is open whether the call was carried out: the same operation id is to be sent again. */
export function isDefinite(error: unknown): boolean {
  return error instanceof CallError && !OPEN_OUTCOMES.includes(error.code)
}

/**
 * Calls one action of the back end. Answers with its data; throws CallError otherwise.
 * It sends once: what must not get lost goes through `commit` of pending-operations.
 */
export async function call<A extends ActionName>(action: A, input: Input<A>): Promise<Output<A>> {
  const sentAt = Date.now()
  const answer = await send({ action, input, contract: CONTRACT_VERSION }).catch((): never => {
    throw isOnline()
      ? new CallError('NO_ANSWER', '网络不稳定,没有收到结果')
      : new CallError('OFFLINE', '网络已断开,请检查网络后再试')
  })
  learnServerTime(answer.now, sentAt, Date.now())
  return dataOf(answer as Answer<Output<A>>)
}

function dataOf<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.data
  if (answer.code === 'UPDATE_REQUIRED') requireUpdate()
  throw new CallError(answer.code, answer.message, answer.detail, answer.requestId)
}

/** Any thrown thing as a CallError, so that pages handle one kind of failure. */
export function toCallError(error: unknown): CallError {
  if (error instanceof CallError) return error
  return new CallError('INTERNAL', '出了点问题,请稍后再试')
}
