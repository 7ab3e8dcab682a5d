import type { PricedBasket } from '../../cloudfunctions/domain/pricing'
import {
  cancelReceipt,
  codeAlreadyUsed,
  payableReceipt,
  payReceipt,
  savedIfSettled,
  type Settlement,
  settleReceipt,
  undoReceipt,
} from '../../cloudfunctions/domain/settlement'
import { breakEven, savedTotal } from '../../cloudfunctions/domain/savings'
import { codeOf, LAOJIE, MINUTE, opened, pieces, type Story } from './story'

const coffee = [pieces('meishi')]

function holder(day = '2027-03-10T10:00'): Story {
  const story = opened(day)
  story.buy()
  return story
}

/** The command as the counter gives it, for a basket that was priced before. */
function bare(story: Story, priced: PricedBasket): Settlement {
  return {
    receiptId: 'r1',
    priced,
    branch: LAOJIE,
    clerk: 'C',
    tender: 'external',
    codeTag: null,
    now: story.now,
    release: story.release,
    undoMinutes: 15,
    missed: 0,
    payMinutes: 5,
  }
}

describe('settling', () => {
  test('M044 after list 15.00, paid 9.00: saved 6.00, the total is the ledger, and what is missing to break-even', () => {
    const story = holder()
    const receipt = story.settle(coffee)
    expect(receipt).toMatchObject({ state: 'settled', list: 1500, paid: 900, saved: 600, tender: 'external' })
    expect(receipt.savedNow).toEqual({
      thisReceipt: 600,
      total: 600,
      breakEven: { fee: 19_900, saved: 600, remaining: 19_300, beyond: 0 },
    })
    expect(savedIfSettled(story.state, 600, story.now).total).toBe(1200)
    expect(story.settle(coffee).savedNow.total).toBe(1200)
    expect(story.state.savings).toEqual({ '2027-03': { member_price: 1200 } })
  })

  test('M044 the entry posts cash, saving and the period, each in balance', () => {
    const story = holder()
    const { periodOrderId } = story.settle(coffee)
    expect(story.decisions.at(-1)?.postings).toEqual([
      { asset: 'cash', account: 'payer/external', amount: -900 },
      { asset: 'cash', account: 'shop/sales', amount: 900 },
      { asset: 'saving', account: 'shop/list_price', amount: -600 },
      { asset: 'saving', account: 'member/saved/2027-03/member_price', amount: 600 },
      { asset: 'period_saving', account: 'shop/periods', amount: -600 },
      { asset: 'period_saving', account: `member/period/${periodOrderId}`, amount: 600 },
      { asset: 'benefit_saving', account: 'shop/periods', amount: -600 },
      {
        asset: 'benefit_saving',
        account: `member/period_parts/${periodOrderId}/coffee-price`,
        amount: 600,
      },
      { asset: 'spending', account: 'shop/sales', amount: -900 },
      { asset: 'spending', account: 'member/spending/2027-03', amount: 900 },
    ])
  })

  test('a code settles once, is remembered fifteen minutes, and an undo does not give it back', () => {
    const story = holder()
    const receipt = story.settle(coffee, { codeTag: 'tag' })
    expect(codeOf(story.settlement(coffee, { codeTag: 'tag' }))).toBe('CODE_USED')
    story.undo(receipt)
    expect(codeOf(story.settlement(coffee, { codeTag: 'tag' }))).toBe('CODE_USED')
    expect(codeOf(story.settlement(coffee, { codeTag: 'other' }))).toBe('accepted')
    expect(codeAlreadyUsed(story.state, 'tag', story.now + 15 * MINUTE - 1)).toBe(true)
    expect(codeAlreadyUsed(story.state, 'tag', story.now + 15 * MINUTE)).toBe(false)
  })

  test('the same receipt twice is refused, and savings of a card given back meanwhile are a changed quote', () => {
    const story = holder()
    const priced = story.priced(coffee)
    const settlement = bare(story, priced)
    story.take(settleReceipt(story.state, settlement))
    expect(codeOf(settleReceipt(story.state, settlement))).toBe('OPERATION_REUSED')
    story.refund(story.state.memberships[0]!.id)
    expect(codeOf(settleReceipt(story.state, { ...settlement, receiptId: 'r2' }))).toBe('QUOTE_CHANGED')
  })

  test('H4 savings belong to the card that counted when the basket was quoted, though it ends before it is settled', () => {
    const story = opened('2027-01-31T10:15')
    const { endsAt, orderId } = story.buy('yueka')
    story.now = endsAt - 10_000
    const priced = story.priced(coffee)
    story.now = endsAt + 10_000
    const settlement = bare(story, priced)
    expect(codeOf(settleReceipt(story.state, settlement))).toBe('QUOTE_CHANGED')
    const { receipt } = story.take(settleReceipt(story.state, { ...settlement, pricedAt: endsAt - 10_000 }))
    expect(receipt).toMatchObject({ saved: 600, periodOrderId: orderId })
    expect(story.state.memberships[0]?.periods[0]?.saved).toBe(600)
  })
})

