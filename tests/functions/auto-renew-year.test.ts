import { contractOf, live, runTimers, sign, withAutoRenew } from '../auto-renew-shop'
import { leftOpen, violations } from '../invariants'
import { openShop, type Shop } from '../shop'

/**
 * Every notice and every charge of a month card that begins on 31 January of a leap year and renews
 * by itself: the months' ends are counted from that day (wechat.md 6.3), at the end of June the
 * account is empty once, in November the member ends it.
 */
const YEAR = `
2028-01-31 10:00  signed  39.00
2028-02-22 09:00  notice_sent  39.00
2028-02-22 09:00  notice_delivered  39.00
2028-02-27 07:00  wechat_notice  39.00
2028-02-29 07:00  charge_begun  39.00
2028-02-29 07:00  charged  39.00
2028-03-24 09:00  notice_sent  39.00
2028-03-24 09:00  notice_delivered  39.00
2028-03-29 07:00  wechat_notice  39.00
2028-03-31 07:00  charge_begun  39.00
2028-03-31 07:00  charged  39.00
2028-04-23 09:00  notice_sent  39.00
2028-04-23 09:00  notice_delivered  39.00
2028-04-28 07:00  wechat_notice  39.00
2028-04-30 07:00  charge_begun  39.00
2028-04-30 07:00  charged  39.00
2028-05-24 09:00  notice_sent  39.00
2028-05-24 09:00  notice_delivered  39.00
2028-05-29 07:00  wechat_notice  39.00
2028-05-31 07:00  charge_begun  39.00
2028-05-31 07:00  charged  39.00
2028-06-23 09:00  notice_sent  39.00
2028-06-23 09:00  notice_delivered  39.00
2028-06-28 07:00  wechat_notice  39.00
2028-06-30 07:00  charge_begun  39.00
2028-06-30 07:00  charge_failed  39.00
2028-07-01 07:00  charge_begun  39.00
2028-07-01 07:00  charged  39.00
2028-07-24 09:00  notice_sent  39.00
2028-07-24 09:00  notice_delivered  39.00
2028-07-29 07:00  wechat_notice  39.00
2028-07-31 07:00  charge_begun  39.00
2028-07-31 07:00  charged  39.00
2028-08-24 09:00  notice_sent  39.00
2028-08-24 09:00  notice_delivered  39.00
2028-08-29 07:00  wechat_notice  39.00
2028-08-31 07:00  charge_begun  39.00
2028-08-31 07:00  charged  39.00
2028-09-23 09:00  notice_sent  39.00
2028-09-23 09:00  notice_delivered  39.00
2028-09-28 07:00  wechat_notice  39.00
2028-09-30 07:00  charge_begun  39.00
2028-09-30 07:00  charged  39.00
2028-10-24 09:00  notice_sent  39.00
2028-10-24 09:00  notice_delivered  39.00
2028-10-29 07:00  wechat_notice  39.00
2028-10-31 07:00  charge_begun  39.00
2028-10-31 07:00  charged  39.00
2028-11-23 09:00  notice_sent  39.00
2028-11-23 09:00  notice_delivered  39.00
2028-11-25 12:00  cancelled  39.00
`

const at = (text: string): number => Date.parse(`${text}:00+08:00`)

/** When what happened, in Shanghai, and the fen that it was about. */
function line({ at: moment, kind, amount }: { at: number; kind: string; amount: number | null }): string {
  const time = new Date(moment + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
  return `${time}  ${kind}  ${((amount ?? 0) / 100).toFixed(2)}`
}

describe('a year of one member whose month card renews by itself', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop({ draft: withAutoRenew() })
  })
  afterAll(() => shop.close())

  it('M049 M087 L1 L11 every notice and every charge stands in one table', async () => {
    const person = 'january'
    await shop.clock.advance(at('2028-01-31T10:00') - shop.clock.now())
    await shop.join(person)
    await shop.buy(person, 'yueka')
    const code = await sign(shop, person)
    await live(shop, person, at('2028-06-29T12:00'))
    shop.wechat.faults.failDebits('NOTENOUGH')
    await live(shop, person, at('2028-11-25T12:00'))
    await shop.call(person, 'payment.cancelContract', {
      operationId: shop.operationId(),
      contractCode: code,
    })
    await live(shop, person, at('2029-01-31T00:00'))
    await runTimers(shop)

    const { events, state } = await contractOf(shop, person, code)
    expect(events.map(line).reverse().join('\n')).toBe(YEAR.trim())
    expect(state).toBe('terminated')
    // What the member really paid: the card bought by hand, and nine charges that were told before.
    const charged = events.filter(({ kind }) => kind === 'charged').length
    const debits = shop.wechat.papay.debits()
    expect(debits.filter((debit) => debit.state === 'SUCCESS')).toHaveLength(charged)
    expect(debits.filter((debit) => debit.state !== 'SUCCESS')).toHaveLength(1)
    const { fees } = await shop.call(person, 'membership.savings', {}).then(({ all }) => all)
    expect(fees).toBe(3900 * (charged + 1))
    expect(violations(shop)).toEqual([])
    expect(leftOpen(shop)).toEqual([])
  })
})
