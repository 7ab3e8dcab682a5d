import type { Output } from '../../cloudfunctions/contract'
import { quotedParts } from '../../src/packages/staff/counter/basket'
import { problemWords } from '../../src/packages/staff/counter/problem-words'
import { CallError } from '../../src/services/call'
import { NOW, receiptOf, visit } from '../browser/fixtures/staff'
import { quoteOf, settledOf, tillAtHand, withBalance, withCoupon } from './till-fixture'

jest.mock('@tarojs/taro', () => ({}))

beforeEach(() => jest.useFakeTimers({ now: NOW }))
afterEach(() => jest.useRealTimers())

const friend: Output<'counter.resolve'> = {
  ...visit,
  member: { ...visit.member, card: null, savedTotal: 0, breakEven: null, balance: 2000, friendMost: 2000 },
}

describe('the coupon of a quote', () => {
  async function chosen() {
    const at = tillAtHand()
    await at.serve()
    at.till.getState().chooseCoupons(['one'])
    await at.settleDown(200)
    return at
  }

  test('M041 is asked for by its lot, by an empty list for none, and not at all for the best one', async () => {
    const { till, last, settleDown } = await chosen()
    expect(last('counter.quote').input).toMatchObject({ couponLotIds: ['one'] })
    last('counter.quote').answer(withCoupon(quoteOf({ meishi: 1 }, 'quote-2'), 'one', 200))
    await settleDown()
    // Another amount by the clerk's own hand is no warning.
    expect(till.getState().quoting).toMatchObject({ status: 'fresh', earlierPaid: null })
    till.getState().chooseCoupons([])
    await settleDown(200)
    expect(last('counter.quote').input).toMatchObject({ couponLotIds: [] })
    till.getState().chooseCoupons(undefined)
    await settleDown(200)
    expect(last('counter.quote').input).not.toHaveProperty('couponLotIds')
  })

  test('stays chosen for this basket, and is forgotten with this member', async () => {
    const { till, last, settleDown } = await chosen()
    till.getState().change('natie', 1)
    await settleDown(200)
    expect(last('counter.quote').input).toMatchObject({ couponLotIds: ['one'] })
    last('counter.quote').answer(quoteOf({ meishi: 1, natie: 1 }, 'quote-2'))
    await settleDown(600)
    till.getState().next()
    expect(till.getState().couponLotIds).toBeUndefined()
  })

  test('that went elsewhere meanwhile is left out of the new quote and not asked for again', async () => {
    const { till, last, settleDown } = await chosen()
    last('counter.quote').answer(withCoupon(quoteOf({ meishi: 1 }, 'quote-2'), 'one', 200))
    await settleDown(600)
    till.getState().settle()
    last('counter.settle').refuse('QUOTE_CHANGED', { quote: quoteOf({ meishi: 1 }, 'quote-3') })
    await settleDown()
    expect(till.getState()).toMatchObject({
      phase: 'serving',
      quoting: { status: 'fresh', earlierPaid: 700, quote: { quoteId: 'quote-3' } },
    })
    expect(till.getState().couponLotIds).toBeUndefined()
    await settleDown(60_000)
    expect(last('counter.quote').input).not.toHaveProperty('couponLotIds')
  })
})

