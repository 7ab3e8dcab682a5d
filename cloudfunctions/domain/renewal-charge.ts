import { refuse } from '../contract/refusals'
import { account, transfer } from './balances'
import { shanghaiMonth } from './calendar'
import { deliverCard } from './card-delivery'
import type { Decision, Facts } from './decision'
import type { MemberState } from './member'
import type { Order } from './order'
import type { Release } from './release'
import type { RenewalContract } from './renewal-contract'
import { contractOf, withContract } from './renewal-plan'
import { deliverTopUp } from './top-up'

export interface PaidCharge {
  readonly order: Order
  readonly paidAt: number
  readonly release: Release
  readonly now: number
}

/**
 * Hands over what a charge paid, and ends its cycle in the same commit: a cycle is paid at most
 * once. Refuses CONTRACT_NOT_FOUND for a charge of another cycle than the present one, and for one
 * taken after the contract was ended: whoever calls gives that money back (L1).
 */
export function deliverCharge(state: MemberState, charge: PaidCharge): Decision {
  const { order, paidAt, now } = charge
  const contract = order.charge ? contractOf(state, order.charge.contractCode) : null
  if (contract?.cycle?.orderId !== order._id) return refuse('CONTRACT_NOT_FOUND')
  if (contract.terminatedAt !== null && paidAt >= contract.terminatedAt) return refuse('CONTRACT_NOT_FOUND')
  if (order.amount > contract.cycle.amount) return refuse('PRICE_CHANGED')
  const delivered = deliveryOf(state, contract, charge)
  if (!delivered.ok) return delivered
  const after = contractOf(delivered.state, contract.contractCode) ?? contract
  const settled = settledContract(after, contract, order, now)
  return {
    ...delivered,
    state: withContract(delivered.state, settled),
    facts: { ...delivered.facts, contractCode: contract.contractCode } as Facts,
  }
}

function deliveryOf(state: MemberState, contract: RenewalContract, charge: PaidCharge): Decision {
  const { order, paidAt, release, now } = charge
  const { planId, versionId } = contract
  switch (contract.purpose) {
    case 'renewal': {
      const card = {
        orderId: order._id,
        planId,
        versionId,
        amount: order.amount,
        paidAt,
        as: 'auto_renew',
      } as const
      return deliverCard(state, { order: card, release, now })
    }
    case 'top_up':
      if (!order.topUp) return refuse('PLAN_UNAVAILABLE')
      return deliverTopUp(state, {
        order: { orderId: order._id, amount: order.amount, paidAt, topUp: order.topUp },
        release,
        now,
      })
    case 'as_saved':
      return payStatement(state, contract, charge)
  }
}

/** The next cycle of a renewal was planned by the delivery; the others wait for their next reason. */
function settledContract(
  after: RenewalContract,
  before: RenewalContract,
  order: Order,
  now: number,
): RenewalContract {
  if (before.state === 'terminated') return { ...after, cycle: null }
  if (before.purpose === 'renewal') return after
  const month = shanghaiMonth(now)
  const { topUp } = before
  const earlier = topUp?.charged?.month === month ? topUp.charged.amount : 0
  return {
    ...after,
    state: 'active',
    cycle: null,
    topUp: topUp ? { ...topUp, charged: { month, amount: earlier + order.amount } } : null,
  }
}

/** A period that was used first is paid now: at most what it saved, at most its price (M050, F14). */
function payStatement(
  state: MemberState,
  contract: RenewalContract,
  { order, paidAt, now }: PaidCharge,
): Decision {
  const statement = state.statements.find(({ id }) => id === contract.cycle?.statementId)
  if (statement?.state !== 'charging') return refuse('STATEMENT_CLOSED')
  if (order.amount > statement.charge) return refuse('PRICE_CHANGED')
  const month = shanghaiMonth(paidAt)
  const settled = { ...statement, state: 'charged' as const, orderId: order._id }
  return {
    ok: true,
    state: {
      ...state,
      fees: { ...state.fees, [month]: (state.fees[month] ?? 0) + order.amount },
      memberships: state.memberships.map((membership) => ({
        ...membership,
        periods: membership.periods.map((period) =>
          period.orderId === statement.id
            ? {
                ...period,
                paid: period.paid + order.amount,
                sources: [{ orderId: order._id, amount: order.amount }],
              }
            : period,
        ),
      })),
      statements: state.statements.map((one) => (one.id === statement.id ? settled : one)),
    },
    postings: [
      ...transfer('cash', 'payer/wechat', 'shop/cards', order.amount),
      ...transfer('fee', 'shop/fees', account.fees(month), order.amount),
    ],
    facts: {
      kind: 'statement',
      contractCode: contract.contractCode,
      statementId: statement.id,
      saved: statement.saved,
      charge: order.amount,
      state: 'charged',
      at: now,
    },
    due: [],
  }
}
