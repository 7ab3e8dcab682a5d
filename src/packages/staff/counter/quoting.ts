import { type CallError, isDefinite, toCallError } from '@/services/call'
import type { Output } from '@/services/contract'
import type { BasketLine } from './basket'

export type Quote = Output<'counter.quote'>

/**
 * none: nothing to quote. asking: the basket changed, the quote shown is an older one. fresh: the
 * quote is of this basket and still valid. failed: no quote could be had, `error` says why.
 */
export type QuoteStatus = 'none' | 'asking' | 'fresh' | 'failed'

export interface QuoteView {
  status: QuoteStatus
  quote: Quote | null
  error: CallError | null
  /** What was to be paid for the same basket before the shown quote: null when that is unchanged. */
  earlierPaid: number | null
}

export const NO_QUOTE: QuoteView = { status: 'none', quote: null, error: null, earlierPaid: null }

/** Taps come faster than answers: only a pause sends. */
const PAUSE_MS = 200
const RETRY_MS = 2000

interface Ports {
  ask: (lines: BasketLine[]) => Promise<Quote>
  show: (view: QuoteView) => void
  /** Epoch ms of the server. */
  now: () => number
}

export interface Quoting {
  /** The basket changed: asks for a new quote after a short pause, an older answer is dropped. */
  change: (lines: BasketLine[]) => void
  /** Asks again for the same basket, at once. */
  refresh: () => void
  /** A quote that came by another way, e.g. inside a refusal; `earlierPaid` is what was shown before. */
  accept: (quote: Quote, earlierPaid: number) => void
  /** While no one looks no quote is renewed. */
  pause: () => void
  /** Looks on: a quote that ran out in the meantime is renewed. */
  wake: () => void
  /** Forgets everything; a pending answer is dropped. */
  clear: () => void
}

/** Keeps the quote on the screen that of the basket as it is now, for as long as it is looked at. */
export function createQuoting({ ask, show, now }: Ports): Quoting {
  let view = NO_QUOTE
  let lines: BasketLine[] = []
  let turn = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  /** The lines that the shown quote is of. */
  let quoted = ''

  function put(next: QuoteView) {
    view = next
    show(next)
  }

  function later(wait: number) {
    clearTimeout(timer)
    timer = setTimeout(() => void send(), wait)
  }

  async function send() {
    clearTimeout(timer)
    const mine = (turn += 1)
    const asked = JSON.stringify(lines)
    if (view.status !== 'asking') put({ ...view, status: 'asking' })
    try {
      const quote = await ask(lines)
      if (mine !== turn) return
      const before = quoted === asked ? view.quote : null
      const changed = before !== null && before.receipt.paid !== quote.receipt.paid
      quoted = asked
      put({ status: 'fresh', quote, error: null, earlierPaid: changed ? before.receipt.paid : null })
      later(Math.max(0, quote.validUntil - now()))
    } catch (thrown) {
      if (mine !== turn) return
      const error = toCallError(thrown)
      put({ ...view, status: 'failed', error })
      if (!isDefinite(error) && error.code !== 'UPDATE_REQUIRED') later(RETRY_MS)
    }
  }

  return {
    change(next) {
      turn += 1
      lines = next
      if (next.length === 0) {
        clearTimeout(timer)
        quoted = ''
        return put(NO_QUOTE)
      }
      put({ ...view, status: 'asking', error: null, earlierPaid: null })
      later(PAUSE_MS)
    },
    refresh() {
      if (lines.length === 0) return
      void send()
    },
    accept(quote, earlierPaid) {
      turn += 1
      quoted = JSON.stringify(lines)
      put({ status: 'fresh', quote, error: null, earlierPaid })
      later(Math.max(0, quote.validUntil - now()))
    },
    pause() {
      clearTimeout(timer)
    },
    wake() {
      if (lines.length === 0) return
      const left = view.status === 'fresh' && view.quote ? view.quote.validUntil - now() : 0
      if (left > 0) later(left)
      else void send()
    },
    clear() {
      turn += 1
      clearTimeout(timer)
      lines = []
      quoted = ''
      put(NO_QUOTE)
    },
  }
}
