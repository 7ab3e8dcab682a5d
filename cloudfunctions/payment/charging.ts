import { isRefusal, type Refusal } from '../contract/refusals'
import { addDays, shanghaiDay, startOfDay } from '../domain/calendar'
import type { MemberState } from '../domain/member'
import type { Order } from '../domain/order'
import type { Release } from '../domain/release'
import { isDebitDay, withinHours } from '../domain/renewal-calendar'
import type { RenewalContract, RenewalCycle } from '../domain/renewal-contract'
import { chargeFailed } from '../domain/renewal-cycle'
import { contractOf } from '../domain/renewal-plan'
import type { Scope } from '../entry/handler'
import { applyTransaction } from './apply-transaction'
import { askAbout, commitTo, ContractPostponed } from './contract-changes'
import { papayPort } from './papay'

const ASK_AGAIN_MS = 60_000

/**
 * Brings a charge that the books have begun to WeChat, or finds the order that stands already: the
 * order's number is the attempt's for ever, so however often this runs, it is charged once.
 */
export async function startCharge(
  { contract, cycle, orderId }: { contract: RenewalContract; cycle: RenewalCycle; orderId: string },
  memberId: string,
  release: Release,
  scope: Scope,
): Promise<Charged> {
  const { backend } = scope
  const signer = await backend.signers.read(contract.contractCode)
  if (!signer || contract.contractId === null) throw new ContractPostponed('SIGNER_UNKNOWN')
  const order = chargeOrder({ ...contract, contractId: contract.contractId }, cycle, orderId, release, {
    memberId,
    openid: signer.openid,
    now: scope.now,
  })
  // A number that nobody can have sent yet needs no query first.
  if ((await backend.orders.insert(order)) === 'inserted') return sendCharge(order, scope)
  return advanceCharge((await backend.orders.read(orderId)) ?? order, scope)
}

export type Charged = 'paid' | 'failed' | 'left'

/** One step of a charge towards its end: an unknown outcome is asked for, never assumed. */
export async function advanceCharge(order: Order, scope: Scope): Promise<Charged> {
  const port = papayPort(scope)
  // What the rules refused to hand over went back: the books have to let go of the charge as well.
  if (order.state === 'refunding' || order.state === 'refunded') return failCharge(order, 'REFUNDED', scope)
  if (order.state !== 'paying') return order.state === 'closed' ? 'failed' : 'paid'
  if (!port || !order.charge) return 'left'
  const found = await port.queryCharge(order._id)
  switch (found.kind) {
    case 'paid':
      return (await applyTransaction(found.transaction, 'answer', scope)) === 'incident' ? 'left' : 'paid'
    case 'refunded':
      return failCharge(order, 'REFUNDED', scope)
    case 'failed':
      return failCharge(order, found.code, scope)
    case 'absent':
      return sendCharge(order, scope)
    case 'pending':
    case 'unknown':
      return 'left'
  }
}

/** WeChat never heard of this number: it is sent while the books still want it. */
async function sendCharge(order: Order, scope: Scope): Promise<Charged> {
  const { backend, now } = scope
  const port = papayPort(scope)
  const charge = order.charge
  if (!port || !charge) return 'left'
  const state = (await backend.ledger.readMembers([order.memberId])).get(order.memberId)?.state
  const contract = state && contractOf(state, charge.contractCode)
  const cycle = contract?.cycle
  // The member ended it, or it was planned anew: nothing was taken, and nothing will be.
  if (contract?.state !== 'charging' || cycle?.orderId !== order._id) {
    await backend.orders.markClosed(order._id, now)
    return 'failed'
  }
  if (cycle.wechatNoticeOn === null || !isDebitDay(cycle.wechatNoticeOn, shanghaiDay(now)))
    return failCharge(order, 'WINDOW_OVER', scope)
  if (withinHours(now) !== now) return 'left'
  // A closing was announced while it waited to be sent: nothing is taken in advance any more (L6).
  const release = await backend.releases.current(now)
  if (isRefusal(release)) throw new ContractPostponed(release.code)
  if (release.closing && contract.purpose !== 'as_saved') return failCharge(order, 'SHOP_CLOSES', scope)
  const { contractId } = charge
  const { amount, request } = order
  const sent = await port.charge({ orderId: order._id, contractId, amount, description: request.description })
  switch (sent.kind) {
    case 'failed':
      return failCharge(order, sent.code, scope)
    case 'contract_ended': {
      const known = await askAbout(contract, port, scope)
      if (known === 'unknown') return 'left'
      return failCharge(order, sent.code, scope)
    }
    case 'accepted':
    case 'later':
    case 'unknown':
      return 'left'
  }
}

/** The books learn of it first, then the order is let go: a crash in between is taken up again. */
async function failCharge(order: Order, code: string, scope: Scope): Promise<Charged> {
  const { backend, now } = scope
  const { contractCode = '', plannedAt = 0, cycleOn: chargeOn = '' } = order.charge ?? {}
  const release = await backend.releases.current(now)
  if (isRefusal(release)) throw new ContractPostponed(release.code)
  const step = { contractCode, chargeOn, plannedAt, orderId: order._id, code, release, now }
  const committed = await commitTo(order.memberId, scope, {
    operationId: `failed:${order._id}`,
    command: 'payment.chargeFailed',
    input: { orderId: order._id },
    decide: (state: MemberState) => chargeFailed(state, step),
  })
  if (isRefusal(committed) && isPassing(committed)) throw new ContractPostponed(committed.code)
  await backend.orders.markClosed(order._id, now)
  return 'failed'
}

function isPassing({ code }: Refusal): boolean {
  return code === 'BUSY' || code === 'UNKNOWN'
}

/** The order of one attempt: nobody stands at the phone, so nobody has to pay it in time. */
function chargeOrder(
  contract: RenewalContract & { contractId: string },
  cycle: RenewalCycle,
  orderId: string,
  release: Release,
  { memberId, openid, now }: { memberId: string; openid: string; now: number },
): Order {
  const { contractCode, contractId, purpose, planId, versionId, topUp, agreements = [] } = contract
  const { chargeOn: cycleOn, plannedAt, amount, statementId } = cycle
  const terms = release.versions[versionId]?.terms
  const step = terms?.storedValue?.ladder.find(({ id }) => id === topUp?.stepId)
  const title = `${release.shop.name} ${terms?.name ?? ''}`
  const as = purpose === 'renewal' ? 'auto_renew' : 'as_saved'
  return {
    _id: orderId,
    kind: 'charge',
    memberId,
    openid,
    state: 'paying',
    title,
    amount,
    ...(contract.release === undefined ? {} : { release: contract.release }),
    request: { description: `${title} 自动扣款`.slice(0, 40), timeExpire: '', total: amount },
    card: purpose === 'top_up' ? null : { planId, versionId, agreements, as },
    ...(step && {
      topUp: {
        planId,
        versionId,
        stepId: step.id,
        principal: step.principal,
        bonus: step.bonus,
        agreements,
      },
    }),
    charge: {
      contractCode,
      contractId,
      cycleOn,
      plannedAt,
      ...(statementId === undefined ? {} : { statementId }),
    },
    receiptId: null,
    createdAt: now,
    expiresAt: startOfDay(addDays(shanghaiDay(now), 3)),
    paidAt: null,
    transactionId: null,
    deliveredAt: null,
    closedAt: null,
    refunds: {},
    refundedTotal: 0,
    inputDigest: '',
    nextDueAt: now + ASK_AGAIN_MS,
  }
}
