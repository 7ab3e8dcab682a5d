import type { Output } from '../cloudfunctions/contract'
import { addDays, addMonths, shanghaiDay, shanghaiMonth } from '../cloudfunctions/domain/calendar'
import type { JournalEntry } from '../cloudfunctions/domain/decision'
import { yuanText } from '../cloudfunctions/domain/money'
import type { Order } from '../cloudfunctions/domain/order'
import { CARD_TAKINGS } from '../cloudfunctions/domain/partner-settlement'
import type { MemberDocument } from '../cloudfunctions/ledger/aggregate'
import type { DemoShop } from '../local/demo/shop'
import type { Stack } from '../local/stack'
import { documents } from './invariants'
import { toldUses } from './told-uses'

/**
 * The owner's reports of a demo shop, held against the raw journal: what is owed for prepaid money,
 * how card prices are shared out, WeChat's bills, what coupons and benefits gave, and the points
 * that members are shown. Folded here once more, so that a fault in the
 * product's own fold can't hide one in its reports.
 */
export interface CheckedReports {
  /** The reports in words, for a person to read. */
  readonly lines: readonly string[]
  /** Where a report and the ledger don't agree; empty: they do. */
  readonly differences: readonly string[]
}

const PARTNERS = 'shop/partners/'
/** So many past days the payment function compares with WeChat's bill. */
const RECONCILED_DAYS = 7

export async function checkReports(stack: Stack, shop: DemoShop): Promise<CheckedReports> {
  const books = { stack, entries: everyEntry(stack), now: stack.clock.now() }
  const parts = [
    await liability(books),
    await settlement(books, shop),
    await reconciliation(books),
    await points(books, shop),
    await coupons(books),
    await benefits(books),
  ]
  return {
    lines: parts.flatMap(({ lines }) => lines),
    differences: parts.flatMap(({ differences }) => differences),
  }
}

interface Books {
  readonly stack: Stack
  readonly entries: readonly JournalEntry[]
  readonly now: number
}

/** Journal and tails, each entry once. */
function everyEntry(stack: Stack): JournalEntry[] {
  const tails = documents<MemberDocument>(stack, 'members').flatMap(({ tail }) => tail)
  const all = [...documents<JournalEntry>(stack, 'journal'), ...tails]
  return [...new Map(all.map((entry) => [entry._id, entry])).values()]
}

/** L5: what members hold is what was paid in, less what was spent and what was closed by refunds. */
async function liability({ stack, entries }: Books): Promise<CheckedReports> {
  const report = await asOwner(stack, 'operations.liability', {})
  const fold = (asset: string) =>
    sumOf(entries, (posting) => posting.asset === asset && posting.account.startsWith('member/'))
  const months = report.byMonth.map(
    ({ paidIn, spentPrincipal, closedPrincipal }) => paidIn - spentPrincipal - closedPrincipal,
  )
  return compared([
    ['liability: principal', report.principal, fold('principal')],
    ['liability: bonus', report.bonus, fold('bonus')],
    ['liability: principal by months', months.reduce((sum, month) => sum + month, 0), fold('principal')],
    ['liability: the ledger beside the report', report.ledger.principal, fold('principal')],
  ]).with(
    `liability: ${report.holders} holders, principal ${yuanText(report.principal)}, ` +
      `bonus ${yuanText(report.bonus)}, unearned fees ${yuanText(report.unearnedFees)}`,
  )
}

