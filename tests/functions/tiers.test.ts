import cloudbase from '@cloudbase/node-sdk'
import type { GrowthRules } from '../../cloudfunctions/contract/loyalty'
import { openDatabase } from '../../cloudfunctions/ledger/database'
import { verifyBooks } from '../../cloudfunctions/ledger/verify'
import { loyalShop, RULES } from '../domain/growth-story'
import { recover } from '../faults/payments'
import { documents, leftOpen, violations } from '../invariants'
import { openShop, type Shop } from '../shop'

const BRANCH = 'laojie'
const CLERK = 'clerk-laojie'

/** Every third order unlocks a lesson. */
function draft() {
  const growth: GrowthRules = {
    ...RULES,
    challenges: [
      {
        id: 'chongci',
        title: '30天冲刺黄金',
        audience: {},
        from: '2027-03-01',
        through: '2027-12-31',
        spend: 20_000,
        withinDays: 30,
        reward: { kind: 'tier', rank: 2 },
      },
    ],
  }
  const badge = {
    id: 'lahua',
    name: '拉花课学员',
    description: '喝满3次',
    orders: 3,
    audience: {},
    rewardId: 'ke',
  }
  const copy = loyalShop({ growth, badges: [badge] })
  copy.undoMinutes = 120
  copy.participation = {
    ...{ flashSales: [], polls: [], draws: [] },
    rewards: [
      {
        id: 'ke',
        title: '拉花课一节',
        detail: '到店上课',
        photo: '',
        gives: { kind: 'service' },
        stock: 50,
        perMember: 1,
        voucherDays: 30,
        cost: 1000,
      },
    ],
    support: { defaultMinutes: 90, byTier: [{ tierAtLeast: 2, minutes: 30 }] },
  }
  return copy
}

