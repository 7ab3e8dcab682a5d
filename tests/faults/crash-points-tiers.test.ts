import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { documents, leftOpen, violations } from '../invariants'
import { openShop, quoteFor, type Shop } from '../shop'
import { strikeEachCall, struckFlows } from './crash'
import { recover } from './payments'
import { withLadder } from './scheduled-tiers'
import { bakery } from '../domain/story'

const BRANCH = 'laojie'
const CLERK = 'clerk-laojie'
const PIECES = 1000

/** The first order unlocks a cup, of which there are a thousand. */
function draft() {
  const copy = withLadder(bakery())
  copy.undoMinutes = 120
  const badge = {
    id: 'shouci',
    name: '第一单',
    description: '完成第一单',
    orders: 1,
    audience: {},
    rewardId: 'beizi',
  }
  copy.loyalty?.badges.push(badge)
  copy.participation?.rewards.push({
    id: 'beizi',
    title: '杯子',
    detail: '到店领取',
    photo: '',
    gives: { kind: 'goods' },
    stock: PIECES,
    perMember: 1,
    voucherDays: 30,
    cost: 500,
  })
  return copy
}

/** Something that is done once, and how one sees that it was. */
interface Flow {
  readonly title: string
  prepare(
    shop: Shop,
    person: string,
  ): Promise<{ work: () => Promise<unknown>; done: () => Promise<unknown>; expected: unknown }>
}

const vouchers = async (shop: Shop, person: string) =>
  (await shop.call(person, 'points.home', {})).vouchers.map(({ state }) => state)

async function settling(shop: Shop, person: string) {
  const { quote } = await quoteFor(shop, person, [['meishi', 3]])
  const input = { branchId: BRANCH, quote, tender: 'external' as const }
  return () => shop.call(CLERK, 'counter.settle', input)
}

const FLOWS: readonly Flow[] = [
  {
    title: 'M068 a challenge that is joined',
    async prepare(shop, person) {
      const input = { operationId: shop.operationId(), challengeId: 'chongci' }
      const done = async () => (await shop.call(person, 'points.tier', {})).challenges[0]?.state
      return { work: () => shop.call(person, 'points.joinChallenge', input), done, expected: 'joined' }
    },
  },
  {
    title: 'M032 M064 a receipt that earns growth, wins a challenge and unlocks a badge',
    async prepare(shop, person) {
      await shop.call(person, 'points.joinChallenge', {
        operationId: shop.operationId(),
        challengeId: 'chongci',
      })
      const settle = await settling(shop, person)
      const work = async () => {
        await settle()
        await shop.timer('renewal', 'sweep')
      }
      const done = async () => {
        const { tier, badges } = await shop.call(person, 'points.tier', {})
        return [tier?.name, (tier?.growth ?? 0) > 20, badges[0]?.count, ...(await vouchers(shop, person))]
      }
      return { work, done, expected: ['黄金', true, 1, 'open'] }
    },
  },
  {
    title: 'M032 M064 an undo that takes growth, tier and reward back',
    async prepare(shop, person) {
      const settled = await (await settling(shop, person))()
      await shop.timer('renewal', 'sweep')
      const { memberNumber, receipt } = settled as { memberNumber: string; receipt: { receiptId: string } }
      const input = { branchId: BRANCH, memberNumber, receiptId: receipt.receiptId }
      const work = () => shop.call(CLERK, 'counter.undo', input)
      const done = async () => {
        const { tier, badges } = await shop.call(person, 'points.tier', {})
        return [tier?.name, tier?.growth, badges[0]?.count, ...(await vouchers(shop, person))]
      }
      return { work, done, expected: ['普通', 0, 0, 'returned'] }
    },
  },
  {
    title: 'M079 a question that is answered',
    async prepare(shop, person) {
      const requestId = shop.operationId()
      const answering = { operationId: shop.operationId(), requestId, words: '营业到21点' }
      const work = async () => {
        await shop.call(person, 'membership.ask', { operationId: requestId, words: '营业到几点' })
        await shop.call('owner', 'operations.answer', answering)
      }
      const done = async () =>
        (await shop.call(person, 'membership.questions', {})).requests.map(({ answer }) => answer)
      return { work, done, expected: ['营业到21点'] }
    },
  },
]

describe('X1 crash points of tiers, badges and questions', () => {
  let shop: Shop
  let people = 0

  beforeAll(async () => {
    shop = await openShop({ draft: draft() })
  })
  afterAll(() => shop.close())

  it.each(struckFlows(FLOWS))('%s: %s at each call; it happens exactly once', async (_title, blow, flow) => {
    const played = await strikeEachCall(shop, blow, async () => {
      const person = `tier-${(people += 1)}`
      await shop.join(person)
      return flow.prepare(shop, person)
    })
    await recover(shop, 2)
    for (const { done, expected } of played) expect(await done()).toEqual(expected)
    expect(violations(shop)).toEqual([])
    expect(leftOpen(shop)).toEqual([])
    const open = documents<MemberDocument>(shop, 'members').flatMap(({ state }) =>
      state.vouchers.filter((voucher) => voucher.state === 'open'),
    )
    const stock = documents<{ _id: string; left: number }>(shop, 'stock').find(
      ({ _id }) => _id === 'reward:beizi',
    )
    expect(PIECES - (stock?.left ?? PIECES)).toBe(open.length)
    expect(played.length).toBeGreaterThan(3)
  })
})
