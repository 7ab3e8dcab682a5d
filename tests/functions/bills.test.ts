import type { JournalEntry } from '../../cloudfunctions/domain/decision'
import { monthBounds, spendingOf } from '../../cloudfunctions/domain/bill'
import type { KeptAdvice } from '../../cloudfunctions/ledger/advices'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import type { OutboxRow } from '../../cloudfunctions/ledger/outbox'
import { documents, violations } from '../invariants'
import { openShop, settleFor, type Shop } from '../shop'
import { bakery } from '../domain/story'

const DAY = 86_400_000
const MONTH = '2027-03'

let shop: Shop
beforeAll(async () => {
  shop = await openShop({
    draft: bakery((draft) => {
      draft.loyalty = { badges: [], returnDays: 20 }
      const month = structuredClone(draft.plans[0]!)
      month.id = 'yueka'
      month.terms = { ...month.terms, name: '麦香月卡', price: 990, months: 1 }
      draft.plans.push(month)
    }),
  })
  await shop.join('lin')
  await shop.buy('lin')
  await settleFor(shop, 'lin', [
    ['meishi', 20],
    ['tusi', 2],
  ])
  const undone = await settleFor(shop, 'lin', [['natie', 3]])
  await shop.call('clerk-laojie', 'counter.undo', {
    branchId: 'laojie',
    receiptId: undone.receipt.receiptId,
    memberNumber: shop.numberOf('lin'),
  })
  await shop.clock.advance(DAY)
  await settleFor(shop, 'lin', [['niujiaobao', 3]])
})
afterAll(async () => {
  expect(violations(shop)).toEqual([])
  await shop.close()
})

/** All entries of a member, from journal and tail. */
function entriesOf(person: string): JournalEntry[] {
  const number = shop.numberOf(person)
  const tail = documents<MemberDocument>(shop, 'members').find(({ _id }) => _id === number)?.tail ?? []
  const archived = documents<JournalEntry>(shop, 'journal').filter(({ memberId }) => memberId === number)
  return [...new Map([...archived, ...tail].map((entry) => [entry._id, entry])).values()]
}

function posted(person: string, month: string, asset: string, prefix: string): number {
  const { from, to } = monthBounds(month)
  return entriesOf(person)
    .filter(({ at }) => at >= from && at < to)
    .flatMap(({ postings }) => postings)
    .filter((one) => one.asset === asset && one.account.startsWith(prefix))
    .reduce((sum, { amount }) => sum + amount, 0)
}

