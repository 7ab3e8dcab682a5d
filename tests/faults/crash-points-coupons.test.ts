import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { BAKERY } from '../../local/demo/bakery'
import { couponCampaign, couponTemplate, withProgramme } from '../coupon-drafts'
import { documents, leftOpen, violations } from '../invariants'
import { openShop, quoteFor, type Shop } from '../shop'
import { strikeEachCall, struckFlows } from './crash'
import { recover } from './payments'

const SETS = 1000
const BRANCH = 'laojie'
const CLERK = 'clerk-laojie'

/** Something that is done once, and how one sees that it was. */
interface Flow {
  readonly title: string
  prepare(shop: Shop, person: string): Promise<{ work: () => Promise<unknown>; expected: readonly number[] }>
}

const claim = (shop: Shop, person: string) => {
  const input = { operationId: shop.operationId(), campaignId: 'zhounian' }
  return () => shop.call(person, 'coupons.claim', input)
}

const FLOWS: readonly Flow[] = [
  {
    title: 'M057 a set that is claimed',
    async prepare(shop, person) {
      await shop.join(person)
      return { work: claim(shop, person), expected: [2] }
    },
  },
  {
    title: 'M055 a coupon that is redeemed',
    async prepare(shop, person) {
      await shop.join(person)
      await claim(shop, person)()
      const { quote } = await quoteFor(shop, person, [['meishi', 1]])
      const input = { branchId: BRANCH, quote, tender: 'external' as const }
      return { work: () => shop.call(CLERK, 'counter.settle', input), expected: [1] }
    },
  },
]

describe('X1 crash points of coupons', () => {
  let shop: Shop
  let people = 0

  beforeAll(async () => {
    const draft = structuredClone(BAKERY)
    withProgramme(draft, {
      templates: [couponTemplate({ threshold: 0 })],
      campaigns: [couponCampaign({ sets: SETS })],
    })
    shop = await openShop({ draft })
  })
  afterAll(() => shop.close())

  const left = async (person: string) =>
    (await shop.call(person, 'coupons.wallet', {})).coupons.map((lot) => lot.left)

  it.each(struckFlows(FLOWS))('%s: %s at each call; it happens exactly once', async (_title, blow, flow) => {
    const played = await strikeEachCall(shop, blow, async () => {
      const person = `holder-${(people += 1)}`
      const { work, expected } = await flow.prepare(shop, person)
      return { work, person, expected }
    })
    for (const { person, expected } of played) expect(await left(person)).toEqual(expected)
    await recover(shop, 2)
    expect(violations(shop)).toEqual([])
    expect(leftOpen(shop)).toEqual([])
    for (const { person, expected } of played) expect(await left(person)).toEqual(expected)
    const claims = documents<MemberDocument>(shop, 'members').filter(({ state }) => state.coupons.length > 0)
    const stock = documents<{ _id: string; left: number }>(shop, 'stock').find(
      ({ _id }) => _id === 'campaign:zhounian',
    )
    expect(SETS - (stock?.left ?? SETS)).toBe(claims.length)
    expect(played.length).toBeGreaterThan(3)
  })
})
