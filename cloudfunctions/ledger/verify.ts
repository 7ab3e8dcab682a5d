import type { JournalEntry } from '../domain/decision'
import type { Order, Refund } from '../domain/order'
import type { MemberDocument } from './aggregate'
import type { Database } from './database'
import { canonicalJson } from './digest'
import { ContractFold } from './verify-contracts'
import { MergeFold } from './verify-merges'
import { StatementFold } from './verify-statements'
import { TransferFold } from './verify-transfers'
import { everyDocument, pagesOf, readAll } from './verify-pages'
import { verifyPartners } from './verify-partners'
import { BooksDiffer, type Difference, MemberFold, demand } from './verify-member'

export type { Difference } from './verify-member'

/** What was looked at, and the first thing that isn't as it must be. */
export interface VerifiedBooks {
  readonly members: number
  readonly entries: number
  /** Of them, those that are in the journal. */
  readonly archived: number
  readonly orders: number
  readonly refunds: number
  /** Paid and not yet delivered, being refunded, or half merged: timers see to them, it is no difference. */
  readonly open: number
  readonly difference: Difference | null
}

type Counts = Record<Exclude<keyof VerifiedBooks, 'difference'>, number>

/** A member is at most 420 KiB (see aggregate), an answer at most 16 MB. */
const MEMBERS_A_PAGE = 30
const ENTRIES_A_PAGE = 200
const ORDERS_A_PAGE = 200

/**
 * Folds every member's journal and tail and compares them with the member, then orders and refunds
 * with the entries. Pages through everything, so that memory stays flat. It may run beside live
 * operations: a member is read before its journal, and what came after is left aside.
 */
export async function verifyBooks(database: Database): Promise<VerifiedBooks> {
  const counts: Counts = { members: 0, entries: 0, archived: 0, orders: 0, refunds: 0, open: 0 }
  try {
    await verifyMembers(database, counts)
    await verifyOrders(database, counts)
    await verifyRefunds(database, counts)
    return { ...counts, difference: null }
  } catch (error) {
    if (error instanceof BooksDiffer) return { ...counts, difference: error.difference }
    throw error
  }
}

async function verifyMembers(database: Database, counts: Counts): Promise<void> {
  const archivedBefore = await database.count('journal', {})
  const merges = new MergeFold()
  const transfers = new TransferFold()
  const halves = (entry: JournalEntry) => {
    merges.add(entry)
    transfers.add(entry)
  }
  let journalled = 0
  for await (const member of everyDocument<MemberDocument>(database, 'members', MEMBERS_A_PAGE)) {
    journalled += await verifyMember(database, member, halves, counts)
    counts.members += 1
  }
  counts.open += (await merges.finish(database)) + (await transfers.finish(database))
  if (journalled < archivedBefore) await nameOrphan(database)
  counts.archived = journalled
}

/** Returns how many entries of the member the journal holds. */
async function verifyMember(
  database: Database,
  member: MemberDocument,
  halves: (entry: JournalEntry) => void,
  counts: Counts,
): Promise<number> {
  const members = new MemberFold(member)
  const contracts = new ContractFold(member)
  const statements = new StatementFold(member)
  const fold = (entry: JournalEntry) => {
    for (const one of [members, contracts, statements]) one.add(entry)
    halves(entry)
  }
  const { tail } = member
  const firstInTail = tail[0]?.versionAfter ?? member.version + 1
  let journalled = 0
  let newest: JournalEntry | undefined
  for await (const entry of journalOf(database, member._id)) {
    journalled += 1
    newest = entry
    const twin = tail.find(({ _id }) => _id === entry._id)
    if (twin) demand(sameText(twin, entry), entry._id, 'differs between journal and tail')
    // Copies of the tail are folded from the tail; what came after the member was read, not at all.
    else if (entry.versionAfter < firstInTail) fold(entry)
    else demand(entry.versionAfter > member.version, entry._id, 'has taken the place of another entry')
  }
  for (const entry of tail) fold(entry)
  for (const one of [members, contracts, statements]) one.finish()
  await contracts.verifyOrders(database)
  await verifyPartners(database, member)
  counts.entries += members.entries
  if (newest && newest.versionAfter > member.version) {
    const now = await database.read<MemberDocument>('members', member._id)
    demand(newest.versionAfter <= (now?.version ?? 0), newest._id, 'leads to a version that never was')
  }
  return journalled
}

