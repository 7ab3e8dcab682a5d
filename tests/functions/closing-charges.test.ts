import type { Order } from '../../cloudfunctions/domain/order'
import type { InboxDocument } from '../../cloudfunctions/ledger/inbox'
import { contractOf, kept, live, runTimers, sign, withAutoRenew } from '../auto-renew-shop'
import { republish, wantsNews } from '../care-shop'
import { keptAtWechat, orderCard, orderTopUp, pay, recover } from '../faults/payments'
import { documents, leftOpen, violations } from '../invariants'
import { type MessageShop, openMessageShop, withMessages } from '../message-shop'
import { withStoredValue } from '../stored-value-shop'

const DAY = 86_400_000
const CLOSING = { day: '2027-07-31', text: '房租到期,不再续租', call: '陈店长 13800000000' }

describe('L6 from the announcement of a closing on', () => {
  let shop: MessageShop

  beforeEach(async () => {
    shop = await openMessageShop(withAutoRenew(withMessages(withStoredValue())))
  })
  afterEach(async () => {
    shop.wechat.faults.clear()
    await recover(shop, 3)
    expect(violations(shop)).toEqual([])
    expect(leftOpen(shop)).toEqual([])
    await shop.close()
  })

  const announce = async () => {
    await republish(shop, (draft) => ({ ...draft, closing: CLOSING }))
    // Instances keep a release for half a minute.
    await shop.clock.advance(31_000)
  }
  const told = (person: string) =>
    documents<InboxDocument>(shop, 'inbox')
      .filter(({ memberId }) => memberId === shop.numberOf(person))
      .map(({ flow }) => flow)
  const debits = () => shop.wechat.papay.debits().length
  async function subscriber(person: string): Promise<string> {
    await shop.join(person)
    await shop.buy(person, 'yueka')
    return sign(shop, person)
  }

  it('L6 L1 a card that renewed by itself is charged no more: the contract ends, and no notice says otherwise', async () => {
    const code = await subscriber('lin')
    await shop.clock.advance(5 * DAY)
    await announce()
    await live(shop, 'lin', shop.clock.now() + 45 * DAY)
    expect(debits()).toBe(0)
    expect(await contractOf(shop, 'lin', code)).toMatchObject({ state: 'terminated', next: null })
    expect(told('lin')).toContain('closing_notice')
    expect(told('lin')).not.toContain('renewal_notice')
  })

  it('L6 L11 X4 a charge that the books had begun, and WeChat never heard of, is not sent any more', async () => {
    const code = await subscriber('lin')
    const { next } = await contractOf(shop, 'lin', code)
    await live(shop, 'lin', Date.parse(`${next?.chargeOn ?? ''}T06:59:00+08:00`))
    // The connection breaks before anything reached WeChat.
    shop.wechat.faults.onCall('reset', { call: 'charge', times: 20 })
    await shop.clock.advance(2 * 60_000)
    await runTimers(shop, 1)
    expect((await contractOf(shop, 'lin', code)).state).toBe('charging')
    await announce()
    shop.wechat.faults.clear()
    await recover(shop, 4)
    expect(debits()).toBe(0)
    const charges = documents<Order>(shop, 'orders').filter(({ kind }) => kind === 'charge')
    expect(charges).toMatchObject([{ state: 'closed', nextDueAt: null }])
    await live(shop, 'lin', shop.clock.now() + 10 * DAY)
    expect(debits()).toBe(0)
    expect(kept(shop, 'lin')).toBe(0)
    expect((await contractOf(shop, 'lin', code)).state).toBe('terminated')
  })

  it('L6 L11 a top-up that WeChat had taken by contract goes back, and the books let go of it', async () => {
    await shop.join('lin')
    const started = await orderTopUp(shop, 'lin', 'chong-100')
    pay(shop, started)
    await shop.wechat.tick()
    const code = await sign(shop, 'lin', 'chuzhi', 'top_up')
    for (let day = 0; day < 12 && (await contractOf(shop, 'lin', code)).state !== 'charging'; day += 1) {
      const { next } = await contractOf(shop, 'lin', code)
      const until = next ? Date.parse(`${next.chargeOn}T06:59:00+08:00`) : shop.clock.now() + DAY
      if (until > shop.clock.now()) await live(shop, 'lin', until)
      await shop.clock.advance(2 * 60_000)
      await shop.timer('payment', 'settleDue')
    }
    expect((await contractOf(shop, 'lin', code)).state).toBe('charging')
    expect(debits()).toBe(1)
    await announce()
    await shop.wechat.tick()
    await recover(shop, 5)
    await live(shop, 'lin', shop.clock.now() + 2 * DAY)
    expect(kept(shop, 'lin')).toBe(0)
    expect((await contractOf(shop, 'lin', code)).state).toBe('terminated')
    expect(told('lin')).toContain('refund_result')
  })

  it('L6 a card and a top-up that were ordered before and paid afterwards go back by themselves', async () => {
    await shop.join('lin')
    const orders = [await orderCard(shop, 'lin'), await orderTopUp(shop, 'lin')]
    await announce()
    for (const started of orders) pay(shop, started)
    await shop.wechat.tick()
    await recover(shop, 2)
    for (const { orderId } of orders) expect(keptAtWechat(shop, orderId)).toBe(0)
    expect((await shop.call('lin', 'membership.home', {})).standing).not.toBe('holder')
    expect(told('lin').filter((flow) => flow === 'refund_result')).toHaveLength(2)
  })

  it('L6 M088 M090 what waited to be told and invites is told to nobody; the closing and a refund are', async () => {
    await shop.join('lin')
    await wantsNews(shop, 'lin')
    const orderId = await shop.buy('lin')
    await shop.post('lin', 'peak_offer', 'peak-waits')
    await shop.post('lin', 'win_back', 'win-back-waits')
    await shop.post('lin', 'member_day', 'member-day-waits')
    await announce()
    const { refund } = await shop.call('lin', 'payment.refundQuote', { orderId })
    await runTimers(shop, 2)
    await shop.call('lin', 'payment.refund', { operationId: shop.operationId(), orderId, refund })
    await recover(shop, 2)
    expect([...told('lin')].sort()).toEqual(['closing_notice', 'refund_result'])
  })
})
