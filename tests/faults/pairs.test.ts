import { type ActionName, contract } from '../../cloudfunctions/contract'
import type { JournalEntry } from '../../cloudfunctions/domain/decision'
import type { Order, Refund } from '../../cloudfunctions/domain/order'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { canonicalJson } from '../../cloudfunctions/ledger/digest'
import { documents } from '../invariants'
import { announceSeed, seededRandom } from '../seed'
import { openStage, type Operation, type Stage } from './scheduled-operations'
import { codeOf, isDefinite, type Said, settleDown, untilDefinite, wrongs } from './scheduled-recovery'
import { openInstance, type World } from './scheduled-shop'
import { play, preempting, type Strategy } from './schedules'
import { writtenParts } from './written-parts'

const SEVERAL_DOCUMENTS: readonly ActionName[] = [
  'membership.merge',
  'membership.claimGift',
  'membership.joinHousehold',
  'membership.removeHelper',
  'membership.leaveHousehold',
  'coupons.claim',
  'membership.acceptTransfer',
  'payment.closeAccount',
]

/** Of the pairs without a common part so many are drawn, others each time; with HUIKA_LONG all. */
const DRAWN = process.env.HUIKA_LONG ? Number.MAX_SAFE_INTEGER : 60
const SEED = announceSeed('pairs')

type Pair = readonly [Operation, Operation]

/** Answers and final state, part by part, without what only says in which order things were written. */
type Essence = Readonly<Record<string, string>>

interface Outcome {
  readonly wrongs: readonly string[]
  readonly essence: Essence
}

const ALWAYS = Number.MAX_SAFE_INTEGER

/** Many interleavings leave the same documents behind: what comes after is the same then. */
const endings = new Map<string, Outcome>()

/** Sends both, one call at a time as the strategy says, then lets everything come to its end. */
async function together(base: World, pair: Pair, strategy: Strategy): Promise<Outcome> {
  const world = base.copy()
  const said: Said[] = [null, null]
  const tasks = pair.map((operation, index) => ({
    name: operation.name,
    run: async (gate: Parameters<typeof openInstance>[1]) => {
      said[index] = await operation.send(await openInstance(world, gate, index + 10))
    },
  }))
  await play(tasks, strategy)
  for (const [index, operation] of pair.entries())
    if (!isDefinite(said[index])) said[index] = await untilDefinite(world, operation)
  for (const [index, one] of said.entries())
    if (codeOf(one) === 'INTERNAL') throw new Error(`${pair[index]?.name ?? ''} fails with a bug`)
  const key = `${base.now} ${world.pay.text()} ${world.documents.changesSince(base.documents)}`
  const ending = endings.get(key) ?? (await endOf(world))
  endings.set(key, ending)
  // What only looks may see either side of the other, and says so.
  const answers = pair.map(({ action }, index) =>
    action && contract[action].writes ? (codeOf(said[index]) === 'ok' ? 'done' : 'refused') : 'looked',
  )
  return { ...ending, essence: { answers: answers.join(), ...ending.essence } }
}

async function endOf(world: World): Promise<Outcome> {
  await settleDown(world)
  return { wrongs: wrongs(world), essence: essenceOf(world) }
}

function essenceOf(world: World): Essence {
  const members = documents<MemberDocument>(world, 'members')
  const archived = documents<JournalEntry>(world, 'journal')
  const journal = [...archived, ...members.flatMap(({ tail }) => tail)]
  // What was put out of use has changed nothing but that it can't come any more.
  const applied = journal.filter(({ facts }) => facts.kind !== 'cancelled')
  const cancelled = new Set(
    journal.flatMap(({ facts, operationId }) => (facts.kind === 'cancelled' ? [operationId] : [])),
  )
  const parts: Record<string, unknown> = { entries: [...new Set(applied.map(({ _id }) => _id))].sort() }
  for (const { _id, state } of members)
    parts[_id] = {
      ...state,
      codeSecret: null,
      transferOffer: state.transferOffer?.item ?? null,
      operations: state.operations.recent.filter((operationId) => !cancelled.has(operationId)).sort(),
      usedCodes: state.usedCodes.map(({ tag }) => tag).sort(),
      receipts: state.receipts.map((receipt) => canonicalJson({ ...receipt, savedNow: null })).sort(),
      // The id of a code is drawn anew by each attempt.
      wallet: { ...state.wallet, friendCodes: state.wallet.friendCodes.map(({ most }) => most) },
      consents: state.consents.map((consent) => canonicalJson(consent)).sort(),
      // A message that met a merge comes some minutes later.
      messages: { ...state.messages, newestAt: state.messages.newestAt !== null },
    }
  // Whose an order was that nobody paid is nothing to anybody.
  for (const { _id, state, paidAt, refundedTotal, memberId } of documents<Order>(world, 'orders'))
    parts[`order ${_id}`] = {
      state,
      refundedTotal,
      memberId: state === 'closed' && paidAt === null ? null : memberId,
    }
  for (const { _id, state, amount } of documents<Refund>(world, 'refunds'))
    parts[`refund ${_id}`] = { state, amount }
  // One that nobody took from, or where all came back, is as good as one that wasn't made yet.
  for (const { _id, left, total } of documents<{ _id: string; left: number; total: number }>(world, 'stock'))
    if (left !== total) parts[_id] = left
  for (const { _id, memberId } of documents<{ _id: string; memberId: string }>(world, 'phones'))
    parts[`phone ${_id}`] = memberId
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, canonicalJson(part)]))
}

