import type { Due, JournalEntry } from '../../cloudfunctions/domain/decision'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { type Outbox, outbox as openOutbox } from '../../cloudfunctions/ledger/outbox'
import { type Sweeper, sweeper as openSweeper } from '../../cloudfunctions/ledger/sweeper'
import { MEMBER, NOW, type Shop, newId, openShop, read, saving } from './ledger-setup'

let shop: Shop
let outbox: Outbox
let sweeper: Sweeper

beforeEach(async () => {
  shop = await openShop()
  outbox = openOutbox(shop.database)
  sweeper = openSweeper(shop.database, Date.now)
})
afterEach(() => shop.close())

function refund(key: string): Due {
  return { kind: 'refund', key, owner: 'payment', refundId: key, orderId: 'o', amount: 1, reason: 'undo' }
}
const hold: Due = { kind: 'release_hold', key: 'h', owner: 'renewal', stock: 's', holdKey: 'k' }
const MINUTE = 60_000
const DAY = 86_400_000
const run = (now: number, limit = 1000) => ({ now, deadline: Date.now() + 20_000, limit })

describe('the outbox', () => {
  test('shows each owner its own rows that are due, the longest due first', async () => {
    await outbox.enqueue(refund('r2'), NOW + 2)
    await outbox.enqueue(refund('r1'), NOW + 1)
    await outbox.enqueue(hold, NOW)
    await outbox.enqueue(refund('r3'), NOW + 3)
    expect((await outbox.due('payment', NOW + 2, 9)).map(({ _id }) => _id)).toEqual(['r1', 'r2'])
    expect((await outbox.due('payment', NOW + 9, 1)).map(({ due }) => due)).toEqual([refund('r1')])
    expect((await outbox.due('renewal', NOW + 9, 9)).map(({ due }) => due)).toEqual([hold])
  })

  test('a key is one row however often it is handed over; done stays done', async () => {
    for (let round = 0; round < 3; round += 1) await outbox.enqueue(refund('r'), NOW + round)
    expect(await shop.database.count('outbox', {})).toBe(1)
    await outbox.markDone('r', NOW + 5)
    await outbox.enqueue(refund('r'), NOW + 9)
    await outbox.markDone('r', NOW + 99)
    expect(await outbox.due('payment', NOW + DAY, 9)).toEqual([])
    expect(await shop.database.read('outbox', 'r')).toMatchObject({ doneAt: NOW + 5, dueAt: null })
  })

  test('after a failure it waits a minute, then twice as long each time, six hours at most', async () => {
    await outbox.enqueue(refund('r'), NOW)
    const pauses: number[] = []
    for (let round = 0; round < 12; round += 1) {
      const [row] = await outbox.due('payment', NOW + 30 * DAY, 9)
      if (!row) throw new Error('the row is gone')
      await outbox.postpone(row, NOW)
      const after = await shop.database.read<{ _id: string; dueAt: number }>('outbox', 'r')
      pauses.push(((after?.dueAt ?? 0) - NOW) / MINUTE)
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360])
    await outbox.markDone('r', NOW)
    const row = { _id: 'r', attempts: 1 } as never
    await outbox.postpone(row, NOW)
    expect(await outbox.due('payment', NOW + 30 * DAY, 9)).toEqual([])
  })

  test('pruning takes out what was done long ago, and never what is open', async () => {
    for (const key of ['old', 'new', 'open']) await outbox.enqueue(refund(key), NOW)
    await outbox.markDone('old', NOW)
    await outbox.markDone('new', NOW + DAY)
    expect(await outbox.prune(NOW + DAY)).toBe(1)
    expect(await outbox.prune(NOW + DAY)).toBe(0)
    expect((await outbox.due('payment', NOW + DAY, 9)).map(({ _id }) => _id)).toEqual(['open'])
  })
})

