import type { JournalEntry } from '../cloudfunctions/domain/decision'
import type { Order } from '../cloudfunctions/domain/order'
import type { MemberDocument } from '../cloudfunctions/ledger/aggregate'

const FIVE_DAYS = 5 * 86_400_000

/**
 * L1, M087, L11: what was taken by contract has one order and one notice of its own that was
 * delivered five days before and said no less; nothing was begun after the end.
 */
export function ofContracts(
  members: readonly MemberDocument[],
  all: readonly JournalEntry[],
  orders: readonly Order[],
): string[] {
  const found: string[] = []
  const entries = inOrder(all)
  const events = entries.flatMap(({ memberId, operationId, versionAfter, facts }) =>
    facts.kind === 'contract' ? [{ memberId, operationId, versionAfter, ...facts }] : [],
  )
  const used = new Set<string>()
  for (const entry of entries) {
    const charged = chargedBy(entry)
    if (!charged) continue
    const { orderId, contractCode, amount } = charged
    const own = events.filter(
      (event) => event.contractCode === contractCode && event.versionAfter < entry.versionAfter,
    )
    const begun = own.find(({ operationId }) => operationId === `charge:${orderId}`)
    const told = own.find(({ event, day }) => event === 'notice_delivered' && day === begun?.day)
    if (begun?.memberId !== entry.memberId) found.push(`M087 ${orderId} was charged, but never begun`)
    else if (!told || told.at + FIVE_DAYS > begun.at || (told.amount ?? 0) < amount)
      found.push(`M087 ${orderId} was charged without a notice of its own`)
    if (told && used.has(told.operationId)) found.push(`M087 the notice of ${orderId} was used before`)
    if (told) used.add(told.operationId)
    const order = orders.find(({ _id }) => _id === orderId)
    if (order?.charge?.contractCode !== contractCode || order.amount !== amount)
      found.push(`L1 ${orderId} was charged without its order`)
  }
  const ends = members.flatMap(({ _id: memberId, state }) =>
    state.contracts.flatMap(({ contractCode, terminatedAt: at }) =>
      at === null ? [] : [{ memberId, contractCode, at }],
    ),
  )
  const ended = [...ends, ...events.filter(({ event }) => event === 'terminated')]
  for (const { event, contractCode, at, operationId } of events)
    if (event === 'charge_begun' && ended.some((end) => end.contractCode === contractCode && end.at < at))
      found.push(`L1 ${operationId} was begun after the end of its contract`)
  return found
}

/** M050, F14: a statement says what the journal of its period saved, and nobody pays more than that. */
export function ofStatements(all: readonly JournalEntry[]): string[] {
  const entries = inOrder(all)
  return entries.flatMap(({ memberId, versionAfter, facts }) => {
    if (facts.kind !== 'statement') return []
    const { statementId, saved, charge } = facts
    const issued = entries.find(
      (other) =>
        other.memberId === memberId &&
        other.facts.kind === 'statement' &&
        other.facts.statementId === statementId,
    )
    const until = issued?.versionAfter ?? versionAfter
    const inJournal = entries
      .filter((other) => other.memberId === memberId && other.versionAfter <= until)
      .flatMap(({ postings }) => postings)
      .filter(({ asset, account }) => asset === 'period_saving' && account === `member/period/${statementId}`)
      .reduce((sum, { amount }) => sum + amount, 0)
    return saved === Math.max(0, inJournal) && charge >= 0 && charge <= saved
      ? []
      : [`F14 statement ${statementId} says ${saved} and ${charge}, its period saved ${inJournal}`]
  })
}

function inOrder(entries: readonly JournalEntry[]): JournalEntry[] {
  return [...entries].sort((a, b) => a.versionAfter - b.versionAfter)
}

function chargedBy({ operationId, facts }: JournalEntry) {
  const orderId = operationId.slice('pay:'.length)
  if (facts.kind === 'statement')
    return facts.state === 'charged'
      ? { orderId, contractCode: facts.contractCode, amount: facts.charge }
      : null
  if (facts.kind !== 'card' && facts.kind !== 'top_up') return null
  const { contractCode } = facts
  const amount = facts.kind === 'card' ? facts.paid : facts.principal
  return contractCode === undefined ? null : { orderId, contractCode, amount }
}
