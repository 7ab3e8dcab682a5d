import { NOW } from '../browser/fixtures/staff'
import { launch, type MiniProgram } from './driver'
import { PRODUCT } from './product'
import { staffAnswers } from './staff-answers'

let phone: MiniProgram | undefined
afterEach(() => {
  phone?.close()
  phone = undefined
})

/** A clerk's phone in the branch 老街, on a page before fixed answers; it closes with the case. */
export async function opened(path: string, others: Parameters<typeof staffAnswers>[1] = {}) {
  const back = staffAnswers(() => NOW, others)
  phone = await launch({
    package: PRODUCT,
    path,
    now: NOW,
    storage: new Map<string, unknown>([['till-branch', JSON.stringify('laojie')]]),
    callFunction: back.callFunction,
    scanCode: () => 'M1CODE',
  })
  const inputsOf = (action: string) =>
    back.sent.filter((one) => one.action === action).map(({ input }) => input as Record<string, unknown>)
  return { at: phone, ...back, inputsOf }
}
