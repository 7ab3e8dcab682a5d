import { strict as assert } from 'node:assert'
import { encodeBase32 } from '../cloudfunctions/contract/base32'
import { makeMemberCode } from '../cloudfunctions/contract/member-code'
import { makeOperationId } from '../cloudfunctions/contract/operation-id'
import type { Output } from '../cloudfunctions/contract'
import { handlers } from '../cloudfunctions/counter'
import { releaseCatalogue } from '../cloudfunctions/domain/catalogue'
import { deliverCard } from '../cloudfunctions/domain/card-delivery'
import { emptyMember } from '../cloudfunctions/domain/new-member'
import type { Backend } from '../cloudfunctions/entry/backend'
import { dispatcher } from '../cloudfunctions/entry/dispatch'
import type { Scope } from '../cloudfunctions/entry/handler'
import { readSettings } from '../cloudfunctions/entry/settings'
import { type MemberDocument, memberNumber } from '../cloudfunctions/ledger/aggregate'
import type { Database } from '../cloudfunctions/ledger/database'
import { openLedger } from '../cloudfunctions/ledger/ledger'
import { releases } from '../cloudfunctions/ledger/releases'
import { tickets } from '../cloudfunctions/ledger/tickets'
import { BAKERY } from '../local/demo/bakery'

const MEMBERS = 100
/** So many settlements lie behind each member that its state has grown as long as it becomes. */
const EARLIER = 70
const SECRET = '7'.repeat(64)
const start = Date.UTC(2027, 2, 10, 2)
const settings = readSettings({
  MEMBER_KEY: 'member-key-of-the-bench',
  TICKET_KEY: 'ticket-key-of-the-bench',
})
const released = releaseCatalogue(null, BAKERY, start - 86_400_000, (text) => `v${text.length}`)
assert(released.ok)
const { release } = released
const counter = dispatcher('counter', handlers)
export const clerkNumber = memberNumber('clerk', settings.memberKey)

/** A counter with a hundred members who have often been there, on any database. */
export interface BusyCounter {
  /** CPU milliseconds of one settlement: each member settles once, all quotes come before. */
  settling(): Promise<number>
  /** The members as they stand. */
  members(): Promise<MemberDocument[]>
}

export async function busyCounter(database: Database): Promise<BusyCounter> {
  let now = start
  const backend = backendOn(database, () => now)
  const numbers = Array.from({ length: MEMBERS }, (_, index) =>
    encodeBase32(new Uint8Array(8).fill(index + 1)),
  )

  async function ask<T>(action: string, input: unknown): Promise<T> {
    const caller = { openid: 'clerk', appid: null, clientIp: null, trigger: null }
    const scope: Scope = {
      now,
      deadline: now + 10_000,
      requestId: 'bench',
      settings,
      environment: {},
      backend,
    }
    const answer = await counter.dispatch({ action, input, contract: 1 }, caller, scope)
    if (!answer.ok) throw new Error(`${action}: ${answer.code}`)
    return answer.data as T
  }

  async function quote(number: string): Promise<string> {
    const nonce = Math.floor(Math.random() * 2 ** 32)
    const code = makeMemberCode({ number, secretHex: SECRET, now, nonce })
    const { visit } = await ask<Output<'counter.resolve'>>('counter.resolve', { branchId: 'laojie', code })
    const lines = ['meishi', 'natie', 'niujiaobao'].map((productId) => ({ productId, quantity: 1 }))
    const asked = { branchId: 'laojie', visit, lines }
    return (await ask<Output<'counter.quote'>>('counter.quote', asked)).quote
  }

  const settle = (quoted: string) =>
    ask('counter.settle', { branchId: 'laojie', quote: quoted, tender: 'external' })

  async function settling(): Promise<number> {
    // Time goes by between visits, so that used codes and undo windows are let go as in life.
    now += 3_600_000
    const quotes: string[] = []
    for (const number of numbers) quotes.push(await quote(number))
    const before = process.cpuUsage()
    for (const quoted of quotes) await settle(quoted)
    return cpuMs(before) / quotes.length
  }

  const [first = '', ...others] = numbers
  await stockUp(database, first)
  for (let index = 0; index < EARLIER; index += 1) {
    now += 3_600_000
    await settle(await quote(first))
  }
  const [regular] = await database.readMany<MemberDocument>('members', [first])
  const text = JSON.stringify(regular)
  for (const number of others)
    await database.insert('members', JSON.parse(text.replaceAll(first, number)) as MemberDocument)
  return { settling, members: () => database.readMany<MemberDocument>('members', numbers) }
}

function backendOn(database: Database, clock: () => number): Backend {
  const ledger = openLedger(database, {
    newSecret: () => '5'.repeat(64),
    random: Math.random,
    wait: () => Promise.resolve(),
    clock,
  })
  const own = {
    database,
    ledger,
    releases: releases(database),
    tickets: tickets(settings.ticketKey),
    clock,
    newOperationId: (at: number) => makeOperationId(at, Math.random),
  }
  return own as unknown as Backend
}

/** A shop with its release, a clerk and one member with a card. */
async function stockUp(database: Database, number: string): Promise<void> {
  const order = {
    orderId: makeOperationId(start, Math.random),
    planId: 'nianka',
    versionId: 'nianka@1',
    amount: 19_900,
    paidAt: start,
  }
  const owner = { ...emptyMember(number, SECRET), joinedAt: start }
  const bought = deliverCard(owner, { order, release, now: start })
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

/** CPU of this process since then, in user and system. */
export function cpuMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1000
}
