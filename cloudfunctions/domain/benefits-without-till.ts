import type { BenefitOffer } from '../contract/benefit-offers'
import type { ReportedUse } from './benefit-report'
import type { JournalEntry } from './decision'
import { benefitKeyOf } from './held-benefits'
import type { ReceiptFacts } from './member'
import { OF_A_TIER } from './card-savings'
import type { Release } from './release'
import { returnedOfLine } from './return-shares'

/**
 * Benefits that nobody takes at the till one by one: an order's price or fee has them in it (M028,
 * M059), goods are replaced (M061), or the staff prepares a thing unasked (M031). What was used of
 * them is told by receipts and by facts of their own.
 */

const ON_RECEIPTS: readonly string[] = ['first_of_day', 'delivery']

/** What an entry of the journal must have for its uses to be told. */
export type ToldEntry = Pick<JournalEntry, '_id' | 'memberId' | 'facts'>

/** Whether receipts can have uses in them: by a card that was ever sold, or by a tier of today. */
export function usesOnReceipts(release: Release): boolean {
  const ofCards = Object.values(release.versions).map(({ terms }) => terms.benefits ?? [])
  const ofTiers = (release.loyalty?.growth?.tiers ?? []).map(({ benefits }) => benefits)
  return [...ofCards, ...ofTiers].flat().some(({ kind }) => isBenefit(kind))
}

/** Of a receipt: one use a benefit and order, whatever it took off. */
export function hasUses({ lines }: Pick<ReceiptFacts, 'lines'>): boolean {
  return lines.some(({ proofs }) => proofs.some(({ rule }) => isBenefit(rule.kind)))
}

/**
 * The uses that these entries tell of, oldest entry first. A receipt counts while it is settled, less
 * what came back of it: goods whose last unit came back were no use, like an undone receipt.
 */
export function usesWithoutTill(entries: readonly ToldEntry[], release: Release): ReportedUse[] {
  const receipts = new Map<string, { memberId: string; receipt: ReceiptFacts }>()
  const returned = new Map<string, Map<number, number>>()
  const uses: ReportedUse[] = []
  for (const { _id, memberId, facts } of entries) {
    switch (facts.kind) {
      case 'receipt': {
        const { receipt } = facts
        const known = receipts.get(receipt.receiptId)?.receipt
        if (known?.state !== 'undone') receipts.set(receipt.receiptId, { memberId, receipt })
        break
      }
      case 'goods_return': {
        const units = returned.get(facts.receiptId) ?? new Map<number, number>()
        for (const { line, quantity } of facts.lines) units.set(line, (units.get(line) ?? 0) + quantity)
        returned.set(facts.receiptId, units)
        break
      }
      case 'warranty':
        if (!facts.benefit) break
        uses.push(
          given(memberId, _id, { ...facts.benefit, title: soldAs(facts.benefit.key, release), saved: 0 }),
        )
        break
      case 'benefit_task': {
        const { benefitKey: key, cost = 0 } = facts
        uses.push(given(memberId, _id, { key, title: soldAs(key, release), saved: 0, cost }))
        break
      }
      default:
        break
    }
  }
  for (const { memberId, receipt } of receipts.values())
    uses.push(...usesOf(memberId, receipt, returned.get(receipt.receiptId) ?? new Map(), release))
  return uses
}

function usesOf(
  memberId: string,
  receipt: ReceiptFacts,
  returned: ReadonlyMap<number, number>,
  release: Release,
): ReportedUse[] {
  if (receipt.state !== 'settled') return []
  const byKey = new Map<string, { title: string; saved: number; cost: number }>()
  for (const [index, line] of receipt.lines.entries()) {
    const back = returned.get(index) ?? 0
    if (back >= line.quantity) continue
    const { byProof } = returnedOfLine(line, back)
    for (const [at, { rule, planVersionId, benefitId, title, amount }] of line.proofs.entries()) {
      if (!isBenefit(rule.kind)) continue
      const version = release.versions[planVersionId]
      const key = benefitKeyOf(planVersionId === OF_A_TIER ? null : (version?.planId ?? ''), benefitId)
      const offers = planVersionId === OF_A_TIER ? offersOfTiers(release) : (version?.terms.benefits ?? [])
      const cost = offers.find(({ id }) => id === benefitId)?.cost ?? 0
      const saved = (byKey.get(key)?.saved ?? 0) + amount - (byProof[at] ?? 0)
      byKey.set(key, { title, saved, cost })
    }
  }
  return [...byKey].map(([key, use]) => given(memberId, `${receipt.receiptId} ${key}`, { key, ...use }))
}

function given(
  memberId: string,
  useId: string,
  { key, title, saved, cost }: { key: string; title: string; saved: number; cost: number },
): ReportedUse {
  const use = { useId, benefitKey: key, title, outcome: 'given' as const, saved, cost, undoneAt: null }
  return { memberId, use }
}

/** Of what left the catalogue too: a version stays as long as somebody may hold it (M098). */
function soldAs(key: string, release: Release): string {
  const offers = Object.values(release.versions)
    .flatMap(({ planId, terms }) => (terms.benefits ?? []).map((offer) => ({ planId, offer })))
    .filter(({ planId, offer }) => benefitKeyOf(planId, offer.id) === key)
  return offers.at(-1)?.offer.title ?? ''
}

function isBenefit(kind: string): boolean {
  return ON_RECEIPTS.includes(kind)
}

function offersOfTiers(release: Release): readonly BenefitOffer[] {
  return (release.loyalty?.growth?.tiers ?? []).flatMap(({ benefits }) => benefits)
}
