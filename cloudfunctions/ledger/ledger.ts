import { MOST_CLOCK_SKEW_MS, operationTime } from '../contract/operation-id'
import { type Refusal, isRefusal, refuse } from '../contract/refusals'
import { balanced } from '../domain/balances'
import { shanghaiDay } from '../domain/calendar'
import type { Actor, Decided, Decision, Facts, JournalEntry } from '../domain/decision'
import type { MemberState } from '../domain/member'
import { emptyMember } from '../domain/new-member'
import { nextDueAt } from '../domain/next-due'
import {
  MOST_TAIL_BYTES,
  MOST_TAIL_ENTRIES,
  type MemberDocument,
  chainHead,
  checkSize,
  remember,
} from './aggregate'
import { archive } from './archive'
import { BusyError, type Database, UnknownOutcomeError } from './database'
import { entryHash, inputDigest } from './digest'
import { measure } from './guard'

/** Which operation it is: what tells a repetition from another use of the same id. */
export interface Operation {
  readonly memberId: string
  /** As the handler read it; undefined when it doesn't exist yet. */
  readonly member: MemberDocument | undefined
  readonly operationId: string
  readonly command: string
  readonly actor: Actor
  /** The checked input. It never holds a phone number or an openid: pass their keyed digest. */
  readonly input: unknown
  /** Epoch ms, read once at the entry. */
  readonly now: number
}

export interface CommitRequest<F extends Facts = Facts> extends Operation {
  /** Epoch ms; nothing is tried again after it. */
  readonly deadline: number
  decide(state: MemberState): Decision<F>
  /** `when_large`: for an operation without a call to spare. */
  readonly archive?: 'always' | 'when_large'
}

export interface Committed<F extends Facts = Facts> {
  readonly ok: true
  readonly entry: JournalEntry & { readonly facts: F }
  /** The member as it is now; for a repetition that may be long after the entry. */
  readonly state: MemberState
  readonly version: number
  readonly repeated: boolean
}

export type CommitResult<F extends Facts = Facts> = Committed<F> | Refusal

export interface Ledger {
  /** One call for all; at most 1000. */
  readMembers(ids: readonly string[]): Promise<Map<string, MemberDocument>>
  /**
   * The entry of an operation that was applied before, null for a new one. It comes before any
   * look at expiry, codes or balances. No call for a new id; one for an id so old that only the
   * journal remembers it, or for an entry that has left the tail.
   */
  findApplied(operation: Operation): Promise<JournalEntry | null | Refusal>
  /** Applies the operation exactly once: `BUSY` says that it wasn't, `UNKNOWN` that it may have been. */
  commit<F extends Facts>(request: CommitRequest<F>): Promise<CommitResult<F>>
  /**
   * Makes sure that an operation never applies from now on: before a hold, a reservation or a
   * payment of it is given back. An attempt that is still on its way then meets the cancelled entry
   * and is refused. An operation that was applied answers with its own entry instead.
   */
  cancel(operation: Omit<CommitRequest, 'decide'>): Promise<CommitResult>
  /** Copies the whole tail into the journal and its follow-ups into the outbox; trims nothing. */
  archiveTail(member: MemberDocument): Promise<void>
}

export interface LedgerOptions {
  /** 32 random bytes as hex: the code secret of a member who is new. */
  readonly newSecret: () => string
  /** Numbers in [0, 1): jitter. */
  readonly random: () => number
  readonly wait: (ms: number) => Promise<void>
  /** Epoch ms, for deadlines only; what is written carries the request's `now`. */
  readonly clock: () => number
}

const FIRST_PAUSE_MS = 10
const LONGEST_PAUSE_MS = 500

