import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { BAKERY } from '../../local/demo/bakery'
import { reward, withActivities } from '../activity-shop'
import { FAMILY_PLAN } from '../entitlement-shop'
import { documents, leftOpen, violations } from '../invariants'
import { openShop, type Shop } from '../shop'
import { STRIKES, withBlow } from './crash'
import { recover } from './payments'

/** One kind of thing for each call that an attempt can die at, and each way of dying: the last of its kind. */
const KINDS = 60
/** More calls than an attempt makes. */
const MOST_CALLS = 12
/** No phone repeats an attempt for so long. */
const ABANDONED_MS = 11 * 60_000

/** A card has so many gifts at most. */
const GIFTS = 5
const cardOf = (kind: number) => `card-${Math.floor(kind / GIFTS)}`
const giftOf = (kind: number) => `wan-${kind % GIFTS}`

/** The last one of a kind, as each of two people tries to get it. */
interface LastOne {
  readonly title: string
  readonly exhausted: string
  /** @returns one intention of this person: sent again, it is the same */
  attempt(shop: Shop, person: string, kind: number): Promise<() => ReturnType<Shop['ask']>>
  /** How many of this kind the member has. */
  had(member: MemberDocument, kind: number): number
}

const KINDS_OF: readonly LastOne[] = [
  {
    title: 'M060 the last piece of a reward',
    exhausted: 'REWARD_EXHAUSTED',
    attempt(shop, person, kind) {
      const input = { operationId: shop.operationId(), rewardId: `last-${kind}`, points: 0 }
      return Promise.resolve(() => shop.ask(person, 'points.redeem', input))
    },
    had: ({ state }, kind) => state.vouchers.filter(({ rewardId }) => rewardId === `last-${kind}`).length,
  },
  {
    title: 'M010 the last gift of a card',
    exhausted: 'GIFT_EXHAUSTED',
    async attempt(shop, person, kind) {
      const orderId = await shop.buy(person, cardOf(kind))
      const input = { operationId: shop.operationId(), orderId, giftId: giftOf(kind) }
      return () => shop.ask(person, 'membership.claimGift', input)
    },
    had: ({ state }, kind) =>
      state.gifts.filter(
        ({ planId, giftId, state: reached }) =>
          planId === cardOf(kind) && giftId === giftOf(kind) && reached === 'claimed',
      ).length,
  },
]

function draft() {
  const rewards = Array.from({ length: KINDS }, (_, kind) => {
    const sample = { points: 0, from: '2026-01-01', through: '2029-12-31', audience: {} }
    return reward({ id: `last-${kind}`, shop: sample, stock: 1, perMember: 1 })
  })
  const copy = withActivities({ rewards, flashSales: [], draws: [] }, structuredClone(BAKERY))
  const { terms } = FAMILY_PLAN
  const gifts = Array.from({ length: GIFTS }, (_, kind) => ({
    ...terms.gifts![0]!,
    ...{ id: giftOf(kind), stock: 1 },
  }))
  const plans = Array.from({ length: KINDS / GIFTS }, (_, card) => ({
    id: cardOf(card * GIFTS),
    onSale: true,
    terms: { ...terms, name: `家庭卡${card}`, gifts },
  }))
  return { ...copy, plans }
}

describe('X1 what an attempt took that died', () => {
  let shop: Shop
  let people = 0

  beforeAll(async () => {
    shop = await openShop({ draft: draft() })
  })
  afterAll(() => shop.close())

  const newcomer = async () => {
    const person = `last-${(people += 1)}`
    await shop.join(person)
    return person
  }

  it.each(KINDS_OF)('$title is free again after ten minutes, and never had twice', async (last) => {
    let kind = 0
    for (const blow of STRIKES) {
      let reached = true
      for (let nth = 1; reached && nth <= MOST_CALLS; nth += 1, kind += 1) {
        const [gone, other] = [await newcomer(), await newcomer()]
        const first = await last.attempt(shop, gone, kind)
        const second = await last.attempt(shop, other, kind)
        const struck = await withBlow(shop, nth, blow, first)
        ;({ reached } = struck)
        const memberOf = (person: string) =>
          documents<MemberDocument>(shop, 'members').find(({ _id }) => _id === shop.numberOf(person))!
        const has = (person: string) => last.had(memberOf(person), kind)
        await shop.clock.advance(ABANDONED_MS)
        await shop.timer('renewal', 'sweep')
        const applied = has(gone)
        const answer = await second()
        expect(answer.ok || answer.code).toBe(applied === 0 ? true : last.exhausted)
        // Long after everybody thought it dead: it finds that it was put out of use.
        await struck.revive()
        await first()
        expect([has(gone), has(other)]).toEqual(applied === 0 ? [0, 1] : [1, 0])
      }
      expect(reached).toBe(false)
    }
    await recover(shop, 2)
    expect(violations(shop)).toEqual([])
    expect(leftOpen(shop)).toEqual([])
    const stocks = documents<{ _id: string; left: number }>(shop, 'stock')
    expect(stocks.filter(({ left }) => left !== 0)).toEqual([])
    expect(kind).toBeGreaterThan(6)
  })
})
