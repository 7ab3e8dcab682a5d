import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { documents, leftOpen, violations } from '../invariants'
import { canary, type Canary, closeInput, erased, privacyDraft, tracesOf } from '../privacy-shop'
import { openShop, type Shop } from '../shop'
import { BLOWS, type Blow, withBlow } from './crash'
import { disagreements, recover } from './payments'

const MOST_CALLS = 60
/** The long run strikes in every way, the commit run in those that differ most. */
const STRIKES: readonly Blow[] = process.env.HUIKA_LONG ? BLOWS : ['dies_after', 'drop_after']

describe('X1 L9 I9 I10 crash points of an account’s end', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop({ draft: privacyDraft() })
  })
  afterAll(() => shop.close())

  const isClosed = (person: string) =>
    documents<MemberDocument>(shop, 'members').find(({ _id }) => _id === shop.numberOf(person))?.state.privacy
      .closedAt !== null

  it.each(STRIKES)(
    'X1 L9 %s at each call: it is closed with all its money on the way back, or it is as it was',
    async (blow) => {
      const asleep: (() => Promise<void>)[] = []
      const closed: Canary[] = []
      let calls = 0
      for (let nth = 1; nth <= MOST_CALLS; nth += nth < 8 ? 1 : 3) {
        const who = await canary(shop)
        const input = await closeInput(shop, who.person)
        const { reached, revive } = await withBlow(shop, nth, blow, () =>
          shop.ask(who.person, 'payment.closeAccount', input),
        )
        asleep.push(revive)
        if (!isClosed(who.person)) {
          // Nothing happened yet: the same call is sent again.
          expect(
            documents<MemberDocument>(shop, 'members').some(({ _id }) => _id === shop.numberOf(who.person)),
          ).toBe(true)
          await shop.call(who.person, 'payment.closeAccount', input)
        }
        // Whoever hadn't heard the answer gets it.
        const again = await shop.call(who.person, 'payment.closeAccount', input)
        expect(again.refunds.reduce((sum, { refund }) => sum + refund, 0)).toBe(input.refundTotal)
        closed.push(who)
        calls = nth
        if (!reached) break
      }
      for (const revive of asleep) await revive()
      await recover(shop, 3)
      await erased(shop)
      expect(leftOpen(shop)).toEqual([])
      expect(violations(shop)).toEqual([])
      expect(disagreements(shop)).toEqual([])
      for (const who of closed) expect(tracesOf(shop, who)).toEqual([])
      expect(calls).toBeGreaterThan(8)
      expect(calls).toBeLessThan(MOST_CALLS)
    },
    170_000,
  )

  it('X1 L9 a timer that stops at any of its calls goes on erasing at the next run', async () => {
    const closed: Canary[] = []
    for (let nth = 3; nth <= 90; nth += 6) {
      const who = await canary(shop)
      await shop.call(who.person, 'payment.closeAccount', await closeInput(shop, who.person))
      await recover(shop, 1)
      await shop.clock.advance(2 * 3_600_000)
      const { reached } = await withBlow(shop, nth, 'drop_after', () => shop.timer('renewal', 'sweep'))
      closed.push(who)
      if (!reached) break
    }
    await erased(shop)
    await erased(shop)
    expect(leftOpen(shop)).toEqual([])
    expect(violations(shop)).toEqual([])
    for (const who of closed) expect(tracesOf(shop, who)).toEqual([])
  }, 170_000)
})