export function openLedger(database: Database, options: LedgerOptions): Ledger {
  async function readMembers(ids: readonly string[]): Promise<Map<string, MemberDocument>> {
    const found = await database.readMany<MemberDocument>('members', ids)
    return new Map(found.map((member) => [member._id, member]))
  }

  async function findEntry(operation: Operation): Promise<JournalEntry | null> {
    const { member, memberId, operationId } = operation
    const time = operationTime(operationId)
    if (Number.isNaN(time)) throw new TypeError(`${operationId} carries no time`)
    if (!member) return null
    const inTail = member.tail.find((entry) => entry.operationId === operationId)
    if (inTail) return inTail
    const { recent, forgottenThrough } = member.state.operations
    const remembered = recent.includes(operationId)
    if (!remembered && time > forgottenThrough) return null
    const archived = await database.read<JournalEntry>('journal', entryId(memberId, operationId))
    if (!archived && remembered) throw new Error(`the journal has lost ${entryId(memberId, operationId)}`)
    return archived
  }

  async function findApplied(operation: Operation): Promise<JournalEntry | null | Refusal> {
    const entry = await findEntry(operation)
    if (entry) return isSame(entry, operation) ? entry : refuse('OPERATION_REUSED')
    const tooEarly = operationTime(operation.operationId) > operation.now + MOST_CLOCK_SKEW_MS
    return tooEarly ? refuse('OPERATION_IN_FUTURE') : null
  }

  /** Entries that stay in the tail; archives the others first. Not being able to is no harm yet. */
  async function makeRoom(
    member: MemberDocument,
    next: JournalEntry,
    acknowledged: Set<string>,
    due: boolean,
  ): Promise<JournalEntry[]> {
    const waiting = () => member.tail.filter(({ _id }) => !acknowledged.has(_id))
    if (due || isLarge(waiting(), next)) {
      try {
        for (const id of await archive(database, waiting(), 'insert_first')) acknowledged.add(id)
      } catch (error) {
        if (!(error instanceof BusyError || error instanceof UnknownOutcomeError)) throw error
      }
    }
    if (isLarge(waiting(), next)) throw new BusyError('the tail is full and the journal out of reach')
    return waiting()
  }

  async function write(
    member: MemberDocument | undefined,
    state: MemberState,
    entry: JournalEntry,
    kept: JournalEntry[],
  ): Promise<boolean> {
    const fields = {
      version: entry.versionAfter,
      updatedAt: Math.max(entry.at, member?.updatedAt ?? 0),
      nextDueAt: nextDueAt(state),
      state,
      tail: [...kept, entry],
    }
    if (!member) return (await database.insert('members', { _id: entry.memberId, ...fields })) === 'inserted'
    return database.replaceWhere('members', { _id: member._id, version: member.version }, fields)
  }

  async function attempt<F extends Facts>(request: CommitRequest<F>): Promise<CommitResult<F>> {
    const acknowledged = new Set<string>()
    let { member } = request
    for (let round = 0; ; round += 1) {
      const applied = await findApplied({ ...request, member })
      if (isRefusal(applied)) return applied
      if (applied && member)
        return {
          ok: true,
          entry: applied as JournalEntry & { facts: F },
          state: member.state,
          version: member.version,
          repeated: true,
        }

      const before = member?.state ?? emptyMember(request.memberId, options.newSecret())
      const decision = request.decide(before)
      if (!decision.ok) return decision
      const entry = makeEntry(request, decision, member)
      const state = { ...decision.state, operations: remember(before.operations, request.operationId) }
      const tooLarge = checkSize(state, entry)
      if (tooLarge) return tooLarge

      const archiveNow = round === 0 && request.archive !== 'when_large'
      const kept = member ? await makeRoom(member, entry, acknowledged, archiveNow) : []
      if (options.clock() >= request.deadline) return refuse('BUSY')
      if (await write(member, state, entry, kept))
        return { ok: true, entry, state, version: entry.versionAfter, repeated: false }

      const pause = options.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** round)
      if (options.clock() + pause >= request.deadline) return refuse('BUSY')
      await options.wait(pause)
      member = (await readMembers([request.memberId])).get(request.memberId)
    }
  }

  /** Only the conditional write can leave an unknown outcome: all else before it is repeatable. */
  async function commitOrSay<F extends Facts>(request: CommitRequest<F>): Promise<CommitResult<F>> {
    try {
      return await attempt(request)
    } catch (error) {
      if (error instanceof UnknownOutcomeError) return refuse('UNKNOWN')
      if (error instanceof BusyError) return refuse('BUSY')
      throw error
    }
  }

  return {
    readMembers,
    async findApplied(operation) {
      const applied = await findApplied(operation)
      return applied && !isRefusal(applied) && isCancelled(applied) ? refuse('OPERATION_REUSED') : applied
    },

    async commit(request) {
      const result = await commitOrSay(request)
      return result.ok && result.repeated && isCancelled(result.entry) ? refuse('OPERATION_REUSED') : result
    },

    cancel: (operation) =>
      commitOrSay<Facts>({
        ...operation,
        decide: (state) => ({
          ok: true,
          state,
          postings: [],
          facts: { kind: 'cancelled', operationId: operation.operationId },
          due: [],
        }),
      }),

    async archiveTail(member) {
      await archive(database, member.tail, 'insert_first')
    },
  }
}

function entryId(memberId: string, operationId: string): string {
  return `${memberId}:${operationId}`
}

function isCancelled(entry: JournalEntry): boolean {
  return entry.facts.kind === 'cancelled'
}

/** The same person, or the same role where no person acts; the same command; the same input. */
function isSame(entry: JournalEntry, { actor, command, input }: Operation): boolean {
  const samePerson =
    entry.actor.memberId === actor.memberId && (actor.memberId !== null || entry.actor.role === actor.role)
  return samePerson && entry.command === command && entry.inputDigest === inputDigest(command, input)
}

function isLarge(tail: readonly JournalEntry[], next: JournalEntry): boolean {
  if (tail.length === 0) return false
  return tail.length >= MOST_TAIL_ENTRIES || measure(tail, 'tail') + measure(next, 'entry') > MOST_TAIL_BYTES
}

function makeEntry<F extends Facts>(
  { memberId, operationId, command, actor, input, now }: CommitRequest<F>,
  { postings, facts, due }: Decided<F>,
  member: MemberDocument | undefined,
): JournalEntry & { facts: F } {
  if (!balanced(postings)) throw new Error(`${command} posts more to one side than to the other`)
  const version = member?.version ?? 0
  const entry = {
    _id: entryId(memberId, operationId),
    memberId,
    operationId,
    command,
    at: now,
    day: shanghaiDay(now),
    // A receipt counts for its branch, whoever brought it to an end.
    branchId: actor.branchId ?? (facts.kind === 'receipt' ? facts.receipt.branchId : null),
    actor: { role: actor.role, memberId: actor.memberId, branchId: actor.branchId },
    inputDigest: inputDigest(command, input),
    postings,
    facts,
    due,
    versionBefore: version,
    versionAfter: version + 1,
    previousHash: chainHead(member),
  }
  return { ...entry, hash: entryHash(entry) }
}
