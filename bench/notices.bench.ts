import { strict as assert } from 'node:assert'
import { releaseCatalogue } from '../cloudfunctions/domain/catalogue'
import { emptyMember } from '../cloudfunctions/domain/new-member'
import { earnPoints } from '../cloudfunctions/domain/points'
import type { MemberState } from '../cloudfunctions/domain/member'
import { type Backend, backendOn } from '../cloudfunctions/entry/backend'
import type { Scope } from '../cloudfunctions/entry/handler'
import { readSettings } from '../cloudfunctions/entry/settings'
import { textDigest } from '../cloudfunctions/ledger/digest'
import { settleMembers } from '../cloudfunctions/payment/member-steps'
import { carryOutFollowUps } from '../cloudfunctions/renewal/follow-ups'
import { BAKERY } from '../local/demo/bakery'
import { messageTemplates } from '../local/demo/message-templates'
import { heapUsed } from './heap'
import { type CountedDatabase, countedDatabase } from './notices-database'

/**
 * The daily job of notices with 10,000, 100,000 and 1,000,000 members of whom 1 % are due: each has
 * points that end in a week and one accept of WeChat's. The product's own steps find who is due,
 * commit, hand the message over, tell it and send it. The targets: as many reads for each due
 * member whatever the number of all, and a heap that grows by what the store keeps and no more.
 */
const SIZES = [10_000, 100_000, 1_000_000]
/** 2027-06-01 10:00 in Shanghai. */
const NOW = Date.UTC(2027, 5, 1, 2)
const DAY = 86_400_000
const INSERTED_AT_ONCE = 1000
const MEBIBYTE = 1024 * 1024
const MOST_GROWTH = 1.05
/** What V8 itself takes more or less from one collection to the next. */
const MOST_HEAP = 48 * MEBIBYTE

const draft = { ...BAKERY, settings: { messages: messageTemplates('maixiang') } }
const TEMPLATE_ID = draft.settings.messages.expiry?.templateId ?? ''
const numberOf = (index: number) => String(index).padStart(13, '0')

function backendFor(counted: CountedDatabase, sent: { count: number }): Backend {
  const released = releaseCatalogue(null, draft, NOW - 90 * DAY, textDigest)
  if (!released.ok) throw new Error(JSON.stringify(released))
  const release = { _id: 'current', number: 1, revision: 1, operationId: 'first', release: released.release }
  counted.fill('releases', [JSON.stringify(release)])
  const none = () => Promise.reject(new Error('the job asks nobody for that'))
  return backendOn(counted.database, readSettings({}), {
    newSecret: () => '00'.repeat(32),
    random: () => 0.5,
    wait: () => Promise.resolve(),
    clock: () => NOW,
    messages: {
      send() {
        sent.count += 1
        return Promise.resolve({ kind: 'sent', errcode: 0 })
      },
    },
    phoneNumbers: { exchange: none },
    miniProgramCodes: { unlimited: none } as never,
    shippingInfo: { report: none },
  })
}

/** A member with points that end in a week, as a commit writes one. */
async function modelMember(counted: CountedDatabase, backend: Backend): Promise<string> {
  const id = numberOf(0)
  const at = NOW - 100 * DAY
  const terms = { usableFrom: at, expiresAt: Date.UTC(2027, 5, 8) - 8 * 3_600_000 }
  const joined: MemberState = { ...emptyMember(id, '00'.repeat(32)), joinedAt: at }
  const earned = earnPoints(joined, { points: 120, reason: 'earned', terms, now: at })
  const state = { ...earned.state, messages: { ...joined.messages, credits: { [TEMPLATE_ID]: 1 } } }
  const committed = await backend.ledger.commit({
    memberId: id,
    member: undefined,
    operationId: `${at.toString(36).padStart(9, '0')}${'0'.repeat(16)}`,
    command: 'points.checkIn',
    actor: { role: 'member', memberId: id, branchId: null },
    input: {},
    now: at,
    deadline: NOW + DAY,
    decide: () => ({ ok: true, state, postings: [], facts: { kind: 'joined', at }, due: [] }),
  })
  if (!committed.ok) throw new Error(committed.code)
  const member = await counted.database.read('members', id)
  await counted.database.updateWhere('members', { _id: id }, { set: { nextDueAt: null } })
  return JSON.stringify({ ...member, nextDueAt: NOW - 1 })
}

