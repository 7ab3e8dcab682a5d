import fc from 'fast-check'
import { isRefusal } from '../../cloudfunctions/contract/refusals'
import { makeOperationId } from '../../cloudfunctions/contract/operation-id'
import { balances, foldPostings } from '../../cloudfunctions/domain/balances'
import type { JournalEntry } from '../../cloudfunctions/domain/decision'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { GENESIS_HASH, canonicalJson, entryHash } from '../../cloudfunctions/ledger/digest'
import { type CommitRequest, openLedger } from '../../cloudfunctions/ledger/ledger'
import { Crash, NO_FAULTS, Schedule, ScheduledDatabase } from './ledger-schedule'
import { MEMBER, NOW, SECRET, decideSaving, saving } from './ledger-setup'
import { announceSeed, seededRandom } from '../seed'

/**
 * X2 for the commit: the steps of several operations, of their repetitions, of cancelling and of
 * the sweeper, interleaved by a seed, with lost and late answers, crashes and full queues.
 * `HUIKA_SEED=… RUNS=…` replays or lengthens.
 */
const SEED = announceSeed('ledger-interleavings')
const RUNS = Number(process.env.RUNS ?? 1000)

const operation = fc.record({
  amount: fc.integer({ min: 1, max: 999 }),
  archive: fc.constantFrom('always' as const, 'when_large' as const),
  due: fc.boolean(),
  /** A day older than the others: only the journal remembers it, once 64 later ones came. */
  old: fc.boolean(),
  /** How many callers send it at once. */
  senders: fc.integer({ min: 1, max: 3 }),
  /** Gives up after an answer that isn't definite. */
  patient: fc.boolean(),
  cancelled: fc.boolean(),
})

const scenario = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  operations: fc.array(operation, { minLength: 1, maxLength: 6 }),
  sweeps: fc.integer({ min: 0, max: 2 }),
  /** Applied before: with 70, ids begin to be forgotten. */
  history: fc.constantFrom(0, 0, 1, 1, 2, 3, 4, 70),
  faults: fc.record({
    lostBefore: fc.constantFrom(0, 0.1),
    lostAfter: fc.constantFrom(0, 0.15),
    late: fc.constantFrom(0, 0.15),
    busy: fc.constantFrom(0, 0.1),
    crash: fc.constantFrom(0, 0.1),
  }),
})
type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never

interface Outcome {
  readonly request: CommitRequest
  readonly amount: number
  /** Canonical entries of all answers that said "done". */
  readonly answers: Set<string>
  /** An answer that left it open, or none at all. */
  uncertain: boolean
  cancelled: boolean
}

async function play({ seed, operations, sweeps, history, faults }: Scenario): Promise<void> {
  const schedule = new Schedule(seed)
  const database = new ScheduledDatabase(schedule)
  const ledger = openLedger(database, {
    newSecret: () => SECRET,
    random: () => schedule.draw(),
    wait: () => schedule.turn(),
    clock: () => schedule.now,
  })
  const readMember = async () => (await ledger.readMembers([MEMBER])).get(MEMBER)
  const random = seededRandom(seed + 1)
  const request = (amount: number, at: number, more: Partial<CommitRequest> = {}): CommitRequest => ({
    ...saving(undefined, amount),
    operationId: makeOperationId(at, random),
    deadline: Number.MAX_SAFE_INTEGER,
    ...more,
  })

  await schedule.run([
    async () => {
      for (let round = 0; round < history; round += 1) {
        const result = await ledger.commit({ ...request(1, NOW - 1000 + round), member: await readMember() })
        if (!result.ok) throw new Error(result.code)
      }
    },
  ])

  const outcomes = operations.map(({ amount, archive, due, old }, index): Outcome => {
    const key = `due:${index}`
    const followUps = due
      ? [{ kind: 'release_hold', key, owner: 'renewal', stock: 'stock', holdKey: `o${index}` } as const]
      : []
    return {
      request: request(amount, NOW - (old ? 86_400_000 : 0), {
        archive,
        input: { amount, index },
        decide: (state) => decideSaving(state, amount, followUps),
      }),
      amount,
      answers: new Set(),
      uncertain: false,
      cancelled: false,
    }
  })

  async function send(outcome: Outcome, patient: boolean): Promise<void> {
    for (let attempt = 0; attempt < 4; attempt += 1) {
      try {
        const deadline = schedule.now + (patient ? 400 : 60)
        const result = await ledger.commit({ ...outcome.request, member: await readMember(), deadline })
        if (result.ok) {
          must(result.entry.facts.kind !== 'cancelled', 'a cancelled operation is refused')
          outcome.answers.add(canonicalJson(result.entry))
          return
        }
        if (result.code === 'OPERATION_REUSED') return
        if (result.code === 'UNKNOWN') outcome.uncertain = true
        else if (result.code !== 'BUSY') throw new Error(`refused: ${result.code}`)
      } catch (error) {
        if (error instanceof Crash) outcome.uncertain = true
        else if (!(error instanceof Error && error.name === 'BusyError')) throw error
      }
      if (!patient) return
    }
  }

  async function cancel(outcome: Outcome): Promise<void> {
    try {
      const member = await readMember()
      const result = await ledger.cancel({ ...outcome.request, member, deadline: schedule.now + 400 })
      if (result.ok && result.entry.facts.kind === 'cancelled') outcome.cancelled = true
      else if (result.ok) outcome.answers.add(canonicalJson(result.entry))
      else if (isRefusal(result) && result.code === 'UNKNOWN') outcome.uncertain = true
    } catch (error) {
      if (!(error instanceof Crash || (error instanceof Error && error.name === 'BusyError'))) throw error
      outcome.uncertain = true
    }
  }

  async function sweep(): Promise<void> {
    try {
      const member = await readMember()
      if (member) await ledger.archiveTail(member)
    } catch (error) {
      if (!(error instanceof Crash) && !(error instanceof Error && /Busy|Unknown/.test(error.name)))
        throw error
    }
  }

  schedule.faults = faults
  await schedule.run([
    ...operations.flatMap((each, index) =>
      Array.from({ length: each.senders }, () => () => send(outcomes[index] as Outcome, each.patient)),
    ),
    ...operations.flatMap((each, index) =>
      each.cancelled ? [() => cancel(outcomes[index] as Outcome)] : [],
    ),
    ...Array.from({ length: sweeps }, () => sweep),
  ])
  checkBooks(database, history, outcomes, false)

  schedule.faults = NO_FAULTS
  await schedule.run(outcomes.map((outcome) => () => send(outcome, true)))
  await schedule.run([sweep])
  checkBooks(database, history, outcomes, true)
}