/** Compared as they are stored: a field that the hash doesn't cover would be a difference too. */
function sameText(left: JournalEntry, right: JournalEntry): boolean {
  return canonicalJson(left) === canonicalJson(right)
}

async function* journalOf(database: Database, memberId: string): AsyncGenerator<JournalEntry> {
  let last: JournalEntry | undefined
  for (;;) {
    const page: JournalEntry[] = await database.find<JournalEntry>('journal', {
      where: { memberId },
      orderBy: [
        ['versionAfter', 'asc'],
        ['_id', 'asc'],
      ],
      limit: ENTRIES_A_PAGE,
      ...(last ? { after: [last.versionAfter, last._id] } : {}),
    })
    yield* page
    last = page.at(-1)
    if (page.length < ENTRIES_A_PAGE) return
  }
}

/** Some entries belong to no member: finds the first of them. */
async function nameOrphan(database: Database): Promise<void> {
  const known = new Set<string>()
  for await (const { _id, memberId } of everyDocument<JournalEntry>(database, 'journal', 1000, [
    'memberId',
  ])) {
    if (known.has(memberId)) continue
    const owner = await database.read('members', memberId)
    demand(owner !== null, _id, `belongs to ${memberId}, who does not exist`)
    known.clear()
    known.add(memberId)
  }
}

async function verifyOrders(database: Database, counts: Counts): Promise<void> {
  for await (const page of pagesOf<Order>(database, 'orders', ORDERS_A_PAGE)) {
    const deliveries = await deliveriesOf(database, page)
    const refundIds = page.flatMap(({ refunds }) => Object.keys(refunds))
    const refunds = await readAll<Refund>(database, 'refunds', refundIds)
    for (const order of page) {
      try {
        verifyOrder(order, deliveries.get(order._id), refunds)
      } catch (error) {
        if (!(error instanceof BooksDiffer)) throw error
        // It may have moved on between the reads.
        await verifyOrderAgain(database, order._id)
      }
      counts.orders += 1
      if (order.state === 'paid' || order.state === 'refunding') counts.open += 1
    }
  }
}

function verifyOrder(
  order: Order,
  delivery: JournalEntry | undefined,
  refunds: ReadonlyMap<string, Refund>,
): void {
  const where = `order ${order._id}`
  const reserved = Object.values(order.refunds)
  const total = reserved.reduce((sum, amount) => sum + amount, 0)
  demand(
    reserved.every((amount) => Number.isSafeInteger(amount) && amount > 0) && total === order.refundedTotal,
    where,
    `holds refunds of ${total} fen and says ${order.refundedTotal}`,
  )
  demand(total <= order.amount, where, `gives back ${total} of ${order.amount} fen`)
  const paid = order.paidAt !== null && order.transactionId !== null
  const neverPaid = order.state === 'paying' || order.state === 'closed'
  demand(paid !== neverPaid, where, `is ${order.state} and ${paid ? 'paid' : 'not paid'}`)
  const delivered = delivery !== undefined && delivery.facts.kind !== 'cancelled'
  demand(!(delivered && !paid), where, 'was delivered without being paid')
  demand(order.state !== 'delivered' || delivered, where, 'is marked delivered, but no entry delivered it')
  if (delivered) {
    demand(deliveredAmount(delivery) === order.amount, where, 'was paid with another amount than delivered')
    const refused = Object.keys(order.refunds).find((id) => refunds.get(id)?.reason === 'delivery_refused')
    demand(refused === undefined, where, `was delivered, and given back as undelivered by ${refused}`)
  } else if (order.state === 'refunding' || order.state === 'refunded') {
    demand(total === order.amount, where, `was not delivered, and only ${total} fen go back`)
  }
  if (order.state === 'refunded')
    for (const id of Object.keys(order.refunds))
      demand(refunds.get(id)?.state === 'succeeded', where, `is refunded, but refund ${id} has not succeeded`)
}

