import { balances, foldPostings } from '../cloudfunctions/domain/balances'
import type { Due, JournalEntry } from '../cloudfunctions/domain/decision'
import type { ReceiptFacts } from '../cloudfunctions/domain/member'
import type { Order, Refund } from '../cloudfunctions/domain/order'
import type { MemberDocument } from '../cloudfunctions/ledger/aggregate'
import { entryHash, GENESIS_HASH } from '../cloudfunctions/ledger/digest'
import type { OutboxRow } from '../cloudfunctions/ledger/outbox'
import { ofBenefits, ofSlots, savedByUses } from './invariants-benefits'
import { ofEvents } from './invariants-care'
import { ofContracts, ofStatements } from './invariants-contracts'
import { ofCampaignStock, ofEntitlements, ofGiftStock, ofTenders } from './invariants-entitlements'
import { ofTransfers } from './invariants-transfers'
import { ofPoints } from './invariants-points'
import { ofReferrals } from './invariants-referrals'
import { type CodeText, ofPartners } from './partner-invariants'

/** Where the books lie: a whole shop, or a world of a suite's own. */
export interface Books {
  /** `value`: the text parsed, where it is at hand and can't be changed. */
  readonly cloudbase: {
    readonly store: { scan(collection: string): Iterable<{ readonly text: string; readonly value?: object }> }
  }
  readonly wechat: {
    refunds(): readonly { readonly transactionId: string; readonly amount: number }[]
    orders(): readonly {
      readonly orderId: string
      readonly total: number
      readonly transactions: readonly { readonly transactionId: string }[]
    }[]
  }
  readonly clock: { now(): number }
}

/**
 * The invariants of the books, read off the raw documents and folded here once more, so that a
 * fault in the product's own check can't hide one in the product. Returns every violation by name.
 */
export function violations(shop: Books): string[] {
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
  found.push(
    ...ofGiftStock(
      members.map(({ state }) => state),
      documents(shop, 'stock'),
    ),
  )
  found.push(
    ...ofCampaignStock(
      members.map(({ state }) => state),
      documents(shop, 'stock'),
    ),
  )
  found.push(
    ...ofSlots(
      members.map(({ state }) => state),
      documents(shop, 'stock'),
    ),
  )
  found.push(
    ...ofEvents(
      members.map(({ state }) => state),
      documents(shop, 'stock'),
    ),
  )
  found.push(...ofPartners(members, documents<CodeText>(shop, 'partner_codes'), [...entries.values()].flat()))
  found.push(...ofMerges(members, [...entries.values()].flat()))
  found.push(...ofTransfers([...entries.values()].flat()))
  const all = [...entries.values()].flat()
  found.push(...ofMoney(shop, orders, refunds, all))
  found.push(...ofContracts(members, all, orders), ...ofStatements(all), ...ofReferrals(all))
  return found
}

