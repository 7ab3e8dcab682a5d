import type { OpenSettlement } from '../../src/packages/staff/counter/open-settlement'
import { SETTLEMENT_KEY } from '../../src/packages/staff/counter/open-settlement'
import { NOW, stranger, visit } from '../browser/fixtures/staff'
import { quoteOf, settledOf, tillAtHand } from './till-fixture'

jest.mock('@tarojs/taro', () => ({}))

beforeEach(() => jest.useFakeTimers({ now: NOW }))
afterEach(() => jest.useRealTimers())

const stored = (kept: Record<string, string>) =>
  kept[SETTLEMENT_KEY] === undefined ? null : (JSON.parse(kept[SETTLEMENT_KEY]) as OpenSettlement)

describe('one member at a time', () => {
  test('the previous member leaves the screen before the next one is looked up', async () => {
    const { till, serve, last, settleDown } = tillAtHand()
    await serve()
    void till.getState().scan('M1NEXT')
    expect(till.getState()).toMatchObject({ phase: 'finding', visit: null, basket: { quantities: {} } })
    expect(till.getState().quoting.quote).toBeNull()
    last('counter.resolve').refuse('CODE_EXPIRED')
    await settleDown()
    expect(till.getState()).toMatchObject({ phase: 'ready', visit: null, problem: { code: 'CODE_EXPIRED' } })
  })

  test('of two scans the later one counts, whichever is answered last', async () => {
    const { till, sent, settleDown } = tillAtHand()
    till.getState().chooseBranch('laojie')
    void till.getState().scan('M1FIRST')
    void till.getState().scan('M1SECOND')
    sent[1]!.answer(stranger)
    await settleDown()
    sent[0]!.answer(visit)
    await settleDown()
    expect(till.getState().visit?.member.displayName).toBe(stranger.member.displayName)
  })

  test('a visit that ended keeps the basket for the same member only', async () => {
    for (const next of [visit, { ...stranger, member: { ...stranger.member, number: 'ZZZZZZZZZZZZZ' } }]) {
      const { till, serve, last, settleDown } = tillAtHand()
      await serve()
      till.getState().change('natie', 2)
      await settleDown(200)
      last('counter.quote').refuse('VISIT_EXPIRED')
      await settleDown()
      void till.getState().scan('M1FRESH')
      last('counter.resolve').answer(next)
      await settleDown()
      const same = next.member.number === visit.member.number
      expect(till.getState().basket.quantities).toEqual(same ? { meishi: 1, natie: 2 } : {})
    }
  })

  test('a look-up by phone that got no answer is the same operation when it is tried again', async () => {
    const { till, last, settleDown } = tillAtHand()
    till.getState().chooseBranch('laojie')
    const find = async (phone: string) => {
      void till.getState().find(phone)
      const { input, refuse } = last('counter.find')
      refuse('NO_ANSWER')
      await settleDown()
      return (input as { operationId: string }).operationId
    }
    const first = await find('13800000001')
    expect(await find('13800000001')).toBe(first)
    expect(await find('13800000002')).not.toBe(first)
  })
})