async function verifyOrderAgain(database: Database, orderId: string): Promise<void> {
  const order = await database.read<Order>('orders', orderId)
  if (!order) throw new BooksDiffer({ where: `order ${orderId}`, what: 'has vanished' })
  const deliveries = await deliveriesOf(database, [order])
  const refunds = await readAll<Refund>(database, 'refunds', Object.keys(order.refunds))
  verifyOrder(order, deliveries.get(orderId), refunds)
}

function deliveredAmount({ facts, operationId }: JournalEntry): number {
  const orderId = operationId.slice('pay:'.length)
  if (facts.kind === 'card') return facts.orderId === orderId ? facts.paid : Number.NaN
  if (facts.kind === 'top_up') return facts.orderId === orderId ? facts.principal : Number.NaN
  if (facts.kind === 'voucher') return facts.orderId === orderId ? facts.paid : Number.NaN
  if (facts.kind === 'statement') return facts.state === 'charged' ? facts.charge : Number.NaN
  if (facts.kind === 'receipt') return facts.receipt.orderId === orderId ? facts.receipt.paid : Number.NaN
  return Number.NaN
}

/** A page of whole members would be larger than an answer may be. */
const PARTS = ['tail', 'state.mergedFrom']

/** The entries `pay:{orderId}` of these orders, from tails and journal, of the owner or who was merged. */
async function deliveriesOf(
  database: Database,
  page: readonly Order[],
): Promise<ReadonlyMap<string, JournalEntry>> {
  const owners = await readAll<MemberDocument>(
    database,
    'members',
    page.map(({ memberId }) => memberId),
    PARTS,
  )
  const former = [...owners.values()].flatMap(({ state }) => state.mergedFrom ?? [])
  const members = new Map([...owners, ...(await readAll<MemberDocument>(database, 'members', former, PARTS))])
  const ids = page.flatMap(({ _id, memberId }) =>
    [memberId, ...(owners.get(memberId)?.state.mergedFrom ?? [])].map((id) => `${id}:pay:${_id}`),
  )
  const archived = await readAll<JournalEntry>(database, 'journal', ids)
  const wanted = new Set(ids)
  const near = [...members.values()].flatMap(({ tail }) => tail).filter(({ _id }) => wanted.has(_id))
  const found = new Map<string, JournalEntry>()
  for (const entry of new Map([...archived, ...near.map((one) => [one._id, one] as const)]).values()) {
    const orderId = entry.operationId.slice('pay:'.length)
    const known = found.get(orderId)
    demand(
      !known || known.facts.kind === 'cancelled' || entry.facts.kind === 'cancelled',
      `order ${orderId}`,
      'was delivered to two members',
    )
    if (!known || known.facts.kind === 'cancelled') found.set(orderId, entry)
  }
  return found
}

/** What only a person can decide, before and after. */
const REQUESTS: ReadonlySet<Refund['state']> = new Set(['review', 'refused', 'granted'])

async function verifyRefunds(database: Database, counts: Counts): Promise<void> {
  for await (const page of pagesOf<Refund>(database, 'refunds', ORDERS_A_PAGE)) {
    const orders = await readAll<Order>(
      database,
      'orders',
      page.map(({ orderId }) => orderId),
    )
    for (const refund of page) {
      const where = `refund ${refund._id}`
      const order = orders.get(refund.orderId)
      demand(refund.amount > 0 && refund.amount <= refund.total, where, 'gives back more than was paid')
      if (!order)
        throw new BooksDiffer({ where, what: `names order ${refund.orderId}, which does not exist` })
      // A request moves no money: what it is granted is a refund of its own.
      if (REQUESTS.has(refund.state))
        demand(order.refunds[refund._id] === undefined, where, 'is reserved, though nobody has granted it')
      // More than was paid can't be reserved: this interest is transferred (法释〔2025〕4号 15).
      else if (refund.reason === 'interest' && order.refunds[refund._id] === undefined)
        demand(refund.asked?.channel === 'manual', where, 'goes back by WeChat without being reserved')
      // Money that didn't belong to the order goes back whole and counts nothing on it.
      else if (refund.transactionId === order.transactionId)
        demand(order.refunds[refund._id] === refund.amount, where, 'is not reserved on its order')
      else demand(refund.amount === refund.total, where, 'gives back part of a payment that is nobody’s')
      counts.refunds += 1
    }
  }
}
