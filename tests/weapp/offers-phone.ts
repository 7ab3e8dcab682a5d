import type { ActionName } from '../../cloudfunctions/contract'
import {
  NOW,
  PLANS,
  planWith,
  shopperAnswers,
  type Answers,
  type Persona,
  type VariantName,
} from '../browser/fixtures/shopper'
import { launch, type MiniProgram } from './driver'
import { PRODUCT } from './product'

interface Sent {
  action: ActionName
  input: Record<string, unknown>
}

/** A phone in a shop whose one card offers what its variant says; the next answer may be another. */
export interface OffersPhone {
  at: MiniProgram
  /** Puts another variant in the card's place, as an owner who releases. */
  change: (variant: VariantName) => void
  /** Refuses an action from now on. */
  refuse: (action: ActionName, code: string) => void
  inputsOf: (action: ActionName) => Record<string, unknown>[]
}

export async function openOffers(
  path: string,
  first: VariantName,
  others: Answers = {},
  persona: Persona = 'member',
): Promise<OffersPhone> {
  let variant = first
  const sent: Sent[] = []
  const refused: Partial<Record<ActionName, string>> = {}
  const answers = shopperAnswers(persona, {
    'membership.plans': () => ({ plans: PLANS }),
    'membership.plan': () => planWith(variant, persona),
    ...others,
  })
  const at = await launch({
    package: PRODUCT,
    path,
    now: NOW,
    requestPayment: () => 'ok',
    callFunction: ({ data }) => {
      const call = data as Sent
      sent.push(call)
      const frame = { requestId: 'request', now: NOW }
      const code = refused[call.action]
      if (code) return { ok: false, code, message: `refused: ${code}`, ...frame }
      const answer = answers[call.action] as ((input: unknown) => unknown) | undefined
      if (!answer) throw new Error(`no fixture answers ${call.action}`)
      return { ok: true, data: answer(call.input), ...frame }
    },
  })
  // Long pages come part by part.
  await at.advance(500)
  return {
    at,
    change: (other) => void (variant = other),
    refuse: (action, code) => void (refused[action] = code),
    inputsOf: (action) => sent.filter((call) => call.action === action).map(({ input }) => input),
  }
}

/** Fails with all that the page says when one of the words is not on it. */
export function expectWords({ page }: MiniProgram, ...words: string[]): void {
  for (const one of words) expect(page.reads(one) ? one : page.text()).toBe(one)
}
