import { CallError, toCallError, type FailureCode } from '@/services/call'
import { money } from '@/services/format'
import { untilAnswered } from '../until-answered'
import {
  isRepeatable,
  receiptInput,
  SETTLEMENT_KEY,
  settleInput,
  type OpenSettlement,
} from './open-settlement'
import type { Quote, Quoting } from './quoting'
import type { TillPorts } from './till'
import { askedOf, NOBODY, restOf, type Settled, type Till, type TillState } from './till-state'

/** How often the till asks whether the member has paid. */
const POLL_MS = 2000

/** These say that nothing was written. */
const UNSETTLED: readonly FailureCode[] = [
  'QUOTE_EXPIRED',
  'QUOTE_CHANGED',
  'VISIT_EXPIRED',
  'CODE_USED',
  'RECEIPT_NOT_FOUND',
  'BALANCE_SHORT',
  'FRIEND_CODE_LIMIT',
  'COUPON_UNUSABLE',
  'COUPON_NOT_YOURS',
  'COUPONS_NOT_TOGETHER',
  'COUPONS_HELD',
  'POINTS_SHORT',
  'POINTS_OFF',
]

/** These are followed by what holds now. */
const QUOTED_AGAIN: readonly FailureCode[] = [
  'QUOTE_EXPIRED',
  'QUOTE_CHANGED',
  'BALANCE_SHORT',
  'COUPON_UNUSABLE',
  'COUPON_NOT_YOURS',
  'COUPONS_NOT_TOGETHER',
  'COUPONS_HELD',
  'POINTS_SHORT',
  'POINTS_OFF',
]

interface Surroundings {
  ports: TillPorts
  get: () => Till
  set: (next: Partial<TillState>) => void
  /** As `set`, for a change of the screen. */
  enter: (next: Partial<TillState>) => void
  quoting: Quoting
}

export interface Settling {
  /** Sends the shown quote, if it is fresh, nothing is open, and its shortfall is the one agreed to. */
  settle: (shortfall: number) => void
  cancel: () => Promise<void>
  undo: () => Promise<void>
  /** Takes up what storage says was left open. */
  resume: () => void
  /** Nobody looks: no more polling. A settlement that was sent is still repeated until its answer. */
  rest: () => void
}