/** M016 M038: each month's shares sum to prices less refunds, and all months to the journal. */
async function settlement({ stack, entries, now }: Books, shop: DemoShop): Promise<CheckedReports> {
  const sums = { taken: 0, own: 0 }
  const partners = new Map<string, number>()
  const lines: string[] = []
  const pairs: Pair[] = []
  const last = shanghaiMonth(now)
  for (let month = shanghaiMonth(shop.begins(now)); month <= last; month = nextMonth(month)) {
    const { settlement: plans } = await asOwner(stack, 'operations.partners', { month })
    for (const { planName, cards, price, refunded, shares } of plans) {
      const shared = shares.reduce((sum, { amount }) => sum + amount, 0)
      pairs.push([`settlement: ${month} ${planName}`, shared, price - refunded])
      sums.taken += price - refunded
      for (const { partnerId, amount } of shares) {
        if (partnerId === null) sums.own += amount
        else partners.set(partnerId, (partners.get(partnerId) ?? 0) + amount)
      }
      const split = shares.map(({ name, amount }) => `${name} ${signed(amount)}`).join(', ')
      lines.push(
        `settlement: ${month} ${planName}, ${cards} cards, ${yuanText(price)} less ${yuanText(refunded)} = ${split}`,
      )
    }
  }
  const taken = sumOf(entries, ({ asset, account }) => asset === 'cash' && account === CARD_TAKINGS)
  const owed = (id: string) =>
    sumOf(entries, ({ asset, account }) => asset === 'perk' && account === PARTNERS + id)
  const inLedger = entries.flatMap(({ postings }) =>
    postings.flatMap(({ account }) => (account.startsWith(PARTNERS) ? [account.slice(PARTNERS.length)] : [])),
  )
  for (const id of new Set([...partners.keys(), ...inLedger]))
    pairs.push([`settlement: partner ${id}`, partners.get(id) ?? 0, owed(id)])
  pairs.push(['settlement: card takings', sums.taken, taken])
  return compared(pairs).with(...lines)
}

/** wechat.md 1.10: each of the last days that had payments is balanced, on both sides the same. */
async function reconciliation({ stack, now }: Books): Promise<CheckedReports> {
  const orders = documents<Order>(stack, 'orders')
  const lines: string[] = []
  const pairs: Pair[] = []
  for (let ago = RECONCILED_DAYS; ago > 0; ago -= 1) {
    const day = addDays(shanghaiDay(now), -ago)
    const { state, bill, books, differences } = await asOwner(stack, 'operations.reconciliation', { day })
    // Before ten in the morning WeChat has no bill of the day before.
    if (state === 'pending' && ago === 1) continue
    const paid = orders.filter(({ paidAt }) => paidAt !== null && shanghaiDay(paidAt) === day)
    pairs.push(
      [`reconciliation: ${day} is ${state}, differences`, differences.length, 0],
      [`reconciliation: ${day} is ${state}, balanced`, Number(state === 'balanced'), 1],
      [`reconciliation: ${day} payments`, bill.payments, paid.length],
      [`reconciliation: ${day} paid`, bill.paid, paid.reduce((sum, { amount }) => sum + amount, 0)],
      [`reconciliation: ${day} refunded`, bill.refunded, books.refunded],
    )
    if (bill.payments + bill.refunds > 0)
      lines.push(
        `reconciliation: ${day} ${state}, ${bill.payments} payments ${yuanText(bill.paid)}, ` +
          `${bill.refunds} refunds ${yuanText(bill.refunded)}`,
      )
  }
  return compared(pairs).with(...lines)
}

/** M063: what all members together are shown of their points is what the ledger owes them. */
async function points({ stack, entries }: Books, shop: DemoShop): Promise<CheckedReports> {
  const shown = { members: 0, available: 0, pending: 0, debt: 0 }
  let off = 0
  for (const { id } of [...shop.people, ...shop.regulars]) {
    const answer = await stack.call(id, 'points.home', {})
    if (!answer.ok || !answer.data.points) continue
    const { available, pending, debt } = answer.data.points
    shown.members += 1
    shown.available += available
    shown.pending += pending.reduce((sum, lot) => sum + lot.points, 0)
    shown.debt += debt
  }
  for (const { facts } of entries)
    if (facts.kind === 'receipt' && facts.receipt.state === 'settled')
      off += facts.receipt.pointsSpent?.off ?? 0
  if (shown.members === 0) return compared([]).with()
  const owed = sumOf(entries, ({ asset, account }) => asset === 'points' && account.startsWith('member/'))
  const liable = shown.available + shown.pending - shown.debt
  return compared([['points: what members are shown', liable, owed]]).with(
    `points: ${shown.available} to spend and ${shown.pending} pending less ${shown.debt} debt = ${liable} ` +
      `of ${shown.members} people, ${yuanText(off)} taken off at the till`,
  )
}

