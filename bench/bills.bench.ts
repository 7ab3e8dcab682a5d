import { strict as assert } from 'node:assert'
import { fork } from 'node:child_process'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import cloudbase from '@cloudbase/node-sdk'
import Libsql from 'libsql'
import { hasBill, monthSums } from '../cloudfunctions/domain/bill'
import { billNotices } from '../cloudfunctions/domain/bill-telling'
import { type RankShard, rankIn, rankShards } from '../cloudfunctions/domain/percentile'
import type { MemberDocument } from '../cloudfunctions/ledger/aggregate'
import { handOverAll } from '../cloudfunctions/ledger/archive'
import { BILL_FIELDS, bills, shardOf, type ShardRow } from '../cloudfunctions/ledger/bills'
import { type Database, type Document, moreThan, openDatabase } from '../cloudfunctions/ledger/database'
import { memberWalks } from '../cloudfunctions/ledger/member-walk'
import { heapUsed } from './heap'
import { BILL_MONTH, FIRST_MORNING, payingMember, steadyRandom } from './paying-members'

/**
 * P5 and P6: the walk of the first of the month beside one sequential read of the same pages through
 * the same SDK, and what it comes to beside SQLite's own GROUP BY, percent_rank and cume_dist over
 * the receipts that the counters were kept from. All in one run; the local CloudBase is
 * in another process. Sizes are arguments: `npm run bench -- bills 10000 100000 1000000`.
 */
process.env.TENCENTCLOUD = 'true'
process.env.SILENCE = 'true'
const ASKED = process.argv.slice(2).map(Number)
const SIZES = ASKED.length > 0 ? ASKED : [10_000, 100_000]
const PAGE = 1000
const MOST_MEGABYTES = 192
const MONTH_BEFORE = { now: FIRST_MORNING - 28 * 86_400_000, deadline: Number.MAX_SAFE_INTEGER }

interface Measured {
  readonly size: number
  readonly job: number
}

async function main(): Promise<void> {
  const measured: Measured[] = []
  for (const size of SIZES) measured.push({ size, job: await measure(size) })
  const [small, large] = [measured.at(-2), measured.at(-1)]
  if (small && large?.size === 10 * small.size)
    print(
      `time(${count(large.size)}) / time(${count(small.size)})`,
      large.job / small.job,
      '(target at most 11)',
    )
}

/** @returns CPU seconds of the walk */
async function measure(size: number): Promise<number> {
  console.log(`${count(size)} members`)
  const server = fork(join(__dirname, 'filled-cloudbase-process.ts'), [String(size)], {
    execArgv: ['--max-old-space-size=12000', '--import', 'tsx'],
  })
  process.once('exit', () => server.kill())
  const serviceUrl = await new Promise<string>((resolve) =>
    server.once('message', (url: string) => resolve(url)),
  )
  const app = cloudbase.init({
    env: 'bench',
    serviceUrl,
    secretId: 'x',
    secretKey: 'x',
    keepalive: true,
    timeout: 120_000,
  })
  const database = openDatabase(app)
  // Both warmed up, at the first size: the same walk for the month before.
  await readAll(database, () => undefined)
  const watched = watching(database)
  const walk = bills(
    watched.database,
    memberWalks(watched.database, () => 0),
  )
  if (size === SIZES[0]) await walk.refresh(MONTH_BEFORE)
  const readBefore = await cpu(() => readAll(database, () => undefined))
  const baseline = process.memoryUsage.rss() / 1024 / 1024
  const job = await cpu(() => walk.refresh({ now: FIRST_MORNING, deadline: Number.MAX_SAFE_INTEGER }))
  // Read before and after, so that what warms up or slows down on the way is on both sides.
  const readAfter = await cpu(() => readAll(database, () => undefined))
  const reading = (readBefore + readAfter) / 2
  print('one sequential read, CPU s', reading)
  print('the walk without telling, CPU s', job)
  print('P5 walk / read', job / reading, '(target at most 1.3)')
  if (size === SIZES[0]) print('telling: rows of the outbox, CPU s', await telling(database))
  print(
    'most memory, MB',
    watched.megabytes(),
    `(target at most ${MOST_MEGABYTES}; ${Math.round(baseline)} after reading)`,
  )

  await compare(database, size)
  server.kill()
  return job
}

async function readAll(database: Database, each: (member: MemberDocument) => void): Promise<void> {
  let after = ''
  for (;;) {
    const page = await database.find<MemberDocument>('members', {
      where: { _id: moreThan(after) },
      orderBy: [['_id', 'asc']],
      limit: PAGE,
      projection: BILL_FIELDS,
    })
    page.forEach(each)
    if (page.length < PAGE) return
    after = page.at(-1)?._id ?? after
  }
}

/** Rows of the outbox are built but not sent, so that what they leave to clear away isn't counted; with the most memory. */
function watching(database: Database) {
  let most = 0
  const watched: Database = {
    ...database,
    get calls() {
      return database.calls
    },
    insertMany: (collection, documents) =>
      collection === 'outbox' ? Promise.resolve('inserted') : database.insertMany(collection, documents),
    async find<T extends Document>(collection: string, query: Parameters<Database['find']>[1]) {
      const found = await database.find<T>(collection, query)
      most = Math.max(most, process.memoryUsage.rss())
      return found
    },
    async insert(collection, document) {
      most = Math.max(most, process.memoryUsage.rss())
      return database.insert(collection, document)
    },
  }
  return { database: watched, megabytes: () => most / 1024 / 1024 }
}