describe('tiers at a shop', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop({ draft: draft() })
    for (const person of ['lin', 'chen', 'wang', 'zhao']) await shop.join(person)
  })
  afterEach(async () => {
    await recover(shop, 2)
    expect(violations(shop)).toEqual([])
    expect(leftOpen(shop)).toEqual([])
  })
  afterAll(async () => {
    const app = { env: 'local', serviceUrl: shop.cloudbase.url, secretId: 'local', secretKey: 'local' }
    expect((await verifyBooks(openDatabase(cloudbase.init(app)))).difference).toBeNull()
    await shop.close()
  })

  const quote = async (person: string, fen: number) => {
    await shop.clock.advance(61_000)
    const { visit } = await shop.call(CLERK, 'counter.resolve', {
      branchId: BRANCH,
      code: await shop.codeOf(person),
    })
    const lines = [{ categoryId: 'coffee', amount: fen }]
    return shop.call(CLERK, 'counter.quote', { branchId: BRANCH, visit, lines })
  }
  const settle = async (person: string, fen: number) => {
    const quoted = await quote(person, fen)
    return shop.call(CLERK, 'counter.settle', { branchId: BRANCH, quote: quoted.quote, tender: 'external' })
  }
  const undo = ({ memberNumber, receipt }: Awaited<ReturnType<typeof settle>>) =>
    shop.call(CLERK, 'counter.undo', { branchId: BRANCH, memberNumber, receiptId: receipt.receiptId })
  const page = (person: string) => shop.call(person, 'points.tier', {})

  it('M067 the till says 还差¥83.00 at 917 of 1000, and paying it makes platinum in the same request', async () => {
    await settle('lin', 90_000)
    expect((await quote('lin', 1700)).upgrade).toEqual({ tierName: '铂金', missingSpend: 8300 })
    await settle('lin', 1700)
    expect((await page('lin')).tier?.bars[0]).toMatchObject({
      kind: 'upgrade',
      growth: 917,
      missingSpend: 8300,
    })
    expect((await shop.call('lin', 'membership.home', {})).tier).toMatchObject({
      name: '黄金',
      next: { tierName: '铂金', growth: 917, target: 1000, missingSpend: 8300 },
      keep: { by: '2028-03-31' },
    })
    expect((await quote('lin', 8300)).upgrade).toEqual({ tierName: '铂金', missingSpend: null })
    const settled = await settle('lin', 8300)
    expect(settled.receipt).toMatchObject({ earned: { growth: 83 }, reachedTier: '铂金' })
    expect((await page('lin')).tier).toMatchObject({ name: '铂金', rank: 3 })
    expect((await quote('lin', 100)).upgrade).toBeUndefined()
  })

  it('M068 a challenge is joined once, won by spending, and lost with what comes back', async () => {
    const joining = { operationId: shop.operationId(), challengeId: 'chongci' }
    expect(await shop.call('chen', 'points.joinChallenge', joining)).toMatchObject({
      state: 'joined',
      until: '2027-04-09',
    })
    expect(await shop.call('chen', 'points.joinChallenge', joining)).toMatchObject({ state: 'joined' })
    expect(
      await shop.refusal('chen', 'points.joinChallenge', { ...joining, operationId: shop.operationId() }),
    ).toBe('ALREADY_CLAIMED')
    const settled = await settle('chen', 20_000)
    expect(await page('chen')).toMatchObject({
      tier: { name: '黄金' },
      challenges: [{ state: 'won', spent: 20_000, reward: '直接成为黄金,保留至少12个月' }],
    })
    await undo(settled)
    expect(await page('chen')).toMatchObject({
      tier: { name: '普通' },
      challenges: [{ state: 'joined', spent: 0 }],
    })
  })

  it('M032 L7 a reward that ran out is waited for in plain words, seen by the owner, and given once there are more', async () => {
    const restock = async (stock: number) => {
      const { draft, release } = await shop.call('owner', 'operations.catalogue', {})
      for (const reward of draft?.participation?.rewards ?? []) reward.stock = stock
      const input = { operationId: shop.operationId(), expectedRelease: release ?? 0, draft: draft! }
      await shop.call('owner', 'operations.release', input)
      await shop.clock.advance(31_000)
    }
    const vouchers = async (person: string) => (await shop.call(person, 'points.home', {})).vouchers
    const waiting = async () => (await shop.call('owner', 'operations.attention', {})).rewardsAwaited
    for (const person of ['first', 'second']) await shop.join(person)
    const stocks = documents<{ _id: string; left: number }>(shop, 'stock')
    const left = stocks.find(({ _id }) => _id === 'reward:ke')?.left ?? 50
    await restock(50 - left + 1)
    for (const person of ['first', 'second']) {
      for (let order = 0; order < 3; order += 1) await settle(person, 1000)
      await recover(shop, 2)
    }
    expect(await vouchers('first')).toHaveLength(1)
    expect(await vouchers('second')).toEqual([])
    expect((await page('first')).badges[0]?.rewardWaits).toBeUndefined()
    expect((await page('second')).badges[0]?.rewardWaits).toContain('补货后会自动发给您')
    expect(await waiting()).toBe(1)
    await restock(50)
    await recover(shop, 2)
    expect(await vouchers('second')).toMatchObject([{ title: '拉花课一节', source: 'badge' }])
    expect((await page('second')).badges[0]?.rewardWaits).toBeUndefined()
    expect(await waiting()).toBe(0)
  })

  it('M032 the third order unlocks; the reward is a voucher; undone while unused, both go', async () => {
    const before = (await page('wang')).badges[0]
    expect(before).toMatchObject({ count: 0, of: 3, unlockedOn: null, reward: '拉花课一节' })
    await settle('wang', 1000)
    await settle('wang', 1000)
    const third = await settle('wang', 1000)
    expect((await page('wang')).badges[0]).toMatchObject({ count: 3, unlockedOn: '2027-03-10' })
    await recover(shop, 2)
    const vouchers = async () => (await shop.call('wang', 'points.home', {})).vouchers
    expect(await vouchers()).toMatchObject([{ title: '拉花课一节', source: 'badge', state: 'open' }])
    await undo(third)
    await recover(shop, 2)
    expect((await page('wang')).badges[0]).toMatchObject({ count: 2, unlockedOn: null })
    expect((await vouchers()).filter(({ state }) => state === 'open')).toEqual([])
    await settle('wang', 1000)
    await recover(shop, 2)
    expect((await vouchers()).filter(({ state }) => state === 'open')).toHaveLength(1)
  })

  it('M079 who was promised sooner stands first, and the first of two answers counts', async () => {
    const ask = (person: string, words: string) =>
      shop.call(person, 'membership.ask', { operationId: shop.operationId(), words })
    const later = await ask('wang', '可以开发票吗')
    const sooner = await ask('lin', '周末营业到几点')
    expect(later.promisedBy - later.at).toBe(90 * 60_000)
    expect(sooner.promisedBy - sooner.at).toBe(30 * 60_000)
    const { open } = await shop.call('owner', 'operations.questions', {})
    expect(open.map(({ requestId }) => requestId)).toEqual([sooner.requestId, later.requestId])
    expect(open[0]).toMatchObject({ tierName: '铂金', late: false })
    await shop.clock.advance(31 * 60_000)
    expect((await shop.call('owner', 'operations.questions', {})).open[0]?.late).toBe(true)
    const answering = { operationId: shop.operationId(), requestId: sooner.requestId, words: '21点' }
    expect(await shop.call('owner', 'operations.answer', answering)).toMatchObject({
      state: 'answered',
      answer: '21点',
    })
    expect(await shop.call('owner', 'operations.answer', answering)).toMatchObject({ answer: '21点' })
    const second = { ...answering, operationId: shop.operationId(), words: '22点' }
    expect(await shop.refusal('owner', 'operations.answer', second)).toBe('ALREADY_ANSWERED')
    expect(await shop.call('lin', 'membership.questions', {})).toMatchObject({
      promiseMinutes: 30,
      promise: '营业时间(07:00–21:00)内30分钟内首次答复',
      requests: [{ answer: '21点' }],
    })
    expect((await shop.call('owner', 'operations.questions', {})).medians).toEqual([
      { tierName: '铂金', answered: 1, medianMinutes: 31, kept: 0 },
    ])
  })

  it('M070 M072 a year later the timer has told the member and landed the tier one lower', async () => {
    for (let month = 0; month < 13; month += 1) {
      await shop.clock.advance(30 * 86_400_000)
      await recover(shop, 1)
    }
    expect((await page('lin')).tier).toMatchObject({ name: '黄金', through: '2029-03-31' })
  })
})
