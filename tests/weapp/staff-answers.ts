import type { ActionName, Input, Output } from '../../cloudfunctions/contract'
import { moneyAnswers } from '../browser/fixtures/owner-money'
import { answers as fixed, receiptOf, visit } from '../browser/fixtures/staff'
import type { CloudCall } from './driver'

type Answers = { [A in ActionName]?: (input: Input<A>) => Output<A> }

interface Sent {
  action: ActionName
  input: unknown
}

/** A refusal to be answered instead of data; throw anything else for an answer that is lost. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    readonly detail?: unknown,
  ) {
    super(code)
  }
}

/**
 * Answers calls of staff pages from fixtures, so that a test can hold an answer back, lose it, or
 * refuse. Quotes and receipts are of what was asked; `sent` is all that arrived.
 */
export function staffAnswers(now: () => number, others: Answers = {}) {
  const sent: Sent[] = []
  const quotes: Output<'counter.quote'>[] = []
  const answers: Answers = {
    ...fixed,
    ...moneyAnswers,
    'counter.quote': ({ lines }) => {
      const quoteId = `quote${String(quotes.length).padStart(20, '0')}`
      const receipt = receiptOf(lines, true, 'awaiting_payment', quoteId)
      const quote = {
        quote: `ticket-of-${quoteId}.signed`,
        quoteId,
        validUntil: now() + 60_000,
        receipt,
        saved: { thisReceipt: receipt.saved, total: 19300 + receipt.saved, breakEven: null },
      }
      quotes.push(quote)
      return quote
    },
    'counter.settle': ({ quote, tender }) => {
      const found = quotes.find((one) => one.quote === quote)
      if (!found) throw new Refused('QUOTE_INVALID')
      const state = tender === 'wechat' ? 'awaiting_payment' : 'settled'
      return {
        receipt: { ...found.receipt, state, tender },
        saved: found.saved,
        undoUntil: state === 'settled' ? now() + 900_000 : null,
        memberNumber: visit.member.number,
      }
    },
    ...others,
  }
  return { sent, answers, callFunction }

  function callFunction({ data }: CloudCall): unknown {
    const { action, input } = data as Sent
    sent.push({ action, input })
    const frame = { requestId: 'request', now: now() }
    const answer = answers[action] as ((input: unknown) => unknown) | undefined
    if (!answer) throw new Error(`no fixture answers ${action}`)
    try {
      return { ok: true, data: answer(input), ...frame }
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown
      return { ok: false, code: thrown.code, message: thrown.code, detail: thrown.detail, ...frame }
    }
  }
}