function checkBooks(
  database: ScheduledDatabase,
  history: number,
  outcomes: readonly Outcome[],
  final: boolean,
): void {
  const [member] = database.all<MemberDocument>('members')
  const journal = database.all<JournalEntry>('journal')
  if (!member) {
    if (final || journal.length > 0 || outcomes.some(({ answers }) => answers.size > 0))
      throw new Error('there is no member')
    return
  }
  const entries = [...new Map([...journal, ...member.tail].map((entry) => [entry._id, entry])).values()].sort(
    (a, b) => a.versionAfter - b.versionAfter,
  )
  // Plain comparisons: jest's own take most of the time of a thousand runs.
  must(entries.length === member.version, 'as many entries as versions')
  must(
    entries.every(({ versionAfter }, index) => versionAfter === index + 1),
    'one entry for each version',
  )
  let previous = GENESIS_HASH
  for (const entry of entries) {
    must(entry.previousHash === previous && entryHash(entry) === entry.hash, 'an unbroken chain')
    previous = entry.hash
  }
  const folded = foldPostings(entries.flatMap(({ postings }) => postings))
  must(canonicalJson(folded) === canonicalJson(balances(member.state)), 'entries fold to the balances')

  const applied = new Map(entries.map((entry) => [entry.operationId, entry]))
  let sum = history
  for (const { request, amount, answers, uncertain, cancelled } of outcomes) {
    const entry = applied.get(request.operationId)
    must(answers.size <= 1, 'one answer to one operation')
    const isCancelled = entry?.facts.kind === 'cancelled'
    if (entry && !isCancelled) sum += amount
    // What was answered is in the books as it was answered, and what was never in doubt only then.
    for (const answer of answers) must(entry && canonicalJson(entry) === answer, 'the answer of the books')
    if (entry && !isCancelled && !uncertain) must(answers.size === 1, 'no doubt that nobody had')
    if (cancelled) must(isCancelled, 'a cancelled operation stays cancelled')
    if (final) must(answers.size === 1 || isCancelled, 'an end for each operation')
  }
  must((member.state.savings['2027-03']?.member_price ?? 0) === sum, 'each amount exactly once')

  const rows = new Set(database.all('outbox').map(({ _id }) => _id))
  for (const { due } of journal)
    for (const { key } of due) must(rows.has(key), 'follow-ups in the outbox before their entry is archived')
}

function must(holds: unknown, what: string): void {
  if (!holds) throw new Error(`not so: ${what}`)
}

test('X2 I1 I9 every interleaving of commits keeps the books', async () => {
  await fc.assert(fc.asyncProperty(scenario, play), { seed: SEED, numRuns: RUNS })
}, 300_000)

test('the check finds a lost, a doubled and a changed entry', () => {
  const build = (change: (member: MemberDocument, journal: JournalEntry[]) => void) => async () => {
    const schedule = new Schedule(1)
    const database = new ScheduledDatabase(schedule)
    const ledger = openLedger(database, {
      newSecret: () => SECRET,
      random: () => 0,
      wait: () => Promise.resolve(),
      clock: () => 0,
    })
    await schedule.run([
      async () => {
        for (let round = 0; round < 3; round += 1)
          await ledger.commit({ ...saving((await ledger.readMembers([MEMBER])).get(MEMBER), 1), deadline: 1 })
      },
    ])
    const rows = database.collections
    change(
      rows.get('members')?.get(MEMBER) as MemberDocument,
      [...(rows.get('journal')?.values() ?? [])] as JournalEntry[],
    )
    checkBooks(database, 3, [], true)
  }
  return Promise.all([
    expect(build(() => undefined)()).resolves.toBeUndefined(),
    expect(build((member) => ((member.tail as JournalEntry[]).length = 0))()).rejects.toThrow(),
    expect(
      build((member) => ((member.state.savings['2027-03'] as { member_price: number }).member_price += 1))(),
    ).rejects.toThrow(),
    expect(build((_member, journal) => Object.assign(journal[0] ?? {}, { at: 1 }))()).rejects.toThrow(),
    expect(build((member) => Object.assign(member, { version: 4 }))()).rejects.toThrow(),
  ])
})
