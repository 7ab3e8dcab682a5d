import { bind, mergeInput, twoWeChats } from '../functions/merge-story'
import { documents, leftOpen, violations } from '../invariants'
import type { Order } from '../../cloudfunctions/domain/order'
import { openShop, type Shop } from '../shop'
import { STRIKES, withBlow, type Blow } from './crash'
import { disagreements, recover } from './payments'

const MOST_CALLS = 24

type Recovery = 'retry' | 'timer'

describe('X1 M062 I9 I10 crash points of a merge', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop()
  })
  afterAll(() => shop.close())

  const cases = STRIKES.flatMap((blow) =>
    (['retry', 'timer'] as const).map((recovery): [Blow, Recovery] => [blow, recovery]),
  )

  it.each(cases)(
    'M062 %s at each call, then the %s: all of it is with one of the two',
    async (blow, recovery) => {
      const asleep: (() => Promise<void>)[] = []
      const pairs: { first: string; second: string; merged: boolean }[] = []
      for (let nth = 1; nth <= MOST_CALLS; nth += 1) {
        const both = await twoWeChats(shop)
        const input = await mergeInput(shop, both)
        const { reached, revive } = await withBlow(shop, nth, blow, () =>
          shop.ask(both.second, 'membership.merge', input),
        )
        asleep.push(revive)
        if (recovery === 'retry') {
          const again = await shop.ask(both.second, 'membership.merge', input)
          // WeChat's one-time word was spent before anything left: the person asks for a new one.
          if (!again.ok) {
            expect(again.code).toBe('PHONE_CODE_INVALID')
            await shop.call(both.second, 'membership.merge', await mergeInput(shop, both))
          }
        } else {
          // A function that was thought dead may still write until the platform ends it.
          await shop.clock.advance(50_000)
          await revive()
          await recover(shop, 1)
        }
        pairs.push({ ...both, merged: (await shop.call(both.second, 'membership.home', {})).savedTotal > 0 })
        if (!reached) break
      }
      // Those who were thought dead go on, long after.
      for (const revive of asleep) await revive()
      await recover(shop, 3)
      expect(leftOpen(shop)).toEqual([])
      expect(violations(shop)).toEqual([])
      expect(disagreements(shop)).toEqual([])
      for (const { first, second } of pairs) {
        const [one, other] = await Promise.all(
          [first, second].map((person) => shop.call(person, 'membership.home', {})),
        )
        const [empty, full] = one?.savedTotal === 0 ? [one, other] : [other, one]
        expect(full).toMatchObject({ savedTotal: 600, standing: 'holder' })
        expect(empty).toMatchObject({ savedTotal: 0, card: null, receipts: [] })
        const owner = full === one ? first : second
        const orders = documents<Order>(shop, 'orders').filter(
          ({ memberId }) => memberId === shop.numberOf(owner),
        )
        expect(orders).toHaveLength(1)
      }
      if (recovery === 'retry') expect(pairs.every(({ merged }) => merged)).toBe(true)
      else expect(pairs.some(({ merged }) => merged)).toBe(true)
      expect(pairs.length).toBeGreaterThan(8)
      expect(pairs.length).toBeLessThan(MOST_CALLS)
    },
  )

  it('M062 a timer that stops at any of its calls goes on at the next run', async () => {
    const pairs: string[] = []
    for (let nth = 1; nth <= 40; nth += 1) {
      const both = await twoWeChats(shop)
      const input = await mergeInput(shop, both)
      // The call dies right after the first half has landed.
      let died = false
      const dead = new Promise<void>((resolve) => {
        shop.cloudbase.faults.onCall((call) => {
          if (died || call.phase !== 'after' || call.collection !== 'members') return
          died = call.action === 'database.modifyDocument'
          if (died) resolve()
          return died ? new Promise<void>(() => {}) : undefined
        })
      })
      await Promise.race([dead, shop.ask(both.second, 'membership.merge', input)])
      expect(died).toBe(true)
      shop.cloudbase.faults.clear()
      await shop.clock.advance(3 * 60_000)
      const { reached } = await withBlow(shop, nth, 'drop_after', () => shop.timer('renewal', 'sweep'))
      await recover(shop, 1)
      pairs.push(both.second)
      if (!reached) break
    }
    await recover(shop, 3)
    expect(leftOpen(shop)).toEqual([])
    expect(violations(shop)).toEqual([])
    for (const person of pairs) expect((await shop.call(person, 'membership.home', {})).savedTotal).toBe(600)
    expect(pairs.length).toBeGreaterThan(8)
    await bind(shop, pairs[0] ?? '', '13500000001')
  })
})
