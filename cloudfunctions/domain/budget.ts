import { shanghaiMonth } from './calendar'
import type { Decision, Facts } from './decision'
import type { MemberState } from './member'
import type { Wallet } from './wallet'

/** A month's budget for the balance, or none: it is shown, never enforced (M117). */
export function setBudget(
  state: MemberState,
  monthly: number | null,
): Decision<Extract<Facts, { kind: 'budget' }>> {
  return {
    ok: true,
    state: { ...state, wallet: { ...state.wallet, budget: monthly } },
    postings: [],
    facts: { kind: 'budget', monthly },
    due: [],
  }
}

/** The bar of the budget: fen taken from the balance this month, less what came back. */
export function budgetBar(
  { budget, spent }: Pick<Wallet, 'budget' | 'spent'>,
  now: number,
): { monthly: number; spent: number } | null {
  if (budget === null) return null
  return { monthly: budget, spent: spent.month === shanghaiMonth(now) ? Math.max(0, spent.amount) : 0 }
}
