import { forgetStored, readStored, writeStored } from '@/platform/storage'
import { CallError, call, isDefinite, toCallError } from './call'
import { serverNow } from './clock'
import { makeOperationId, operationTime, type ActionName, type Input, type Output } from './contract'

const KEY = 'pending-operations'
/** Pauses before the second, third and fourth sending of one operation. */
const PAUSES_MS = [400, 1200, 2400]
/** Older ones are not sent again by themselves: the person has long seen the outcome elsewhere. */
const RESUME_WITHIN_MS = 24 * 60 * 60 * 1000

/**
 * One intention of the person whose outcome is not known yet. It is on the phone's storage before
 * the first sending, so that a crash, a closed app or a lost answer can never turn one intention
 * into two operations.
 */
export interface PendingOperation {
  /** What the person wants, e.g. `buy:year-card`: at most one operation is open for it. */
  intention: string
  operationId: string
  action: ActionName
  /** As it was sent: repeated unchanged. */
  input: unknown
  /** Sent again when the app is opened; otherwise its page takes it up. */
  resume: boolean
}

export interface CommitOptions {
  intention: string
  /** Keep the id after the answer too, until `forgetOperation`: an order that is still to be paid. */
  keep?: boolean
  /** Send it again when the app is opened anew; by default whatever is not kept. */
  resume?: boolean
}

/**
 * Carries out a writing action: its operation id is stored before the first sending, the call is
 * repeated with the same id while no answer comes, and the id is kept until a definite answer. A
 * later commit of the same intention with the same input continues the open operation.
 * Throws CallError: a refusal is definite; otherwise `isDefinite(error)` is false and the outcome open.
 * @param build makes the input from the operation id (ignored by actions that bring their own)
 */
export async function commit<A extends ActionName>(
  action: A,
  build: (operationId: string) => Input<A>,
  { intention, keep = false, resume = !keep }: CommitOptions,
): Promise<Output<A>> {
  const open = pendingOperations().find((one) => one.intention === intention && one.action === action)
  const continues = open !== undefined && same(build(open.operationId), open.input)
  const operationId = continues ? open.operationId : makeOperationId(serverNow(), Math.random)
  const input = build(operationId)
  remember({ intention, operationId, action, input, resume })
  try {
    const output = await sendUntilAnswered(action, input)
    if (!keep) forgetOperation(intention)
    return output
  } catch (error) {
    if (isDefinite(error)) forgetOperation(intention)
    throw error
  }
}

export function pendingOperations(): PendingOperation[] {
  return readStored<PendingOperation[]>(KEY) ?? []
}

export function pendingOperation(intention: string): PendingOperation | null {
  return pendingOperations().find((one) => one.intention === intention) ?? null
}

/** To be called once the outcome is known: paid, closed, refused. */
export function forgetOperation(intention: string): void {
  const left = pendingOperations().filter((one) => one.intention !== intention)
  if (left.length === 0) forgetStored(KEY)
  else writeStored(KEY, left)
}

/**
 * Sends what was left open when the app was closed, unchanged, and forgets what got a definite
 * answer. What its page takes up (an order that waits for payment) stays, for a day.
 */
export async function resumePending(): Promise<void> {
  for (const { intention, operationId, action, input, resume } of pendingOperations()) {
    if (serverNow() - operationTime(operationId) > RESUME_WITHIN_MS) forgetOperation(intention)
    else if (resume)
      await call(action, input as Input<ActionName>).then(
        () => forgetOperation(intention),
        (error: unknown) => {
          if (isDefinite(error)) forgetOperation(intention)
        },
      )
  }
}

async function sendUntilAnswered<A extends ActionName>(action: A, input: Input<A>): Promise<Output<A>> {
  for (const pause of PAUSES_MS) {
    try {
      return await call(action, input)
    } catch (error) {
      if (!isWorthRepeating(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
  return call(action, input).catch((error: unknown): never => {
    const { code, message } = toCallError(error)
    if (code !== 'NO_ANSWER') throw error
    throw new CallError('UNKNOWN', `${message},重新提交不会重复办理`)
  })
}

function isWorthRepeating(error: unknown): boolean {
  return error instanceof CallError && ['NO_ANSWER', 'UNKNOWN', 'BUSY'].includes(error.code)
}

function remember(operation: PendingOperation): void {
  const others = pendingOperations().filter((one) => one.intention !== operation.intention)
  writeStored(KEY, [...others, operation])
}

function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right)
}
