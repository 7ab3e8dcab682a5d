import fc from 'fast-check'
import { contract } from '../../cloudfunctions/contract'
import { cardView as cardViewSchema, savedNow as savedNowSchema } from '../../cloudfunctions/contract/views'
import { balances, foldPostings } from '../../cloudfunctions/domain/balances'
import { lastTwelveMonths } from '../../cloudfunctions/domain/calendar'
import type { Decided } from '../../cloudfunctions/domain/decision'
import { joinShop } from '../../cloudfunctions/domain/joining'
import { cardView } from '../../cloudfunctions/domain/membership'
import { countPhoneLookup } from '../../cloudfunctions/domain/phone-lookup'
import { savedTotal, savingsLedger } from '../../cloudfunctions/domain/savings'
import { cancelReceipt, payReceipt, undoReceipt } from '../../cloudfunctions/domain/settlement'
import { holds } from './property'
import { bakery, DAY, MINUTE, opened, pieces, released, type Story, twoPlans } from './story'

/** One random act; `pick` chooses among whatever the act can be done to. */
const step = fc.record({
  act: fc.constantFrom(
    'buy',
    'month',
    'settle',
    'settle',
    'settle',
    'settle on phone',
    'pay',
    'cancel',
    'undo',
    'undo',
    'refund',
    'join',
    'look up',
    'release',
  ),
  wait: fc.oneof(
    { arbitrary: fc.integer({ min: 0, max: 6 * MINUTE }), weight: 3 },
    { arbitrary: fc.integer({ min: 0, max: 40 * DAY }), weight: 1 },
  ),
  pick: fc.nat(50),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** What an outsider would write down: cash by order and receipt, savings by month. */
class Notebook {
  readonly cardsPaid = new Map<string, number>()
  readonly cardsBack = new Map<string, number>()
  readonly receiptsPaid = new Map<string, number>()
  readonly receiptsBack = new Map<string, number>()
  readonly savedByMonth = new Map<string, number>()
  readonly codes = new Set<string>()

  save(now: number, amount: number): void {
    const month = lastTwelveMonths(now)[11] ?? ''
    this.savedByMonth.set(month, (this.savedByMonth.get(month) ?? 0) + amount)
  }
}

const PRODUCTS = ['meishi', 'natie', 'niujiaobao', 'tusi', 'doushabao', 'dangao']

function perform(story: Story, { act, pick }: Step, notes: Notebook): void {
  const receipts = story.state.receipts
  const waits = receipts.find(({ state }) => state === 'awaiting_payment')
  const any = receipts[pick % Math.max(1, receipts.length)]
  const receiptId = ((pick % 2 === 0 && waits) || any)?.receiptId ?? 'none'
  const { now } = story
  switch (act) {
    case 'buy':
    case 'month': {
      const delivery = story.delivery(act === 'buy' ? 'nianka' : 'yueka')
      if (delivery.ok) notes.cardsPaid.set(story.take(delivery).orderId, delivery.facts.paid)
      return
    }
    case 'settle':
    case 'settle on phone': {
      const lines = [
        pieces(PRODUCTS[pick % PRODUCTS.length] ?? '', 1 + (pick % 4)),
        { categoryId: 'bakery', amount: 1 + pick * 37 },
      ]
      const codeTag = `code-${pick}-${now}`
      const settlement = story.settlement(lines, {
        tender: act === 'settle' ? 'external' : 'wechat',
        codeTag,
      })
      if (!settlement.ok) return
      expect(notes.codes.has(codeTag)).toBe(false)
      notes.codes.add(codeTag)
      const { receipt } = story.take(settlement)
      if (receipt.state !== 'settled') return
      notes.receiptsPaid.set(receipt.receiptId, receipt.paid)
      notes.save(now, receipt.saved)
      return
    }
    case 'pay': {
      const waiting = receipts.find((receipt) => receipt.receiptId === receiptId)
      const payment = {
        receiptId,
        orderId: `o-${receiptId}`,
        amount: waiting?.paid ?? 0,
        paidAt: now,
        release: story.release,
        now,
      }
      const paid = payReceipt(story.state, payment)
      if (!paid.ok) return
      const { receipt } = story.take(paid)
      expect(notes.receiptsPaid.has(receiptId)).toBe(false)
      notes.receiptsPaid.set(receiptId, receipt.paid)
      notes.save(receipt.at, receipt.saved)
      return
    }
    case 'cancel': {
      const cancelled = cancelReceipt(story.state, { receiptId, now })
      if (cancelled.ok) story.take(cancelled)
      return
    }
    case 'undo': {
      const undone = undoReceipt(story.state, { receiptId, release: story.release, now })
      if (!undone.ok) return
      const { receipt } = story.take(undone)
      expect(notes.receiptsBack.has(receiptId)).toBe(false)
      notes.receiptsBack.set(receiptId, receipt.paid)
      notes.save(now, -receipt.saved)
      return
    }
    case 'refund': {
      const orders = [...notes.cardsPaid.keys()]
      const orderId = orders[pick % Math.max(1, orders.length)] ?? 'none'
      const quote = story.refundQuote(orderId)
      if (!('ok' in quote))
        notes.cardsBack.set(orderId, (notes.cardsBack.get(orderId) ?? 0) + story.refund(orderId).amount)
      return
    }
    case 'join':
      story.take(
        joinShop(story.state, {
          agreement: { id: 'service', version: `v${pick}` },
          marketing: pick % 2 === 0,
          nickname: null,
          now,
        }),
      )
      return
    case 'look up': {
      const counted = countPhoneLookup(story.state, { found: null, now })
      if (counted.ok) story.take(counted)
      return
    }
    case 'release':
      story.release = released(
        pick % 3 === 0
          ? twoPlans()
          : bakery((draft) => {
              draft.products[pick % 7]!.listPrice += pick * 10
              draft.plans[0]!.terms.categoryDiscounts = [
                { id: 'd', title: 'd', categoryId: 'bakery', basisPoints: 500 + pick * 20 },
              ]
            }),
        story.release,
        now,
      )
  }
}

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0)

test('I1 I3 I5 I11 M044 M048 over any history the books fold to the state and agree with an outsider’s notes', () => {
  holds(
    fc.property(fc.array(step, { minLength: 20, maxLength: 60, size: 'max' }), (steps) => {
      const story = opened('2027-01-25T10:00')
      const notes = new Notebook()
      for (const one of steps) {
        story.wait(one.wait)
        perform(story, one, notes)
      }
      agree(story, notes)
    }),
    80,
  )
})

function agree(story: Story, notes: Notebook): void {
  const { state, now } = story
  expect(savedTotal(state)).toBe(sum(notes.savedByMonth.values()))
  for (const { month, saved } of savingsLedger(state, now).months)
    expect(saved).toBe(notes.savedByMonth.get(month) ?? 0)
  expect(sum(Object.values(state.fees))).toBe(sum(notes.cardsPaid.values()) - sum(notes.cardsBack.values()))
  for (const [orderId, back] of notes.cardsBack)
    expect(back).toBeLessThanOrEqual(notes.cardsPaid.get(orderId) ?? 0)
  for (const [receiptId, back] of notes.receiptsBack) expect(back).toBe(notes.receiptsPaid.get(receiptId))

  const cash = new Map<string, number>()
  for (const { postings } of story.decisions) {
    for (const { asset, account, amount } of postings) {
      if (asset === 'cash') cash.set(account, (cash.get(account) ?? 0) + amount)
    }
  }
  expect(cash.get('shop/cards') ?? 0).toBe(sum(notes.cardsPaid.values()) - sum(notes.cardsBack.values()))
  expect(cash.get('shop/sales') ?? 0).toBe(
    sum(notes.receiptsPaid.values()) - sum(notes.receiptsBack.values()),
  )
  expect(sum(cash.values())).toBe(0)

  const due = story.decisions
    .flatMap((decision) => decision.due)
    .flatMap((one) => (one.kind === 'refund' ? [one.refundId] : []))
  expect(new Set(due).size).toBe(due.length)
  for (const { periods } of state.memberships) {
    for (const period of periods) {
      expect(period.saved).toBeGreaterThanOrEqual(0)
      expect(period.refunded).toBeLessThanOrEqual(period.paid)
    }
  }
  const ledger = savingsLedger(state, now)
  expect(contract['membership.savings'].output.parse(ledger)).toEqual(ledger)
  for (const membership of state.memberships) {
    const view = cardView(membership, story.release, now)
    expect(cardViewSchema.parse(view)).toEqual(view)
  }
  for (const receipt of state.receipts) savedNowSchema.parse(receipt.savedNow)
}

test('a decision is the same again for the same member, command and time, and writes into nothing it was given', () => {
  holds(
    fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
      const run = () => {
        const story = opened('2027-01-25T10:00')
        const notes = new Notebook()
        for (const one of steps) {
          story.wait(one.wait)
          perform(story, one, notes)
        }
        return JSON.stringify([story.state, story.decisions])
      }
      expect(run()).toBe(run())
    }),
    40,
  )
})

test('the fold finds a posting that was altered, dropped or doubled', () => {
  const story = opened('2027-01-25T10:00')
  story.buy()
  story.settle([pieces('meishi')])
  const postings = story.decisions.flatMap((decision: Decided) => decision.postings)
  const truth = balances(story.state)
  expect(foldPostings(postings)).toEqual(truth)
  postings.forEach((posting, index) => {
    if (!posting.account.startsWith('member/')) return
    const others = postings.filter((_, other) => other !== index)
    expect(foldPostings(others)).not.toEqual(truth)
    expect(foldPostings([...postings, posting])).not.toEqual(truth)
    expect(foldPostings([...others, { ...posting, amount: posting.amount + 1 }])).not.toEqual(truth)
  })
})

test('the state of a busy member stays small for years', () => {
  const story = opened('2027-01-25T10:00')
  for (let visit = 0; visit < 700; visit += 1) {
    if (visit % 25 === 0) story.take(story.delivery('yueka'))
    story.settle([pieces('meishi'), pieces('tusi', 2)], { codeTag: `c${visit}` })
    story.wait(Math.floor(1.2 * DAY))
  }
  expect(Buffer.byteLength(JSON.stringify(story.state))).toBeLessThan(24 * 1024)
})
