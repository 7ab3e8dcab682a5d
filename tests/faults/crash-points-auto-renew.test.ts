import { contractOf, kept, memberOf, runTimers, sign, withAutoRenew } from '../auto-renew-shop'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { documents, leftOpen, violations } from '../invariants'
import { openShop, type Shop } from '../shop'
import { type Blow, withBlow } from './crash'

const BLOWS: readonly Blow[] = ['dies_before', 'dies_after', 'drop_after', 'drop_before', 'error']
/** One person buys and signs on each of the first days, so that each morning has all kinds of work. */
const PEOPLE = 7
const DAYS = 40
/** The longest run of a timer in this story, in database calls. */
const CALLS = 30

const HOUR = 3_600_000
const DAY = 24 * HOUR

function isAnybodyDue(shop: Shop, moment: number): boolean {
  return documents<MemberDocument>(shop, 'members').some(
    ({ nextDueAt }) => (nextDueAt ?? Number.POSITIVE_INFINITY) <= moment,
  )
}

describe('X1 I3 I6 I10 crash points of contracts', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop({ draft: withAutoRenew() })
  })
  afterAll(() => shop.close())

  it('M087 signing, notices and charges with a blow at another call each time: told, and charged once', async () => {
    const codes = new Map<string, string>()
    const midnight = Date.parse('2027-03-11T00:00:00+08:00')
    let strikes = 0
    let struck = 0
    let asleep: (() => Promise<void>)[] = []
    /** What was struck dead goes on after all, long after others have done its work. */
    const reviveAll = async () => {
      await Promise.all(asleep.map((revive) => revive()))
      asleep = []
    }
    const withNextBlow = async (work: () => Promise<unknown>) => {
      const blow = BLOWS[strikes % BLOWS.length] ?? 'drop_after'
      const { reached, revive } = await withBlow(shop, 1 + (strikes % CALLS), blow, work)
      strikes += 1
      if (reached) struck += 1
      asleep.push(revive)
    }
    const goTo = async (moment: number) => shop.clock.advance(moment - shop.clock.now())
    for (let day = 0; day < DAYS; day += 1) {
      const today = midnight + day * DAY
      for (const hour of [7, 9]) {
        if (!isAnybodyDue(shop, today + hour * HOUR)) continue
        await goTo(today + hour * HOUR + 30_000)
        await withNextBlow(() => shop.timer('payment', 'settleDue'))
        await withNextBlow(() => shop.timer('renewal', 'sweep'))
        await shop.clock.advance(3000)
        await withNextBlow(() => shop.wechat.tick())
        // Minutes later the timers come again by themselves, and WeChat repeats what it told.
        await shop.clock.advance(11 * 60_000)
        await runTimers(shop)
        await reviveAll()
      }
      if (day >= PEOPLE) continue
      const person = `struck-${day}`
      await goTo(today + 12 * HOUR)
      await shop.buy(person, 'yueka')
      await withNextBlow(async () => codes.set(person, await sign(shop, person)))
      await shop.clock.advance(6 * 60_000)
      await runTimers(shop)
      await reviveAll()
      for (const { contractCode } of memberOf(shop, person).state.contracts) codes.set(person, contractCode)
    }
    for (let round = 0; round < 4; round += 1) {
      await shop.clock.advance(11 * 60_000)
      await runTimers(shop)
    }
    expect(struck).toBeGreaterThan(15)
    expect(leftOpen(shop)).toEqual([])
    expect(violations(shop)).toEqual([])
    // Who was struck before WeChat's page was never bound, and isn't charged.
    const signed = shop.wechat.papay.contracts().map(({ contractCode }) => contractCode)
    expect(signed.length).toBeGreaterThan(1)
    for (const [person, code] of codes) {
      const once = signed.includes(code) ? 1 : 0
      const { events } = await contractOf(shop, person, code)
      const charged = events.filter(({ kind }) => kind === 'charged').length
      expect([person, charged]).toEqual([person, once])
      expect(kept(shop, person)).toBe(3900 * once)
      expect(memberOf(shop, person).state.memberships[0]?.periods).toHaveLength(1 + once)
    }
  })
})