/** From the press on settle to a definite end, whatever the network does in between. */
export function createSettling({ ports, get, set, enter, quoting }: Surroundings): Settling {
  let polling: ReturnType<typeof setTimeout> | undefined
  let running: string | null = null

  function isOpen(open: OpenSettlement): boolean {
    return get().open?.quoteId === open.quoteId
  }

  function forget() {
    clearTimeout(polling)
    ports.storage.forget(SETTLEMENT_KEY)
  }

  function unsure(problem: CallError, unanswered: number) {
    set({ problem, unanswered })
  }

  /** Repeats the same quote until there is a definite answer: it settles once at most. */
  async function run(open: OpenSettlement) {
    if (running === open.quoteId) return
    running = open.quoteId
    try {
      const settled = await untilAnswered(
        () =>
          isRepeatable(open, ports.now())
            ? ports.call('counter.settle', settleInput(open))
            : ports.call('counter.receipt', receiptInput(open)),
        { unsure, stopped: () => !isOpen(open) },
      )
      if (settled && isOpen(open)) arrived(open, settled)
    } catch (thrown) {
      if (isOpen(open)) refused(open, toCallError(thrown))
    } finally {
      running = null
    }
  }

  function arrived(open: OpenSettlement, settled: Settled) {
    const { state } = settled.receipt
    if (state === 'awaiting_payment') {
      const waiting = { ...open, awaiting: true }
      keep(waiting)
      enter({ phase: 'awaiting', open: waiting, settled, problem: null, unanswered: 0, busy: false })
      return pollLater(waiting)
    }
    forget()
    quoting.clear()
    if (state === 'settled') ports.succeeded()
    else ports.failed()
    enter({ phase: 'done', open: null, settled, problem: null, unanswered: 0, busy: false })
  }

  /** Definitely not settled (or, after a day, not to be found): back to the basket with the reason. */
  function refused(open: OpenSettlement, problem: CallError) {
    forget()
    ports.failed()
    const quote = newQuote(problem)
    if (get().visit === null) return enter({ ...NOBODY, phase: 'ready', problem: ofEarlier(open, problem) })
    enter({ phase: 'serving', open: null, problem, unanswered: 0, busy: false })
    if (quote) accept(quote, open.paid)
    else if (QUOTED_AGAIN.includes(problem.code)) quoting.refresh()
    else quoting.wake()
  }

  /** A coupon that went elsewhere is not in the new quote, and is not asked for again. */
  function accept(quote: Quote, earlierPaid: number) {
    const used = quote.receipt.coupons?.map(({ lotId }) => lotId) ?? []
    const gone = get().couponLotIds?.some((lotId) => !used.includes(lotId))
    if (gone) set({ couponLotIds: undefined })
    quoting.accept(quote, askedOf(get()), earlierPaid)
  }

  function pollLater(open: OpenSettlement) {
    clearTimeout(polling)
    polling = setTimeout(() => void poll(open), POLL_MS)
  }

  async function poll(open: OpenSettlement) {
    try {
      const settled = await ports.call('counter.receipt', receiptInput(open))
      if (!isOpen(open)) return
      if (settled.receipt.state !== 'awaiting_payment') return arrived(open, settled)
      set({ problem: null, unanswered: 0 })
    } catch (thrown) {
      if (!isOpen(open)) return
      const problem = toCallError(thrown)
      if (problem.code === 'RECEIPT_NOT_FOUND') return refused(open, problem)
      unsure(problem, get().unanswered + 1)
    }
    pollLater(open)
  }

  function keep(open: OpenSettlement) {
    ports.storage.write(SETTLEMENT_KEY, open)
  }

  return {
    settle(shortfall) {
      const { phase, visit, branchId, quoting: view, tender } = get()
      const { quote, status } = view
      if (phase !== 'serving' || status !== 'fresh' || !quote || !visit || !branchId) return
      if (restOf(quote, tender) !== shortfall) return
      const open: OpenSettlement = {
        branchId,
        quote: quote.quote,
        quoteId: quote.quoteId,
        memberNumber: visit.member.number,
        displayName: visit.member.displayName,
        tender,
        paid: quote.receipt.paid,
        shortfall,
        saved: quote.receipt.saved,
        startedAt: ports.now(),
        awaiting: false,
      }
      try {
        keep(open)
      } catch {
        return set({ problem: new CallError('INTERNAL', '手机存储已满,没有结算,请清理后再试') })
      }
      quoting.pause()
      enter({ phase: 'settling', open, problem: null, unanswered: 0 })
      void run(open)
    },

    async cancel() {
      const { open, busy } = get()
      if (!open || busy) return
      set({ busy: true, problem: null })
      try {
        const settled = await untilAnswered(() => ports.call('counter.cancelPayment', receiptInput(open)), {
          unsure,
          stopped: () => !isOpen(open),
        })
        if (settled && isOpen(open)) arrived(open, settled)
      } catch (thrown) {
        // Paid at the same moment, most likely: the poll says what is true.
        if (isOpen(open)) set({ busy: false, problem: toCallError(thrown) })
      }
    },

    async undo() {
      const { settled, branchId, busy, phase } = get()
      if (phase !== 'done' || !settled || !branchId || busy) return
      const input = { branchId, memberNumber: settled.memberNumber, receiptId: settled.receipt.receiptId }
      const same = () => get().settled?.receipt.receiptId === input.receiptId
      set({ busy: true, problem: null })
      try {
        const undone = await untilAnswered(() => ports.call('counter.undo', input), {
          unsure,
          stopped: () => !same(),
        })
        if (!undone || !same()) return
        const { back, ...after } = undone
        enter({ settled: after, back, busy: false, problem: null, unanswered: 0 })
      } catch (thrown) {
        if (!same()) return
        ports.failed()
        set({ busy: false, problem: toCallError(thrown), unanswered: 0 })
      }
    },

    resume() {
      const open = get().open ?? ports.storage.read<OpenSettlement>(SETTLEMENT_KEY)
      if (!open) return
      if (!isOpen(open))
        enter({ ...NOBODY, branchId: open.branchId, phase: open.awaiting ? 'awaiting' : 'settling', open })
      if (open.awaiting) void poll(open)
      else void run(open)
    },

    rest() {
      clearTimeout(polling)
    },
  }
}

/** With nobody at the counter any more, a sentence that says which settlement is meant. */
function ofEarlier({ displayName, paid }: OpenSettlement, { code, message }: CallError): CallError {
  const unsettled = UNSETTLED.includes(code)
  const words = unsettled ? '没有结算,请重新扫码' : message
  return new CallError(code, `上一单(${displayName},${money(paid)}):${words}`)
}

/** The quote that a refusal carries, so that one more press is enough. */
function newQuote({ detail }: CallError): Quote | null {
  if (typeof detail !== 'object' || detail === null || !('quote' in detail)) return null
  const { quote } = detail
  return typeof quote === 'object' && quote !== null && 'receipt' in quote ? (quote as Quote) : null
}
