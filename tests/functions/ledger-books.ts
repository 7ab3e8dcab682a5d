import type { ReceiptLine } from '../../cloudfunctions/contract/views'
import type { Facts } from '../../cloudfunctions/domain/decision'
import type { ReceiptFacts } from '../../cloudfunctions/domain/member'
import type { Order, Refund } from '../../cloudfunctions/domain/order'
import { NOW, type Shop, decideSaving, newId, saving } from './ledger-setup'

export const ANNA = 'A000000000000'
export const BORIS = 'B000000000000'
export const CARD = '0'.repeat(25)
export const REFUSED = '1'.repeat(25)
export const PAID = 19_900

/** As long as a line of a basket gets. */
export const LONG_LINE: ReceiptLine = {
  productId: 'coconut-latte',
  categoryId: 'coffee',
  name: '生椰拿铁（大杯、少冰、燕麦奶）',
  quantity: 2,
  unitListPrice: 2000,
  listPriceId: 'price:coconut-latte:12',
  listPriceSince: NOW,
  list: 4000,
  paid: 2400,
  saved: 1600,
  proofs: [
    {
      source: 'member_price',
      benefitId: 'coffee-member-price',
      title: '咖啡会员价：成本价的一点五倍',
      amount: 1600,
      planVersionId: 'year-card@3',
      rule: { kind: 'cost_plus', price: 1200 },
    },
  ],
}

export function receiptOf(receiptId: string, state: ReceiptFacts['state']): ReceiptFacts {
  return {
    receiptId,
    at: NOW,
    day: '2027-03-14',
    branchId: 'laojie',
    branchName: '老街店',
    clerk: 'CLERK00000000',
    state,
    lines: [],
    list: 1500,
    paid: 900,
    saved: 600,
    tender: 'external',
    orderId: null,
    periodOrderId: null,
    missed: 0,
    undoUntil: NOW,
    undoneAt: null,
    payUntil: null,
    savedNow: { thisReceipt: 600, total: 600, breakEven: null },
  }
}

function orderOf(orderId: string, state: Order['state'], more: Partial<Order> = {}): Order {
  return {
    _id: orderId,
    kind: 'card',
    memberId: ANNA,
    openid: 'o',
    state,
    title: 't',
    amount: PAID,
    request: { description: 't', timeExpire: '', total: PAID },
    card: null,
    receiptId: null,
    createdAt: NOW,
    expiresAt: NOW,
    paidAt: state === 'paying' || state === 'closed' ? null : NOW,
    transactionId: state === 'paying' || state === 'closed' ? null : `T${orderId}`,
    deliveredAt: null,
    closedAt: null,
    refunds: {},
    refundedTotal: 0,
    inputDigest: 'd',
    nextDueAt: null,
    ...more,
  }
}

export function refundOf(refundId: string, orderId: string, more: Partial<Refund> = {}): Refund {
  return {
    _id: refundId,
    orderId,
    memberId: ANNA,
    transactionId: `T${orderId}`,
    amount: PAID,
    total: PAID,
    reason: 'delivery_refused',
    state: 'succeeded',
    createdAt: NOW,
    finishedAt: NOW,
    nextDueAt: null,
    ...more,
  }
}

/** Two members with receipts, one undone; a delivered card; an order refused and given back. */
export async function keepBooks({ ledger, database }: Pick<Shop, 'ledger' | 'database'>): Promise<void> {
  async function commit(
    memberId: string,
    facts: Facts,
    amount: number,
    operationId = newId(),
  ): Promise<void> {
    const member = (await ledger.readMembers([memberId])).get(memberId)
    const receipt = facts.kind === 'receipt' ? facts.receipt : null
    const result = await ledger.commit(
      saving(member, amount, {
        memberId,
        operationId,
        decide: (state) => {
          const decision = decideSaving(state, amount)
          if (!decision.ok) return decision
          const receipts = receipt
            ? [...state.receipts.filter(({ receiptId }) => receiptId !== receipt.receiptId), receipt]
            : state.receipts
          return { ...decision, state: { ...decision.state, receipts }, facts }
        },
      }),
    )
    if (!result.ok) throw new Error(result.code)
  }
  for (const memberId of [ANNA, BORIS]) {
    const [first, second] = [newId(), newId()]
    await commit(memberId, { kind: 'joined', at: NOW }, 0)
    await commit(memberId, { kind: 'receipt', receipt: receiptOf(first, 'settled') }, 600, first)
    await commit(memberId, { kind: 'receipt', receipt: receiptOf(second, 'settled') }, 600, second)
    await commit(memberId, { kind: 'receipt', receipt: receiptOf(second, 'undone') }, -600, `undo:${second}`)
  }
  const card: Facts = {
    kind: 'card',
    orderId: CARD,
    membershipId: CARD,
    planId: 'year',
    versionId: 'year@1',
    months: 12,
    paid: PAID,
    startsAt: NOW,
    endsAt: NOW,
    renews: false,
  }
  await commit(ANNA, card, 0, `pay:${CARD}`)
  await commit(ANNA, { kind: 'joined', at: NOW }, 1)
  await database.insert('orders', orderOf(CARD, 'delivered'))
  await database.insert('orders', orderOf('open', 'paying'))
  await database.insert('orders', orderOf('late', 'paid'))
  await database.insert(
    'orders',
    orderOf(REFUSED, 'refunded', { refunds: { rd: PAID }, refundedTotal: PAID }),
  )
  await database.insert('refunds', refundOf('rd', REFUSED))
  await database.insert(
    'refunds',
    refundOf('rs', CARD, { transactionId: 'second', reason: 'second_payment' }),
  )
}
