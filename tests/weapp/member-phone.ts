import type { ActionName } from '../../cloudfunctions/contract'
import { NOW, shopperAnswers, type Answers, type Persona } from '../browser/fixtures/shopper'
import { launch, type LaunchOptions, type MiniProgram } from './driver'
import { PRODUCT } from './product'

interface Sent {
  action: ActionName
  input: Record<string, unknown>
}

/** A phone whose back end is the fixtures; what is sent is kept, and single actions can be refused. */
export interface MemberPhone {
  at: MiniProgram
  /** Refuses an action from now on; null answers it again. */
  refuse: (action: ActionName, code: string | null) => void
  inputsOf: (action: ActionName) => Record<string, unknown>[]
}

interface Options {
  persona?: Persona
  others?: Answers
  /** `lose`: no answer comes back; `refuse`: every call is refused. */
  back?: 'answer' | 'refuse' | 'lose'
  /** What else is different about this phone or launch. */
  phone?: Partial<LaunchOptions>
}

export async function openMember(path: string, options: Options = {}): Promise<MemberPhone> {
  const { persona = 'holder', others = {}, back = 'answer', phone = {} } = options
  const answers = shopperAnswers(persona, others)
  const sent: Sent[] = []
  const refused: Partial<Record<ActionName, string | null>> = {}
  const at = await launch({
    package: PRODUCT,
    path,
    now: NOW,
    ...phone,
    callFunction: ({ data }) => {
      const call = data as Sent
      sent.push(call)
      const frame = { requestId: 'request', now: NOW }
      if (back === 'lose') throw new Error('the line is dead')
      const code = back === 'refuse' ? 'INTERNAL' : refused[call.action]
      if (code) return { ok: false, code, message: `refused: ${code}`, ...frame }
      const answer = answers[call.action] as ((input: unknown) => unknown) | undefined
      if (!answer) throw new Error(`no fixture answers ${call.action}`)
      return { ok: true, data: answer(call.input), ...frame }
    },
  })
  // Long lists come portion by portion.
  await at.advance(300)
  return {
    at,
    refuse: (action, code) => void (refused[action] = code),
    inputsOf: (action) => sent.filter((call) => call.action === action).map(({ input }) => input),
  }
}

const OPERATION = /^[0-9a-z]{25}$/

/** What was sent to an action, without its operation id, which is checked to be one. */
export function withoutIds(inputs: Record<string, unknown>[]): Record<string, unknown>[] {
  return inputs.map(({ operationId, ...rest }) => {
    expect(operationId).toMatch(OPERATION)
    return rest
  })
}
