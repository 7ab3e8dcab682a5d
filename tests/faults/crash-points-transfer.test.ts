import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { documents, leftOpen, violations } from '../invariants'
import { openidOf, openShop, type Shop } from '../shop'
import { topUp, withStoredValue } from '../stored-value-shop'
import { acceptance, BALANCE, cardItem, offer } from '../transfer-story'
import { STRIKES, withBlow, type Blow } from './crash'
import { disagreements, recover } from './payments'

const MOST_CALLS = 20

type Recovery = 'retry' | 'timer'

describe('X1 L6 I9 I10 crash points of a transfer', () => {
  let shop: Shop
  let people = 0

  beforeAll(async () => {
    shop = await openShop({ draft: withStoredValue() })
  })
  afterAll(() => shop.close())

  const cases = STRIKES.flatMap((blow) =>
    (['retry', 'timer'] as const).map((recovery): [Blow, Recovery] => [blow, recovery]),
  )
  const holdings = () =>
    new Map(
      documents<MemberDocument>(shop, 'members').map(({ _id, state }) => [
        _id,
        {
          balance: state.wallet.lots.reduce((sum, lot) => sum + lot.principalLeft + lot.bonusLeft, 0),
          cards: state.memberships.length,
        },
      ]),
    )

  it.each(cases)(
    'L6 %s at each call, then the %s: lot and card are with exactly one of the two',
    async (blow, recovery) => {
      const asleep: (() => Promise<void>)[] = []
      const pairs: { from: string; to: string; kind: 'balance' | 'card'; moved: boolean }[] = []
      for (let nth = 1; nth <= MOST_CALLS; nth += 1) {
        people += 1
        const kind = people % 2 === 0 ? 'balance' : 'card'
        const [from, to] = [`from-${people}`, `to-${people}`]
        for (const person of [from, to]) await shop.join(person)
        if (kind === 'balance') await topUp(shop, from, 'chong-100')
        else await shop.buy(from)
        const item = kind === 'balance' ? BALANCE : await cardItem(shop, from)
        const input = await acceptance(shop, to, await offer(shop, from, item))
        const { reached, revive } = await withBlow(shop, nth, blow, () =>
          shop.ask(to, 'membership.acceptTransfer', input),
        )
        asleep.push(revive)
        if (recovery === 'retry') await shop.call(to, 'membership.acceptTransfer', input)
        else {
          // A function that was thought dead may still write until the platform ends it.
          await shop.clock.advance(50_000)
          await revive()
          await recover(shop, 1)
        }
        const held = holdings()
        const [giver, taker] = [held.get(shop.numberOf(from)), held.get(shop.numberOf(to))]
        pairs.push({ from, to, kind, moved: (taker?.balance ?? 0) + (taker?.cards ?? 0) > 0 })
        expect((giver?.balance ?? 0) + (taker?.balance ?? 0)).toBe(kind === 'balance' ? 10_000 : 0)
        expect((giver?.cards ?? 0) + (taker?.cards ?? 0)).toBe(kind === 'card' ? 1 : 0)
        if (!reached) break
      }
      // Those who were thought dead go on, long after.
      for (const revive of asleep) await revive()
      await recover(shop, 3)
      expect(leftOpen(shop)).toEqual([])
      expect(violations(shop)).toEqual([])
      expect(disagreements(shop)).toEqual([])
      if (recovery === 'retry') expect(pairs.every(({ moved }) => moved)).toBe(true)
      else expect(pairs.some(({ moved }) => moved)).toBe(true)
      expect(pairs.length).toBeGreaterThan(4)
      expect(pairs.length).toBeLessThan(MOST_CALLS)
    },
  )

  it('L6 M062 a receiver who moved to another WeChat meanwhile gets it there', async () => {
    for (const person of ['giver', 'old', 'new']) await shop.join(person)
    await topUp(shop, 'giver', 'chong-100')
    const phone = '13700000077'
    await shop.call('old', 'membership.bindPhone', {
      operationId: shop.operationId(),
      code: shop.wechat.phoneCode(openidOf('old'), phone),
    })
    const input = await acceptance(shop, 'old', await offer(shop, 'giver', BALANCE))
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
    await Promise.race([dead, shop.ask('old', 'membership.acceptTransfer', input)])
    expect(died).toBe(true)
    shop.cloudbase.faults.clear()
    await shop.call('new', 'membership.merge', {
      operationId: shop.operationId(),
      phoneCode: shop.wechat.phoneCode(openidOf('new'), phone),
      memberCode: await shop.codeOf('old'),
    })
    await shop.clock.advance(3 * 60_000)
    await recover(shop, 3)
    expect(leftOpen(shop)).toEqual([])
    expect(violations(shop)).toEqual([])
    expect((await shop.call('new', 'membership.wallet', {})).principal).toBe(10_000)
  })
})
