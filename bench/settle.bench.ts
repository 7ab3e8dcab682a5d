import { strict as assert } from 'node:assert'
import { type ChildProcess, fork } from 'node:child_process'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import cloudbase from '@cloudbase/node-sdk'
import { makeMemberCode } from '../cloudfunctions/contract/member-code'
import { makeOperationId } from '../cloudfunctions/contract/operation-id'
import type { Output } from '../cloudfunctions/contract'
import { handlers } from '../cloudfunctions/counter'
import { releaseCatalogue } from '../cloudfunctions/domain/catalogue'
import { deliverCard } from '../cloudfunctions/domain/membership'
import { emptyMember } from '../cloudfunctions/domain/new-member'
import type { Backend } from '../cloudfunctions/entry/backend'
import { dispatcher } from '../cloudfunctions/entry/dispatch'
import type { Scope } from '../cloudfunctions/entry/handler'
import { readSettings } from '../cloudfunctions/entry/settings'
import { type MemberDocument, memberNumber } from '../cloudfunctions/ledger/aggregate'
import { type Database, openDatabase } from '../cloudfunctions/ledger/database'
import { openLedger } from '../cloudfunctions/ledger/ledger'
import { releases } from '../cloudfunctions/ledger/releases'
import { tickets } from '../cloudfunctions/ledger/tickets'
import { BAKERY } from '../local/demo/bakery'
import { bareStore } from './store-database'

/**
 * P3: CPU of settling through the real SDK beside the same three bare SDK calls with documents of
 * the same size. P4: the whole settle function on the bare store beside the store's own two
 * writes. Both in this run; the CloudBase that answers runs in another process.
 */
process.env.TENCENTCLOUD = 'true'
process.env.SILENCE = 'true'
const SETTLEMENTS = 200
const ROUNDS = 5
const start = Date.UTC(2027, 2, 10, 2)
const settings = readSettings({
  MEMBER_KEY: 'member-key-of-the-bench',
  TICKET_KEY: 'ticket-key-of-the-bench',
})
const released = releaseCatalogue(null, BAKERY, start - 86_400_000, (text) => `v${text.length}`)
assert(released.ok)
const { release } = released
const counter = dispatcher('counter', handlers)
const clerkNumber = memberNumber('clerk', settings.memberKey)
const number = memberNumber('member', settings.memberKey)
let now = start

function backendOn(database: Database): Backend {
  const ledger = openLedger(database, {
    newSecret: () => '5'.repeat(64),
    random: Math.random,
    wait: () => Promise.resolve(),
    clock: () => now,
  })
  const own = {
    database,
    ledger,
    releases: releases(database),
    tickets: tickets(settings.ticketKey),
    clock: () => now,
    newOperationId: (at: number) => makeOperationId(at, Math.random),
  }
  return own as unknown as Backend
}

async function stockUp(database: Database): Promise<void> {
  const owner = emptyMember(number, '7'.repeat(64))
  const bought = deliverCard(
    { ...owner, joinedAt: start },
    {
      order: {
        orderId: makeOperationId(start, Math.random),
        planId: 'nianka',
        versionId: 'nianka@1',
        amount: 19_900,
        paidAt: start,
      },
      release,
      now: start,
    },
  )
  assert(bought.ok)
  await database.insert('releases', {
    _id: 'current',
    number: release.release,
    revision: 1,
    operationId: 'first',
    release,
  } as { _id: string })
  const clerk = emptyMember(clerkNumber, '6'.repeat(64))
  const hired = { ...clerk, staff: { role: 'clerk' as const, branchIds: ['laojie'], since: start } }
  await database.insert('members', memberDocument(clerkNumber, hired))
  await database.insert('members', memberDocument(number, bought.state))
}

function memberDocument(id: string, state: MemberDocument['state']): MemberDocument {
  const tail = [{ _id: `${id}:0`, hash: '0'.repeat(64), operationId: '0', due: [], postings: [] }]
  return { _id: id, version: 1, updatedAt: start, nextDueAt: null, state, tail: tail as never }
}

function scopeOn(backend: Backend): Scope {
  return { now, deadline: now + 10_000, requestId: 'bench', settings, environment: {}, backend }
}

async function ask<T>(backend: Backend, action: string, input: unknown): Promise<T> {
  const caller = { openid: 'clerk', appid: null, clientIp: null, trigger: null }
  const answer = await counter.dispatch({ action, input, contract: 1 }, caller, scopeOn(backend))
  if (!answer.ok) throw new Error(`${action}: ${answer.code}`)
  return answer.data as T
}