describe('paying on the phone', () => {
  test('M044 H4 a receipt that waits counts nothing; once paid it counts for the period of its quote', () => {
    const story = opened('2027-01-31T10:15')
    const { endsAt, orderId } = story.buy('yueka')
    story.now = endsAt - MINUTE
    const waiting = story.settle(coffee, { tender: 'wechat', codeTag: 'tag' })
    expect(waiting).toMatchObject({
      state: 'awaiting_payment',
      orderId: null,
      payUntil: story.now + 5 * MINUTE,
    })
    expect(savedTotal(story.state)).toBe(0)
    expect(story.decisions.at(-1)?.postings).toEqual([])
    expect(codeAlreadyUsed(story.state, 'tag', story.now)).toBe(true)
    expect(payableReceipt(story.state, waiting.receiptId, story.now)?.paid).toBe(900)

    story.wait(2 * MINUTE)
    const paid = story.pay(waiting, 'order-9')
    expect(paid).toMatchObject({
      state: 'settled',
      orderId: 'order-9',
      periodOrderId: orderId,
      payUntil: null,
    })
    expect(paid.undoUntil).toBe(story.now + 15 * MINUTE)
    expect(story.state.savings).toEqual({ '2027-02': { member_price: 600 } })
    expect(story.state.memberships[0]?.periods[0]?.saved).toBe(600)
    expect(story.decisions.at(-1)?.postings[0]).toEqual({
      asset: 'cash',
      account: 'payer/wechat',
      amount: -900,
    })
  })

  test('only one waits at a time; another settlement is refused until it is paid, cancelled or over', () => {
    const story = holder()
    const waiting = story.settle(coffee, { tender: 'wechat' })
    expect(codeOf(story.settlement(coffee))).toBe('PAYMENT_OPEN')
    expect(
      codeOf(
        undoReceipt(story.state, { receiptId: waiting.receiptId, now: story.now, release: story.release }),
      ),
    ).toBe('PAYMENT_OPEN')
    const cancelled = story.take(
      cancelReceipt(story.state, { receiptId: waiting.receiptId, now: story.now }),
    ).receipt
    expect(cancelled).toMatchObject({
      state: 'cancelled',
      payUntil: null,
      savedNow: { thisReceipt: 0, total: 0 },
    })
    expect(payableReceipt(story.state, waiting.receiptId, story.now)).toBeNull()
    const next = story.settle(coffee, { tender: 'wechat' })
    story.wait(5 * MINUTE)
    expect(payableReceipt(story.state, next.receiptId, story.now)).toBeNull()
    expect(codeOf(story.settlement(coffee))).toBe('accepted')
  })

  test('I6 a payment that cannot count is refused, so that it goes back', () => {
    const story = holder()
    const waiting = story.settle(coffee, { tender: 'wechat' })
    const pay = (change: object = {}) =>
      codeOf(
        payReceipt(story.state, {
          receiptId: waiting.receiptId,
          orderId: 'o1',
          amount: 900,
          paidAt: story.now,
          release: story.release,
          now: story.now,
          ...change,
        }),
      )
    expect(pay({ amount: 899 })).toBe('PRICE_CHANGED')
    expect(pay({ receiptId: 'unknown' })).toBe('RECEIPT_NOT_FOUND')
    story.pay(waiting)
    expect(pay({ orderId: 'o2' })).toBe('ALREADY_SETTLED')
    expect(codeOf(cancelReceipt(story.state, { receiptId: waiting.receiptId, now: story.now }))).toBe(
      'ALREADY_SETTLED',
    )
    const second = story.settle(coffee, { tender: 'wechat' })
    story.take(cancelReceipt(story.state, { receiptId: second.receiptId, now: story.now }))
    expect(pay({ receiptId: second.receiptId })).toBe('ORDER_CLOSED')
  })

  test('a payment told of late still counts; one for a card given back meanwhile goes back', () => {
    const story = holder()
    const waiting = story.settle(coffee, { tender: 'wechat' })
    story.wait(6 * 60 * MINUTE)
    expect(story.pay(waiting).state).toBe('settled')
    const other = holder()
    const late = other.settle(coffee, { tender: 'wechat' })
    other.wait(6 * MINUTE).refund(other.state.memberships[0]!.id)
    const payment = {
      receiptId: late.receiptId,
      orderId: 'o',
      amount: 900,
      paidAt: other.now,
      release: other.release,
      now: other.now,
    }
    expect(codeOf(payReceipt(other.state, payment))).toBe('ORDER_CLOSED')
  })

  test('nothing to pay skips WeChat Pay: it counts at once', () => {
    const story = holder()
    const free = { ...story.priced(coffee), paid: 0 }
    const lines = free.lines.map((line) => ({
      ...line,
      paid: 0,
      saved: 1500,
      proofs: [{ ...line.proofs[0]!, amount: 1500 }],
    }))
    const settlement = bare(story, { ...free, saved: 1500, lines })
    const decision = settleReceipt(story.state, { ...settlement, tender: 'wechat' })
    const { receipt } = story.take(decision)
    expect(receipt).toMatchObject({ state: 'settled', saved: 1500, paid: 0 })
    expect(story.undo(receipt).state).toBe('undone')
    expect(story.decisions.at(-1)?.due).toEqual([])
  })
})

