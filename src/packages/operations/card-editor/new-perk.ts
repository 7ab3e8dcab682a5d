import type { PlanTerms } from '../draft/draft'

export type Perk = NonNullable<PlanTerms['partnerPerks']>[number]

/** What a perk begins with, in fen: the same goes back when its codes run out, so that it can be published. */
const FIRST_SETTLEMENT = 100

/** A perk to be filled in. @param months the card's, 0 for one without an end */
export function newPerk(id: string, partnerId: string, months: number): Perk {
  return {
    id,
    partnerId,
    title: '',
    months: months > 0 ? months : 1,
    settlement: FIRST_SETTLEMENT,
    activateWithinDays: 30,
    ifExhausted: { kind: 'refund', amount: FIRST_SETTLEMENT },
  }
}

/** Another settlement; a refund that was the whole of it stays the whole of it. */
export function withSettlement({ settlement: before, ifExhausted }: Perk, settlement: number): Partial<Perk> {
  const follows = ifExhausted.kind === 'refund' && ifExhausted.amount === before && settlement > 0
  return { settlement, ...(follows ? { ifExhausted: { kind: 'refund', amount: settlement } } : {}) }
}
