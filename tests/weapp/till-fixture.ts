import { CallError } from '../../src/services/call'
import type { ActionName, Input, Output } from '../../src/services/contract'
import { createTill, type TillPorts } from '../../src/packages/staff/counter/till'
import { receiptOf, visit } from '../browser/fixtures/staff'

interface Sent {
  action: ActionName
  input: unknown
  answer: (data: unknown) => void
  refuse: (code: CallError['code'], detail?: unknown) => void
}

/** A till whose back end answers when the test says so, and in the order that the test says. */
export function tillAtHand(kept: Record<string, string> = {}) {
  const sent: Sent[] = []
  const signals: string[] = []
  let ids = 0
  const ports: TillPorts = {
    call: <A extends ActionName>(action: A, input: Input<A>) =>
      new Promise<Output<A>>((resolve, reject) => {
        sent.push({
          action,
          input,
          answer: (data) => resolve(data as Output<A>),
          refuse: (code, detail) => reject(new CallError(code, code, detail)),
        })
      }),
    now: () => Date.now(),
    newOperationId: () => `operation-${(ids += 1)}`,
    storage: {
      read: (key) => (kept[key] === undefined ? null : JSON.parse(kept[key])),
      write: (key, value) => {
        kept[key] = JSON.stringify(value)
      },
      forget: (key) => {
        delete kept[key]
      },
    },
    succeeded: () => signals.push('succeeded'),
    failed: () => signals.push('failed'),
  }
  const till = createTill(ports)
  return { till, sent, signals, kept, last, settleDown, serve }

  function last(action: ActionName): Sent {
    const found = sent.filter((one) => one.action === action).at(-1)
    if (!found) throw new Error(`${action} was not sent`)
    return found
  }

  /** Lets answers arrive and timers of this many milliseconds run out. */
  async function settleDown(milliseconds = 0): Promise<void> {
    await jest.advanceTimersByTimeAsync(milliseconds)
  }

  /** Scans a member, puts one product into the basket and has it quoted. */
  async function serve(productId = 'meishi', who = visit): Promise<void> {
    const { chooseBranch, scan, change } = till.getState()
    chooseBranch('laojie')
    void scan('M1CODE')
    last('counter.resolve').answer(who)
    await settleDown()
    change(productId, 1)
    await settleDown(200)
    last('counter.quote').answer(quoteOf(till.getState().basket.quantities, 'quote-1'))
    await settleDown(1000)
  }
}

export function quoteOf(
  quantities: Readonly<Record<string, number>>,
  quoteId: string,
): Output<'counter.quote'> {
  const lines = Object.entries(quantities).map(([productId, quantity]) => ({ productId, quantity }))
  const receipt = receiptOf(lines, true, 'awaiting_payment', quoteId)
  return {
    quote: `ticket-of-${quoteId}.signed`,
    quoteId,
    validUntil: Date.now() + 60_000,
    receipt,
    saved: { thisReceipt: receipt.saved, total: 19300 + receipt.saved, breakEven: null },
  }
}

export function settledOf(
  quote: Output<'counter.quote'>,
  state: 'settled' | 'awaiting_payment' | 'cancelled' | 'undone' = 'settled',
): Output<'counter.settle'> {
  return {
    receipt: { ...quote.receipt, state, tender: 'external' },
    saved: quote.saved,
    undoUntil: state === 'settled' ? Date.now() + 900_000 : null,
    memberNumber: visit.member.number,
  }
}

/** The quote with a balance that covers so much of it. */
export function withBalance(quote: Output<'counter.quote'>, available: number): Output<'counter.quote'> {
  const covers = Math.min(available, quote.receipt.paid)
  return { ...quote, balance: { available, covers, shortfall: quote.receipt.paid - covers } }
}

/** The quote with a coupon taken off. */
export function withCoupon(
  quote: Output<'counter.quote'>,
  lotId: string,
  amount: number,
): Output<'counter.quote'> {
  const { paid, saved } = quote.receipt
  const coupons = [{ lotId, title: lotId, amount }]
  return { ...quote, receipt: { ...quote.receipt, paid: paid - amount, saved: saved + amount, coupons } }
}