/** M053 M121: each template's coupons given, used and left are those of the ledger, to the fen. */
async function coupons({ stack, entries }: Books): Promise<CheckedReports> {
  const { templates } = await asOwner(stack, 'operations.couponReport', {})
  const pairs: Pair[] = []
  const lines: string[] = []
  for (const { templateId, title, issued, used, takenOff } of templates) {
    const folded = { issued: 0, used: 0, takenOff: 0, ended: 0 }
    for (const { facts, postings } of entries) {
      const taken = facts.kind === 'receipt' ? (facts.receipt.coupons ?? []) : []
      for (const { asset, account, amount } of postings) {
        if (asset !== 'coupon' || !account.startsWith('member/') || !account.endsWith(`:t:${templateId}`))
          continue
        const use = taken.find(({ lotId }) => account.endsWith(lotId))
        if (use) {
          folded.used -= amount
          folded.takenOff -= Math.sign(amount) * use.amount
        } else if (amount > 0) folded.issued += amount
        else folded.ended -= amount
      }
    }
    const held = documents<MemberDocument>(stack, 'members')
      .flatMap(({ state }) => state.coupons)
      .filter(({ id }) => id.endsWith(`:t:${templateId}`))
      .reduce((sum, { left }) => sum + left, 0)
    pairs.push(
      [`coupons: ${title} issued`, issued, folded.issued],
      [`coupons: ${title} used`, used, folded.used],
      [`coupons: ${title} taken off`, takenOff, folded.takenOff],
      [`coupons: ${title} held`, held, issued - used - folded.ended],
    )
    if (issued > 0)
      lines.push(
        `coupons: ${title}, ${issued} given, ${used} used for ${yuanText(takenOff)}, ` +
          `${folded.ended} closed, ${held} in wallets`,
      )
  }
  return compared(pairs).with(...lines)
}

/** M027 M028 M031 M059 M122: uses, refusals and what they saved, as the journal has them. */
async function benefits({ stack, entries }: Books): Promise<CheckedReports> {
  const { rows, since, asOf } = await asOwner(stack, 'operations.benefitReport', {})
  const uses = new Map(
    entries.flatMap(({ facts, day, at }) =>
      facts.kind === 'benefit_use' && day >= since && at < asOf
        ? [[facts.use.useId, facts.use] as const]
        : [],
    ),
  )
  const standing = [...uses.values()].filter(({ undoneAt }) => undoneAt === null)
  const given = standing.filter(({ outcome }) => outcome === 'given')
  const total = (of: (row: (typeof rows)[number]) => number) => rows.reduce((sum, row) => sum + of(row), 0)
  const told = toldUses(entries.filter(({ day, at }) => day >= since && at < asOf))
  const saved = given.reduce((sum, use) => sum + use.saved, told.saved)
  const all = given.length + told.uses
  if (rows.length === 0) return compared([]).with()
  return compared([
    ['benefits: uses', total((row) => row.uses), all],
    ['benefits: refused', total((row) => row.refused), standing.length - given.length],
    ['benefits: saved', total((row) => row.saved), saved],
    [
      'benefits: cost',
      total(({ benefit, cost }) => (told.onReceipts.has(benefit.benefitId) ? 0 : cost)),
      given.reduce((sum, use) => sum + use.cost, told.cost),
    ],
  ]).with(
    `benefits: ${rows.length} held, ${all} uses worth ${yuanText(saved)}, ` +
      `${standing.length - given.length} refused with a reason`,
  )
}

type Pair = readonly [what: string, report: number, ledger: number]

function compared(pairs: readonly Pair[]) {
  const differences = pairs
    .filter(([, report, ledger]) => report !== ledger)
    .map(([what, report, ledger]) => `${what}: the report says ${report}, the ledger ${ledger}`)
  return { with: (...lines: string[]): CheckedReports => ({ lines, differences }) }
}

function sumOf(
  entries: readonly JournalEntry[],
  counts: (posting: JournalEntry['postings'][number]) => boolean,
): number {
  return entries
    .flatMap(({ postings }) => postings)
    .filter(counts)
    .reduce((sum, { amount }) => sum + amount, 0)
}

async function asOwner<
  A extends
    | 'operations.liability'
    | 'operations.partners'
    | 'operations.reconciliation'
    | 'operations.couponReport'
    | 'operations.benefitReport',
>(stack: Stack, action: A, input: Parameters<typeof stack.call<A>>[2]): Promise<Output<A>> {
  const answer = await stack.call('owner', action, input)
  if (!answer.ok) throw new Error(`${action}: ${answer.code}`)
  return answer.data
}

const nextMonth = (month: string) => addMonths(`${month}-01`, 1).slice(0, 7)

function signed(amount: number): string {
  return amount < 0 ? `-${yuanText(-amount)}` : yuanText(amount)
}
