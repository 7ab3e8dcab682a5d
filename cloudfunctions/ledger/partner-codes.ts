import { encodeBase32 } from '../contract/base32'
import type { PerkOutcome } from '../domain/partner-perks'
import { BusyError, type Database, atLeast } from './database'
import { hmacSha256, textDigest } from './digest'

/** A code of a partner. It lies here and nowhere else: not in state, journal or log. */
interface CodeDocument {
  readonly _id: string
  readonly pool: string
  readonly code: string
  readonly state: 'free' | 'issued' | 'revoked'
  /** Whose it is; null while it is free. */
  readonly entitlement: string | null
  /** The operation that brought it in; null for one that the partner made for an entitlement. */
  readonly importId: string | null
  /** `YYYY-MM-DD`; null where the partner didn't say. */
  readonly validThrough: string | null
  readonly at: number
}

/**
 * One for each entitlement, under its own id: which code it is to have. A code is only ever taken
 * for the entitlement whose document names it, so repetitions and racers of one entitlement can't
 * take two.
 */
interface IssueDocument {
  readonly _id: string
  readonly state: 'open' | 'exhausted' | 'closed'
  readonly codeId: string | null
  readonly at: number
}

export interface ImportedCodes {
  readonly pool: string
  readonly importId: string
  /** Code by id. */
  readonly codes: ReadonlyMap<string, string>
  readonly validThrough: string
  readonly now: number
}

export interface KeptCode {
  readonly code: string
  readonly validThrough: string | null
  readonly revoked: boolean
}

/** `closed`: the perk ended before, nothing is given for it any more. */
export type Taken = PerkOutcome | { readonly kind: 'closed' }

/** Codes of partners: each is given to one entitlement at most, and never comes back. */
export interface PartnerCodes {
  /** Ids of those that this import brought in; the same import brings each in once, however often. */
  bringIn(imported: ImportedCodes): Promise<{ added: number; known: number }>
  /** The code of an entitlement, the same for ever; or that the pool ran out, also for ever. */
  take(entitlement: string, pool: string, when: { today: string; now: number }): Promise<Taken>
  /** For a partner that makes codes itself: what is known so far, `asked` if it may have been asked. */
  begin(entitlement: string, now: number): Promise<Taken | { kind: 'new' } | { kind: 'asked' }>
  /** Keeps what such a partner answered. */
  keep(
    entitlement: string,
    answer: { pool: string; codeId: string; code: string; validThrough: string | null } | null,
    now: number,
  ): Promise<Taken>
  /** From now on nothing is given for this entitlement, and the code it has is marked as revoked. */
  revoke(entitlement: string, now: number): Promise<void>
  /** Codes by id, for their holder alone. */
  read(ids: readonly string[]): Promise<Map<string, KeptCode>>
  /** How many can still be given today, by pool; one call each. */
  left(pools: readonly string[], today: string): Promise<Map<string, number>>
  /** Codes that can still be given today, and those that were given. */
  counts(pool: string, today: string): Promise<{ left: number; issued: number }>
}

const CODES = 'partner_codes'
const ISSUES = 'perk_issues'
const MOST_INSERTED = 100
const CANDIDATES = 4
/** Each round was lost to somebody else who got a code: so many can only be a bug. */
const MOST_ROUNDS = 400

export function poolOf(planId: string, perkId: string): string {
  return `${planId}:${perkId}`
}

/** Keyed: codes are short enough to be guessed from a plain hash, and ids stand in the journal. */
export function partnerCodeId(partnerId: string, code: string, key: string): string {
  if (key === '') throw new TypeError('the id of a code needs a key')
  return encodeBase32(hmacSha256(key, `partner-code:${partnerId}:${code}`).subarray(0, 20))
}

