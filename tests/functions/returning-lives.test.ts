import type { Output } from '../../cloudfunctions/contract'
import { live, memberOf, runTimers, sign, withAutoRenew } from '../auto-renew-shop'
import { recover } from '../faults/payments'
import { violations } from '../invariants'
import { giveBack } from '../refund-shop'
import { joinAgreeing, withReturning } from '../returning-shop'
import { openShop, settleFor, type Shop } from '../shop'
import { cardItem, passOn } from '../transfer-story'
import { mergeInput, twoWeChats } from './merge-story'

const at = (text: string): number => Date.parse(`${text}:00+08:00`)
const dayOf = (instant: number) => new Date(instant + 8 * 3_600_000).toISOString().slice(0, 10)

let shop: Shop
beforeEach(async () => {
  shop = await openShop({ draft: withAutoRenew(withReturning()) })
})
afterEach(async () => {
  await recover(shop, 2)
  expect(violations(shop)).toEqual([])
  await shop.close()
})

const until = (text: string) => shop.clock.advance(at(text) - shop.clock.now())

async function told(person: string): Promise<string[]> {
  const rows: Output<'renewal.inbox'>['rows'] = []
  for (let before: number | undefined; ;) {
    const page = await shop.call(person, 'renewal.inbox', before === undefined ? {} : { before })
    rows.push(...page.rows)
    if (page.next === null) break
    before = page.next
  }
  return rows
    .filter(({ flow }) => flow !== 'monthly_bill' && flow !== 'year_end_unused')
    .map(({ flow, at: instant }) => `${flow} ${dayOf(instant)}`)
    .reverse()
}

describe('what reaches whom around the end of a card', () => {
  it('M085 M090 a card that was passed on is told of to who holds it, and to nobody else', async () => {
    await joinAgreeing(shop, 'gei')
    await joinAgreeing(shop, 'de')
    await shop.buy('gei')
    await until('2028-01-20T12:00')
    await runTimers(shop)
    await passOn(shop, 'gei', 'de', await cardItem(shop, 'gei'))
    await live(shop, 'de', at('2028-03-20T12:00'))
    await runTimers(shop, 3)
    expect((await told('gei')).filter((one) => !one.startsWith('churn') && !one.startsWith('wake'))).toEqual(
      [],
    )
    expect(await told('de')).toEqual([
      'card_expiry 2028-02-09',
      'card_expiry 2028-03-03',
      'lapse_changes 2028-03-11',
      'win_back 2028-03-13',
    ])
  })

  it('M085 M087 who ends the automatic renewal five days before the card ends is still told of it, with what is left', async () => {
    await joinAgreeing(shop, 'ting')
    await shop.buy('ting', 'yueka')
    await sign(shop, 'ting')
    await live(shop, 'ting', at('2027-04-07T12:00'))
    expect((await told('ting')).filter((one) => one.startsWith('card_expiry'))).toEqual([])
    const { contracts } = await shop.call('ting', 'membership.autoRenew', {})
    await shop.call('ting', 'payment.cancelContract', {
      operationId: shop.operationId(),
      contractCode: contracts[0]!.contractCode,
    })
    await live(shop, 'ting', at('2027-04-20T12:00'))
    expect((await told('ting')).filter((one) => /card_expiry|lapse|win_back/.test(one))).toEqual([
      expect.stringMatching(/^card_expiry 2027-04-0[78]$/),
      'lapse_changes 2027-04-11',
      'win_back 2027-04-13',
    ])
  })

  it('M090 M096 who took the consent back is asked back by nobody; what concerns the card is told', async () => {
    await joinAgreeing(shop, 'bu')
    await shop.buy('bu', 'yueka')
    await settleFor(shop, 'bu', [['meishi', 1]])
    await shop.call('bu', 'membership.consent', {
      operationId: shop.operationId(),
      purpose: 'marketing',
      granted: false,
    })
    await live(shop, 'bu', at('2027-08-01T12:00'))
    expect(await told('bu')).toEqual(['card_expiry 2027-04-03', 'lapse_changes 2027-04-11'])
    expect(memberOf(shop, 'bu').state.coupons).toEqual([])
  })

  it('M085 M090 a timer that slept for half a year tells nothing that is over', async () => {
    await joinAgreeing(shop, 'wan')
    await shop.buy('wan', 'yueka')
    await settleFor(shop, 'wan', [['meishi', 1]])
    await until('2027-10-01T12:00')
    await runTimers(shop, 4)
    expect(await told('wan')).toEqual([])
    expect(memberOf(shop, 'wan').state.coupons).toEqual([])
    expect(memberOf(shop, 'wan').nextDueAt).toBeGreaterThan(shop.clock.now())
  })

  it('M085 a card that was given back is not said to end', async () => {
    await joinAgreeing(shop, 'tui')
    const orderId = await shop.buy('tui')
    await giveBack(shop, 'tui', orderId)
    await recover(shop, 3)
    await live(shop, 'tui', at('2028-04-20T12:00'))
    expect((await told('tui')).filter((one) => /card_expiry|lapse|win_back/.test(one))).toEqual([])
  })

  it('M085 M097 bought on 29 February: it ends on 28 February, is told of by that day, and a renewal ends on the next one', async () => {
    await until('2028-02-29T10:00')
    await joinAgreeing(shop, 'run')
    await shop.buy('run')
    expect((await shop.call('run', 'membership.renewal', {})).card?.validThrough).toBe('2029-02-28')
    await live(shop, 'run', at('2029-02-22T12:00'))
    expect((await told('run')).filter((one) => one.startsWith('card_expiry'))).toEqual([
      'card_expiry 2029-01-29',
      'card_expiry 2029-02-21',
    ])
    await shop.buy('run')
    expect((await shop.call('run', 'membership.renewal', {})).card?.validThrough).toBe('2030-02-28')
    await live(shop, 'run', at('2029-04-01T12:00'))
    expect((await told('run')).filter((one) => /lapse|win_back/.test(one))).toEqual([])
  })

  it('M062 M085 two WeChats that became one are told once, under the one that is left', async () => {
    const both = await twoWeChats(shop)
    await live(shop, both.first, at('2028-02-20T12:00'))
    expect((await told(both.first)).filter((one) => one.startsWith('card_expiry'))).toHaveLength(1)
    await shop.call(both.second, 'membership.merge', await mergeInput(shop, both))
    await recover(shop, 3)
    await live(shop, both.second, at('2028-04-01T12:00'))
    const after = await told(both.second)
    expect(after.filter((one) => one.startsWith('card_expiry'))).toEqual([
      'card_expiry 2028-02-09',
      'card_expiry 2028-03-03',
    ])
    expect(after.filter((one) => one.startsWith('lapse_changes'))).toEqual(['lapse_changes 2028-03-11'])
  })
})