/** I10: what must not stay open once timers have run. */
export function leftOpen(shop: Books): string[] {
  const now = shop.clock.now()
  return [
    ...documents<Order>(shop, 'orders')
      .filter(
        ({ state, expiresAt }) =>
          state === 'paid' || state === 'refunding' || (state === 'paying' && expiresAt < now - 600_000),
      )
      .map(({ _id, state }) => `I10 order ${_id} is still ${state}`),
    ...documents<Refund>(shop, 'refunds')
      .filter(({ state }) => !['succeeded', 'refused', 'granted'].includes(state))
      .map(({ _id, state }) => `I10 refund ${_id} is still ${state}`),
    // A message that was never tried and whose hour is still to come isn't left open: it waits.
    ...documents<OutboxRow>(shop, 'outbox')
      .filter(({ doneAt }) => doneAt === null)
      .filter(({ due, dueAt, attempts }) => due.kind !== 'message' || attempts > 0 || (dueAt ?? 0) <= now)
      .map(({ _id }) => `I10 follow-up ${_id} is still open`),
    ...documents<MemberDocument>(shop, 'members')
      .filter(({ state }) => state.handingOver)
      .map(({ _id }) => `I10 the merge of ${_id} is still open`),
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
    if (hashOf(entry) !== entry.hash) found.push(`I1 ${entry._id} was altered`)
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

  for (const { orderId, saved, savedBy } of member.state.memberships.flatMap(({ periods }) => periods)) {
    const parts = Object.values(savedBy ?? { all: saved })
    if (parts.reduce((sum, amount) => sum + amount, 0) !== saved || parts.some((amount) => amount < 0))
      found.push(`M091 ${member._id} period ${orderId} saved ${saved}, by benefit ${JSON.stringify(savedBy)}`)
  }
  for (const receipt of latestReceipts(chain)) found.push(...ofReceipt(receipt), ...ofTenders(receipt))
  found.push(...ofEntitlements(member.state), ...ofBenefits(member.state))
  found.push(...ofWallet(member, chain))
  found.push(...ofPoints(member.state, chain))
  return found
}

/** L5: stored value is never below zero, at no entry, and no top-up gives more than was paid in. */
function ofWallet({ _id, state }: MemberDocument, chain: readonly JournalEntry[]): string[] {
  const found: string[] = []
  const sums: Record<string, number> = {}
  for (const entry of chain)
    for (const { asset, account, amount } of entry.postings) {
      if ((asset !== 'principal' && asset !== 'bonus') || !account.startsWith('member/')) continue
      const sum = (sums[account] = (sums[account] ?? 0) + amount)
      if (sum < 0) found.push(`L5 ${entry._id} leaves ${sum} in ${account}`)
    }
  for (const lot of state.wallet.lots) {
    const { orderId, principal, principalLeft, bonus, bonusLeft, listSpent, refunded } = lot
    const sane =
      principalLeft >= 0 &&
      bonusLeft >= 0 &&
      listSpent >= 0 &&
      bonusLeft <= bonus &&
      principalLeft + refunded <= principal
    if (!sane) found.push(`L5 ${_id} top-up ${orderId} holds ${JSON.stringify(lot)}`)
  }
  return found
}

/**
 * I5 over everybody who became one person, and M062: what left one member arrived at the other to
 * the fen, in every asset, and nobody is left holding what was handed over.
 */
function ofMerges(members: readonly MemberDocument[], entries: readonly JournalEntry[]): string[] {
  const found: string[] = []
  const between: Record<string, number> = {}
  const groups = new Map(members.map(({ _id }) => [_id, _id]))
  const groupOf = (id: string): string => {
    const next = groups.get(id) ?? id
    return next === id ? id : groupOf(next)
  }
  const halves = new Map<string, string[]>()
  for (const { facts, memberId, postings } of entries) {
    if (facts.kind !== 'merged_out' && facts.kind !== 'merged_in') continue
    const [from, to] = facts.kind === 'merged_out' ? [memberId, facts.to] : [facts.from, memberId]
    push(halves, `${facts.mergeId} ${from} ${to}`, facts.kind)
    if (groupOf(from) !== groupOf(to)) groups.set(groupOf(from), groupOf(to))
    for (const { asset, account, amount } of postings)
      if (account.startsWith('merge/')) {
        const key = `${account} ${asset}`
        between[key] = (between[key] ?? 0) + amount
      }
  }
  for (const [merge, kinds] of halves)
    if (kinds.sort().join() !== 'merged_in,merged_out') found.push(`M062 merge ${merge} has ${kinds.join()}`)
  for (const [key, sum] of Object.entries(between)) if (sum !== 0) found.push(`M062 ${key} stands at ${sum}`)

  const periods = members.flatMap(({ state }) => [
    ...state.memberships.flatMap((held) => held.periods),
    ...state.wallet.lots,
  ])
  if (new Set(periods.map(({ orderId }) => orderId)).size !== periods.length)
    found.push('M062 a card is held twice')
  const sums = new Map<string, { receipts: number; ledger: number }>()
  const sumsOf = (id: string) => {
    const group = groupOf(id)
    const known = sums.get(group) ?? { receipts: 0, ledger: 0 }
    sums.set(group, known)
    return known
  }
  const latest = new Map<string, { memberId: string; receipt: ReceiptFacts; version: number }>()
  for (const { facts, memberId, versionAfter: version } of entries) {
    if (facts.kind !== 'receipt') continue
    const { receipt } = facts
    const known = latest.get(receipt.receiptId)
    const moved = known && known.memberId !== memberId
    // Only a receipt that was handed over is in two journals, and it only ever gets further.
    const later = moved
      ? STEPS.indexOf(receipt.state) > STEPS.indexOf(known.receipt.state)
      : !known || version > known.version
    if (moved && groupOf(known.memberId) !== groupOf(memberId))
      found.push(`I9 receipt ${receipt.receiptId} belongs to two people`)
    if (later) latest.set(receipt.receiptId, { memberId, receipt, version })
  }
  for (const { memberId, receipt } of latest.values())
    if (receipt.state === 'settled') sumsOf(memberId).receipts += receipt.saved
  for (const { memberId, saved } of savedByUses(entries)) sumsOf(memberId).receipts += saved
  for (const { memberId, facts } of entries)
    if (facts.kind === 'goods_return') sumsOf(memberId).receipts -= facts.saved
  for (const { memberId, facts } of entries)
    if (facts.kind === 'voucher_picked_up') sumsOf(memberId).receipts += facts.saved
  for (const { _id, state } of members)
    for (const sources of Object.values(state.savings))
      for (const amount of Object.values(sources)) sumsOf(_id).ledger += amount
  // What was saved by who closed the account stands on the closing's own account (L9).
  for (const { memberId, facts, postings } of entries)
    if (facts.kind === 'account_closed')
      for (const { asset, account, amount } of postings)
        if (asset === 'saving' && account.startsWith('closed/')) sumsOf(memberId).ledger += amount
  for (const [id, { receipts, ledger }] of sums)
    if (receipts !== ledger) found.push(`I5 ${id} saved ${receipts} by receipts, ${ledger} by ledger`)
  return found
}

const STEPS: readonly ReceiptFacts['state'][] = ['awaiting_payment', 'cancelled', 'settled', 'undone']

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
function ofMoney(shop: Books, orders: Order[], refunds: Refund[], entries: JournalEntry[]): string[] {
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
  found.push(...ofRefundsDue(shop, refunds))
  return found
}

/** I3: what was due and is done stands as a refund of that amount; nothing that is owed is dropped. */
function ofRefundsDue(shop: Books, refunds: readonly Refund[]): string[] {
  const amounts = new Map(refunds.map(({ _id, amount }) => [_id, amount]))
  return documents<{ due: Due; doneAt: number | null }>(shop, 'outbox').flatMap(({ due, doneAt }) =>
    due.kind === 'refund' && doneAt !== null && amounts.get(due.refundId) !== due.amount
      ? [`I3 refund ${due.refundId} was due and is nowhere`]
      : [],
  )
}

function latestReceipts(chain: readonly JournalEntry[]): ReceiptFacts[] {
  const latest = new Map<string, ReceiptFacts>()
  for (const { facts } of chain)
    if (facts.kind === 'receipt') latest.set(facts.receipt.receiptId, facts.receipt)
  return [...latest.values()]
}

export function documents<T>(shop: Books, collection: string): T[] {
  // A text that nobody asks for needn't be written.
  return [...shop.cloudbase.store.scan(collection)].map((row) => (row.value ?? JSON.parse(row.text)) as T)
}

/** Entries that can't be changed any more, as thousands of schedules share them. */
const hashes = new WeakMap<JournalEntry, string>()

function hashOf(entry: JournalEntry): string {
  const hash = hashes.get(entry) ?? entryHash(entry)
  if (Object.isFrozen(entry)) hashes.set(entry, hash)
  return hash
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
