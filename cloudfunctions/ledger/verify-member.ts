import { operationTime } from '../contract/operation-id'
import { type Balances, balanced, balances, foldPostings } from '../domain/balances'
import type { Asset, JournalEntry } from '../domain/decision'
import type { ReceiptFacts } from '../domain/member'
import { pointAccounts } from '../domain/point-account'
import { ordersOf } from '../domain/transferring'
import type { MemberDocument } from './aggregate'
import { GENESIS_HASH, canonicalJson, entryHash } from './digest'

/** Something that isn't as the books must be: where, and what. */
export interface Difference {
  readonly where: string
  readonly what: string
}

/** Thrown at the first difference; caught where the verification ends. */
export class BooksDiffer extends Error {
  constructor(readonly difference: Difference) {
    super(`${difference.where}: ${difference.what}`)
    this.name = 'BooksDiffer'
  }
}

export function demand(holds: boolean, where: string, what: string): void {
  if (!holds) throw new BooksDiffer({ where, what })
}

/** Of these nobody ever has less than nothing; points that are owed are a debt of their own. */
const NEVER_NEGATIVE: readonly Asset[] = ['principal', 'bonus', 'benefit', 'points']

/** Where a receipt may go from where it is. */
const RECEIPT_STEPS: Readonly<Record<string, readonly ReceiptFacts['state'][]>> = {
  none: ['settled', 'awaiting_payment'],
  awaiting_payment: ['settled', 'cancelled'],
  settled: ['undone'],
  cancelled: ['cancelled'],
  undone: [],
}

/**
 * Folds one member's entries, given one after another in the order of their versions, and compares
 * the result with the member. It keeps sums and the receipts' latest words, not the entries.
 */
export class MemberFold {
  private version = 0
  private previousHash = GENESIS_HASH
  private readonly folded: Balances = {}
  private readonly receipts = new Map<string, Pick<ReceiptFacts, 'state' | 'paid' | 'saved' | 'list'>>()
  private readonly cards = new Set<string>()
  private readonly awaited: Set<string>

  constructor(private readonly member: MemberDocument) {
    this.awaited = new Set(member.state.operations.recent)
  }

  get entries(): number {
    return this.version
  }

  add(entry: JournalEntry): void {
    const { _id: where, operationId } = entry
    demand(where === `${this.member._id}:${operationId}`, where, `belongs to ${entry.memberId}`)
    demand(entry.memberId === this.member._id, where, `says that it belongs to ${entry.memberId}`)
    demand(
      entry.versionBefore === this.version && entry.versionAfter === this.version + 1,
      where,
      `leads from version ${entry.versionBefore} to ${entry.versionAfter}, after version ${this.version}`,
    )
    demand(entry.previousHash === this.previousHash, where, 'does not continue the chain of hashes')
    demand(hashOf(entry) === entry.hash, where, 'was altered: its hash is another')
    demand(balanced(entry.postings), where, 'posts more to one side than to the other')
    this.awaited.delete(operationId)
    const { recent, forgottenThrough } = this.member.state.operations
    const remembered = recent.includes(operationId) || operationTime(operationId) <= forgottenThrough
    demand(remembered, where, 'was applied, but the member has forgotten it')
    foldPostings(entry.postings, this.folded)
    this.demandFunds(entry)
    this.addFacts(entry)
    this.version = entry.versionAfter
    this.previousHash = entry.hash
  }

  /** After the last entry: what they fold to is what the member holds. */
  finish(): void {
    const { _id: where, version, state } = this.member
    demand(this.version === version, where, `is at version ${version}, its entries end at ${this.version}`)
    const [lost] = this.awaited
    demand(lost === undefined, where, `remembers operation ${lost}, which has no entry`)
    demand(state.number === where, where, `holds the state of ${state.number}`)
    const held = balances(state)
    const names = [...new Set([...Object.keys(this.folded), ...Object.keys(held)])].sort()
    for (const name of names)
      demand(
        (this.folded[name] ?? 0) === (held[name] ?? 0),
        where,
        `${name} folds to ${this.folded[name] ?? 0}, the member holds ${held[name] ?? 0}`,
      )
    for (const { orderId, saved, savedBy } of state.memberships.flatMap(({ periods }) => periods)) {
      const byBenefit = Object.values(savedBy ?? { all: saved }).reduce((sum, amount) => sum + amount, 0)
      demand(saved === byBenefit, where, `period ${orderId} saved ${saved}, its benefits ${byBenefit}`)
    }
    for (const receipt of state.receipts) {
      demand(
        sameEssence(this.receipts.get(receipt.receiptId), receipt),
        where,
        `receipt ${receipt.receiptId} is not as its last entry left it`,
      )
    }
  }

  /**
   * Nobody ever spent stored value or points that were not there (L5, M063), or took back uses that
   * were none (M027).
   */
  private demandFunds({ _id: where, postings }: JournalEntry): void {
    for (const { asset, account } of postings)
      if (NEVER_NEGATIVE.includes(asset) && account !== pointAccounts.debt)
        demand((this.folded[`${asset}|${account}`] ?? 0) >= 0, where, `takes more ${asset} than there was`)
  }

  private addFacts({ _id: where, facts }: JournalEntry): void {
    if (facts.kind === 'receipt') {
      const { receiptId, state } = facts.receipt
      const before = this.receipts.get(receiptId)?.state ?? 'none'
      const allowed = RECEIPT_STEPS[before] ?? []
      demand(allowed.includes(state), where, `takes receipt ${receiptId} from ${before} to ${state}`)
      this.receipts.set(receiptId, essence(facts.receipt))
    }
    if (facts.kind === 'card' || facts.kind === 'top_up') {
      demand(!this.cards.has(facts.orderId), where, `delivers order ${facts.orderId} a second time`)
      this.cards.add(facts.orderId)
    }
    // Passed on it is somebody else's, and may come back some day (L6).
    if (facts.kind === 'transferred_out')
      for (const orderId of ordersOf(facts.passed)) this.cards.delete(orderId)
    if (facts.kind === 'transferred_in')
      for (const orderId of ordersOf(facts.passed)) {
        demand(!this.cards.has(orderId), where, `brings order ${orderId} a second time`)
        this.cards.add(orderId)
      }
    // From here on the receipts and cards are the other member's, as they are (M062).
    if (facts.kind === 'merged_out')
      for (const receipt of facts.carried.receipts) {
        demand(
          sameEssence(this.receipts.get(receipt.receiptId), receipt),
          where,
          'hands over another receipt',
        )
        this.receipts.delete(receipt.receiptId)
      }
    if (facts.kind === 'merged_in') {
      for (const receipt of facts.carried.receipts) this.receipts.set(receipt.receiptId, essence(receipt))
      const periods = facts.carried.memberships.flatMap((membership) => membership.periods)
      for (const { orderId } of [...periods, ...facts.carried.wallet.lots]) {
        demand(!this.cards.has(orderId), where, `brings order ${orderId} a second time`)
        this.cards.add(orderId)
      }
    }
  }
}

/** A value that no commit could have written has no hash, so it differs from any. */
function hashOf(entry: JournalEntry): string {
  try {
    return entryHash(entry)
  } catch {
    return ''
  }
}

function sameEssence(last: ReturnType<typeof essence> | undefined, receipt: ReceiptFacts): boolean {
  return last !== undefined && canonicalJson(last) === canonicalJson(essence(receipt))
}

function essence({ state, paid, saved, list }: ReceiptFacts) {
  return { state, paid, saved, list }
}