async function quote(backend: Backend): Promise<string> {
  const code = makeMemberCode({
    number,
    secretHex: '7'.repeat(64),
    now,
    nonce: Math.floor(Math.random() * 2 ** 32),
  })
  const { visit } = await ask<Output<'counter.resolve'>>(backend, 'counter.resolve', {
    branchId: 'laojie',
    code,
  })
  const lines = ['meishi', 'natie', 'niujiaobao'].map((productId) => ({ productId, quantity: 1 }))
  return (await ask<Output<'counter.quote'>>(backend, 'counter.quote', { branchId: 'laojie', visit, lines }))
    .quote
}

/** CPU milliseconds of one settlement: only the settling is measured, its quote comes before. */
async function settling(backend: Backend): Promise<number> {
  const quotes: string[] = []
  let used = 0
  for (let index = 0; index < SETTLEMENTS; index += 1) {
    // Time goes by between customers, so that used codes and undo windows are let go as in life.
    now += 3_600_000
    quotes.push(await quote(backend))
    const before = process.cpuUsage()
    await ask(backend, 'counter.settle', { branchId: 'laojie', quote: quotes[index], tender: 'external' })
    used += cpu(before)
  }
  return used / SETTLEMENTS
}

/** The same three calls with documents as large as settling really reads and writes. */
async function bareCalls(database: Database): Promise<number> {
  const [member] = await database.readMany<MemberDocument>('members', [number])
  assert(member)
  const entry = member.tail.at(-1)
  const copy = { ...member, _id: `bare-${now}-${Math.random()}`, version: 1 }
  await database.insert('members', copy)
  const app = database
  let used = 0
  for (let index = 0; index < SETTLEMENTS; index += 1) {
    const before = process.cpuUsage()
    await app.readMany('members', [copy._id, clerkNumber])
    await app.insert('journal', { ...entry, _id: `bare:${now}:${index}` })
    const { _id, version: _version, ...fields } = copy
    const updated = await app.replaceWhere(
      'members',
      { _id, version: index + 1 },
      { ...fields, version: index + 2 },
    )
    used += cpu(before)
    assert(updated)
  }
  now += 1
  return used / SETTLEMENTS
}

function cpu(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1000
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

async function throughSdk(): Promise<void> {
  const server = fork(join(__dirname, 'cloudbase-process.ts'), { execArgv: ['--import', 'tsx'] })
  const serviceUrl = await firstMessage(server)
  const app = cloudbase.init({ env: 'bench', serviceUrl, secretId: 'x', secretKey: 'x', keepalive: true })
  const database = openDatabase(app)
  const backend = backendOn(database)
  await stockUp(database)
  await settling(backend)
  await bareCalls(database)
  const ours: number[] = []
  const bare: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await settling(backend))
    bare.push(await bareCalls(database))
  }
  server.kill()
  console.log(`settle through the SDK      ${median(ours).toFixed(3)} ms CPU`)
  console.log(`its three calls, bare       ${median(bare).toFixed(3)} ms CPU`)
  console.log(
    `P3 settle / bare calls      ${(median(ours) / median(bare)).toFixed(2)}   (target at most 1.5)`,
  )
}

async function onTheStore(): Promise<void> {
  const path = join(tmpdir(), `huika-bench-${process.pid}.db`)
  const store = bareStore(path)
  const backend = backendOn(store.database)
  await stockUp(store.database)
  await settling(backend)
  const whole: number[] = []
  const writes: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    whole.push(await settling(backend))
    writes.push(await ownWrites(store, round))
  }
  store.close()
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true })
  console.log(`whole settle on the store   ${median(whole).toFixed(3)} ms CPU`)
  console.log(`the store's own two writes  ${median(writes).toFixed(3)} ms CPU`)
  console.log(
    `P4 writes / whole settle    ${(median(writes) / median(whole)).toFixed(2)}   (target at least 0.5)`,
  )
}

async function ownWrites(store: ReturnType<typeof bareStore>, round: number): Promise<number> {
  const [member] = await store.database.readMany<MemberDocument>('members', [number])
  const entry = JSON.stringify(member?.tail.at(-1))
  const text = JSON.stringify(member)
  const id = `own-${round}`
  store.insert(id, text)
  const before = process.cpuUsage()
  for (let index = 0; index < SETTLEMENTS; index += 1) {
    store.insert(`${id}-${index}`, entry)
    assert.equal(store.update(id, index, index + 1, text), 1)
  }
  return cpu(before) / SETTLEMENTS
}

function firstMessage(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('message', (url) => resolve(url as string))
    child.once('exit', () => reject(new Error('the CloudBase of the bench did not start')))
  })
}

void throughSdk().then(onTheStore)
