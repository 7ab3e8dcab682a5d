import { shanghaiDay } from '../domain/calendar'
import type { Facts, JournalEntry } from '../domain/decision'
import type { Order } from '../domain/order'
import { isDebitDay, LEAST_NOTICE_MS } from '../domain/renewal-calendar'
import type { RenewalContract } from '../domain/renewal-contract'
import type { MemberDocument } from './aggregate'
import type { Database } from './database'
import { demand } from './verify-member'
import { readAll } from './verify-pages'

type ContractFacts = Extract<Facts, { kind: 'contract' }>

/** What the entries say of one contract. */
interface Folded {
  isSigned: boolean
  /** When its own entries ended it; a refund or a merge ends it without one. */
  endedAt: number | null
  /** The notices of the cycle that is under way. */
  cycle: {
    readonly day: string
    delivered: { readonly at: number; readonly amount: number } | null
    wechat: { readonly on: string; readonly amount: number } | null
  } | null
  charge: { readonly orderId: string; readonly amount: number } | null
  lastChargeAt: number
}

/**
 * Folds what a member's entries say of recurring charges (L1, M087, L11): money is taken only under
 * a contract that was signed and not ended, after a notice that was delivered five whole days
 * before, after WeChat's own, for no more than either said, and once for each notice.
 */
export class ContractFold {
  private readonly contracts = new Map<string, Folded>()
  /** Orders that were charged, by number, with their contract. */
  private readonly charged = new Map<string, string>()

  constructor(private readonly member: MemberDocument) {}

  add({ _id: where, operationId, at, facts }: JournalEntry): void {
    if (facts.kind === 'contract') return this.addEvent(where, operationId, facts)
    const paid = chargedAmount(facts)
    if (paid) this.addCharge(where, operationId, paid)
    // A statement that is to be charged begins a cycle of its own.
    else if (facts.kind === 'statement' && facts.state === 'charging') {
      const contract = this.contracts.get(facts.contractCode)
      if (contract) contract.cycle = null
    } else if (facts.kind === 'merged_out' || facts.kind === 'account_closed')
      for (const one of this.contracts.values()) one.endedAt ??= at
  }

  /** After the last entry: the contracts that the member holds are as their entries left them. */
  finish(): void {
    const { _id: memberId, state } = this.member
    for (const contract of state.contracts) {
      const where = `contract ${contract.contractCode} of ${memberId}`
      const folded = this.contracts.get(contract.contractCode)
      demand(folded !== undefined, where, 'was never prepared')
      if (folded) finishOne(contract, folded, where)
    }
  }

  /** Each charge has its one order. One call for members who were ever charged. */
  async verifyOrders(database: Database): Promise<void> {
    const orders = await readAll<Order>(database, 'orders', [...this.charged.keys()])
    for (const [orderId, contractCode] of this.charged)
      demand(
        orders.get(orderId)?.charge?.contractCode === contractCode,
        `order ${orderId}`,
        `is no charge of contract ${contractCode}, whose entry it paid`,
      )
  }

  private addEvent(where: string, operationId: string, facts: ContractFacts): void {
    const { contractCode, event, amount, day, at } = facts
    if (event === 'prepared') {
      demand(!this.contracts.has(contractCode), where, `prepares contract ${contractCode} a second time`)
      this.contracts.set(contractCode, {
        isSigned: false,
        endedAt: null,
        cycle: null,
        charge: null,
        lastChargeAt: 0,
      })
      return
    }
    const contract = this.contracts.get(contractCode)
    demand(contract !== undefined, where, `is about contract ${contractCode}, which was never prepared`)
    if (!contract) return
    switch (event) {
      case 'signed':
        demand(!contract.isSigned && contract.endedAt === null, where, 'signs what was signed or ended')
        contract.isSigned = true
        return
      case 'notice_sent':
        if (contract.cycle?.day !== day) contract.cycle = { day: day ?? '', delivered: null, wechat: null }
        return
      case 'notice_delivered': {
        demand(contract.cycle?.day === day, where, 'delivers a notice that was never sent')
        if (contract.cycle) contract.cycle.delivered ??= { at, amount: amount ?? 0 }
        return
      }
      case 'wechat_notice':
        demand(
          contract.cycle?.day === day && contract.cycle.delivered !== null,
          where,
          'lets WeChat tell first',
        )
        if (contract.cycle) contract.cycle.wechat ??= { on: shanghaiDay(at), amount: amount ?? 0 }
        return
      case 'charge_begun':
        return beginCharge(where, operationId, facts, contract)
      case 'charge_failed':
        contract.charge = null
        return
      case 'terminated':
        contract.endedAt ??= at
        return
      case 'planned':
      case 'dropped':
      case 'lapsed':
      case 'notice_failed':
        contract.cycle = null
    }
  }