describe('the quote on the screen', () => {
  test('several taps ask once, and an older answer never replaces a newer basket', async () => {
    const { till, serve, sent, settleDown } = tillAtHand()
    await serve()
    till.getState().change('natie', 1)
    await settleDown(200)
    const early = sent.at(-1)!
    till.getState().change('natie', 1)
    till.getState().change('natie', 1)
    await settleDown(200)
    const late = sent.at(-1)!
    expect(sent.filter(({ action }) => action === 'counter.quote')).toHaveLength(3)
    late.answer(quoteOf({ meishi: 1, natie: 3 }, 'late'))
    await settleDown()
    early.answer(quoteOf({ meishi: 1, natie: 1 }, 'early'))
    await settleDown()
    expect(till.getState().quoting).toMatchObject({ status: 'fresh', quote: { quoteId: 'late' } })
  })

  test('it is renewed by itself when its 60 s are over, and shows the old amount if it changed', async () => {
    const { till, serve, last, sent, settleDown } = tillAtHand()
    await serve()
    const before = sent.length
    await settleDown(60_000)
    expect(sent).toHaveLength(before + 1)
    expect(till.getState().quoting.status).toBe('asking')
    const dearer = quoteOf({ meishi: 1 }, 'quote-2')
    last('counter.quote').answer({ ...dearer, receipt: { ...dearer.receipt, paid: 1500, saved: 0 } })
    await settleDown()
    expect(till.getState().quoting).toMatchObject({ status: 'fresh', earlierPaid: 900 })
  })

  test('nothing is renewed while nobody looks; on return it is', async () => {
    const { till, serve, sent, settleDown } = tillAtHand()
    await serve()
    const before = sent.length
    till.getState().sleep()
    await settleDown(300_000)
    expect(sent).toHaveLength(before)
    till.getState().wake()
    expect(sent).toHaveLength(before + 1)
  })

  test('a lost connection is tried again, a refusal is not', async () => {
    const { till, serve, last, sent, settleDown } = tillAtHand()
    await serve()
    till.getState().change('natie', 1)
    await settleDown(200)
    last('counter.quote').refuse('NO_ANSWER')
    await settleDown(2000)
    expect(sent.filter(({ action }) => action === 'counter.quote')).toHaveLength(3)
    last('counter.quote').refuse('PRODUCT_UNAVAILABLE', { productId: 'natie' })
    await settleDown(60_000)
    expect(sent.filter(({ action }) => action === 'counter.quote')).toHaveLength(3)
    till.getState().settle()
    expect(till.getState().phase).toBe('serving')
  })
})

describe('settling', () => {
  test('is stored before it is sent, and sent once for two quick taps', async () => {
    const { till, serve, sent, kept, last, signals, settleDown } = tillAtHand()
    await serve()
    const quote = till.getState().quoting.quote!
    till.getState().settle()
    till.getState().settle()
    expect(stored(kept)).toMatchObject({ quoteId: 'quote-1', paid: 900, tender: 'external' })
    expect(sent.filter(({ action }) => action === 'counter.settle')).toHaveLength(1)
    last('counter.settle').answer(settledOf(quote))
    await settleDown()
    expect(till.getState()).toMatchObject({ phase: 'done', settled: { saved: { total: 19900 } } })
    expect(stored(kept)).toBeNull()
    expect(signals).toEqual(['succeeded'])
  })

  test('a second tap of a double tap touches neither a new amount nor the next member', async () => {
    const { till, serve, last, settleDown } = tillAtHand()
    await serve()
    till.getState().change('natie', 1)
    await settleDown(200)
    last('counter.quote').answer(quoteOf({ meishi: 1, natie: 1 }, 'quote-2'))
    await settleDown()
    till.getState().settle()
    expect(till.getState().phase).toBe('serving')
    await settleDown(600)
    till.getState().settle()
    expect(till.getState().phase).toBe('settling')
    last('counter.settle').answer(settledOf(till.getState().quoting.quote!))
    await settleDown()
    till.getState().next()
    expect(till.getState().phase).toBe('done')
    await settleDown(600)
    till.getState().next()
    expect(till.getState().phase).toBe('ready')
  })

  test('without an answer the same quote is repeated until there is a definite one', async () => {
    const { till, serve, sent, kept, last, settleDown } = tillAtHand()
    await serve()
    const quote = till.getState().quoting.quote!
    till.getState().settle()
    for (const code of ['NO_ANSWER', 'OFFLINE', 'UNKNOWN', 'BUSY', 'INTERNAL'] as const) {
      last('counter.settle').refuse(code)
      await settleDown(10_000)
      expect(till.getState()).toMatchObject({ phase: 'settling', problem: { code } })
      expect(stored(kept)).not.toBeNull()
    }
    const settles = sent.filter(({ action }) => action === 'counter.settle')
    expect(settles).toHaveLength(6)
    expect(new Set(settles.map(({ input }) => JSON.stringify(input))).size).toBe(1)
    last('counter.settle').answer(settledOf(quote))
    await settleDown()
    expect(till.getState().phase).toBe('done')
  })

  test('left open it is shown again by the next start, and asked about, not settled anew', async () => {
    const first = tillAtHand()
    await first.serve()
    first.till.getState().settle()
    const sentThen = first.last('counter.settle').input
    const second = tillAtHand(first.kept)
    second.till.getState().wake()
    expect(second.till.getState()).toMatchObject({ phase: 'settling', open: { paid: 900 } })
    expect(second.last('counter.settle').input).toEqual(sentThen)
    second.last('counter.settle').refuse('QUOTE_EXPIRED')
    await second.settleDown()
    expect(second.till.getState()).toMatchObject({ phase: 'ready', problem: { code: 'QUOTE_EXPIRED' } })
    expect(stored(second.kept)).toBeNull()
  })

  test('after a day only the receipt is asked for', async () => {
    const first = tillAtHand()
    await first.serve()
    first.till.getState().settle()
    await first.settleDown(24 * 3_600_000)
    const second = tillAtHand(first.kept)
    second.till.getState().wake()
    expect(second.sent.map(({ action }) => action)).toEqual(['counter.receipt'])
  })

  test('QUOTE_CHANGED shows the new amount beside the old and waits for another press', async () => {
    const { till, serve, kept, last, signals, settleDown } = tillAtHand()
    await serve()
    till.getState().settle()
    const dearer = quoteOf({ meishi: 1 }, 'quote-2')
    const quote = { ...dearer, receipt: { ...dearer.receipt, paid: 1500, saved: 0 } }
    last('counter.settle').refuse('QUOTE_CHANGED', { quote })
    await settleDown()
    expect(till.getState()).toMatchObject({ phase: 'serving', problem: { code: 'QUOTE_CHANGED' } })
    expect(till.getState().quoting).toMatchObject({ status: 'fresh', earlierPaid: 900 })
    expect(stored(kept)).toBeNull()
    expect(signals).toEqual(['failed'])
    await settleDown(600)
    till.getState().settle()
    expect(last('counter.settle').input).toMatchObject({ quote: quote.quote })
  })
})

