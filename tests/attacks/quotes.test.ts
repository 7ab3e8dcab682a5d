import type { CatalogueDraft } from '../../cloudfunctions/contract/catalogue'
import type { Output } from '../../cloudfunctions/contract'
import { documents, violations } from '../invariants'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { openShop, quoteFor, type Shop } from '../shop'

const branchId = 'laojie'
const clerk = 'clerk-laojie'
const MINUTE = 60_000
type Quote = Output<'counter.quote'>

/** X9: what is promised for 60 s is kept, and nothing else is settled in its name. */
describe('X9 a quote and what changes meanwhile', () => {
  let shop: Shop

  beforeEach(async () => {
    shop = await openShop()
    await shop.join('lin')
    await shop.buy('lin')
    // Calls are counted by the minute, and the functions outlive the shop.
    await shop.clock.advance(MINUTE)
  })
  afterEach(async () => {
    expect(violations(shop)).toEqual([])
    await shop.close()
  })

  const settle = (quote: string, tender: 'external' | 'wechat' = 'external') =>
    shop.ask(clerk, 'counter.settle', { branchId, quote, tender })

  /** The refusal must carry a new quote, and nothing may have been written. */
  async function newQuote(quote: string, code: string): Promise<Quote> {
    const before = documents<MemberDocument>(shop, 'members')
    const answer = await settle(quote)
    expect(answer).toMatchObject({ ok: false, code })
    expect(documents<MemberDocument>(shop, 'members')).toEqual(before)
    return (answer as unknown as { detail: { quote: Quote } }).detail.quote
  }

  async function release(change: (draft: CatalogueDraft) => CatalogueDraft): Promise<void> {
    const { release: expectedRelease, draft } = await shop.call('owner', 'operations.catalogue', {})
    if (!draft) throw new Error('nothing was released')
    const input = { operationId: shop.operationId(), expectedRelease, draft: change(draft) }
    await shop.call('owner', 'operations.release', input)
  }

  const dearer = (draft: CatalogueDraft): CatalogueDraft => ({
    ...draft,
    products: draft.products.map((product) =>
      product.id === 'meishi' ? { ...product, cost: 800, listPrice: 1900 } : product,
    ),
  })

  it('X9 F6 a price that was released in between doesn’t break the promise, and counts from the next quote on', async () => {
    const { quote, receipt } = await quoteFor(shop, 'lin', [['meishi', 1]])
    expect(receipt).toMatchObject({ list: 1500, paid: 900 })
    await release(dearer)
    await shop.clock.advance(MINUTE)
    expect(await settle(quote)).toMatchObject({ ok: true, data: { receipt: { list: 1500, paid: 900 } } })
    const next = await quoteFor(shop, 'lin', [['meishi', 1]])
    expect(next.receipt).toMatchObject({ list: 1900, paid: 1200 })
  })

  it('X9 a minute later the old quote settles nothing, and the refusal carries the new price', async () => {
    const { quote } = await quoteFor(shop, 'lin', [['meishi', 1]])
    await release(dearer)
    await shop.clock.advance(MINUTE + 1)
    await quoteFor(shop, 'lin', [['meishi', 1]])
    const fresh = await newQuote(quote, 'QUOTE_EXPIRED')
    expect(fresh.receipt).toMatchObject({ list: 1900, paid: 1200 })
    expect(await settle(fresh.quote)).toMatchObject({ ok: true, data: { receipt: { paid: 1200 } } })
    // The code was used by the new one.
    expect(await settle(quote)).toMatchObject({ ok: false })
  })

  it('X9 a product that was withdrawn in between is still sold as promised', async () => {
    const { quote } = await quoteFor(shop, 'lin', [['meishi', 1]])
    await release((draft) => ({ ...draft, products: draft.products.filter(({ id }) => id !== 'meishi') }))
    expect(await settle(quote)).toMatchObject({ ok: true, data: { receipt: { paid: 900 } } })
    await shop.clock.advance(31_000)
    await expect(quoteFor(shop, 'lin', [['meishi', 1]])).rejects.toThrow('PRODUCT_UNAVAILABLE')
  })

  it('X9 M089 a card that ended in between counts for what was quoted before, and no longer', async () => {
    const lastSecond = Date.UTC(2028, 2, 10, 15, 59, 50)
    await shop.clock.set(lastSecond)
    const first = await quoteFor(shop, 'lin', [['meishi', 1]])
    await shop.clock.advance(20_000)
    expect((await shop.call('lin', 'membership.home', {})).standing).toBe('lapsed')
    expect(await settle(first.quote)).toMatchObject({
      ok: true,
      data: { receipt: { paid: 900, saved: 600 } },
    })

    await shop.clock.set(Date.UTC(2028, 2, 11, 2))
    const { receipt } = await quoteFor(shop, 'lin', [['meishi', 1]])
    expect(receipt).toMatchObject({ paid: 1500, saved: 0 })
  })

  it('X9 once the minute is over, a lapsed card gets the list price offered', async () => {
    await shop.clock.set(Date.UTC(2028, 2, 10, 15, 59, 50))
    const { quote } = await quoteFor(shop, 'lin', [['meishi', 1]])
    await shop.clock.advance(MINUTE + 1)
    const fresh = await newQuote(quote, 'QUOTE_EXPIRED')
    expect(fresh.receipt).toMatchObject({ paid: 1500, saved: 0 })
  })

  it('X9 a card that was given back in between saves nothing any more', async () => {
    const { quote } = await quoteFor(shop, 'lin', [['meishi', 1]])
    const { orders } = await shop.call('lin', 'payment.orders', {})
    const orderId = orders[0]?.orderId ?? ''
    const { refund } = await shop.call('lin', 'payment.refundQuote', { orderId })
    await shop.call('lin', 'payment.refund', { operationId: shop.operationId(), orderId, refund })
    const fresh = await newQuote(quote, 'QUOTE_CHANGED')
    expect(fresh.receipt).toMatchObject({ paid: 1500, saved: 0 })
  })

  it('X9 H4 a card that was bought in between doesn’t reach back to what was quoted before it', async () => {
    await shop.join('chen')
    const { quote, receipt } = await quoteFor(shop, 'chen', [['meishi', 1]])
    expect(receipt.paid).toBe(1500)
    await shop.clock.advance(1000)
    await shop.buy('chen')
    const answer = await settle(quote)
    // Priced as at the quote's time: the card began after it.
    expect(answer).toMatchObject({ ok: true, data: { receipt: { paid: 1500, saved: 0 } } })
    const { all } = await shop.call('chen', 'membership.savings', {})
    expect(all.saved).toBe(0)
  })

  it('X9 when the visit is over no new quote comes out of an old one', async () => {
    const { quote } = await quoteFor(shop, 'lin', [['meishi', 1]])
    await shop.clock.advance(10 * MINUTE + 1)
    expect(await settle(quote)).toMatchObject({ ok: false, code: 'VISIT_EXPIRED' })
    await shop.clock.advance(24 * 60 * MINUTE + MINUTE)
    expect(await settle(quote)).toMatchObject({ ok: false, code: 'QUOTE_EXPIRED' })
  })

  it('X9 I9 what was settled answers the same for a day, whatever changed since', async () => {
    const { quote } = await quoteFor(shop, 'lin', [['meishi', 1]])
    const first = await settle(quote)
    await release(dearer)
    for (const later of [MINUTE + 1, 30 * MINUTE, 20 * 60 * MINUTE]) {
      await shop.clock.advance(later)
      const again = await settle(quote)
      expect({ ...again, requestId: '', now: 0 }).toEqual({ ...first, requestId: '', now: 0 })
    }
    await shop.timer('renewal', 'sweep')
    expect(await settle(quote)).toMatchObject({ ok: true })
  })

  it('X9 while one receipt waits for the phone no other is settled over it', async () => {
    const first = await quoteFor(shop, 'lin', [['meishi', 1]])
    const second = await quoteFor(shop, 'lin', [['natie', 1]])
    expect(await settle(first.quote, 'wechat')).toMatchObject({ ok: true })
    expect(await settle(second.quote)).toMatchObject({ ok: false, code: 'PAYMENT_OPEN' })
    const memberNumber = shop.numberOf('lin')
    await shop.call(clerk, 'counter.cancelPayment', { branchId, memberNumber, receiptId: first.quoteId })
    expect(await settle(second.quote)).toMatchObject({ ok: true })
  })

  it('I11 a quote of nothing, of too much, of what isn’t there is refused', async () => {
    const { visit } = await shop.call(clerk, 'counter.resolve', { branchId, code: await shop.codeOf('lin') })
    const refusal = (lines: unknown) => shop.refusal(clerk, 'counter.quote', { branchId, visit, lines })
    expect(await refusal([])).toBe('INPUT_INVALID')
    expect(await refusal([{ productId: 'nothing', quantity: 1 }])).toBe('PRODUCT_UNAVAILABLE')
    expect(await refusal([{ categoryId: 'nothing', amount: 100 }])).toBe('PRODUCT_UNAVAILABLE')
    expect(await refusal([{ categoryId: 'coffee', amount: 1_000_000_001 }])).toBe('INPUT_INVALID')
    const most = { categoryId: 'coffee', amount: 1_000_000_000 }
    expect(await refusal([most, most])).toBe('INPUT_INVALID')
    expect(await refusal([{ productId: 'meishi', quantity: 1, price: 1 }])).toBe('INPUT_INVALID')
    expect(await refusal(Array.from({ length: 101 }, () => ({ productId: 'meishi', quantity: 1 })))).toBe(
      'INPUT_INVALID',
    )
  })
})
