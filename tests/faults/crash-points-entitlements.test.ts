import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { householdInvitation, withEntitlements } from '../entitlement-shop'
import { documents, leftOpen, violations } from '../invariants'
import { openShop, quoteFor, type Shop } from '../shop'
import { topUp, withStoredValue } from '../stored-value-shop'
import { strikeEachCall, struckFlows } from './crash'
import { recover } from './payments'

const BRANCH = 'laojie'
const CLERK = 'clerk-laojie'

/** Something that is done once, and how one sees that it was. */
interface Flow {
  readonly title: string
  prepare(
    shop: Shop,
    person: string,
  ): Promise<{ work: () => Promise<unknown>; done: () => Promise<unknown>; expected: unknown }>
}

async function gift(shop: Shop, person: string) {
  const orderId = await shop.buy(person, 'jiating')
  const work = () => shop.call(person, 'membership.claimGift', { operationId: id, orderId, giftId: 'wan' })
  const id = shop.operationId()
  const done = async () => (await shop.call(person, 'membership.entitlements', {})).gifts[0]?.state
  return { orderId, work, done }
}

const FLOWS: readonly Flow[] = [
  {
    title: 'M010 a gift that is claimed',
    async prepare(shop, person) {
      return { ...(await gift(shop, person)), expected: 'claimed' }
    },
  },
  {
    title: 'M010 a gift that is handed over',
    async prepare(shop, person) {
      const { orderId, work, done } = await gift(shop, person)
      await work()
      const code = await shop.codeOf(person)
      const { visit } = await shop.call(CLERK, 'counter.resolve', { branchId: BRANCH, code })
      const input = { operationId: shop.operationId(), branchId: BRANCH, visit, orderId, giftId: 'wan' }
      return { work: () => shop.call(CLERK, 'counter.handOver', input), done, expected: 'handed_over' }
    },
  },
  {
    title: 'M014 M041 a settlement with a coupon, from the balance',
    async prepare(shop, person) {
      await shop.buy(person, 'jiating')
      await topUp(shop, person, 'chong-100')
      const { quote } = await quoteFor(shop, person, [['tusi', 1]])
      const input = { branchId: BRANCH, quote, tender: 'stored_value' as const }
      const done = async () => {
        const { principal } = await shop.call(person, 'membership.wallet', {})
        const { coupons } = await shop.call(person, 'membership.entitlements', {})
        return [principal, coupons[0]?.left]
      }
      return { work: () => shop.call(CLERK, 'counter.settle', input), done, expected: [8800, 0] }
    },
  },
  {
    title: 'M116 a helper who joins a household',
    async prepare(shop, person) {
      const holder = `${person}-holder`
      await shop.join(person)
      await shop.buy(holder, 'jiating')
      const invitation = await householdInvitation(shop, holder)
      const input = { operationId: shop.operationId(), invitation, consent: true as const }
      const done = async () => {
        const { guestOf } = await shop.call(person, 'membership.household', {})
        const { own } = await shop.call(holder, 'membership.household', {})
        return [guestOf?.planName, own[0]?.helpers.length]
      }
      return {
        work: () => shop.call(person, 'membership.joinHousehold', input),
        done,
        expected: ['麦香家庭卡', 1],
      }
    },
  },
]

describe('X1 crash points of what a card entitles to', () => {
  let shop: Shop
  let people = 0

  beforeAll(async () => {
    shop = await openShop({ draft: withEntitlements(withStoredValue(), 1000) })
  })
  afterAll(() => shop.close())

  it.each(struckFlows(FLOWS))('%s: %s at each call; it happens exactly once', async (_title, blow, flow) => {
    const played = await strikeEachCall(shop, blow, async () => {
      return flow.prepare(shop, `entitled-${(people += 1)}`)
    })
    for (const { done, expected } of played) expect(await done()).toEqual(expected)
    await recover(shop, 2)
    expect(violations(shop)).toEqual([])
    expect(leftOpen(shop)).toEqual([])
    for (const { done, expected } of played) expect(await done()).toEqual(expected)
    const claimed = documents<MemberDocument>(shop, 'members').flatMap(({ state }) =>
      state.gifts.filter((one) => one.state === 'claimed' || one.state === 'handed_over'),
    )
    const stock = documents<{ _id: string; left: number }>(shop, 'stock').find(({ _id }) =>
      _id.startsWith('gift:'),
    )
    expect(1000 - (stock?.left ?? 1000)).toBe(claimed.length)
    expect(played.length).toBeGreaterThan(3)
  })
})
