import { contractOf, kept, live, memberOf, sign, withAutoRenew } from '../auto-renew-shop'
import { violations } from '../invariants'
import { openShop, settleFor, type Shop } from '../shop'
import { topUp } from '../stored-value-shop'

const DAY = 86_400_000

describe('cards that are paid by what they saved, and balances that fill up', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop({ draft: withAutoRenew() })
  })
  afterAll(() => shop.close())
  afterEach(async () => {
    for (const { contractCode } of shop.wechat.papay.contracts()) shop.wechat.papay.terminate(contractCode)
    await shop.wechat.tick()
  })

  const kinds = async (person: string, code: string) =>
    (await contractOf(shop, person, code)).events.map(({ kind }) => kind).reverse()

  it('M050 F14 opens for nothing, states what it saved, waits a day, and charges exactly that', async () => {
    const person = 'saver'
    await shop.join(person)
    const code = await sign(shop, person, 'shengka', 'as_saved')
    expect((await shop.call(person, 'membership.home', {})).standing).toBe('holder')
    const { receipt } = await settleFor(shop, person, [['meishi', 10]])
    const { saved } = receipt
    expect(saved).toBeGreaterThan(0)
    const end = memberOf(shop, person).state.memberships[0]?.endsAt ?? 0
    await live(shop, person, end + 3600_000)
    const { statements } = await shop.call(person, 'membership.autoRenew', {})
    expect(statements).toMatchObject([{ saved, charge: Math.min(saved, 10_000), state: 'open' }])
    expect(kept(shop, person)).toBe(0)
    await live(shop, person, end + 12 * DAY)
    expect(kept(shop, person)).toBe(Math.min(saved, 10_000))
    expect((await contractOf(shop, person, code)).events[0]).toMatchObject({ kind: 'charged' })
    expect((await shop.call(person, 'membership.autoRenew', {})).statements[0]?.state).toBe('charged')
    expect(violations(shop)).toEqual([])
  })

  it('M050 a contested statement is charged only as the owner decides; what saved nothing costs nothing', async () => {
    const person = 'doubter'
    await shop.join(person)
    await sign(shop, person, 'shengka', 'as_saved')
    await settleFor(shop, person, [['meishi', 10]])
    const end = memberOf(shop, person).state.memberships[0]?.endsAt ?? 0
    await live(shop, person, end + 3600_000)
    const [statement] = (await shop.call(person, 'membership.autoRenew', {})).statements
    const statementId = statement?.statementId ?? ''
    await shop.call(person, 'payment.disputeStatement', {
      operationId: shop.operationId(),
      statementId,
      reason: '不对',
    })
    await live(shop, person, end + 4 * DAY)
    expect((await shop.call(person, 'membership.autoRenew', {})).statements[0]?.state).toBe('disputed')
    const contested = await shop.call('owner', 'operations.disputedStatements', {})
    expect(contested.statements).toMatchObject([
      { memberNumber: shop.numberOf(person), statementId, reason: '不对', saved: statement?.saved },
    ])
    expect(await shop.call('owner', 'operations.attention', {})).toMatchObject({ disputes: 1 })
    const decided = { memberNumber: shop.numberOf(person), statementId, charge: 1 }
    await shop.call('owner', 'operations.resolveStatement', { operationId: shop.operationId(), ...decided })
    expect(await shop.call('owner', 'operations.disputedStatements', {})).toEqual({ statements: [] })
    expect(await shop.call('owner', 'operations.attention', {})).toMatchObject({ disputes: 0 })
    await live(shop, person, end + 16 * DAY)
    expect(kept(shop, person)).toBe(1)
    // The next period was not used at all.
    await live(shop, person, end + 36 * DAY)
    expect((await shop.call(person, 'membership.autoRenew', {})).statements.at(-1)).toMatchObject({
      saved: 0,
      state: 'waived',
    })
    expect(kept(shop, person)).toBe(1)
  })

  it('M117 L1 L5 fills the balance up by an own contract, with the same notices, up to its monthly most', async () => {
    const person = 'pourer'
    await shop.join(person)
    await topUp(shop, person, 'chong-100')
    const code = await sign(shop, person, 'chuzhi', 'top_up')
    await live(shop, person, shop.clock.now() + 9 * DAY)
    expect(kept(shop, person)).toBe(10_000)
    expect((await kinds(person, code)).slice(0, 6)).toEqual([
      'signed',
      'notice_sent',
      'notice_delivered',
      'wechat_notice',
      'charge_begun',
      'charged',
    ])
    await live(shop, person, shop.clock.now() + 60 * DAY)
    const months = new Map<string, number>()
    for (const { at, kind, amount } of (await contractOf(shop, person, code)).events)
      if (kind === 'charged') {
        const month = new Date(at + 8 * 3_600_000).toISOString().slice(0, 7)
        months.set(month, (months.get(month) ?? 0) + (amount ?? 0))
      }
    expect([...months.values()].every((sum) => sum <= 20_000)).toBe(true)
    expect(violations(shop)).toEqual([])
  })
})