describe('a member’s month', () => {
  it('M045 the bill is the sum of the ledger in that month, and "could buy" is on sale for what was saved', async () => {
    const bill = await shop.call('lin', 'membership.bill', { month: MONTH })
    expect(bill).toMatchObject({
      running: true,
      orders: 2,
      spent: posted('lin', MONTH, 'spending', 'member/spending/'),
      saved: posted('lin', MONTH, 'saving', 'member/saved/'),
      fees: posted('lin', MONTH, 'fee', 'member/fees/'),
    })
    expect(bill.net).toBe(bill.saved - bill.fees)
    expect(bill.fees).toBe(19_900)
    const { draft } = await shop.call('owner', 'operations.catalogue', {})
    const { couldBuy } = bill
    const product = draft?.products.find(({ id }) => id === couldBuy?.productId)
    expect(product).toMatchObject({ available: true, listPrice: couldBuy?.price })
    expect(couldBuy!.price).toBeLessThanOrEqual(bill.saved)
  })

  it('M045 P1 a bill is one read of the member, without a percentile two documents in all', async () => {
    const { calls } = await shop.countCalls(() => shop.call('lin', 'membership.bill', { month: MONTH }))
    expect(calls.filter((call) => call.endsWith('members'))).toEqual(['getDocument members'])
    const list = await shop.countCalls(() => shop.call('lin', 'membership.bills', {}))
    expect(list.calls).toEqual(['getDocument members'])
    expect(list.result.months.map(({ month }) => month)).toEqual([MONTH])
  })

  it('M045 M074 the picture names nobody and nothing that was bought, amounts and percentile only as ticked', async () => {
    const plain = await shop.call('lin', 'membership.billPicture', { month: MONTH })
    expect(plain.amounts).toBeNull()
    expect(plain.percentile).toBeNull()
    expect(plain.shares.reduce((sum, { basisPoints }) => sum + basisPoints, 0)).toBe(10_000)
    const text = JSON.stringify(plain)
    for (const word of ['lin', shop.numberOf('lin'), '美式', 'meishi', '吐司'])
      expect(text).not.toContain(word)
    const input = { operationId: shop.operationId(), percentile: true, amounts: true }
    expect(await shop.call('lin', 'membership.setBillOptions', input)).toEqual({
      percentile: true,
      amounts: true,
    })
    // Told twice, answered as the first time.
    await shop.call('lin', 'membership.setBillOptions', {
      ...input,
      operationId: shop.operationId(),
      amounts: false,
    })
    expect(await shop.call('lin', 'membership.setBillOptions', input)).toEqual({
      percentile: true,
      amounts: true,
    })
    const again = await shop.call('lin', 'membership.bill', { month: MONTH })
    expect(again.options).toEqual({ percentile: true, amounts: false })
    await shop.call('lin', 'membership.setBillOptions', {
      operationId: shop.operationId(),
      percentile: true,
      amounts: true,
    })
    const ticked = await shop.call('lin', 'membership.billPicture', { month: MONTH })
    expect(ticked.amounts).toMatchObject({ saved: again.saved, spent: again.spent })
  })

  it('M045 nobody has a bill of a month before they came or of one that isn’t yet', async () => {
    expect(await shop.refusal('lin', 'membership.bill', { month: '2027-02' })).toBe('BILL_NOT_FOUND')
    expect(await shop.refusal('lin', 'membership.bill', { month: '2027-04' })).toBe('BILL_NOT_FOUND')
    expect(await shop.refusal('lin', 'membership.billPicture', { month: '2026-01' })).toBe('BILL_NOT_FOUND')
    expect(await shop.refusal('lin', 'membership.bill', { month: '2027-13' })).toBe('INPUT_INVALID')
  })

  it('M112 the adviser replays the own orders, keeps what it said with a digest, and says the same again', async () => {
    const advice = await shop.call('lin', 'membership.adviser', {})
    // 20 美式 at 6.00, 2 吐司 and 3 牛角包 at a tenth: what was undone isn't replayed.
    const bill = await shop.call('lin', 'membership.bill', { month: MONTH })
    const year = advice.plans.find(({ planId }) => planId === 'nianka')!
    expect(year.saved).toBe(bill.saved)
    expect(advice.orders).toBe(2)
    const month = advice.plans.find(({ planId }) => planId === 'yueka')!
    expect(month.saved).toBe(year.saved)
    expect(advice.recommendation.planId).toBe(advice.plans[0]!.net > 0 ? advice.plans[0]!.planId : null)
    const again = await shop.call('lin', 'membership.adviser', {})
    expect(again.evidence).toEqual(advice.evidence)
    expect(documents<KeptAdvice>(shop, 'advices')).toHaveLength(1)
    const [kept] = documents<KeptAdvice>(shop, 'advices')
    expect(kept?.receiptIds).toHaveLength(2)

    const seen = await shop.call('owner', 'operations.adviserEvidence', {
      memberNumber: shop.numberOf('lin'),
    })
    expect(seen.advices).toEqual([
      expect.objectContaining({
        id: advice.evidence.id,
        digest: advice.evidence.digest,
        intact: true,
        orders: 2,
        from: advice.from,
        through: advice.through,
        advisesBuying: advice.recommendation.planId !== null,
      }),
    ])
    expect(
      await shop.refusal('lin', 'operations.adviserEvidence', { memberNumber: shop.numberOf('lin') }),
    ).toBe('ROLE_REQUIRED')
  })

  it('M112 who bought little is told not to buy', async () => {
    await shop.join('zhao')
    await settleFor(shop, 'zhao', [['doushabao', 1]])
    const { recommendation, plans } = await shop.call('zhao', 'membership.adviser', {})
    expect(plans.every(({ expected, fee }) => expected < fee)).toBe(true)
    expect(recommendation).toMatchObject({ planId: null })
    const { advices } = await shop.call('owner', 'operations.adviserEvidence', {
      memberNumber: shop.numberOf('zhao'),
    })
    expect(advices).toMatchObject([{ advisesBuying: false, title: recommendation.title, intact: true }])
  })

  it('M045 M074 M082 on the first of the next month the timer tells once, ranks 30 people and no fewer, and counts', async () => {
    const people = Array.from({ length: 28 }, (_, index) => `buyer-${index}`)
    for (const person of people.slice(0, 27)) {
      await shop.join(person)
      await settleFor(shop, person, [['meishi', 1 + (people.indexOf(person) % 4)]])
    }
    // 29 bought: lin, zhao and 27 others.
    await shop.clock.advance(Date.UTC(2027, 2, 31, 18) - shop.clock.now())
    const missing = await shop.call('owner', 'operations.renewalDrivers', {})
    expect(missing).toMatchObject({ asOf: null, all: null })
    await shop.timer('renewal', 'sweep')
    const told = () =>
      documents<OutboxRow>(shop, 'outbox').filter(
        ({ due }) => due.kind === 'message' && due.flow === 'monthly_bill',
      )
    expect(told()).toHaveLength(29)
    await shop.timer('renewal', 'sweep')
    expect(told()).toHaveLength(29)
    const few = await shop.call('lin', 'membership.bill', { month: MONTH })
    expect(few).toMatchObject({ running: false, percentile: null, percentileOfHolders: null })
    expect(few.percentileNote).toContain('30')

    const drivers = await shop.call('owner', 'operations.renewalDrivers', {})
    expect(drivers.asOf).not.toBeNull()
    expect(drivers.all).toMatchObject({ ended: null, renewed: null })
    expect(drivers.caution).toContain('不说明原因')

    for (const person of [...people, 'lin', 'zhao']) {
      if (person === 'buyer-27') await shop.join(person)
      await settleFor(shop, person, [['natie', person === 'lin' ? 9 : 1]])
    }
    await shop.clock.advance(30 * DAY)
    await shop.timer('renewal', 'sweep')
    const { percentile, percentileOfHolders } = await shop.call('lin', 'membership.bill', {
      month: '2027-04',
    })
    // 29 below, herself the only tie: (29 + 0.5) / 30.
    expect(percentile).toMatchObject({ people: 30, basisPoints: 9833, population: 'buyers' })
    expect(percentileOfHolders).toBeNull()
    expect((await shop.call('lin', 'membership.billPicture', { month: '2027-04' })).percentile).toEqual(
      percentile,
    )
    // Who didn't ask isn't ranked.
    expect(await shop.call('zhao', 'membership.bill', { month: '2027-04' })).toMatchObject({
      percentile: null,
    })
  })

  it('M045 a bill of two years ago is added up from the books', async () => {
    await shop.clock.advance(20 * 30 * DAY)
    await settleFor(shop, 'lin', [['meishi', 1]])
    const { months, earlier } = await shop.call('lin', 'membership.bills', {})
    expect(months).toHaveLength(13)
    expect(earlier).toContain(MONTH)
    const number = shop.numberOf('lin')
    const state = documents<MemberDocument>(shop, 'members').find(({ _id }) => _id === number)?.state
    expect(state?.spending[MONTH]).toBeUndefined()
    const bill = await shop.call('lin', 'membership.bill', { month: MONTH })
    expect(bill).toMatchObject({
      orders: 2,
      spent: spendingOf(entriesOf('lin'), MONTH).paid,
      saved: posted('lin', MONTH, 'saving', 'member/saved/'),
    })
    expect(bill.spent).toBeGreaterThan(0)
  })
})