async function fill(counted: CountedDatabase, backend: Backend, size: number): Promise<number> {
  const model = await modelMember(counted, backend)
  const due = size / 100
  for (let start = 1; start <= size; start += INSERTED_AT_ONCE) {
    const members: string[] = []
    const recipients: string[] = []
    for (let index = start; index < start + INSERTED_AT_ONCE && index <= size; index += 1) {
      const id = numberOf(index)
      const isDue = index > size - due
      members.push(
        isDue ? model.replaceAll(numberOf(0), id) : JSON.stringify({ _id: id, version: 1, nextDueAt: null }),
      )
      if (isDue) recipients.push(JSON.stringify({ _id: id, openid: `openid-${id}`, phone: null, at: NOW }))
    }
    counted.fill('members', members)
    if (recipients.length > 0) counted.fill('recipients', recipients)
  }
  return due
}

/** Bytes of what the store keeps of the job, at two bytes a character. */
async function keptBytes({ database }: CountedDatabase, size: number, due: number): Promise<number> {
  let characters = 0
  for (let index = size - due + 1; index <= size; index += 1)
    characters += JSON.stringify(await database.read('members', numberOf(index))).length
  return characters * 2
}

async function measure(size: number) {
  const counted = countedDatabase(NOW)
  const sent = { count: 0 }
  const backend = backendFor(counted, sent)
  const due = await fill(counted, backend, size)
  const environment: NodeJS.ProcessEnv = {}
  const settings = readSettings({})
  const scope: Scope = { now: NOW, deadline: NOW + DAY, requestId: 'bench', settings, environment, backend }
  const before = heapUsed()
  const storedBefore = await keptBytes(counted, size, due)
  const readsBefore = counted.reads()
  let settled = 0
  for (;;) {
    // A function that is called anew each minute, with whoever is due by then.
    const members = await backend.dueMembers.find(NOW, 20)
    if (members.length === 0) break
    const { done } = await settleMembers(scope)
    settled += done
    const written = await backend.ledger.readMembers(members.map(({ _id }) => _id))
    for (const member of written.values()) await backend.ledger.archiveTail(member)
    await carryOutFollowUps(scope)
  }
  const reads = counted.reads() - readsBefore
  const stored = (await keptBytes(counted, size, due)) - storedBefore
  const grown = heapUsed() - before
  counted.close()
  assert.ok(settled >= due)
  assert.equal(sent.count, due)
  return { due, reads, grown, stored }
}

async function main(): Promise<void> {
  const asked = process.argv.slice(2).map(Number).filter(Number.isSafeInteger)
  const perDue: number[] = []
  for (const size of asked.length > 0 ? asked : SIZES) {
    const { due, reads, grown, stored } = await measure(size)
    perDue.push(reads / due)
    const figure = (value: number) => value.toLocaleString('en-US').padStart(10)
    const mebibytes = (bytes: number) => (bytes / MEBIBYTE).toFixed(1).padStart(6)
    console.log(
      `${figure(size)} members ${figure(due)} told ${figure(reads)} documents read  ${(reads / due).toFixed(3)} for each` +
        `  heap +${mebibytes(grown)} MiB, of which the store keeps at most ${mebibytes(stored + due * OUTBOX_ROW)} MiB`,
    )
    assert.ok(grown <= stored + due * OUTBOX_ROW + MOST_HEAP)
  }
  const [first = 1] = perDue
  const ratio = Math.max(...perDue) / first
  console.log(
    `reads for each due member, most beside fewest members: x${ratio.toFixed(3)} (target at most ${MOST_GROWTH})`,
  )
  assert.ok(ratio <= MOST_GROWTH)
}

/** A done row of the outbox with its entries in the indexes, generously. */
const OUTBOX_ROW = 4096

void main()