describe('paid on the member’s phone', () => {
  async function awaiting() {
    const at = tillAtHand()
    await at.serve()
    at.till.getState().chooseTender('wechat')
    const quote = at.till.getState().quoting.quote!
    at.till.getState().settle()
    at.last('counter.settle').answer(settledOf(quote, 'awaiting_payment'))
    await at.settleDown()
    return { ...at, quote }
  }

  test('is asked about every two seconds, also after a lost answer, until it is paid', async () => {
    const { till, sent, last, kept, quote, settleDown } = await awaiting()
    expect(till.getState().phase).toBe('awaiting')
    await settleDown(2000)
    last('counter.receipt').answer(settledOf(quote, 'awaiting_payment'))
    await settleDown(2000)
    last('counter.receipt').refuse('NO_ANSWER')
    await settleDown(2000)
    expect(sent.filter(({ action }) => action === 'counter.receipt')).toHaveLength(3)
    expect(stored(kept)).toMatchObject({ awaiting: true })
    last('counter.receipt').answer(settledOf(quote))
    await settleDown()
    expect(till.getState().phase).toBe('done')
    expect(stored(kept)).toBeNull()
  })

  test('is never settled again by a restart, only asked about', async () => {
    const { kept } = await awaiting()
    const second = tillAtHand(kept)
    second.till.getState().wake()
    expect(second.till.getState().phase).toBe('awaiting')
    expect(second.sent.map(({ action }) => action)).toEqual(['counter.receipt'])
  })

  test('can be cancelled; what was paid at that moment counts as paid', async () => {
    const { till, last, quote, settleDown } = await awaiting()
    void till.getState().cancelPayment()
    last('counter.cancelPayment').refuse('NOT_FOUND')
    await settleDown(2000)
    expect(till.getState().phase).toBe('awaiting')
    last('counter.receipt').answer(settledOf(quote))
    await settleDown()
    expect(till.getState()).toMatchObject({ phase: 'done', settled: { receipt: { state: 'settled' } } })
  })
})

test('an undo is repeated until it is definite, and says how the money goes back', async () => {
  const { till, serve, sent, last, settleDown } = tillAtHand()
  await serve()
  const quote = till.getState().quoting.quote!
  till.getState().settle()
  last('counter.settle').answer(settledOf(quote))
  await settleDown()
  void till.getState().undo()
  last('counter.undo').refuse('NO_ANSWER')
  await settleDown(400)
  expect(sent.filter(({ action }) => action === 'counter.undo')).toHaveLength(2)
  const back = { tender: 'external', amount: 900, state: 'hand_back' }
  last('counter.undo').answer({ ...settledOf(quote, 'undone'), back })
  await settleDown()
  expect(till.getState()).toMatchObject({ phase: 'done', back, settled: { receipt: { state: 'undone' } } })
})