describe('the sweeper', () => {
  async function members(count: number): Promise<string[]> {
    const ids = Array.from({ length: count }, (_, index) => `M${String(index).padStart(12, '0')}`)
    for (const [index, memberId] of ids.entries())
      await shop.ledger.commit(saving(undefined, 1, { memberId, now: NOW + index, operationId: newId(NOW) }))
    return ids
  }
  const journal = async () => await shop.database.count('journal', {})

  test('archives the tails of members who are idle, trims nothing, and says how far it came', async () => {
    await members(7)
    expect(await sweeper.archivedThrough()).toBe(0)
    const before = await shop.database.find<MemberDocument>('members', {
      where: {},
      orderBy: [['_id', 'asc']],
      limit: 9,
    })
    const swept = await sweeper.sweep(run(NOW + 10 * MINUTE))
    expect(swept).toEqual({ archived: 7, members: 7, left: false })
    expect(await journal()).toBe(7)
    expect(await shop.database.find('members', { where: {}, orderBy: [['_id', 'asc']], limit: 9 })).toEqual(
      before,
    )
    expect(await sweeper.archivedThrough()).toBe(NOW + 8 * MINUTE)
    expect(await sweeper.sweep(run(NOW + 11 * MINUTE))).toEqual({ archived: 0, members: 0, left: false })
  })

  test('everything committed before what it vouches for is in the journal, also of members who came since', async () => {
    const [first = ''] = await members(3)
    const skipped = { archive: 'when_large', memberId: first } as const
    await shop.ledger.commit(saving(await read(shop.ledger, first), 1, { ...skipped, now: NOW + MINUTE }))
    await shop.ledger.commit(
      saving(await read(shop.ledger, first), 1, { ...skipped, now: NOW + 20 * MINUTE }),
    )
    expect((await read(shop.ledger, first)).tail).toHaveLength(3)
    await sweeper.sweep(run(NOW + 20 * MINUTE))
    const through = await sweeper.archivedThrough()
    expect(through).toBe(NOW + 18 * MINUTE)
    const rows = await shop.database.find<JournalEntry>('journal', {
      where: { memberId: first },
      orderBy: [['_id', 'asc']],
      limit: 9,
    })
    expect(rows.filter(({ at }) => at < through)).toHaveLength(2)
  })

  test('a write whose clock is behind does not slip past the next pass', async () => {
    await shop.ledger.commit(saving(undefined, 1, { now: NOW + 10 * MINUTE }))
    await sweeper.sweep(run(NOW + 11 * MINUTE))
    // Another instance's clock is a minute late: updatedAt must not go back.
    await shop.ledger.commit(saving(await read(shop.ledger), 1, { now: NOW + 9 * MINUTE }))
    expect((await read(shop.ledger)).updatedAt).toBe(NOW + 10 * MINUTE)
    await sweeper.sweep(run(NOW + 12 * MINUTE))
    expect(await journal()).toBe(2)
  })

  test('goes on where it stopped: in slices, killed in between, from two timers at once', async () => {
    await members(330)
    const first = await sweeper.sweep(run(NOW + 10 * MINUTE, 100))
    expect(first).toMatchObject({ members: 100, left: true })
    expect(await sweeper.archivedThrough()).toBe(0)
    shop.cloud.faults.add({ collection: 'members', effect: { kind: 'drop_before' } })
    await expect(openSweeper(shop.database, Date.now).sweep(run(NOW + 11 * MINUTE))).rejects.toThrow()
    const both = await Promise.all([
      openSweeper(shop.database, Date.now).sweep(run(NOW + 12 * MINUTE)),
      openSweeper(shop.database, Date.now).sweep(run(NOW + 12 * MINUTE)),
    ])
    expect(both.every(({ left }) => !left)).toBe(true)
    expect(await journal()).toBe(330)
    // The pass began with the first slice, and vouches for no more than that.
    expect(await sweeper.archivedThrough()).toBe(NOW + 8 * MINUTE)
  })

  test('stops before its deadline and leaves the rest', async () => {
    await members(150)
    const swept = await sweeper.sweep({ now: NOW + MINUTE, deadline: Date.now() + 1, limit: 1000 })
    expect(swept).toMatchObject({ members: 100, left: true })
    expect((await sweeper.sweep(run(NOW + MINUTE))).left).toBe(false)
    expect(await journal()).toBe(150)
  })

  test('a page of a hundred members costs a bounded number of calls, not one each', async () => {
    await members(100)
    const { calls } = await shop.counted(() => sweeper.sweep(run(NOW + 10 * MINUTE)))
    expect(calls).toBeLessThanOrEqual(10)
    expect(await journal()).toBe(100)
  })

  test('hands follow-ups over, before their entries', async () => {
    await shop.ledger.commit(saving(undefined, 1, { due: [refund('r1'), hold] }))
    shop.cloud.faults.add({ collection: 'outbox', nth: 2, effect: { kind: 'drop_before' } })
    await expect(sweeper.sweep(run(NOW + MINUTE))).rejects.toThrow('unknown')
    expect(await journal()).toBe(0)
    await sweeper.sweep(run(NOW + 2 * MINUTE))
    expect(await journal()).toBe(1)
    expect((await outbox.due('payment', NOW, 9)).map(({ due }) => due)).toEqual([refund('r1')])
    expect((await outbox.due('renewal', NOW, 9)).map(({ due }) => due)).toEqual([hold])
    expect((await read(shop.ledger, MEMBER)).tail).toHaveLength(1)
  })

  test('prunes follow-ups that were done a month ago', async () => {
    await outbox.enqueue(refund('r'), NOW)
    await outbox.markDone('r', NOW)
    await sweeper.sweep(run(NOW + 29 * DAY))
    expect(await shop.database.count('outbox', {})).toBe(1)
    await sweeper.sweep(run(NOW + 31 * DAY))
    expect(await shop.database.count('outbox', {})).toBe(0)
  })
})
