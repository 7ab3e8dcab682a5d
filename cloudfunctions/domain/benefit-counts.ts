import { account, transfer } from './balances'
import type { BenefitAccount, BenefitUseCount } from './benefit-account'
import type { Window } from './benefit-windows'
import type { Posting } from './decision'

/** What one use takes of a window: units or times, and fen where fen are given. */
export interface UseMove {
  readonly window: Window
  readonly units: number
  readonly amount: number
}

/** Counts a use in its window, or takes it out again; an emptied window leaves the state. */
export function movedUses(
  uses: readonly BenefitUseCount[],
  benefitKey: string,
  { window, units, amount }: UseMove,
  sign: 1 | -1,
): { uses: BenefitUseCount[]; postings: Posting[] } {
  const isSame = (one: BenefitUseCount) => one.benefitKey === benefitKey && one.window === window.key
  const before = uses.find(isSame) ?? { units: 0, amount: 0 }
  const after: BenefitUseCount = {
    benefitKey,
    window: window.key,
    units: before.units + sign * units,
    amount: before.amount + sign * amount,
    until: window.until,
  }
  const others = uses.filter((one) => !isSame(one))
  return {
    uses: after.units === 0 && after.amount === 0 ? others : [...others, after],
    postings: usePostings(benefitKey, window.key, { units: sign * units, amount: sign * amount }),
  }
}

/** Two people who turn out to be one used both: the counts of one window add up (M062). */
export function mergedUses(
  one: readonly BenefitUseCount[],
  other: readonly BenefitUseCount[],
): BenefitUseCount[] {
  return other.reduce<BenefitUseCount[]>(
    (uses, { benefitKey, window, units, amount, until }) =>
      movedUses(uses, benefitKey, { window: { key: window, until }, units, amount }, 1).uses,
    [...one],
  )
}

/** What leaves the state with its windows goes back to the shop's account, so that the fold still holds. */
export function closingPostings(ended: readonly BenefitAccount['uses'][number][]): Posting[] {
  return ended.flatMap(({ benefitKey, window, units, amount }) =>
    usePostings(benefitKey, window, { units: -units, amount: -amount }),
  )
}

function usePostings(
  benefitKey: string,
  window: string,
  { units, amount }: Pick<BenefitUseCount, 'units' | 'amount'>,
): Posting[] {
  return [
    ...transfer('benefit', 'shop/benefits', account.benefit(benefitKey, window), units),
    ...transfer('benefit', 'shop/benefit_amounts', account.benefitAmount(benefitKey, window), amount),
  ]
}
