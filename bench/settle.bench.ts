import { strict as assert } from 'node:assert'
import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import cloudbase from '@cloudbase/node-sdk'
import type { MemberDocument } from '../cloudfunctions/ledger/aggregate'
import { openDatabase } from '../cloudfunctions/ledger/database'
import { type LocalStore, bareStore, cloudBaseStore } from './local-stores'
import { type BusyCounter, busyCounter, clerkNumber, cpuMs } from './settling'

/**
 * P3: CPU of settling through the real SDK beside the same three bare SDK calls with documents of
 * the same size; the CloudBase that answers runs in another process. P4: the whole settle function
 * in this process beside the store's own two writes of the same documents, on two stores: the
 * product's local store, and bare prepared statements. On these the target is out of reach: settling
 * also reads and parses two documents and spells two out, which alone costs more than two such
 * writes. The second ratio shows what settling costs beside nothing but SQLite. All in one run.
 */
process.env.TENCENTCLOUD = 'true'
process.env.SILENCE = 'true'
const WARM_UP = 3
const ROUNDS = 9

type App = ReturnType<typeof cloudbase.init>

async function throughSdk(): Promise<void> {
  const server = fork(join(__dirname, 'cloudbase-process.ts'), { execArgv: ['--import', 'tsx'] })
  const serviceUrl = await firstMessage(server)
  const app = cloudbase.init({ env: 'bench', serviceUrl, secretId: 'x', secretKey: 'x', keepalive: true })
  const counter = await busyCounter(openDatabase(app))
  const { settle, beside } = await compare(counter, (copies, round) => bareCalls(app, copies, round))
  server.kill()
  print('settle through the SDK', settle, 'ms CPU')
  print('its three calls, bare SDK', beside, 'ms CPU')
  print('P3 settle / bare calls', settle / beside, '(target at most 1.5)')
}

/** The same three calls with the very documents that settling reads and writes. */
async function bareCalls(app: App, members: readonly MemberDocument[], round: number): Promise<number> {
  const database = app.database()
  const command = database.command
  const sets = members.map((member, index) => {
    const { _id, ...fields } = copyOf(member, round)
    const replaced = Object.entries(fields).map(([field, value]) => [field, command.set(value)] as const)
    return { _id, version: fields.version - 1, entry: entryOf(member, round, index), replaced }
  })
  if (round === 0)
    await database.collection('members').add(members.map((member) => ({ ...copyOf(member, 0), version: 0 })))
  const before = process.cpuUsage()
  for (const { _id, version, entry, replaced } of sets) {
    const ids = command.in([_id, clerkNumber])
    await database.collection('members').where({ _id: ids }).limit(2).get()
    await database.collection('journal').add([entry])
    const matching = database.collection('members').options({ raw: true }).where({ _id, version })
    const answer = await matching.options({ multiple: false }).update(Object.fromEntries(replaced))
    assert.equal(answer.updated, 1)
  }
  return cpuMs(before) / members.length
}

async function onStore(name: string, store: LocalStore, target: string): Promise<void> {
  const counter = await busyCounter(store.database)
  const { settle, beside } = await compare(counter, async (members, round) => {
    if (round === 0)
      await store.database.insertMany(
        'members',
        members.map((member) => ({ ...copyOf(member, 0), version: 0 })),
      )
    const writes = members.map((member, index) =>
      store.ownWrites(entryOf(member, round, index), copyOf(member, round)),
    )
    const before = process.cpuUsage()
    for (const write of writes) write()
    return cpuMs(before) / writes.length
  })
  store.close()
  print(`whole settle on ${name}`, settle, 'ms CPU')
  print("that store's own two writes", beside, 'ms CPU')
  print('P4 writes / whole settle', beside / settle, target)
}

/** Medians of both, taken turn about. */
async function compare(
  counter: BusyCounter,
  other: (members: readonly MemberDocument[], round: number) => Promise<number>,
): Promise<{ settle: number; beside: number }> {
  const settle: number[] = []
  const beside: number[] = []
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    settle.push(await counter.settling())
    beside.push(await other(await counter.members(), round))
  }
  return { settle: median(settle.slice(WARM_UP)), beside: median(beside.slice(WARM_UP)) }
}

/** A member's document under an id of its own, one version further with each round. */
function copyOf(member: MemberDocument, round: number): MemberDocument {
  return { ...member, _id: `copy${member._id.slice(4)}`, version: round + 1 }
}

function entryOf(member: MemberDocument, round: number, index: number) {
  const entry = member.tail.at(-1)
  assert(entry)
  return { ...entry, _id: `${member._id}:${`${round}:${index}`.padEnd(25, '-')}` }
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

function print(name: string, value: number, remark: string): void {
  console.log(`${name.padEnd(52)}${value.toFixed(3).padStart(7)}  ${remark}`)
}

function firstMessage(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('message', (url) => resolve(url as string))
    child.once('exit', () => reject(new Error('the CloudBase of the bench did not start')))
  })
}

async function all(): Promise<void> {
  await throughSdk()
  await onStore('the local CloudBase (libsql)', cloudBaseStore(Date.now), '(target at least 0.5)')
  await onStore('bare prepared statements (libsql)', bareStore(), '(the stricter reading of that target)')
}

void all()