describe('paid from the balance', () => {
  async function quoted(available: number, who = visit) {
    const at = tillAtHand()
    await at.serve('meishi', who)
    at.till.getState().requote()
    at.last('counter.quote').answer(withBalance(quoteOf({ meishi: 1 }, 'quote-2'), available))
    await at.settleDown(1000)
    at.till.getState().chooseTender('stored_value')
    return at
  }

  test('M014 all of it at once; a rest only as the clerk has agreed to take it', async () => {
    const enough = await quoted(900)
    enough.till.getState().settle()
    expect(enough.last('counter.settle').input).toEqual({
      branchId: 'laojie',
      quote: 'ticket-of-quote-2.signed',
      tender: 'stored_value',
    })
    const short = await quoted(500)
    for (const agreed of [undefined, 0, 300]) short.till.getState().settle(agreed)
    expect(short.till.getState().phase).toBe('serving')
    short.till.getState().settle(400)
    expect(short.last('counter.settle').input).toMatchObject({ tender: 'stored_value', shortfall: 400 })
    // Sent again after a restart it is the very same settlement.
    const again = tillAtHand(short.kept)
    again.till.getState().wake()
    expect(again.last('counter.settle').input).toEqual(short.last('counter.settle').input)
  })

  test('M014 BALANCE_SHORT says what is left, and the amounts are asked for anew', async () => {
    const { till, last, settleDown } = await quoted(900)
    till.getState().settle()
    const detail = { available: 500, covers: 500, shortfall: 400 }
    last('counter.settle').refuse('BALANCE_SHORT', detail)
    await settleDown()
    const { problem, phase } = till.getState()
    expect(phase).toBe('serving')
    expect(problemWords(problem!)).toMatch(/余额只剩¥5\.00,还差¥4\.00,没有结算/)
    last('counter.quote').answer(withBalance(quoteOf({ meishi: 1 }, 'quote-3'), 500))
    await settleDown(600)
    till.getState().settle(400)
    expect(last('counter.settle').input).toMatchObject({ quote: 'ticket-of-quote-3.signed', shortfall: 400 })
  })

  test('M015 a friend’s code pays from the balance from the start, and its limit is said', async () => {
    const { till, last, serve, settleDown } = tillAtHand()
    await serve('meishi', friend)
    expect(till.getState().tender).toBe('stored_value')
    till.getState().change('dangao', 1)
    await settleDown(200)
    last('counter.quote').refuse('FRIEND_CODE_LIMIT', { most: 2000 })
    await settleDown()
    expect(problemWords(till.getState().quoting.error!)).toMatch(/上限¥20\.00/)
    // The next person does not pay from anybody's balance.
    void till.getState().scan('M1NEXT')
    last('counter.resolve').answer(visit)
    await settleDown()
    expect(till.getState().tender).toBe('external')
  })

  test('an undo says what went back to the balance and what goes back by hand', async () => {
    const { till, last, settleDown } = await quoted(500)
    const quote = till.getState().quoting.quote!
    till.getState().settle(400)
    last('counter.settle').answer(settledOf(quote))
    await settleDown()
    void till.getState().undo()
    const back = { tender: 'stored_value', amount: 900, state: 'refunded', inCash: 400 }
    last('counter.undo').answer({ ...settledOf(quote, 'undone'), back })
    await settleDown()
    expect(till.getState().back).toEqual(back)
  })
})

test('M116 the quoted parts of a line belong to it, wherever its daily units end', () => {
  const lines = [
    { productId: 'meishi', quantity: 3 },
    { categoryId: 'coffee', amount: 500 },
    { productId: 'natie', quantity: 2 },
  ]
  const split = [
    { productId: 'meishi', quantity: 1 },
    { productId: 'meishi', quantity: 2 },
    lines[1]!,
    lines[2]!,
  ]
  const parts = quotedParts(lines, receiptOf(split, true, 'settled', 'receipt').lines)
  expect(parts.map((own) => own.map(({ name, quantity }) => [name, quantity]))).toEqual([
    [
      ['美式', 1],
      ['美式', 2],
    ],
    [['咖啡', 1]],
    [['拿铁', 2]],
  ])
  expect(quotedParts(lines, [])).toEqual([[], [], []])
})

test('M010 a gift that went over the counter waits no longer', async () => {
  const { till, serve } = tillAtHand()
  const waiting = (giftId: string) => ({ orderId: 'order', giftId, name: giftId, quantity: 1 })
  const gifts = [waiting('bag'), waiting('cup')]
  await serve('meishi', { ...visit, member: { ...visit.member, gifts } })
  till.getState().handedOver(gifts[0]!)
  expect(till.getState().visit?.member.gifts).toEqual([gifts[1]])
})

test('a refusal without amounts keeps the back end’s sentence', () => {
  expect(problemWords(new CallError('COUPON_UNUSABLE', '这张券现在不能用'))).toBe('这张券现在不能用')
})
