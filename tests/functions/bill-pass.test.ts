import Libsql from 'libsql'
import { BILL_MONTH, FIRST_MORNING, payingMember, type ReceiptRow } from '../../bench/paying-members'
import { monthSums } from '../../cloudfunctions/domain/bill'
import { rankShards } from '../../cloudfunctions/domain/percentile'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { type Bills, bills } from '../../cloudfunctions/ledger/bills'
import { type Database, moreThan } from '../../cloudfunctions/ledger/database'
import { memberWalks } from '../../cloudfunctions/ledger/member-walk'
import { announceSeed, seededRandom } from '../seed'
import { dyingAt } from './dying-database'
import { openShop, type Shop } from './ledger-setup'

/** The walk of the first of the month, on the real SDK; SQLite says what it must come to. */
const MEMBERS = 120
const SIZES = { page: 17, part: 20 }
const DAY_MS = 86_400_000
const DEADLINE = Number.MAX_SAFE_INTEGER
const random = seededRandom(announceSeed('bills'))

let shop: Shop
const receipts: ReceiptRow[] = []
const members: MemberDocument[] = []

beforeAll(() => {
  for (let index = 0; index < MEMBERS; index += 1) {
    const made = payingMember(index, random)
    members.push(made.member)
    receipts.push(...made.receipts)
  }
})

beforeEach(async () => {
  shop = await openShop()
  await shop.database.insertMany('members', members)
})
afterEach(() => shop.close())

function on(database: Database): Bills {
  return bills(
    database,
    memberWalks(database, () => 0),
    SIZES,
  )
}

/** All that the walk leaves behind but its own progress, and parts that a killed run couldn't clear away. */
async function left(): Promise<unknown> {
  const all = async (collection: string) =>
    (
      await shop.database.find<{ _id: string; createdAt?: number }>(collection, {
        where: { _id: moreThan('') },
        orderBy: [['_id', 'asc']],
        limit: 1000,
      })
    ).filter(({ _id }) => !_id.startsWith('walk:') && !_id.includes(':part:'))
  return { ranks: await all('spending_ranks'), rolled: await all('roll_ups'), told: await all('outbox') }
}

