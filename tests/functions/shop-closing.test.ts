import type { InboxDocument } from '../../cloudfunctions/ledger/inbox'
import { republish } from '../care-shop'
import { recover } from '../faults/payments'
import { documents, leftOpen, violations } from '../invariants'
import { withPoints } from '../points-shop'
import { openShop, type Shop } from '../shop'
import { topUp, topUpInput, withStoredValue } from '../stored-value-shop'

const HOUR = 3_600_000

async function timers(shop: Shop, rounds = 3): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    await shop.timer('payment', 'settleDue')
    await shop.timer('renewal', 'sweep')
    await shop.clock.advance(10 * 60_000)
  }
}

/** What this person's inbox says of one flow. */
function told(shop: Shop, person: string, flow: string): InboxDocument[] {
  return documents<InboxDocument>(shop, 'inbox').filter(
    (row) => row.memberId === shop.numberOf(person) && row.flow === flow,
  )
}

describe('L6 a shop that closes', () => {
  let shop: Shop
  const closing = { day: '2027-04-30', text: '房租到期,不再续租', call: '陈店长 13800000000' }

  beforeAll(async () => {
    shop = await openShop({ draft: withPoints(withStoredValue()) })
    for (const person of ['lin', 'chen', 'zhao']) await shop.join(person)
    await shop.buy('lin')
    await topUp(shop, 'chen', 'chong-500')
  })
  afterAll(async () => {
    expect(violations(shop)).toEqual([])
    expect(leftOpen(shop)).toEqual([])
    await shop.close()
  })

  it('L6 is refused with fewer than thirty days, and sells nothing prepaid from the announcement on', async () => {
    const before = await topUpInput(shop, 'zhao', 'chong-500')
    await shop.clock.advance(10 * 24 * HOUR)
    await expect(
      republish(shop, (draft) => ({ ...draft, closing: { ...closing, day: '2027-04-18' } })),
    ).rejects.toThrow('CLOSING_TOO_SOON')
    await republish(shop, (draft) => ({ ...draft, closing }))
    await shop.clock.advance(31_000)
    expect((await shop.call('zhao', 'membership.wallet', {})).offer).toBeNull()
    expect(await shop.refusal('zhao', 'payment.topUp', { ...before, operationId: shop.operationId() })).toBe(
      'PREPAID_STOPPED',
    )
    await expect(shop.buy('zhao')).rejects.toThrow('PREPAID_STOPPED')
    expect(await shop.call('zhao', 'membership.home', {})).toMatchObject({
      closing: { ...closing, stopSales: true, announcedOn: '2027-03-20' },
      offer: null,
    })
  })

  it('L6 tells each holder once, whatever they agreed to, and nobody else', async () => {
    await timers(shop)
    await shop.clock.advance(24 * HOUR)
    await timers(shop)
    for (const person of ['lin', 'chen']) expect(told(shop, person, 'closing_notice')).toHaveLength(1)
    expect(told(shop, 'zhao', 'closing_notice')).toHaveLength(0)
    expect(await shop.call('owner', 'operations.closing', {})).toMatchObject({
      closing: { day: closing.day },
      notice: { told: 2, finished: true },
      owed: expect.any(Number) as number,
    })
  })

  it('L6 quotes and gives back for the shop’s own cause (法释〔2025〕4号 18), without a person deciding', async () => {
    const { quotes, total } = await shop.call('chen', 'payment.closingQuotes', {})
    expect(quotes).toMatchObject([{ basis: 'stored_value_operator', refund: 50_000, channel: 'wechat' }])
    expect(total).toBe(50_000)
    const [quote] = quotes
    const orderId = quote?.orderId ?? ''
    expect(await shop.call('chen', 'payment.refundQuote', { orderId })).toMatchObject({
      basis: 'stored_value_operator',
      refund: quote?.refund,
    })
    const input = { operationId: shop.operationId(), orderId, refund: quote?.refund ?? 0 }
    await shop.call('chen', 'payment.refund', input)
    await recover(shop)
    expect((await shop.call('chen', 'payment.closingQuotes', {})).quotes).toEqual([])
    expect((await shop.call('lin', 'payment.closingQuotes', {})).quotes).toMatchObject([
      { basis: 'remaining_period' },
    ])
    expect(await shop.call('zhao', 'payment.closingQuotes', {})).toMatchObject({ quotes: [], total: 0 })
  })
})
