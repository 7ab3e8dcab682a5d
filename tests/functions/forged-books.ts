import type { Facts, JournalEntry } from '../../cloudfunctions/domain/decision'
import type { Order } from '../../cloudfunctions/domain/order'
import type { RenewalContract, SavedStatement } from '../../cloudfunctions/domain/renewal-contract'
import type { MemberDocument } from '../../cloudfunctions/ledger/aggregate'
import { entryHash, GENESIS_HASH } from '../../cloudfunctions/ledger/digest'
import { type Documents, Row } from '../faults/scheduled-database'
import { numberOf } from '../faults/scheduled-shop'

const LIN = numberOf('lin')

/** What is put in an entry's place: itself, another, several, none. */
export type Change = (entry: JournalEntry) => JournalEntry | JournalEntry[]

export const isEvent =
  (event: string) =>
  ({ facts }: JournalEntry) =>
    facts.kind === 'contract' && facts.event === event
export const isStatement =
  (state: string) =>
  ({ facts }: JournalEntry) =>
    facts.kind === 'statement' && facts.state === state
export const without =
  (concerns: (entry: JournalEntry) => boolean): Change =>
  (entry) =>
    concerns(entry) ? [] : entry
export const withFacts =
  (concerns: (entry: JournalEntry) => boolean, fields: object | ((facts: Facts) => object)): Change =>
  (entry) =>
    concerns(entry)
      ? {
          ...entry,
          facts: { ...entry.facts, ...(typeof fields === 'function' ? fields(entry.facts) : fields) },
        }
      : entry

/** Changes the member's document as it lies there. */
function member(books: Documents, change: (state: MemberDocument['state']) => object): void {
  const lin = books.of('members').get(LIN)?.value as unknown as MemberDocument
  books.of('members').set(LIN, new Row({ ...lin, state: { ...lin.state, ...change(lin.state) } }))
}

export const contract = (fields: object | ((one: RenewalContract) => object)) => (books: Documents) =>
  member(books, ({ contracts }) => ({
    contracts: contracts.map((one) => ({ ...one, ...(typeof fields === 'function' ? fields(one) : fields) })),
  }))
export const cycle = (fields: object | ((one: NonNullable<RenewalContract['cycle']>) => object)) =>
  contract((one) => ({
    cycle: one.cycle && { ...one.cycle, ...(typeof fields === 'function' ? fields(one.cycle) : fields) },
  }))
export const statement = (fields: Partial<SavedStatement>) => (books: Documents) =>
  member(books, ({ statements }) => ({ statements: statements.map((one) => ({ ...one, ...fields })) }))
export const charge = (change: (order: Order) => Order | null) => (books: Documents) => {
  for (const [id, { value }] of books.of('orders')) {
    const order = value as unknown as Order
    if (order.kind !== 'charge') continue
    const changed = change(order)
    if (changed) books.of('orders').set(id, new Row(changed))
    else books.of('orders').delete(id)
  }
}

/** Forges the journal from its first entry on, so that versions and hashes fit again. */
export const journal = (change: Change) => (books: Documents) => {
  const lin = books.of('members').get(LIN)?.value as unknown as MemberDocument
  const archived = [...books.of('journal').values()].map(({ value }) => value as unknown as JournalEntry)
  const own = new Map(
    [...archived, ...lin.tail].filter(({ memberId }) => memberId === LIN).map((one) => [one._id, one]),
  )
  let previousHash = GENESIS_HASH
  const forged = [...own.values()]
    .sort((a, b) => a.versionAfter - b.versionAfter)
    .flatMap(change)
    .map((entry, versionBefore) => {
      const chained = { ...entry, versionBefore, versionAfter: versionBefore + 1, previousHash }
      previousHash = entryHash(chained)
      return { ...chained, hash: previousHash }
    })
  for (const id of own.keys()) books.of('journal').delete(id)
  for (const entry of forged) books.of('journal').set(entry._id, new Row(entry))
  const { operations } = lin.state
  const before = new Set([...own.values()].map(({ operationId }) => operationId))
  const after = forged.map(({ operationId }) => operationId)
  const added = after.filter((id) => !before.has(id))
  const recent = [...operations.recent.filter((id) => after.includes(id)), ...added]
  const state = { ...lin.state, operations: { ...operations, recent } }
  const changed = { ...lin, version: forged.length, tail: forged.slice(-1), state }
  books.of('members').set(LIN, new Row(changed))
}

/** An end, put before the entry that is meant. */
export const endedBefore =
  (concerns: (entry: JournalEntry) => boolean): Change =>
  (entry) => {
    if (!concerns(entry) || entry.facts.kind !== 'contract') return entry
    const operationId = entry.operationId.replace('charge:', 'ended:')
    const facts = { ...entry.facts, event: 'terminated' as const, by: 'member' as const }
    return [{ ...entry, _id: `${LIN}:${operationId}`, operationId, facts }, entry]
  }
