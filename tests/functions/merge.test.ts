import { openDatabase } from '../../cloudfunctions/ledger/database'
import { verifyBooks } from '../../cloudfunctions/ledger/verify'
import { MergeFold } from '../../cloudfunctions/ledger/verify-merges'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { documents, leftOpen, violations } from '../invariants'
import { keptAtWechat, orderAtCounter, pay, recover } from '../faults/payments'
import { openidOf, openShop, settleFor, type Shop } from '../shop'
import { bind, mergeInput, twoWeChats } from './merge-story'
import cloudbase from '@cloudbase/node-sdk'

const MINUTE_MS = 60_000

describe('M062 one person with two WeChats becomes one member', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop()
  })
  afterEach(async () => {
    await recover(shop, 2)
    expect(leftOpen(shop)).toEqual([])
    expect(violations(shop)).toEqual([])
  })
  afterAll(async () => {
    const books = await verifyBooks(database())
    expect(books.difference).toBeNull()
    expect(books.open).toBe(0)
    await shop.close()
  })

  const database = () =>
    openDatabase(
      cloudbase.init({ env: 'local', serviceUrl: shop.cloudbase.url, secretId: 'local', secretKey: 'local' }),
    )
  const stateOf = (person: string) =>
    documents<MemberDocument>(shop, 'members').find(({ _id }) => _id === shop.numberOf(person))?.state

  it('M062 cards, savings, receipts and orders come over, and the first WeChat is a guest again', async () => {
    const both = await twoWeChats(shop)
    const { first, second } = both
    await settleFor(shop, second, [['natie', 1]])
    const before = {
      home: await shop.call(first, 'membership.home', {}),
      receipts: (await shop.call(first, 'membership.receipts', {})).receipts,
      own: (await shop.call(second, 'membership.receipts', {})).receipts,
      savings: await shop.call(first, 'membership.savings', {}),
      joinedAt: stateOf(first)?.joinedAt,
    }
    expect(await shop.refusal(second, 'membership.bindPhone', await phoneInput(both))).toBe(
      'PHONE_BELONGS_TO_ANOTHER',
    )

    const merged = await shop.call(second, 'membership.merge', await mergeInput(shop, both))
    expect(merged).toEqual({
      number: shop.numberOf(second),
      maskedPhone: `138****${both.phone.slice(7)}`,
      cards: 1,
      savedTotal: 600,
    })
    const home = await shop.call(second, 'membership.home', {})
    expect(home).toMatchObject({ standing: 'holder', savedTotal: 600, card: before.home.card })
    expect(home.member?.maskedPhone).toBe(merged.maskedPhone)
    expect(home.receipts).toHaveLength(2)
    expect(stateOf(second)?.joinedAt).toBe(before.joinedAt)
    const after = await shop.call(second, 'membership.savings', {})
    expect(after.all).toEqual(before.savings.all)
    expect(after.bySource).toEqual(before.savings.bySource)

    const ids = (receipts: { receiptId: string }[]) => receipts.map(({ receiptId }) => receiptId).sort()
    const { receipts } = await shop.call(second, 'membership.receipts', {})
    expect(ids(receipts)).toEqual(ids([...before.receipts, ...before.own]))
    for (const { receiptId } of receipts)
      expect((await shop.call(second, 'membership.receipt', { receiptId })).receiptId).toBe(receiptId)
    expect((await shop.call(second, 'payment.orders', {})).orders).toHaveLength(1)

    const guest = await shop.call(first, 'membership.home', {})
    expect(guest).toMatchObject({ standing: 'guest', member: null, card: null, savedTotal: 0, receipts: [] })
    expect((await shop.call(first, 'membership.receipts', {})).receipts).toEqual([])
    const [old] = before.receipts
    expect(await shop.refusal(first, 'membership.receipt', { receiptId: old?.receiptId })).toBe(
      'RECEIPT_NOT_FOUND',
    )
    expect((await shop.call(first, 'payment.orders', {})).orders).toEqual([])
    expect(await shop.refusal(first, 'membership.code', {})).toBe('JOIN_REQUIRED')
    expect(stateOf(first)).toMatchObject({
      mergedInto: shop.numberOf(second),
      profile: { maskedPhone: null },
    })
    expect(JSON.stringify(stateOf(first))).not.toContain('138****')
  })

  it('M062 orders and receipts come over though the clock of the merge is behind that of the till', async () => {
    const both = await twoWeChats(shop)
    const opened = shop.clock.now()
    await shop.clock.set(opened - 1500)
    await shop.call(both.second, 'membership.merge', await mergeInput(shop, both))
    expect((await shop.call(both.second, 'payment.orders', {})).orders).toHaveLength(1)
    expect((await shop.call(both.second, 'membership.receipts', {})).receipts).toHaveLength(1)
    expect((await shop.call(both.first, 'payment.orders', {})).orders).toEqual([])
    expect((await shop.call(both.first, 'membership.receipts', {})).receipts).toEqual([])
    await shop.clock.set(opened)
  })

  it('M062 history stays whole when the tails are archived, and a stranger sees none of it', async () => {
    const both = await twoWeChats(shop)
    const [receipt] = (await shop.call(both.first, 'membership.receipts', {})).receipts
    await shop.call(both.second, 'membership.merge', await mergeInput(shop, both))
    await recover(shop, 1)
    await shop.join(both.first)
    const again = await settleFor(shop, both.first, [['natie', 1]])
    for (let count = 0; count < 4; count += 1) await settleFor(shop, both.second, [['meishi', 1]])
    await recover(shop, 1)
    const input = { receiptId: receipt?.receiptId ?? '' }
    const { receipts } = await shop.call(both.second, 'membership.receipts', {})
    expect(receipts).toHaveLength(5)
    expect(receipts.map(({ receiptId }) => receiptId)).toContain(input.receiptId)
    expect(await shop.call(both.second, 'membership.receipt', input)).toMatchObject(input)
    const stranger = await twoWeChats(shop, { card: false })
    for (const person of [both.first, stranger.first])
      expect(await shop.refusal(person, 'membership.receipt', input)).toBe('RECEIPT_NOT_FOUND')
    // Who begins anew on the old WeChat has a history of one's own.
    const anew = { receiptId: again.receipt.receiptId }
    expect((await shop.call(both.first, 'membership.receipts', {})).receipts).toMatchObject([anew])
    expect(await shop.refusal(both.second, 'membership.receipt', anew)).toBe('RECEIPT_NOT_FOUND')
  })

  it('M062 the second WeChat gives the first one’s card back, and the money returns', async () => {
    const both = await twoWeChats(shop)
    await shop.call(both.second, 'membership.merge', await mergeInput(shop, both))
    const [order] = (await shop.call(both.second, 'payment.orders', {})).orders
    if (!order) throw new Error('no order came over')
    const { orderId } = order
    expect(await shop.refusal(both.first, 'payment.refundQuote', { orderId })).toBe('ORDER_NOT_FOUND')
    const { refund } = await shop.call(both.second, 'payment.refundQuote', { orderId })
    expect(refund).toBeGreaterThan(0)
    await shop.call(both.second, 'payment.refund', { operationId: shop.operationId(), orderId, refund })
    await recover(shop, 2)
    expect(keptAtWechat(shop, orderId)).toBe(order.amount - refund)
    expect((await shop.call(both.second, 'membership.home', {})).standing).toBe('lapsed')
  })

  it('M062 the till still undoes a receipt that was settled before the merge', async () => {
    const both = await twoWeChats(shop)
    const [receipt] = (await shop.call(both.first, 'membership.receipts', {})).receipts
    await shop.call(both.second, 'membership.merge', await mergeInput(shop, both))
    const input = {
      branchId: 'laojie',
      memberNumber: shop.numberOf(both.first),
      receiptId: receipt?.receiptId ?? '',
    }
    expect((await shop.call('clerk-laojie', 'counter.receipt', input)).receipt.state).toBe('settled')
    const undone = await shop.call('clerk-laojie', 'counter.undo', input)
    expect(undone).toMatchObject({ memberNumber: shop.numberOf(both.second), receipt: { state: 'undone' } })
    expect(await shop.call('clerk-laojie', 'counter.undo', input)).toEqual(undone)
    const seen = await shop.call('clerk-laojie', 'counter.receipt', input)
    expect(seen.receipt.state).toBe('undone')
    expect((await shop.call(both.second, 'membership.home', {})).savedTotal).toBe(0)
    const today = await shop.call('clerk-laojie', 'counter.today', { branchId: 'laojie' })
    expect(today.receipts.filter(({ receiptId }) => receiptId === input.receiptId)).toMatchObject([
      { state: 'undone' },
    ])
  })

  it('M062 a wrong phone, a wrong, expired or used code merge nothing', async () => {
    const both = await twoWeChats(shop)
    const { first, second } = both
    const other = await twoWeChats(shop, { card: false })
    const before = JSON.stringify(stateOf(first))
    const refused = async (change: object) =>
      shop.refusal(second, 'membership.merge', { ...(await mergeInput(shop, both)), ...change })
    const phoneCode = (phone: string) => shop.wechat.phoneCode(openidOf(second), phone)
    expect(await refused({ phoneCode: phoneCode('13700000000') })).toBe('NOTHING_TO_MERGE')
    expect(await refused({ phoneCode: phoneCode(other.phone) })).toBe('MERGE_CODE_INVALID')
    expect(await refused({ phoneCode: 'no-code-of-wechat' })).toBe('PHONE_CODE_INVALID')
    expect(await refused({ memberCode: 'M1' })).toBe('MERGE_CODE_INVALID')
    expect(await refused({ memberCode: await shop.codeOf(second) })).toBe('NOTHING_TO_MERGE')
    expect(await refused({ memberCode: await shop.codeOf(other.first) })).toBe('MERGE_CODE_INVALID')
    const memberCode = await shop.codeOf(first)
    expect(
      await refused({ memberCode: `${memberCode.slice(0, -1)}${memberCode.endsWith('0') ? '8' : '0'}` }),
    ).toBe('MERGE_CODE_INVALID')
    await shop.clock.advance(2 * MINUTE_MS)
    expect(await refused({ memberCode })).toBe('MERGE_CODE_INVALID')
    expect(JSON.stringify(stateOf(first))).toBe(before)

    const used = await shop.codeOf(first)
    const { visit } = await shop.call('clerk-laojie', 'counter.resolve', { branchId: 'laojie', code: used })
    const lines = [{ productId: 'meishi', quantity: 1 }]
    const { quote } = await shop.call('clerk-laojie', 'counter.quote', { branchId: 'laojie', visit, lines })
    await shop.call('clerk-laojie', 'counter.settle', { branchId: 'laojie', quote, tender: 'external' })
    expect(await refused({ memberCode: used })).toBe('MERGE_CODE_INVALID')
    expect(stateOf(first)?.mergedInto).toBeUndefined()
  })

  it('M062 staff, an open payment and who was merged before are refused', async () => {
    const both = await twoWeChats(shop, { card: false })
    const waiting = await orderAtCounter(shop, both.first)
    const refused = async () => shop.refusal(both.second, 'membership.merge', await mergeInput(shop, both))
    expect(await refused()).toBe('MERGE_NOT_POSSIBLE')
    pay(shop, waiting)
    await shop.wechat.tick()
    const clerk = { ...both, second: 'clerk-laojie' }
    const byClerk = await mergeInput(shop, clerk)
    expect(await shop.refusal('clerk-laojie', 'membership.merge', byClerk)).toBe('MERGE_NOT_POSSIBLE')
    const input = await mergeInput(shop, both)
    await shop.call(both.second, 'membership.merge', input)
    // The old code is nobody's, and who was merged into somebody takes nobody over.
    expect(
      await shop.refusal('clerk-laojie', 'counter.resolve', { branchId: 'laojie', code: input.memberCode }),
    ).toBe('CODE_FORGED')
    const third = await twoWeChats(shop, { card: false })
    const back = await mergeInput(shop, { ...third, second: both.first })
    expect(await shop.refusal(both.first, 'membership.merge', back)).toBe('MERGE_NOT_POSSIBLE')
    await shop.join(both.first)
    await bind(shop, both.first, '13600000001')
    const twice = await mergeInput(shop, { first: both.first, second: third.first, phone: '13600000001' })
    expect(await shop.refusal(third.first, 'membership.merge', twice)).toBe('MERGE_NOT_POSSIBLE')
  })

  it('M062 I9 the same call again gets the same answer; another input under its id is refused', async () => {
    const both = await twoWeChats(shop)
    const input = await mergeInput(shop, both)
    const merged = await shop.call(both.second, 'membership.merge', input)
    expect(await shop.call(both.second, 'membership.merge', input)).toEqual(merged)
    await recover(shop, 2)
    expect(await shop.call(both.second, 'membership.merge', input)).toEqual(merged)
    expect(await shop.refusal(both.second, 'membership.merge', { ...input, phoneCode: 'x' })).toBe(
      'OPERATION_REUSED',
    )
    const other = await twoWeChats(shop)
    const reused = { ...(await mergeInput(shop, { ...other, second: both.second })), ...pick(input) }
    expect(await shop.refusal(both.second, 'membership.merge', reused)).toBe('OPERATION_REUSED')
    expect(stateOf(other.first)?.mergedInto).toBeUndefined()
  })

  it('M062 of merges at once exactly one takes place', async () => {
    const both = await twoWeChats(shop)
    const rival = `${both.second}-rival`
    await shop.join(rival)
    const inputs = [
      [both.second, await mergeInput(shop, both)],
      [both.second, await mergeInput(shop, both)],
      [rival, await mergeInput(shop, { ...both, second: rival })],
    ] as const
    const answers = await Promise.all(
      inputs.map(([person, input]) => shop.ask(person, 'membership.merge', input)),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    const saved = await Promise.all(
      [both.first, both.second, rival].map(
        async (person) => (await shop.call(person, 'membership.home', {})).savedTotal,
      ),
    )
    expect(saved.sort((a, b) => a - b)).toEqual([0, 0, 600])
  })

  it('M062 I1 the books’ check names a merge that lost something on the way', async () => {
    const both = await twoWeChats(shop)
    await shop.call(both.second, 'membership.merge', await mergeInput(shop, both))
    const id = shop.numberOf(both.second)
    const merged = documents<MemberDocument>(shop, 'members').find(({ _id }) => _id === id)
    const entry = merged?.tail.find(({ facts }) => facts.kind === 'merged_in')
    const out = documents<MemberDocument>(shop, 'members')
      .find(({ _id }) => _id === shop.numberOf(both.first))
      ?.tail.find(({ facts }) => facts.kind === 'merged_out')
    if (!entry) throw new Error('no second half')
    const fold = new MergeFold()
    if (out) fold.add(out)
    fold.add({ ...entry, postings: entry.postings.filter(({ asset }) => asset !== 'saving') })
    await expect(fold.finish(database())).rejects.toThrow('leaves 600 of saving between two members')
    const orphan = new MergeFold()
    orphan.add({ ...entry, facts: { ...entry.facts, mergeId: shop.operationId() } as never })
    await expect(orphan.finish(database())).rejects.toThrow('never left')
  })

  it('M062 a merged member merges on: three WeChats, one history', async () => {
    const both = await twoWeChats(shop)
    await shop.call(both.second, 'membership.merge', await mergeInput(shop, both))
    const third = `${both.second}-third`
    await shop.join(third)
    const next = { first: both.second, second: third, phone: both.phone }
    expect(await shop.call(third, 'membership.merge', await mergeInput(shop, next))).toMatchObject({
      cards: 1,
      savedTotal: 600,
    })
    expect((await shop.call(third, 'membership.receipts', {})).receipts).toHaveLength(1)
    expect((await shop.call(third, 'payment.orders', {})).orders).toHaveLength(1)
    expect(stateOf(third)?.mergedFrom).toEqual([shop.numberOf(both.first), shop.numberOf(both.second)])
    const found = { operationId: shop.operationId(), branchId: 'laojie', phone: both.phone }
    expect((await shop.call('clerk-laojie', 'counter.find', found)).member.number).toBe(shop.numberOf(third))
  })

  async function phoneInput({ second, phone }: { second: string; phone: string }) {
    return { operationId: shop.operationId(), code: shop.wechat.phoneCode(openidOf(second), phone) }
  }
})

function pick({ operationId }: { operationId: string }) {
  return { operationId }
}