describe('taking back', () => {
  test('M044 I5 H4 an undo subtracts what it saved, once, in the present month', () => {
    const story = holder('2027-03-31T23:50')
    const kept = story.settle([pieces('natie')])
    const receipt = story.settle(coffee)
    story.wait(14 * MINUTE)
    expect(story.undo(receipt)).toMatchObject({
      state: 'undone',
      undoneAt: story.now,
      savedNow: { thisReceipt: 0, total: 750 },
    })
    expect(story.state.savings).toEqual({
      '2027-03': { member_price: 1350 },
      '2027-04': { member_price: -600 },
    })
    expect(savedTotal(story.state)).toBe(kept.saved)
    expect(breakEven(story.state, story.now)?.saved).toBe(kept.saved)
    const again = { receiptId: receipt.receiptId, release: story.release, now: story.now }
    expect(codeOf(undoReceipt(story.state, again))).toBe('ALREADY_UNDONE')
    expect(story.decisions.at(-1)?.due).toEqual([])
  })

  test('the window is half-open, and another branch does not see the receipt', () => {
    const story = holder()
    const { receiptId, undoUntil } = story.settle(coffee)
    const undo = (now: number, branchId?: string) =>
      codeOf(
        undoReceipt(story.state, {
          receiptId,
          release: story.release,
          now,
          ...(branchId === undefined ? {} : { branchId }),
        }),
      )
    expect(undoUntil).toBe(story.now + 15 * MINUTE)
    expect(undo(undoUntil - 1)).toBe('accepted')
    expect(undo(undoUntil)).toBe('UNDO_TOO_LATE')
    expect(undo(undoUntil - 1, 'laojie')).toBe('accepted')
    expect(undo(undoUntil - 1, 'kejiyuan')).toBe('RECEIPT_NOT_FOUND')
    expect(
      codeOf(undoReceipt(story.state, { receiptId: 'none', now: story.now, release: story.release })),
    ).toBe('RECEIPT_NOT_FOUND')
  })

  test('I3 what was paid on the phone goes back through its order, never more than that', () => {
    const story = holder()
    const paid = story.pay(story.settle(coffee, { tender: 'wechat' }), 'order-7')
    story.undo(paid)
    expect(story.decisions.at(-1)?.due).toEqual([
      {
        kind: 'refund',
        key: 'refund:order-7-u',
        owner: 'payment',
        refundId: 'order-7-u',
        orderId: 'order-7',
        amount: 900,
        reason: 'undo',
      },
    ])
    expect(story.decisions.at(-1)?.postings.slice(0, 2)).toEqual([
      { asset: 'cash', account: 'payer/wechat', amount: 900 },
      { asset: 'cash', account: 'shop/sales', amount: -900 },
    ])
  })

  test('after the card was given back, what it saved is settled: no undo', () => {
    const story = holder()
    const receipt = story.settle(coffee)
    story.refund(story.state.memberships[0]!.id)
    expect(
      codeOf(
        undoReceipt(story.state, { receiptId: receipt.receiptId, now: story.now, release: story.release }),
      ),
    ).toBe('UNDO_TOO_LATE')
  })
})
