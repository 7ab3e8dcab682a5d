import { balances, foldPostings } from '../cloudfunctions/domain/balances'
import type { JournalEntry } from '../cloudfunctions/domain/decision'
import type { ReceiptFacts } from '../cloudfunctions/domain/member'
import type { Order, Refund } from '../cloudfunctions/domain/order'
import type { MemberDocument } from '../cloudfunctions/ledger/aggregate'
import { entryHash, GENESIS_HASH } from '../cloudfunctions/ledger/digest'
import type { Shop } from './shop'

/**
 * The invariants of the books, read off the raw documents and folded here once more, so that a
 * fault in the product's own check can't hide one in the product. Returns every violation by name.
 */
export function violations(shop: Shop): string[] {
  const found: string[] = []
  const members = documents<MemberDocument>(shop, 'members')
  const orders = documents<Order>(shop, 'orders')
  const refunds = documents<Refund>(shop, 'refunds')
  const archived = documents<JournalEntry>(shop, 'journal')
  const entries = new Map<string, JournalEntry[]>()
  for (const entry of archived) push(entries, entry.memberId, entry)
  for (const { _id, tail } of members) {
    for (const entry of tail) {
      const twin = archived.find((other) => other._id === entry._id)
      if (!twin) push(entries, _id, entry)
      else if (twin.hash !== entry.hash) found.push(`I1 ${entry._id} differs between journal and tail`)
    }
  }
  for (const member of members) found.push(...ofMember(member, entries.get(member._id) ?? []))
  for (const id of entries.keys())
    if (!members.some(({ _id }) => _id === id)) found.push(`I1 journal of ${id} without the member`)
  found.push(...ofMoney(shop, orders, refunds, [...entries.values()].flat()))
  return found
}

/** I10: what must not stay open once timers have run. */
export function leftOpen(shop: Shop): string[] {
  const now = shop.clock.now()
  return [
    ...documents<Order>(shop, 'orders')
      .filter(
        ({ state, expiresAt }) =>
          state === 'paid' || state === 'refunding' || (state === 'paying' && expiresAt < now - 600_000),
      )
      .map(({ _id, state }) => `I10 order ${_id} is still ${state}`),
    ...documents<Refund>(shop, 'refunds')
      .filter(({ state }) => state !== 'succeeded')
      .map(({ _id, state }) => `I10 refund ${_id} is still ${state}`),
    ...documents<{ _id: string; doneAt: number | null }>(shop, 'outbox')
      .filter(({ doneAt }) => doneAt === null)
      .map(({ _id }) => `I10 follow-up ${_id} is still open`),
  ]
}

function ofMember(member: MemberDocument, entries: JournalEntry[]): string[] {
  const found: string[] = []
  const chain = [...entries].sort((a, b) => a.versionAfter - b.versionAfter)
  let version = 0
  let previousHash = GENESIS_HASH
  for (const entry of chain) {
    if (entry.versionBefore !== version) found.push(`I1 ${entry._id} follows version ${version}`)
    if (entry.previousHash !== previousHash) found.push(`I1 ${entry._id} breaks the chain`)
    if (entryHash(entry) !== entry.hash) found.push(`I1 ${entry._id} was altered`)
    version = entry.versionAfter
    previousHash = entry.hash
  }
  if (version !== member.version) found.push(`I1 ${member._id} is at ${member.version}, not ${version}`)
  if (new Set(chain.map(({ operationId }) => operationId)).size !== chain.length)
    found.push(`I9 ${member._id} has an operation twice`)

  const folded = foldPostings(chain.flatMap(({ postings }) => [...postings]))
  const held = balances(member.state)
  for (const key of new Set([...Object.keys(folded), ...Object.keys(held)]))
    if ((folded[key] ?? 0) !== (held[key] ?? 0)) found.push(`I1 ${member._id} ${key}`)

  const receipts = latestReceipts(chain)
  const saved = receipts.filter(({ state }) => state === 'settled').reduce((sum, r) => sum + r.saved, 0)
  const ledger = Object.values(member.state.savings).flatMap((sources) => Object.values(sources))
  const inLedger = ledger.reduce((sum, amount) => sum + amount, 0)
  if (saved !== inLedger) found.push(`I5 ${member._id} saved ${saved} by receipts, ${inLedger} by ledger`)
  for (const receipt of receipts) found.push(...ofReceipt(receipt))
  return found
}

/** I11: what is to be paid is the sum of the lines, every discount allocated to the fen. */
function ofReceipt(receipt: ReceiptFacts): string[] {
  const { receiptId, lines, list, paid, saved } = receipt
  const sum = (pick: (line: (typeof lines)[number]) => number) =>
    lines.reduce((total, line) => total + pick(line), 0)
  const proven = sum(({ proofs }) => proofs.reduce((total, { amount }) => total + amount, 0))
  const right =
    sum((line) => line.paid) === paid &&
    sum((line) => line.list) === list &&
    list - paid === saved &&
    proven === saved &&
    lines.every((line) => line.paid >= 0 && line.list - line.paid === line.saved)
  return right ? [] : [`I11 receipt ${receiptId}`]
}

/** I3, I6: each payment delivers exactly once or is refunded exactly once, never more. */
function ofMoney(shop: Shop, orders: Order[], refunds: Refund[], entries: JournalEntry[]): string[] {
  const found: string[] = []
  for (const order of orders) {
    const delivered = entries.filter(({ operationId }) => operationId === `pay:${order._id}`)
    if (delivered.length > 1) found.push(`I6 order ${order._id} delivered ${delivered.length} times`)
    if (order.state === 'delivered' && delivered.length !== 1)
      found.push(`I6 order ${order._id} not delivered`)
    const reserved = Object.values(order.refunds).reduce((sum, amount) => sum + amount, 0)
    if (reserved > order.amount || reserved !== order.refundedTotal)
      found.push(`I3 order ${order._id} refunds ${reserved} of ${order.amount}`)
    if (order.paidAt === null && delivered.length > 0) found.push(`I6 order ${order._id} delivered unpaid`)
  }
  const sent = new Map<string, number>()
  for (const { transactionId, amount } of shop.wechat.refunds())
    sent.set(transactionId, (sent.get(transactionId) ?? 0) + amount)
  for (const order of shop.wechat.orders())
    for (const transaction of order.transactions)
      if ((sent.get(transaction.transactionId) ?? 0) > order.total)
        found.push(`I3 WeChat gave back more than was paid on ${order.orderId}`)
  for (const { _id, amount, total } of refunds) if (amount > total) found.push(`I3 refund ${_id}`)
  return found
}

function latestReceipts(chain: readonly JournalEntry[]): ReceiptFacts[] {
  const latest = new Map<string, ReceiptFacts>()
  for (const { facts } of chain)
    if (facts.kind === 'receipt') latest.set(facts.receipt.receiptId, facts.receipt)
  return [...latest.values()]
}

export function documents<T>(shop: Shop, collection: string): T[] {
  return [...shop.cloudbase.store.scan(collection)].map(({ text }) => JSON.parse(text) as T)
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