/** CPU seconds for handing over a message to each member with activity. */
async function telling(database: Database): Promise<number> {
  const noticeTo = billNotices(BILL_MONTH)
  const notices: ReturnType<typeof noticeTo>[] = []
  await readAll(database, ({ state }) => {
    if (hasBill(state, BILL_MONTH)) notices.push(noticeTo(state))
  })
  return cpu(() => handOverAll(database, notices, FIRST_MORNING))
}

/** P6: every bill and every percentile equals what SQLite makes of the receipts themselves. */
async function compare(database: Database, size: number): Promise<void> {
  const file = newFile('receipts')
  const sql = new Libsql(file.path)
  sql.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF')
  sql.exec('CREATE TABLE receipts (member TEXT, month TEXT, paid INTEGER, saved INTEGER)')
  const insert = sql.prepare('INSERT INTO receipts VALUES (?, ?, ?, ?)')
  const random = steadyRandom()
  const insertPage = sql.transaction((start: number) => {
    for (let index = start; index < start + PAGE; index += 1)
      for (const { member, month, paid, saved } of payingMember(index, random).receipts)
        insert.run(member, month, paid, saved)
  })
  for (let start = 0; start < size; start += PAGE) insertPage(start)

  const grouping = await cpu(() => {
    sql.exec(
      `CREATE TABLE bills AS SELECT member, COUNT(*) AS orders, SUM(paid) AS spent, SUM(saved) AS saved
       FROM receipts WHERE month = '${BILL_MONTH}' GROUP BY member`,
    )
  })
  const ranking = await cpu(() => {
    sql.exec(
      `CREATE TABLE ranks AS SELECT spent, COUNT(*) OVER () AS n,
         percent_rank() OVER (ORDER BY spent) AS pr, cume_dist() OVER (ORDER BY spent) AS cd FROM bills`,
    )
  })
  const bill = sql.prepare('SELECT orders, spent, saved FROM bills WHERE member = ?')
  sql.exec('CREATE INDEX bills_by_member ON bills (member)')
  let compared = 0
  let adding = 0
  const spent: number[] = []
  await readAll(database, ({ _id, state }) => {
    const before = process.cpuUsage()
    const own = monthSums(state, BILL_MONTH)
    adding += seconds(process.cpuUsage(before))
    const found = bill.get(_id) as { orders: number; spent: number; saved: number } | undefined
    assert.deepEqual(
      { orders: own.orders, spent: own.spent, saved: own.saved },
      { orders: found?.orders ?? 0, spent: found?.spent ?? 0, saved: found?.saved ?? 0 },
    )
    if (own.orders > 0) spent.push(own.spent)
    compared += 1
  })
  assert.equal(compared, size)
  const sorting = await cpu(() => void rankShards(Float64Array.from(spent).sort()))
  const shards = (await shardsOf(database)).sort((a, b) => a.from - b.from)
  const ranks = sql.prepare('SELECT DISTINCT spent, n, pr, cd FROM ranks ORDER BY spent').all() as {
    spent: number
    n: number
    pr: number
    cd: number
  }[]
  let place = 0
  for (const { spent: value, n, pr, cd } of ranks) {
    while (shards[place + 1] && (shards[place + 1]?.from ?? 0) <= value) place += 1
    const shard = shards[place]
    const below = Math.round(pr * (n - 1))
    assert.deepEqual(shard && rankIn(shard, value), { below, ties: Math.round(cd * n) - below, people: n })
  }
  print('bills read off counters, CPU s', adding)
  print('bills by SQLite’s GROUP BY, CPU s', grouping)
  print('P6 counters / GROUP BY', adding / grouping, `(${count(compared)} bills equal)`)
  print('percentiles: sort and shards, CPU s', sorting)
  print('percentiles by SQLite’s windows, CPU s', ranking)
  print(
    'P6 shards / windows',
    sorting / ranking,
    `(${count(ranks.length)} amounts in ${shards.length} shards equal)`,
  )
  sql.close()
  file.remove()
}

async function shardsOf(database: Database): Promise<RankShard[]> {
  const found: ShardRow[] = []
  for (;;) {
    const page = await database.find<ShardRow>('spending_ranks', {
      where: { month: BILL_MONTH, population: 'buyers', _id: moreThan(found.at(-1)?._id ?? '') },
      orderBy: [['_id', 'asc']],
      limit: 20,
    })
    found.push(...page)
    if (page.length < 20) return found.map(shardOf)
  }
}

/** CPU seconds of the work alone: what was left to collect by others isn't counted, its own garbage is. */
async function cpu(work: () => unknown): Promise<number> {
  heapUsed()
  const before = process.cpuUsage()
  await work()
  heapUsed()
  return seconds(process.cpuUsage(before))
}

function seconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1e6
}

function newFile(name: string): { path: string; remove(): void } {
  const path = join(tmpdir(), `huika-bench-${name}-${process.pid}.db`)
  const remove = () => ['', '-wal', '-shm'].forEach((suffix) => rmSync(path + suffix, { force: true }))
  remove()
  return { path, remove }
}

function count(value: number): string {
  return value.toLocaleString('en-US')
}

function print(name: string, figure: number, more = ''): void {
  console.log(`  ${name.padEnd(44)}${figure.toFixed(3).padStart(10)}  ${more}`.trimEnd())
}

main().catch((error: unknown) => {
  console.error(error)
  // The store's process would keep this one alive.
  process.exit(1)
})