  private addCharge(
    where: string,
    operationId: string,
    paid: { contractCode: string; amount: number },
  ): void {
    const { contractCode, amount } = paid
    const contract = this.contracts.get(contractCode)
    const orderId = operationId.slice('pay:'.length)
    const begun = contract?.charge
    demand(begun?.orderId === orderId, where, `is a charge that contract ${contractCode} never began`)
    demand(amount <= (begun?.amount ?? 0), where, `takes ${amount} fen, announced were ${begun?.amount ?? 0}`)
    this.charged.set(orderId, contractCode)
    if (!contract) return
    contract.charge = null
    contract.cycle = null
  }
}

function beginCharge(where: string, operationId: string, facts: ContractFacts, contract: Folded): void {
  const { day, at } = facts
  const amount = facts.amount ?? Number.NaN
  const cycle = contract.cycle?.day === day ? contract.cycle : null
  demand(contract.isSigned, where, 'begins a charge that nobody has signed')
  demand(contract.endedAt === null, where, 'begins a charge after the end of its contract')
  const notice = cycle?.delivered ?? null
  demand(
    notice !== null && notice.at + LEAST_NOTICE_MS <= at,
    where,
    'begins a charge without a notice delivered five days before',
  )
  demand(amount <= (notice?.amount ?? 0), where, `begins a charge of ${amount} fen, above its notice`)
  const wechat = cycle?.wechat ?? null
  demand(
    wechat !== null && isDebitDay(wechat.on, shanghaiDay(at)) && amount <= wechat.amount,
    where,
    'begins a charge that WeChat has not announced',
  )
  contract.charge = { orderId: operationId.slice('charge:'.length), amount }
  contract.lastChargeAt = at
}

function finishOne(contract: RenewalContract, folded: Folded, where: string): void {
  const { state, terminatedAt, cycle } = contract
  const isOver = state === 'terminated'
  demand(folded.endedAt === null || isOver, where, 'goes on after its end')
  demand(isOver === (terminatedAt !== null), where, `is ${state} and ended at ${String(terminatedAt)}`)
  demand(folded.lastChargeAt <= (terminatedAt ?? folded.lastChargeAt), where, 'began a charge after its end')
  demand(isOver || folded.isSigned === (state !== 'signing'), where, `is ${state}, its entries say otherwise`)
  if (!cycle || isOver) return
  const notice = folded.cycle?.day === cycle.chargeOn ? folded.cycle.delivered : null
  demand(
    cycle.notice.deliveredAt === (notice?.at ?? null),
    where,
    'holds a notice that was delivered at another time',
  )
  demand(!notice || cycle.amount <= notice.amount, where, `would take ${cycle.amount} fen, above its notice`)
  demand(
    state !== 'charging' || cycle.orderId === (folded.charge?.orderId ?? null),
    where,
    'is charging under an order that no entry began',
  )
}

/** What an entry took by contract; null for any other. */
function chargedAmount(facts: Facts): { contractCode: string; amount: number } | null {
  if (facts.kind === 'statement')
    return facts.state === 'charged' ? { contractCode: facts.contractCode, amount: facts.charge } : null
  if (facts.kind !== 'card' && facts.kind !== 'top_up') return null
  const { contractCode } = facts
  if (contractCode === undefined) return null
  return { contractCode, amount: facts.kind === 'card' ? facts.paid : facts.principal }
}
