import cloudbase from '@cloudbase/node-sdk'
import type { ExportPart } from '../../cloudfunctions/contract/privacy'
import type { JournalEntry } from '../../cloudfunctions/domain/decision'
import type { Order } from '../../cloudfunctions/domain/order'
import { DATA_KINDS } from '../../cloudfunctions/domain/retention-table'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { openDatabase } from '../../cloudfunctions/ledger/database'
import { verifyBooks } from '../../cloudfunctions/ledger/verify'
import { manifest } from '../../cloudfunctions/manifest'
import { keptAtWechat, orderCard, recover } from '../faults/payments'
import { documents, leftOpen, violations } from '../invariants'
import { canary, type Canary, close, closeInput, erased, privacyDraft, tracesOf } from '../privacy-shop'
import { openidOf, openShop, settleFor, type Shop } from '../shop'
import { bind } from './merge-story'

const DAY = 86_400_000
const METHODS = ['log', 'info', 'warn', 'error', 'debug'] as const
const PARTS: readonly ExportPart[] = [
  'profile',
  'consents',
  'orders',
  'receipts',
  'wallet',
  'points',
  'coupons',
  'messages',
]

describe('the own data of a member', () => {
  let shop: Shop
  const printed: string[] = []

  beforeAll(async () => {
    for (const method of METHODS)
      jest
        .spyOn(console, method)
        .mockImplementation((...texts: unknown[]) => void printed.push(texts.map(String).join(' ')))
    shop = await openShop({ draft: privacyDraft() })
  })
  afterEach(async () => {
    await recover(shop, 2)
    expect(leftOpen(shop)).toEqual([])
    expect(violations(shop)).toEqual([])
  })
  afterAll(async () => {
    const app = { env: 'local', serviceUrl: shop.cloudbase.url, secretId: 'local', secretKey: 'local' }
    expect((await verifyBooks(openDatabase(cloudbase.init(app)))).difference).toBeNull()
    jest.restoreAllMocks()
    await shop.close()
  })

  const stateOf = (person: string) =>
    documents<MemberDocument>(shop, 'members').find(({ _id }) => _id === shop.numberOf(person))?.state
  const id = () => shop.operationId()

  async function exported(person: string, part: ExportPart) {
    const rows: Record<string, never>[] = []
    let csv = ''
    let after: string | undefined
    do {
      const page = await shop.call(person, 'membership.exportData', {
        part,
        ...(after === undefined ? {} : { after }),
      })
      const more = JSON.parse(page.json) as Record<string, never>[]
      expect(more).toHaveLength(page.rows)
      rows.push(...more)
      csv += page.csv
      after = page.next ?? undefined
    } while (after !== undefined)
    return { rows, csv }
  }
  const sum = (rows: readonly Record<string, number>[], field: string) =>
    rows.reduce((total, row) => total + (row[field] ?? 0), 0)

  it('L9 closing gives all back first, then nothing in the database or the logs leads to the person', async () => {
    const who = await canary(shop)
    const { person } = who
    await shop.call(person, 'membership.consent', { operationId: id(), purpose: 'marketing', granted: true })
    expect(tracesOf(shop, who).length).toBeGreaterThanOrEqual(3)
    const shown = await shop.call(person, 'membership.closing', {})
    expect(shown.before).toEqual([])
    expect(shown.refunds).toHaveLength(2)
    for (const { orderId, refund, by } of shown.refunds)
      expect(await shop.call(person, 'payment.refundQuote', { orderId })).toMatchObject({ refund, by })
    expect(shown.refundTotal).toBe(sum(shown.refunds as never, 'refund'))
    expect(shown.kept.every(({ why, until }) => why !== '' && until > '2032-03-01')).toBe(true)
    const input = await closeInput(shop, person)
    expect(await shop.refusal(person, 'payment.closeAccount', { ...input, refundTotal: 1 })).toBe(
      'CLOSING_CHANGED',
    )
    expect(
      await shop.refusal(person, 'payment.closeAccount', {
        ...input,
        operationId: id(),
        endsPoints: false,
      }),
    ).toBe('CLOSING_TICK')
    const fresh = { ...input, operationId: id() }
    const closed = await shop.call(person, 'payment.closeAccount', fresh)
    expect(await shop.call(person, 'payment.closeAccount', fresh)).toMatchObject({
      closedAt: closed.closedAt,
    })
    expect(sum(closed.refunds as never, 'refund')).toBe(shown.refundTotal)
    await erased(shop)
    for (const { orderId, refund } of closed.refunds) {
      const order = documents<Order>(shop, 'orders').find(({ _id }) => _id === orderId)
      expect(keptAtWechat(shop, orderId)).toBe((order?.amount ?? 0) - refund)
    }
    expect(tracesOf(shop, who)).toEqual([])
    expect(
      printed.filter((line) => [openidOf(person), who.phone, who.nickname].some((w) => line.includes(w))),
    ).toEqual([])
    const state = stateOf(person)
    expect(state).toMatchObject({
      joinedAt: null,
      consents: [],
      memberships: [],
      receipts: [],
      lifecycle: null,
    })
    expect(state?.profile).toEqual({ nickname: null, maskedPhone: null, phoneDigest: null, largeText: false })
    expect(
      documents<JournalEntry>(shop, 'journal').some(({ memberId }) => memberId === shop.numberOf(person)),
    ).toBe(true)
    const { requests } = await shop.call('owner', 'operations.privacyRequests', {})
    const own = requests.filter(({ memberNumber }) => memberNumber === shop.numberOf(person))
    expect(own).toEqual([expect.objectContaining({ kind: 'closed', state: 'done', waitsFor: null })])
  })

  it('L9 who comes again begins with an empty account, and the phone is free for another WeChat', async () => {
    const who = await canary(shop)
    const code = await shop.codeOf(who.person)
    await close(shop, who.person)
    await erased(shop)
    expect(await shop.refusal('clerk-laojie', 'counter.resolve', { branchId: 'laojie', code })).not.toMatch(
      /^accepted/,
    )
    await shop.clock.advance(60_000)
    await shop.join(who.person)
    const home = await shop.call(who.person, 'membership.home', {})
    expect(home).toMatchObject({ standing: 'member', savedTotal: 0, card: null, receipts: [] })
    expect((await shop.call(who.person, 'payment.orders', {})).orders).toEqual([])
    expect((await shop.call(who.person, 'membership.receipts', {})).receipts).toEqual([])
    expect((await shop.call(who.person, 'payment.agreementCopies', {})).agreements).toEqual([])
    for (const part of PARTS.filter((one) => one !== 'profile' && one !== 'consents'))
      expect((await exported(who.person, part)).rows).toEqual([])
    await shop.join('somebody-else')
    await bind(shop, 'somebody-else', who.phone)
  })

  it('L9 an account that was just closed takes no late payment: the money goes back by itself', async () => {
    const who = await canary(shop)
    const started = await orderCard(shop, who.person)
    await close(shop, who.person)
    expect(shop.wechat.pay(started.prepayId, openidOf(who.person))).toBe('ok')
    await shop.wechat.tick()
    await erased(shop)
    expect(keptAtWechat(shop, started.orderId)).toBe(0)
    expect(stateOf(who.person)?.memberships).toEqual([])
    expect(tracesOf(shop, who)).toEqual([])
  })

  it('L9 staff give their grant back first, and a payment that waits is brought to an end first', async () => {
    expect((await shop.call('clerk-laojie', 'membership.home', {})).staff).not.toBeNull()
    await shop.join('clerk-laojie')
    const shown = await shop.call('clerk-laojie', 'membership.closing', {})
    expect(shown.before.map(({ code }) => code)).toEqual(['staff'])
    const input = { operationId: id(), refundTotal: 0, endsPoints: true, endsCoupons: true, confirm: true }
    expect(await shop.refusal('clerk-laojie', 'payment.closeAccount', input)).toBe('CLOSING_STAFF')
    expect(await shop.refusal('nobody-known', 'payment.closeAccount', input)).toBe('JOIN_REQUIRED')
  })

  it('L9 what is taken along adds up to what is held, and holds nothing of other people', async () => {
    const who = await canary(shop)
    for (let visit = 0; visit < 3; visit += 1) {
      const { receipt } = await settleFor(shop, who.person, [['meishi', 1 + visit]])
      if (visit === 1)
        await shop.call('clerk-laojie', 'counter.undo', {
          branchId: 'laojie',
          memberNumber: shop.numberOf(who.person),
          receiptId: receipt.receiptId,
        })
    }
    const state = stateOf(who.person)
    const wallet = await exported(who.person, 'wallet')
    expect(sum(wallet.rows, 'principal')).toBe(sum(state?.wallet.lots as never, 'principalLeft'))
    expect(sum(wallet.rows, 'bonus')).toBe(sum(state?.wallet.lots as never, 'bonusLeft'))
    const points = await exported(who.person, 'points')
    expect(sum(points.rows, 'points')).toBe(
      sum(state?.points.lots as never, 'left') - (state?.points.debt ?? 0),
    )
    const { rows } = await exported(who.person, 'receipts')
    const counted = rows.map((row: Record<string, unknown>) =>
      row.event === '完成' ? Number(row.paid) : row.event === '撤销' ? -Number(row.paid) : 0,
    )
    const spent = Object.values(state?.spending ?? {}).reduce((total, { paid }) => total + paid, 0)
    expect(counted.reduce((total, paid) => total + paid, 0)).toBe(spent)
    const orders = await exported(who.person, 'orders')
    expect(orders.rows).toHaveLength(2)
    expect(orders.csv.split('\r\n')).toHaveLength(4)
    const profile = await exported(who.person, 'profile')
    expect(profile.csv).toContain(who.nickname)
    for (const part of PARTS) {
      const { csv } = await exported(who.person, part)
      for (const other of ['clerk-laojie', 'owner']) expect(csv).not.toContain(shop.numberOf(other))
    }
  })

  it('L9 a long history is paged without losing or repeating a row', async () => {
    const person = 'long-history'
    await shop.join(person)
    for (let visit = 0; visit < 105; visit += 1) {
      await settleFor(shop, person, [['meishi', 1]])
      if (visit % 10 === 0) await shop.clock.advance(1000)
    }
    const { rows, csv } = await exported(person, 'receipts')
    const ids = rows.map((row: Record<string, unknown>) => row.receiptId)
    expect(ids).toHaveLength(105)
    expect(new Set(ids).size).toBe(105)
    expect(csv.split('\r\n').filter((line) => line !== '')).toHaveLength(106)
  })

  it('L9 the retention job ends what is held too long, and goes on where it stopped', async () => {
    const who: Canary = await canary(shop)
    expect(documents<Order>(shop, 'orders').some(({ openid }) => openid === openidOf(who.person))).toBe(true)
    await shop.clock.advance(401 * DAY)
    await recover(shop, 3)
    expect(documents<Order>(shop, 'orders').filter(({ openid }) => openid === openidOf(who.person))).toEqual(
      [],
    )
  })

  it('L9 five years after the end the books of who left go too, and the rest still add up', async () => {
    const who = await canary(shop)
    await close(shop, who.person)
    await erased(shop)
    const number = shop.numberOf(who.person)
    const traces = () =>
      ['members', 'journal', 'orders', 'refunds'].filter((name) =>
        documents<{ _id: string; memberId?: string }>(shop, name).some(
          ({ _id, memberId }) => _id === number || memberId === number,
        ),
      )
    expect(traces()).toEqual(['members', 'journal', 'orders', 'refunds'])
    await shop.clock.advance((5 * 366 + 1) * DAY)
    await recover(shop, 3)
    expect(traces()).toEqual([])
    const app = { env: 'local', serviceUrl: shop.cloudbase.url, secretId: 'local', secretKey: 'local' }
    expect((await verifyBooks(openDatabase(cloudbase.init(app)))).difference).toBeNull()
  })
})

describe('the data inventory', () => {
  it('L9 every document that names a member is in the table, with its reason and its limit', () => {
    const known = new Set(DATA_KINDS.flatMap(({ where }) => where.map((place) => place.split('.')[0])))
    const withoutPeople = [
      'releases',
      'draw_seeds',
      'partner_codes',
      'perk_issues',
      'set_up',
      'reconciliations',
      'incidents',
      'archive_state',
      'outbox',
      'message_faults',
      'message_counts',
      'code_pictures',
      'spending_ranks',
    ]
    const unknown = manifest.collections.map(({ name }) => name).filter((name) => !known.has(name))
    expect(unknown.filter((name) => !withoutPeople.includes(name))).toEqual([])
    for (const { why, howLong, where } of DATA_KINDS)
      expect([why, howLong, ...where].every(Boolean)).toBe(true)
  })
})
