import type { Input, Output } from '../../cloudfunctions/contract'
import type { JournalEntry } from '../../cloudfunctions/domain/decision'
import { BENEFITS, withBenefits } from '../benefit-shop'
import { documents, violations } from '../invariants'
import { withPoints } from '../points-shop'
import { openShop, type Shop } from '../shop'
import { toldUses } from '../told-uses'

const BRANCH = 'laojie'
const CLERK = 'clerk-laojie'
const MINUTE = 60_000
const DAY = 86_400_000
const FIRST = {
  id: 'shoudan',
  kind: 'first_of_day' as const,
  title: '每天首单美式6元',
  detail: '当天第一单',
  cost: 600,
  productIds: ['meishi'],
  price: 600,
}

type Settled = Output<'counter.settle'>

describe('the report of benefits that no till takes one by one', () => {
  let shop: Shop
  let others = 0

  beforeAll(async () => {
    shop = await openShop({ draft: withPoints(withBenefits(undefined, [...BENEFITS, FIRST])) })
  })
  afterEach(() => expect(violations(shop)).toEqual([]))
  afterAll(() => shop.close())

  const holder = async (person: string) => {
    await shop.join(person)
    await shop.buy(person, 'quanyi')
  }
  const visitOf = async (person: string) =>
    (await shop.call(CLERK, 'counter.resolve', { branchId: BRANCH, code: await shop.codeOf(person) })).visit
  async function order(
    person: string,
    lines: Input<'counter.quote'>['lines'],
    delivery?: Input<'counter.quote'>['delivery'],
  ): Promise<Settled> {
    const { quote } = await shop.call(CLERK, 'counter.quote', {
      branchId: BRANCH,
      visit: await visitOf(person),
      lines,
      ...(delivery ? { delivery } : {}),
    })
    return shop.call(CLERK, 'counter.settle', { branchId: BRANCH, quote, tender: 'external' })
  }
  const undo = ({ memberNumber, receipt: { receiptId } }: Settled) =>
    shop.call(CLERK, 'counter.undo', { branchId: BRANCH, memberNumber, receiptId })
  async function bringBack({ memberNumber, receipt: { receiptId } }: Settled, quantity: number) {
    const wanted = { branchId: BRANCH, memberNumber, receiptId, lines: [{ line: 0, quantity }] }
    const { refund } = await shop.call(CLERK, 'counter.quoteReturn', wanted)
    const operationId = shop.operationId()
    await shop.call(CLERK, 'counter.returnGoods', { operationId, ...wanted, refund, reason: '不合口味' })
  }
  const coffee = (quantity: number) => [{ productId: 'meishi', quantity }]

  /** Of the benefits at hand, and that all rows together are the sums of the journal. */
  async function reported() {
    await shop.timer('payment', 'settleDue')
    await shop.clock.advance(30 * MINUTE)
    await shop.timer('renewal', 'sweep')
    const { rows } = await shop.call('owner', 'operations.benefitReport', {})
    const told = toldUses(documents<JournalEntry>(shop, 'journal'))
    const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((all, row) => all + of(row), 0)
    expect({ uses: sum(({ uses }) => uses), saved: sum(({ saved }) => saved) }).toEqual({
      uses: told.uses,
      saved: told.saved,
    })
    const costs = sum(({ benefit, cost }) => (told.onReceipts.has(benefit.benefitId) ? 0 : cost))
    expect(costs).toBe(told.cost)
    const of = (id: string) => {
      const row = rows.find(({ benefit }) => benefit.benefitId === id)
      return row && [row.users, row.uses, row.saved, row.cost, row.usedByFew]
    }
    return Object.fromEntries(['shoudan', 'peisong', 'huanxin', 'shouce'].map((id) => [id, of(id)]))
  }

  it('M028 M031 M059 M061 counts orders, replaced and prepared things by who used them', async () => {
    await holder('lin')
    const first = await order('lin', coffee(2), { fee: 600 })
    expect(first.receipt).toMatchObject({ saved: 2 * 900 + 600, delivery: { fee: 600, waived: 600 } })
    const { receipt } = await order('lin', [{ productId: 'tusi', quantity: 2 }])
    await shop.call(CLERK, 'counter.claimWarranty', {
      operationId: shop.operationId(),
      branchId: BRANCH,
      visit: await visitOf('lin'),
      receiptId: receipt.receiptId,
      line: 0,
      quantity: 2,
    })
    for (others = 0; others < 11; others += 1) await holder(`other-${others}`)
    await order('other-0', coffee(1))
    expect(await reported()).toEqual({
      shoudan: [2, 2, 1800 + 900, 2 * 600, false],
      peisong: [1, 1, 600, 500, true],
      huanxin: [1, 1, 0, 2 * 800, true],
      shouce: [12, 12, 0, 12 * 500, false],
    })
  })

  it('an order that was undone was no use, and what came back was none of the price', async () => {
    const before = await reported()
    await shop.clock.advance(DAY)
    await undo(await order('lin', coffee(1), { fee: 600 }))
    expect(await reported()).toEqual(before)
    const settled = await order('lin', coffee(3), { fee: 600 })
    await shop.clock.advance(16 * MINUTE)
    await bringBack(settled, 1)
    expect(await reported()).toMatchObject({
      shoudan: [2, 3, 2700 + 2 * 900, 3 * 600, false],
      peisong: [1, 2, 1200, 1000, true],
    })
    await bringBack(settled, 2)
    expect(await reported()).toEqual(before)
  })

  it('counts the last thirty days: what is older has left', async () => {
    await shop.clock.advance(31 * DAY)
    await shop.timer('renewal', 'sweep')
    const { rows } = await shop.call('owner', 'operations.benefitReport', {})
    const first = rows.find(({ benefit }) => benefit.benefitId === 'shoudan')
    expect(first).toMatchObject({ users: 0, uses: 0, saved: 0, cost: 0, usedByFew: true })
  })
})
