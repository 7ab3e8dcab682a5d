import { type CallError, isDefinite, toCallError } from '@/services/call'
import type { Input, Output } from '@/services/contract'
import type { BasketLine } from './basket'

export type Quote = Output<'counter.quote'>

/** What a quote is of. */
export interface Asked {
  readonly lines: BasketLine[]
  /** Empty none, absent those that save most together. */
  readonly couponLotIds?: string[]
  /** Points to pay with; absent none. */
  readonly points?: number
  readonly delivery?: Delivery
}

/** An order that is brought: what the way costs, in fen, and to whom where that is known. */
export type Delivery = NonNullable<Input<'counter.quote'>['delivery']>

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

const NOTHING: Asked = { lines: [] }

/** Taps come faster than answers: only a pause sends. */
const PAUSE_MS = 200
const RETRY_MS = 2000

interface Ports {
  ask: (asked: Asked) => Promise<Quote>
  show: (view: QuoteView) => void
  /** Epoch ms of the server. */
  now: () => number
}

export interface Quoting {
  /** Basket or coupon changed: asks for a new quote after a short pause, an older answer is dropped. */
  change: (asked: Asked) => void
  /** Asks again for the same basket, at once. */
  refresh: () => void
  /** A quote that came by another way, e.g. inside a refusal; `earlierPaid` is what was shown before. */
  accept: (quote: Quote, asked: Asked, earlierPaid: number) => void
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
  let asked: Asked = NOTHING
  let turn = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  /** What the shown quote is of. */
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
    const sent = JSON.stringify(asked)
    if (view.status !== 'asking') put({ ...view, status: 'asking' })
    try {
      const quote = await ask(asked)
      if (mine !== turn) return
      const before = quoted === sent ? view.quote : null
      const changed = before !== null && before.receipt.paid !== quote.receipt.paid
      quoted = sent
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
      asked = next
      if (next.lines.length === 0) {
        clearTimeout(timer)
        quoted = ''
        return put(NO_QUOTE)
      }
      put({ ...view, status: 'asking', error: null, earlierPaid: null })
      later(PAUSE_MS)
    },
    refresh() {
      if (asked.lines.length === 0) return
      void send()
    },
    accept(quote, of, earlierPaid) {
      turn += 1
      asked = of
      quoted = JSON.stringify(asked)
      put({ status: 'fresh', quote, error: null, earlierPaid })
      later(Math.max(0, quote.validUntil - now()))
    },
    pause() {
      clearTimeout(timer)
    },
    wake() {
      if (asked.lines.length === 0) return
      const left = view.status === 'fresh' && view.quote ? view.quote.validUntil - now() : 0
      if (left > 0) later(left)
      else void send()
    },
    clear() {
      turn += 1
      clearTimeout(timer)
      asked = NOTHING
      quoted = ''
      put(NO_QUOTE)
    },
  }
}
