import cloudbase from '@cloudbase/node-sdk'
import type { Output } from '../../cloudfunctions/contract'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { openDatabase } from '../../cloudfunctions/ledger/database'
import { verifyBooks } from '../../cloudfunctions/ledger/verify'
import { documents, leftOpen, violations } from '../invariants'
import { keptAtWechat, orderOf, recover } from '../faults/payments'
import { openShop, quoteFor, type Shop } from '../shop'
import {
  PREPAID,
  IDENTITY_NUMBER,
  NAME,
  payAt,
  registerName,
  topUp,
  topUpInput,
  withStoredValue,
} from '../stored-value-shop'
import { bind, mergeInput } from './merge-story'

const BRANCH = 'laojie'
const CLERK = 'clerk-laojie'

describe('stored value from the cashier to the counter and back', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop({ draft: withStoredValue() })
  })
  afterEach(async () => {
    await recover(shop, 2)
    expect(leftOpen(shop)).toEqual([])
    expect(violations(shop)).toEqual([])
    await liabilityEqualsLedger()
  })
  afterAll(async () => {
    const app = { env: 'local', serviceUrl: shop.cloudbase.url, secretId: 'local', secretKey: 'local' }
    expect((await verifyBooks(openDatabase(cloudbase.init(app)))).difference).toBeNull()
    await shop.close()
  })

  const wallet = (person: string) => shop.call(person, 'membership.wallet', {})
  const stateOf = (person: string) =>
    documents<MemberDocument>(shop, 'members').find(({ _id }) => _id === shop.numberOf(person))?.state

  async function liabilityEqualsLedger(): Promise<Output<'operations.liability'>> {
    const report = await shop.call('owner', 'operations.liability', {})
    const { principal, bonus } = report
    expect(report.ledger).toEqual({ principal, bonus })
    const lots = documents<MemberDocument>(shop, 'members').flatMap(({ state }) => state.wallet.lots)
    expect(principal).toBe(lots.reduce((sum, lot) => sum + lot.principalLeft, 0))
    expect(bonus).toBe(lots.reduce((sum, lot) => sum + lot.bonusLeft, 0))
    const sum = (pick: (month: (typeof report.byMonth)[number]) => number) =>
      report.byMonth.reduce((total, month) => total + pick(month), 0)
    expect(sum((month) => month.paidIn - month.spentPrincipal - month.closedPrincipal)).toBe(principal)
    expect(sum((month) => month.bonusGiven - month.spentBonus - month.closedBonus)).toBe(bonus)
    return report
  }

  async function spend(person: string, quantity: number, productId = 'tusi') {
    const { quote, receipt } = await quoteFor(shop, person, [[productId, quantity]])
    await shop.call(CLERK, 'counter.settle', { branchId: BRANCH, quote, tender: 'stored_value' })
    return receipt
  }

  it('M014 topping up 3000.00 makes the price factor 0.80 while the balance lasts; principal and bonus split on each spend', async () => {
    await registerName(shop, 'lin')
    await topUp(shop, 'lin', 'chong-3000')
    expect(await wallet('lin')).toMatchObject({ principal: 300_000, bonus: 0, memberBasisPoints: 8000 })
    const receipt = await spend('lin', 10)
    expect(receipt).toMatchObject({ list: 22_000, paid: 17_600 })
    expect(await wallet('lin')).toMatchObject({ principal: 282_400, memberBasisPoints: 8000 })
    for (const quantity of [100, 60]) await spend('lin', quantity)
    const last = await wallet('lin')
    expect(last).toMatchObject({ principal: 800, memberBasisPoints: 8000 })
    const { quote } = await quoteFor(shop, 'lin', [['doushabao', 2]])
    await shop.call(CLERK, 'counter.settle', { branchId: BRANCH, quote, tender: 'stored_value' })
    expect(await wallet('lin')).toMatchObject({ principal: 0, memberBasisPoints: 10_000, lots: [] })
    expect((await quoteFor(shop, 'lin', [['tusi', 1]])).receipt.paid).toBe(2200)

    await topUp(shop, 'chen', 'chong-500')
    await spend('chen', 24)
    expect(await wallet('chen')).toMatchObject({ principal: 0, bonus: 4840 })
    const [spent] = (await wallet('chen')).history
    expect(spent).toMatchObject({ kind: 'spend', principal: -50_000, bonus: -160 })
  })

  it('an undo puts back exactly what was taken, and the month’s budget bar goes down again (M117)', async () => {
    await topUp(shop, 'su', 'chong-500')
    await shop.call('su', 'membership.budget', { operationId: shop.operationId(), monthly: 60_000 })
    const before = await wallet('su')
    const { receiptId, paid } = await spend('su', 3)
    expect(await wallet('su')).toMatchObject({ budget: { monthly: 60_000, spent: paid } })
    await shop.call(CLERK, 'counter.undo', { branchId: BRANCH, memberNumber: shop.numberOf('su'), receiptId })
    const after = await wallet('su')
    expect(after.lots).toEqual(before.lots)
    expect(after.budget).toEqual({ monthly: 60_000, spent: 0 })
    expect(after.history.map(({ kind }) => kind)).toEqual(['undo', 'spend', 'top_up'])
    await shop.call('su', 'membership.budget', { operationId: shop.operationId(), monthly: null })
    expect((await wallet('su')).budget).toBeNull()
  })

  it('L5 the caps by registration hold at the cashier; the name itself is stored nowhere', async () => {
    const asked = await topUpInput(shop, 'gao', 'chong-3000')
    expect(await shop.refusal('gao', 'payment.topUp', asked)).toBe('PREPAID_CAP')
    const wrong = {
      operationId: shop.operationId(),
      name: NAME,
      identityNumber: '110105194912310021',
      consent: true,
    }
    expect(await shop.refusal('gao', 'membership.registerName', wrong)).toBe('NAME_INVALID')
    const right = {
      ...wrong,
      operationId: shop.operationId(),
      identityNumber: IDENTITY_NUMBER,
      consent: true,
    } as const
    const named = { level: 'named', maskedName: '林**' }
    expect(await shop.call('gao', 'membership.registerName', right)).toEqual(named)
    expect(await shop.call('gao', 'membership.registerName', right)).toEqual(named)
    const other = { ...right, name: '林晓文' }
    expect(await shop.refusal('gao', 'membership.registerName', other)).toBe('OPERATION_REUSED')
    expect((await wallet('gao')).cap).toEqual({ level: 'named', most: 500_000, left: 500_000 })
    for (const name of shop.cloudbase.store.collections())
      for (const { text } of shop.cloudbase.store.scan(name)) {
        expect(text).not.toContain(NAME)
        expect(text).not.toContain(IDENTITY_NUMBER)
      }
    await topUp(shop, 'gao', 'chong-5000')
    expect(await shop.refusal('gao', 'payment.topUp', await topUpInput(shop, 'gao', 'chong-100'))).toBe(
      'PREPAID_CAP',
    )
  })

  it('L5 X8 two top-ups at once that together exceed the cap: exactly one stays, the other comes back', async () => {
    const inputs = [await topUpInput(shop, 'tao', 'chong-500'), await topUpInput(shop, 'tao', 'chong-500')]
    const started = await Promise.all(inputs.map((input) => shop.call('tao', 'payment.topUp', input)))
    for (const one of started) payAt(shop, 'tao', one)
    // Both phones ask at the same time, then WeChat's callbacks come too.
    await Promise.all(
      started.map(({ order }) => shop.call('tao', 'payment.sync', { orderId: order.orderId })),
    )
    await shop.wechat.tick()
    await recover(shop, 3)
    const kept = started.map(({ order }) => keptAtWechat(shop, order.orderId))
    expect([...kept].sort()).toEqual([0, 50_000])
    expect(await wallet('tao')).toMatchObject({ principal: 50_000, bonus: 5000, cap: { left: 45_000 } })
    const states = started.map(({ order }) => orderOf(shop, order.orderId).state)
    expect(states.sort()).toEqual(['delivered', 'refunded'])
  })

  it('L2 L6 the order keeps the agreements as they were accepted, with their versions (article 8)', async () => {
    const input = await topUpInput(shop, 'wei', 'chong-100')
    expect(await shop.refusal('wei', 'payment.topUp', { ...input, agreements: [] })).toBe(
      'AGREEMENT_REQUIRED',
    )
    const { order } = await shop.call('wei', 'payment.topUp', input)
    expect(orderOf(shop, order.orderId).topUp).toEqual({
      planId: 'chuzhi',
      versionId: input.versionId,
      stepId: 'chong-100',
      principal: 10_000,
      bonus: 0,
      agreements: input.agreements,
    })
    const again = await shop.call('wei', 'payment.topUp', input)
    expect(again.order).toEqual(order)
    const text = await shop.call('wei', 'membership.agreement', {
      agreementId: 'membership',
      version: input.agreements[0]?.version ?? '',
    })
    expect(text.text).toContain('会员')
  })

  it('F22 L6 a top-up comes back: untouched in full within seven days, used by its rule, the bonus lapses', async () => {
    const untouched = await topUp(shop, 'an', 'chong-500')
    expect(await refund('an', untouched)).toBe(50_000)
    expect(await wallet('an')).toMatchObject({ principal: 0, bonus: 0, lots: [] })
    expect(keptAtWechat(shop, untouched)).toBe(0)

    const usedId = await topUp(shop, 'an', 'chong-500')
    const { list, paid } = await spend('an', 5)
    await shop.clock.advance(8 * 86_400_000)
    expect(list).toBeGreaterThan(paid)
    expect(await refund('an', usedId)).toBe(50_000 - list)
    expect(keptAtWechat(shop, usedId)).toBe(list)
    expect((await wallet('an')).history.map(({ kind }) => kind)).toEqual([
      'refund',
      'spend',
      'top_up',
      'refund',
      'top_up',
    ])
  })

  async function refund(person: string, orderId: string): Promise<number> {
    const quote = await shop.call(person, 'payment.refundQuote', { orderId })
    const asked = { operationId: shop.operationId(), orderId, refund: quote.refund }
    await shop.call(person, 'payment.refund', asked)
    await recover(shop, 1)
    return quote.refund
  }

  it('L6 the records of a year, for the holder: every movement with the balance after it (article 25)', async () => {
    await topUp(shop, 'he', 'chong-500')
    await spend('he', 1)
    const { events, csv } = await shop.call('he', 'membership.walletRecords', { year: 2027 })
    expect(events.map(({ kind }) => kind)).toEqual(['spend', 'top_up'])
    const rows = csv.trim().split('\r\n').slice(1)
    expect(rows[0]).toMatch(/,充值,充值¥500.00,500.00,50.00,500.00,50.00,/)
    expect(rows[1]).toMatch(/,消费,老街店 消费,-20.90,0.00,479.10,50.00,/)
    expect((await shop.call('he', 'membership.walletRecords', { year: 2026 })).events).toEqual([])
  })

  it('M062 two wallets of one person become one, whatever the cap; the records tell of both', async () => {
    const both = { first: 'wx-1', second: 'wx-2', phone: '13800001111' }
    for (const person of [both.first, both.second]) await shop.join(person)
    await bind(shop, both.first, both.phone)
    await registerName(shop, both.first)
    await topUp(shop, both.first, 'chong-3000')
    await shop.clock.advance(1000)
    await spend(both.first, 1)
    await shop.clock.advance(1000)
    await topUp(shop, both.second, 'chong-500')
    await shop.call(both.second, 'membership.merge', await mergeInput(shop, both))
    expect(stateOf(both.first)?.wallet.lots).toEqual([])
    expect(await wallet(both.second)).toMatchObject({
      principal: 348_240,
      bonus: 5000,
      memberBasisPoints: 8000,
      cap: { level: 'named' },
      history: [{ kind: 'top_up' }, { kind: 'spend' }, { kind: 'top_up' }],
    })
    expect(stateOf(both.second)?.wallet.registeredName?.masked).toBe('林**')
    expect((await shop.call(both.second, 'membership.walletRecords', { year: 2027 })).events).toHaveLength(3)
    await spend(both.second, 1)
  })

  it('P1 a top-up takes what a card takes; the wallet two reads, a friend’s code three calls', async () => {
    const calls = async (work: () => Promise<unknown>) => (await shop.countCalls(work)).calls
    const input = await topUpInput(shop, 'qi', 'chong-500')
    let started: Output<'payment.topUp'> | null = null
    const begin = async () => (started = await shop.call('qi', 'payment.topUp', input))
    expect(await calls(begin)).toEqual(['getDocument members', 'insertDocument orders'])
    if (started) payAt(shop, 'qi', started)
    expect((await calls(() => shop.wechat.tick())).length).toBeLessThanOrEqual(5)
    expect(await calls(() => wallet('qi'))).toEqual(['getDocument members', 'getDocument journal'])
    const code = { operationId: shop.operationId(), most: 1000 }
    expect((await calls(() => shop.call('qi', 'membership.friendCode', code))).length).toBeLessThanOrEqual(3)
    expect(shop.wechat.refunds().some(({ orderId }) => orderId === input.operationId)).toBe(false)
  })

  it('L5 the report takes closed months from their roll-ups and still equals the ledger', async () => {
    const before = await liabilityEqualsLedger()
    await shop.clock.advance(40 * 86_400_000)
    await recover(shop, 2)
    await topUp(shop, 'ye', 'chong-100')
    await liabilityEqualsLedger()
    const kept = documents<{ _id: string }>(shop, 'roll_ups').filter(({ _id }) => _id.startsWith('prepaid:'))
    expect(kept.map(({ _id }) => _id)).toContain('prepaid:2027-03')
    const after = await liabilityEqualsLedger()
    expect(after.principal).toBe(before.principal + 10_000)
    expect(after.holders).toBe(before.holders + 1)
    expect((await shop.call('ye', 'membership.home', {})).assets?.balance).toBe(10_000)
  })

  it('L6 stopPrepaidSales: no new top-up, a payment under way comes back, using and giving back go on', async () => {
    const early = await shop.call('xu', 'payment.topUp', await topUpInput(shop, 'xu', 'chong-500'))
    const held = await topUp(shop, 'fang', 'chong-500')
    const late = await topUpInput(shop, 'fang', 'chong-100')
    const { release, draft } = await shop.call('owner', 'operations.catalogue', {})
    const prepaid = { ...PREPAID, stopSales: true }
    await shop.call('owner', 'operations.release', {
      operationId: shop.operationId(),
      expectedRelease: release,
      draft: { ...(draft ?? withStoredValue()), settings: { prepaid } },
    })
    await shop.clock.advance(31_000)
    expect((await wallet('fang')).offer).toBeNull()
    expect(await shop.refusal('fang', 'payment.topUp', late)).toBe('PREPAID_STOPPED')
    payAt(shop, 'xu', early)
    await recover(shop, 3)
    expect(keptAtWechat(shop, early.order.orderId)).toBe(0)
    expect((await liabilityEqualsLedger()).stopSales).toBe(true)
    const { paid } = await spend('fang', 1)
    expect(await refund('fang', held)).toBe(50_000 - Math.floor((paid * 50_000) / 55_000))
  })
})