/** The parts in which the two differ, in short; empty where they are the same. */
function differences(one: Essence, other: Essence): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((part) => {
    const [a = '', b = ''] = [one[part], other[part]]
    if (a === b) return []
    let at = 0
    while (at < a.length && a[at] === b[at]) at += 1
    const near = (text: string) => text.slice(Math.max(0, at - 30), at + 60)
    return [`${part}: …${near(a)}… not …${near(b)}…`]
  })
}

/**
 * Pairs that may end otherwise than one after the other, and why that is right. Their books are
 * checked all the same.
 */
const OTHERWISE: Readonly<Record<string, string>> = {
  'membership.merge with membership.merge': 'WeChat’s one-time code serves the first of two equal calls',
  'merge the other way with merge the other way': 'as above',
  'membership.merge with merge the other way': 'each of two phones takes over the other: all of it stays',
  'membership.merge with membership.correctProfile':
    'the phone that proves a merge is taken out between proof and merge: who binds it next proves it anew',
  'merge the other way with membership.correctProfile': 'as above',
  'payment.sync with merge the other way':
    'the card prolongs one or the other of two cards that become one member’s',
  'payment.cancel with merge the other way': 'as above',
  'a callback for the card with merge the other way': 'as above',
  'a callback for a second payment with merge the other way': 'as above',
  'payment.refund with membership.joinHousehold':
    'an invitation to a card that was given back is used up or not: it leads nowhere',
  'membership.joinHousehold with payment.closeAccount': 'as above',
  'membership.joinHousehold with membership.merge': 'as above, to a card that has become one’s own',
  'membership.joinHousehold with merge the other way': 'as above',
}

/** Every interleaving with at most that many preemptions, each compared with both serial orders. */
async function explore(base: World, pair: Pair, most: 1 | 2): Promise<{ runs: number; found: string[] }> {
  const names = pair.map(({ name }) => name).join(' with ')
  const serial = [
    await together(base, pair, preempting(0, ALWAYS, 0)),
    await together(base, pair, preempting(1, ALWAYS, 0)),
  ]
  const found = serial.flatMap((outcome) => outcome.wrongs.map((wrong) => `${names}, one by one: ${wrong}`))
  let runs = 2
  for (const first of pair[0] === pair[1] ? [0] : [0, 1])
    for (let before = 1; found.length === 0; before += 1) {
      let switched = 0
      for (let between = most === 1 ? ALWAYS : 1; found.length === 0; between += 1) {
        const strategy = preempting(first, before, between)
        const outcome = await together(base, pair, strategy)
        ;({ switched } = strategy)
        if (switched === 0) break
        runs += 1
        const where = `${names}, first ${first}, ${before} calls, then ${between}`
        found.push(...outcome.wrongs.map((wrong) => `${where}: ${wrong}`))
        const apart = serial.map(({ essence }) => differences(outcome.essence, essence))
        if (apart.every(({ length }) => length > 0) && !OTHERWISE[names])
          found.push(`${where}: ${apart.map((parts) => parts.join('; ')).join(' — nor — ')}`)
        if (switched < 2) break
      }
      if (switched === 0) break
    }
  return { runs, found }
}

/**
 * All pairs that can meet in one member: those that write a common part when each is alone, and of
 * the others, which meet in nothing but the member's version, a sample by seed.
 */
async function pairsOf({ operations, quiet, waiting }: Stage): Promise<Pair[]> {
  const written = new Map<Operation, ReadonlySet<string>>()
  for (const operation of operations)
    written.set(operation, await writtenParts(operation.needs === 'waiting' ? waiting : quiet, operation))
  const pairs = operations.flatMap((one, index) => operations.slice(index).map((other): Pair => [one, other]))
  const meeting = pairs.filter(
    ([one, other]) => one.writes === other.writes || [one.writes, other.writes].includes('everybody'),
  )
  const isClose = ([one, other]: Pair) =>
    one === other || [...(written.get(one) ?? [])].some((part) => written.get(other)?.has(part))
  const random = seededRandom(SEED)
  const others = meeting
    .filter((pair) => !isClose(pair))
    .map((pair) => ({ pair, place: random() }))
    .sort((a, b) => a.place - b.place)
  return [...meeting.filter(isClose), ...others.slice(0, DRAWN).map(({ pair }) => pair)]
}

describe(`X3 pairs of writing operations on one member, at most two preemptions (HUIKA_SEED=${SEED})`, () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await openStage()
  })

  it('X3 every writing action of the contract is among them', () => {
    const writing = Object.entries(contract).filter(([, { writes }]) => writes)
    const played = new Set(stage.operations.map(({ action }) => action as string))
    expect(writing.map(([name]) => name).filter((name) => !played.has(name))).toEqual([])
  })

  it('X3 any two of them end as if one had come after the other', async () => {
    const { quiet, waiting } = stage
    const found: string[] = []
    let total = 0
    const only = process.env.PAIR ?? ''
    for (const pair of await pairsOf(stage)) {
      const [one, other] = pair
      if (!`${one.name} with ${other.name}`.includes(only)) continue
      const base = one.needs === 'waiting' || other.needs === 'waiting' ? waiting : quiet
      // Timers, and what writes several documents, make so many calls that two preemptions are for
      // the long run.
      const long = pair.some(
        ({ action, writes }) => writes === 'everybody' || (action && SEVERAL_DOCUMENTS.includes(action)),
      )
      const explored = await explore(base, pair, long && !process.env.HUIKA_LONG ? 1 : 2)
      total += explored.runs
      found.push(...explored.found)
    }
    process.stdout.write(`pairs: ${total} schedules, ${endings.size} endings\n`)
    expect(found).toEqual([])
    expect(total).toBeGreaterThan(only ? 0 : 5000)
  }, 600_000)
})
