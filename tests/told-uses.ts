import type { JournalEntry } from '../cloudfunctions/domain/decision'
import type { ReceiptFacts } from '../cloudfunctions/domain/member'

/** Uses of benefits that no till takes one by one, folded once more for the checks of the report. */
export interface ToldUses {
  readonly uses: number
  /** Fen. */
  readonly saved: number
  /** Of replaced goods and of things that were prepared. Fen. */
  readonly cost: number
  /** Benefits that receipts have in them: each of their uses costs what the release says. */
  readonly onReceipts: ReadonlySet<string>
}

/** @param entries of the report's days, in any order */
export function toldUses(entries: readonly JournalEntry[]): ToldUses {
  const receipts = new Map<string, ReceiptFacts>()
  const back = new Map<string, number>()
  let [uses, saved, cost] = [0, 0, 0]
  for (const { facts } of [...entries].sort((a, b) => a.at - b.at || a.versionAfter - b.versionAfter)) {
    if (facts.kind === 'receipt') receipts.set(facts.receipt.receiptId, facts.receipt)
    if (facts.kind === 'goods_return')
      for (const { line, quantity } of facts.lines) {
        const key = `${facts.receiptId} ${line}`
        back.set(key, (back.get(key) ?? 0) + quantity)
      }
    if (facts.kind === 'benefit_task' || facts.kind === 'warranty') {
      uses += 1
      cost += facts.kind === 'warranty' ? (facts.benefit?.cost ?? 0) : (facts.cost ?? 0)
    }
  }
  const onReceipts = new Set<string>()
  for (const { receiptId, state, lines } of receipts.values()) {
    const used = new Set<string>()
    for (const [index, { quantity, proofs }] of lines.entries()) {
      const left = quantity - (back.get(`${receiptId} ${index}`) ?? 0)
      for (const { rule, benefitId, amount } of state === 'settled' && left > 0 ? proofs : []) {
        if (rule.kind !== 'first_of_day' && rule.kind !== 'delivery') continue
        used.add(benefitId)
        onReceipts.add(benefitId)
        saved += Math.floor((amount * left) / quantity)
      }
    }
    uses += used.size
  }
  return { uses, saved, cost, onReceipts }
}
