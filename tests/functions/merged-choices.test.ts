import { leftOpen, violations } from '../invariants'
import { type MessageShop, openMessageShop, rowOf, stateOf } from '../message-shop'
import { mergeInput, twoWeChats } from './merge-story'

const MINUTE = 60_000

describe('what one person decided on two WeChats', () => {
  let shop: MessageShop

  beforeAll(async () => {
    shop = await openMessageShop()
  })
  afterEach(async () => {
    await shop.clock.advance(5 * MINUTE)
    await shop.timer('renewal', 'sweep')
    expect(violations(shop)).toEqual([])
    expect(leftOpen(shop)).toEqual([])
  })
  afterAll(() => shop.close())

  async function marketing(person: string, granted: boolean): Promise<void> {
    await shop.clock.advance(1000)
    await shop.call(person, 'membership.consent', {
      operationId: shop.operationId(),
      purpose: 'marketing',
      granted,
    })
  }

  async function pair(): Promise<Awaited<ReturnType<typeof twoWeChats>>> {
    const both = await twoWeChats(shop)
    await shop.clock.advance(20 * MINUTE)
    return both
  }

  /** One account, and what is advertised to it then. */
  async function told(both: Awaited<ReturnType<typeof twoWeChats>>): Promise<boolean> {
    await shop.call(both.second, 'membership.merge', await mergeInput(shop, both))
    await shop.post(both.second, 'member_day', `merged-${both.second}`)
    await shop.timer('renewal', 'sweep')
    return rowOf(shop, `merged-${both.second}`) !== undefined
  }

  it('L9 M062 marketing that was withdrawn on either later than it was given on the other has ended', async () => {
    const both = await pair()
    await marketing(both.first, true)
    await marketing(both.second, true)
    await marketing(both.first, false)
    expect(await told(both)).toBe(false)
    const { marketingConsent } = await shop.call(both.second, 'renewal.messageSettings', {})
    expect(marketingConsent).toBe(false)
    // It can be given again, like any other.
    await marketing(both.second, true)
    await shop.post(both.second, 'member_day', 'given-again')
    await shop.timer('renewal', 'sweep')
    expect(rowOf(shop, 'given-again')).toBeDefined()
  })

  it('L9 M062 what was given after the withdrawal stands, and what was never given isn’t given by a merge', async () => {
    const later = await pair()
    await marketing(later.first, true)
    await marketing(later.first, false)
    await marketing(later.second, true)
    expect(await told(later)).toBe(true)
    const never = await pair()
    await marketing(never.first, true)
    expect(await told(never)).toBe(false)
  })

  it('L9 M062 of two declared birthdays the one that protects longer counts', async () => {
    for (const [first, second] of [
      ['2011-06-01', '2012-06-01'],
      ['2012-06-01', '2011-06-01'],
    ] as const) {
      const both = await pair()
      for (const [person, birthday] of [
        [both.first, first],
        [both.second, second],
      ] as const)
        await shop.call(person, 'membership.correctProfile', { operationId: shop.operationId(), birthday })
      await marketing(both.second, true)
      expect(await told(both)).toBe(false)
      expect(stateOf(shop, both.second).privacy.minorUntil).toBe('2030-06-01')
    }
  })
})
