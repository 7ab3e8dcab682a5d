import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { fillPool, withAlliance } from '../alliance-shop'
import { documents, leftOpen, violations } from '../invariants'
import { openShop, type Shop } from '../shop'
import { BLOWS, withBlow, type Blow } from './crash'
import { recover } from './payments'

const MOST_CALLS = 20
/** The long run strikes in every way, the commit run in the two that differ most. */
const STRIKES: readonly Blow[] = process.env.HUIKA_LONG ? BLOWS : ['dies_before', 'drop_after']

interface Flow {
  readonly title: string
  prepare(shop: Shop, person: string): Promise<() => Promise<unknown>>
}

const asking = async (shop: Shop, person: string) => {
  const orderId = await shop.buy(person, 'lianming')
  const input = { operationId: shop.operationId(), orderId, perkId: 'yingyin', consent: true as const }
  return { orderId, work: () => shop.call(person, 'membership.issuePerk', input) }
}

const FLOWS: readonly Flow[] = [
  {
    title: 'M016 a perk from a pool',
    async prepare(shop, person) {
      await fillPool(shop, 'yingyin', 1)
      return (await asking(shop, person)).work
    },
  },
  {
    title: 'M016 a perk whose pool is empty, and so is its substitute’s',
    prepare: async (shop, person) => (await asking(shop, person)).work,
  },
  {
    title: 'M115 a card given back while its perk is unused',
    async prepare(shop, person) {
      await fillPool(shop, 'yingyin', 1)
      const { orderId, work } = await asking(shop, person)
      await work()
      const { refund } = await shop.call(person, 'payment.refundQuote', { orderId })
      const input = { operationId: shop.operationId(), orderId, refund }
      return () => shop.call(person, 'payment.refund', input)
    },
  },
  {
    title: 'M077 an account that is linked',
    async prepare(shop, person) {
      await shop.buy(person, 'lianming')
      const input = { operationId: shop.operationId(), partnerId: 'jiudian', account: `hotel-${person}` }
      return () => shop.call(person, 'membership.linkPartner', { ...input, consent: true })
    },
  },
  {
    title: 'an import of codes',
    async prepare(shop, person) {
      const input = {
        operationId: shop.operationId(),
        planId: 'lianming',
        perkId: 'yuedu',
        codes: Array.from({ length: 120 }, (_, index) => `${person.toUpperCase()}-${1000 + index}`),
        validThrough: '2029-12-31',
      }
      return () => shop.call('owner', 'operations.importCodes', input)
    },
  },
]

interface Code {
  readonly _id: string
  readonly state: string
  readonly entitlement: string | null
}

describe('X1 crash points of what has to do with partners', () => {
  let shop: Shop
  let people = 0

  beforeAll(async () => {
    shop = await openShop({ draft: withAlliance() })
  })
  afterAll(() => shop.close())

  const cases = FLOWS.flatMap((flow) => STRIKES.map((blow) => [flow.title, blow, flow] as const))

  it.each(cases)('%s: %s at each call; it happens exactly once', async (_title, blow, flow) => {
    const before = people
    for (let nth = 1; nth <= MOST_CALLS; nth += 1) {
      const work = await flow.prepare(shop, `partnered-${(people += 1)}`)
      const { reached, revive } = await withBlow(shop, nth, blow, work)
      // The same intention once more, while the first attempt may still be on its way.
      const again = await work().catch((error: unknown) => error)
      await revive()
      const last = await work()
      if (!(again instanceof Error)) expect(last).toEqual(again)
      if (!reached) break
    }
    expect(people - before).toBeGreaterThan(3)
    expect(people - before).toBeLessThan(MOST_CALLS)
    await recover(shop, 3)
    expect(violations(shop)).toEqual([])
    expect(leftOpen(shop)).toEqual([])
    expect(disagreements(shop)).toEqual([])
  })
})

/** Between members and pools: each perk that stands as given has one code, and no code has two. */
function disagreements(shop: Shop): string[] {
  const perks = documents<MemberDocument>(shop, 'members').flatMap(({ state }) => state.perks)
  const codes = documents<Code>(shop, 'partner_codes')
  return [
    ...perks
      .filter(({ codeId }) => codeId !== null)
      .filter(({ codeId, id }) => !codes.some((code) => code._id === codeId && code.entitlement === id))
      .map(({ id }) => `${id} has no code`),
    ...codes
      .filter(({ state }) => state === 'issued')
      .filter(({ _id }) => perks.filter((one) => one.codeId === _id && one.state !== 'void').length !== 1)
      .map(({ _id }) => `${_id} is given to nobody, or twice`),
    ...codes
      .filter(({ state, entitlement }) => state === 'free' && entitlement !== null)
      .map(({ _id }) => `${_id} is free and somebody’s`),
  ]
}
