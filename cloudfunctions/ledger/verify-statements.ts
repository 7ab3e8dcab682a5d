import { account } from '../domain/balances'
import type { Facts, JournalEntry } from '../domain/decision'
import type { SavedStatement } from '../domain/renewal-contract'
import type { MemberDocument } from './aggregate'
import { demand } from './verify-member'

type StatementFacts = Extract<Facts, { kind: 'statement' }>

/** Where a statement may go from where it is, by an entry of its own. */
const STEPS: Readonly<Record<SavedStatement['state'] | 'none', readonly SavedStatement['state'][]>> = {
  none: ['open'],
  open: ['disputed', 'charging', 'waived'],
  disputed: ['open'],
  charging: ['charged'],
  charged: [],
  waived: [],
  failed: [],
}
/** What the end of its contract, or a charge that never came about, makes of one that stands open. */
const BY_CONTRACT: readonly SavedStatement['state'][] = ['waived', 'failed']

/**
 * Folds what a member's entries say of cards that are paid by what they saved (M050, F14): a
 * statement says what the journal of its period saved until then, what is owed is never more, only
 * ever becomes less, and is paid once.
 */
export class StatementFold {
  private readonly statements = new Map<string, Pick<StatementFacts, 'saved' | 'charge' | 'state'>>()
  /** What each period saved, of the periods' own accounts. */
  private readonly saved = new Map<string, number>()

  constructor(private readonly member: MemberDocument) {}

  add({ _id: where, facts, postings }: JournalEntry): void {
    for (const { asset, account: name, amount } of postings)
      if (asset === 'period_saving') this.saved.set(name, (this.saved.get(name) ?? 0) + amount)
    if (facts.kind !== 'statement') return
    const { statementId, saved, charge, state } = facts
    const before = this.statements.get(statementId)
    const from = before?.state ?? 'none'
    demand(STEPS[from].includes(state), where, `takes statement ${statementId} from ${from} to ${state}`)
    const folded = Math.max(0, this.saved.get(account.period(statementId)) ?? 0)
    const stated = before?.saved ?? folded
    demand(saved === stated, where, `states ${saved} fen, its period saved ${stated}`)
    const owed = before?.charge ?? saved
    demand(charge >= 0 && charge <= owed, where, `charges ${charge} fen, owed are ${owed}`)
    if (state === 'charged') {
      const taken = postings.find(({ asset, account: name }) => asset === 'cash' && name === 'shop/cards')
      demand((taken?.amount ?? 0) === charge, where, `charges ${charge} fen and posts another sum`)
    }
    this.statements.set(statementId, { saved, charge: state === 'charged' ? owed : charge, state })
  }

  /** After the last entry: the statements that the member holds are as their entries left them. */
  finish(): void {
    const { _id: memberId, state } = this.member
    for (const { id, saved, charge, cap, state: stands } of state.statements) {
      const where = `statement ${id} of ${memberId}`
      const last = this.statements.get(id)
      demand(last !== undefined, where, 'was never issued')
      demand(saved === last?.saved, where, `says ${saved} fen, its entries ${last?.saved ?? 0}`)
      demand(charge === last?.charge && charge <= cap, where, `owes ${charge} fen, its entries say otherwise`)
      const isOpen = STEPS[last?.state ?? 'none'].length > 0
      demand(
        stands === last?.state || (isOpen && BY_CONTRACT.includes(stands)),
        where,
        `is ${stands}, its entries left it ${last?.state ?? ''}`,
      )
    }
  }
}