describe('the walk of the first of the month', () => {
  it('M045 P6 M074 bills and percentiles equal SQLite’s GROUP BY, percent_rank and cume_dist over the same receipts', async () => {
    expect(await on(shop.database).refresh({ now: FIRST_MORNING, deadline: DEADLINE })).toEqual({
      left: false,
    })
    const sql = new Libsql(':memory:')
    sql.exec('CREATE TABLE receipts (member TEXT, month TEXT, paid INTEGER, saved INTEGER)')
    const insert = sql.prepare('INSERT INTO receipts VALUES (?, ?, ?, ?)')
    for (const { member, month, paid, saved } of receipts) insert.run(member, month, paid, saved)
    const grouped = sql
      .prepare(
        'SELECT member, month, COUNT(*) AS orders, SUM(paid) AS spent, SUM(saved) AS saved FROM receipts GROUP BY member, month',
      )
      .all() as { member: string; month: string; orders: number; spent: number; saved: number }[]
    const states = new Map(members.map(({ _id, state }) => [_id, state]))
    for (const { member, month, ...sums } of grouped)
      expect(monthSums(states.get(member)!, month)).toMatchObject(sums)
    const counted = members.flatMap(({ state }) => Object.keys(state.spending))
    expect(grouped).toHaveLength(counted.length)

    const ranked = sql
      .prepare(
        `SELECT member, spent, COUNT(*) OVER () AS n,
          percent_rank() OVER (ORDER BY spent) AS pr, cume_dist() OVER (ORDER BY spent) AS cd
        FROM (SELECT member, SUM(paid) AS spent FROM receipts WHERE month = ? GROUP BY member)`,
      )
      .all(BILL_MONTH) as { member: string; spent: number; n: number; pr: number; cd: number }[]
    expect(ranked.length).toBeGreaterThan(50)
    for (const { spent, n, pr, cd } of ranked) {
      const below = Math.round(pr * (n - 1))
      const rank = await on(shop.database).rank(BILL_MONTH, 'buyers', spent)
      expect(rank).toEqual({ below, ties: Math.round(cd * n) - below, people: n })
    }
    sql.close()
  })

  it('M045 tells each member with activity once, and nobody else', async () => {
    await on(shop.database).refresh({ now: FIRST_MORNING, deadline: DEADLINE })
    const { told } = (await left()) as { told: { _id: string; dueAt: number }[] }
    const active = members.filter(({ state }) => state.spending[BILL_MONTH] ?? state.savings[BILL_MONTH])
    expect(told.map(({ _id }) => _id).sort()).toEqual(
      active.map(({ _id }) => `bill:${_id}:${BILL_MONTH}`).sort(),
    )
    expect(new Set(told.map(({ dueAt }) => dueAt)).size).toBeGreaterThan(20)
    const before = await left()
    expect(
      await shop.counted(() =>
        on(shop.database).refresh({ now: FIRST_MORNING + 3_600_000, deadline: DEADLINE }),
      ),
    ).toEqual({
      calls: 1,
      result: { left: false },
    })
    expect(await left()).toEqual(before)
  })

  it('M045 M074 M082 P5 X1 killed before or after every call and run again, it leaves the same', async () => {
    await on(shop.database).refresh({ now: FIRST_MORNING, deadline: DEADLINE })
    const whole = await left()
    await shop.close()
    let kills = 0
    for (const when of ['before', 'after'] as const)
      for (let call = 1 + Math.floor(random() * 5); ; call += 5) {
        shop = await openShop()
        await shop.database.insertMany('members', members)
        const { database, died } = dyingAt(shop.database, call, when)
        await on(database)
          .refresh({ now: FIRST_MORNING, deadline: DEADLINE })
          .catch(() => undefined)
        const killed = died()
        const again = await on(shop.database).refresh({ now: FIRST_MORNING, deadline: DEADLINE })
        expect(again).toEqual({ left: false })
        expect(await left()).toEqual(whole)
        // What a killed run couldn't clear away leaves with the next month's.
        await on(shop.database).refresh({ now: FIRST_MORNING + 31 * DAY_MS, deadline: DEADLINE })
        expect(await shop.database.count('roll_ups', { partOf: moreThan('') })).toBe(0)
        if (!killed) break
        kills += 1
        await shop.close()
      }
    expect(kills).toBeGreaterThan(10)
  })

  it('M045 P5 sliced by its deadline it comes to the same, and says what is left meanwhile', async () => {
    await on(shop.database).refresh({ now: FIRST_MORNING, deadline: DEADLINE })
    const whole = await left()
    await shop.close()
    shop = await openShop()
    await shop.database.insertMany('members', members)
    let runs = 0
    for (;;) {
      let ticks = 0
      const walks = memberWalks(shop.database, () => (ticks += 2_000))
      const { left: unfinished } = await bills(shop.database, walks, SIZES).refresh({
        now: FIRST_MORNING,
        deadline: 8_000,
      })
      runs += 1
      if (!unfinished) break
    }
    expect(runs).toBeGreaterThan(2)
    expect(await left()).toEqual(whole)
  })

  it('M045 waits until the last settlement of the month has landed', async () => {
    const midnight = Date.UTC(2027, 1, 28, 16)
    expect(
      await shop.counted(() => on(shop.database).refresh({ now: midnight + 60_000, deadline: DEADLINE })),
    ).toEqual({
      calls: 0,
      result: { left: false },
    })
    expect(await on(shop.database).rank(BILL_MONTH, 'buyers', 100)).toBeNull()
  })

  it('M074 the two populations are counted apart: all buyers, and of them who held a card', async () => {
    await on(shop.database).refresh({ now: FIRST_MORNING, deadline: DEADLINE })
    const spent = (held: boolean) =>
      members
        .filter(({ state }) => (state.spending[BILL_MONTH]?.orders ?? 0) > 0)
        .filter(({ state }) => !held || state.memberships.length > 0)
        .map(({ state }) => state.spending[BILL_MONTH]!.paid)
    for (const [population, all] of [
      ['buyers', spent(false)],
      ['holders', spent(true)],
    ] as const) {
      const rank = await on(shop.database).rank(BILL_MONTH, population, all[0]!)
      expect(rank?.people).toBe(all.length)
      if (all.length >= 30)
        expect(rankShards(Float64Array.from(all).sort())[0]).toMatchObject({ people: all.length })
    }
  })
})