export function partnerCodes(database: Database): PartnerCodes {
  const issueOf = (entitlement: string) => database.read<IssueDocument>(ISSUES, entitlement)

  /** Free codes from a place of the entitlement's own on, so that racers don't all want the same. */
  async function candidates(entitlement: string, pool: string, today: string): Promise<string[]> {
    const from = (after: string | null) =>
      database.find<CodeDocument>(CODES, {
        where: { pool, state: 'free', validThrough: atLeast(today) },
        orderBy: [['_id', 'asc']],
        limit: CANDIDATES,
        projection: ['_id'],
        ...(after === null ? {} : { after: [after] }),
      })
    const place = encodeBase32(Buffer.from(textDigest(entitlement), 'hex').subarray(0, 20))
    const found = await from(place)
    return (found.length > 0 ? found : await from(null)).map(({ _id }) => _id)
  }

  /** True when the code is the entitlement's, now or from before. */
  async function claim(codeId: string, entitlement: string, now: number): Promise<boolean> {
    const claimed = await database.updateWhere(
      CODES,
      { _id: codeId, state: 'free' },
      { set: { state: 'issued', entitlement, at: now } },
    )
    if (claimed) return true
    return (await database.read<CodeDocument>(CODES, codeId))?.entitlement === entitlement
  }

  /** Writes which code it is to be; false when somebody else wrote first. */
  async function name(
    entitlement: string,
    before: IssueDocument | null,
    next: Omit<IssueDocument, '_id'>,
  ): Promise<boolean> {
    if (!before) return (await database.insert(ISSUES, { _id: entitlement, ...next })) === 'inserted'
    return database.updateWhere(
      ISSUES,
      { _id: entitlement, state: 'open', codeId: before.codeId },
      { set: { ...next } },
    )
  }

  async function settled(issue: IssueDocument, now: number): Promise<Taken | null> {
    if (issue.state !== 'open') return { kind: issue.state }
    const { codeId } = issue
    return codeId !== null && (await claim(codeId, issue._id, now)) ? { kind: 'code', codeId } : null
  }

  return {
    async bringIn({ pool, importId, codes, validThrough, now }) {
      const ids = [...codes.keys()]
      const known = new Set((await database.readMany(CODES, ids, ['_id'])).map(({ _id }) => _id))
      const fresh = [...codes].flatMap(([_id, code]): CodeDocument[] =>
        known.has(_id)
          ? []
          : [{ _id, pool, code, state: 'free', entitlement: null, importId, validThrough, at: now }],
      )
      for (let start = 0; start < fresh.length; start += MOST_INSERTED) {
        const batch = fresh.slice(start, start + MOST_INSERTED)
        if ((await database.insertMany(CODES, batch)) === 'duplicate')
          for (const document of batch) await database.insert(CODES, document)
      }
      const kept = await database.readMany<CodeDocument>(CODES, ids, ['importId'])
      const added = kept.filter((document) => document.importId === importId).length
      return { added, known: ids.length - added }
    },

    async take(entitlement, pool, { today, now }) {
      let issue: IssueDocument | null = null
      for (let round = 0; round < MOST_ROUNDS; round += 1) {
        if (issue) {
          const done = await settled(issue, now)
          if (done) return done
        }
        const found = await candidates(entitlement, pool, today)
        const codeId = found[round % Math.max(1, found.length)] ?? null
        const next = { state: codeId === null ? ('exhausted' as const) : ('open' as const), codeId, at: now }
        const named = await name(entitlement, issue, next)
        issue = named ? { _id: entitlement, ...next } : await issueOf(entitlement)
      }
      throw new BusyError(`no end to the race for a code of ${pool}`)
    },

    async begin(entitlement, now) {
      const fresh: IssueDocument = { _id: entitlement, state: 'open', codeId: null, at: now }
      if ((await database.insert(ISSUES, fresh)) === 'inserted') return { kind: 'new' }
      const issue = await issueOf(entitlement)
      if (!issue) return { kind: 'new' }
      if (issue.state !== 'open') return { kind: issue.state }
      return issue.codeId === null ? { kind: 'asked' } : { kind: 'code', codeId: issue.codeId }
    },

    async keep(entitlement, answer, now) {
      const before: IssueDocument = { _id: entitlement, state: 'open', codeId: null, at: now }
      if (answer) {
        const { codeId: _id, ...rest } = answer
        const document: CodeDocument = { _id, ...rest, state: 'issued', entitlement, importId: null, at: now }
        const inserted = await database.insert(CODES, document)
        if (inserted === 'duplicate' && !(await claim(_id, entitlement, now)))
          throw new Error(`the partner gave code ${_id} to two entitlements`)
      }
      const next: Omit<IssueDocument, '_id'> = answer
        ? { state: 'open', codeId: answer.codeId, at: now }
        : { state: 'exhausted', codeId: null, at: now }
      if (!(await name(entitlement, before, next))) {
        const met = await issueOf(entitlement)
        if (met?.state !== 'open') return { kind: met?.state ?? 'closed' }
        return met.codeId === null ? { kind: 'closed' } : { kind: 'code', codeId: met.codeId }
      }
      return answer ? { kind: 'code', codeId: answer.codeId } : { kind: 'exhausted' }
    },

    async revoke(entitlement, now) {
      const closed = { state: 'closed' as const, codeId: null, at: now }
      if ((await database.insert(ISSUES, { _id: entitlement, ...closed })) === 'inserted') return
      await database.updateWhere(
        ISSUES,
        { _id: entitlement, state: 'open' },
        { set: { state: 'closed', at: now } },
      )
      const codeId = (await issueOf(entitlement))?.codeId
      if (!codeId) return
      // One that is named and not yet taken is taken out too: who is still on the way mustn't get it.
      const revoked = { set: { state: 'revoked', entitlement, at: now } }
      const was = await database.updateWhere(CODES, { _id: codeId, state: 'issued', entitlement }, revoked)
      if (!was) await database.updateWhere(CODES, { _id: codeId, state: 'free' }, revoked)
    },

    async read(ids) {
      const found = await database.readMany<CodeDocument>(CODES, ids)
      return new Map(
        found.map(({ _id, code, validThrough, state }) => [
          _id,
          { code, validThrough, revoked: state === 'revoked' },
        ]),
      )
    },

    async left(pools, today) {
      const free = (pool: string) =>
        database.count(CODES, { pool, state: 'free', validThrough: atLeast(today) })
      return new Map(await Promise.all(pools.map(async (pool) => [pool, await free(pool)] as const)))
    },

    async counts(pool, today) {
      const [left, issued] = await Promise.all([
        database.count(CODES, { pool, state: 'free', validThrough: atLeast(today) }),
        database.count(CODES, { pool, state: 'issued' }),
      ])
      return { left, issued }
    },
  }
}
