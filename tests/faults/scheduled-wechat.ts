import type { PaymentPort, Transaction } from '../../cloudfunctions/gateways/payment-port'
import type { PapayNotice, PapayPort } from '../../cloudfunctions/gateways/papay-port'
import { type Bank, ScheduledPapay } from './scheduled-papay'
import type { SendResult } from '../../cloudfunctions/gateways/subscribe-messages'
import type { Gate } from './schedules'

interface PayOrder {
  orderId: string
  total: number
  openid: string
  closed: boolean
  /** `told`: the merchant has acknowledged the callback. */
  transactions: { transactionId: string; paidAt: number; told: boolean }[]
}

interface PayRefund {
  refundId: string
  orderId: string
  transactionId: string
  amount: number
  done: boolean
}

const ACCOUNT = { appid: 'wx5e3fa1b2c3d4e5f6', mchid: '1900000109' }
const UNKNOWN = { kind: 'unknown', code: 'TIME_OUT' } as const

/** One call to WeChat as a step of the schedule: what is lost is unknown. */
async function called<R>(gate: Gate, effect: () => R): Promise<R | typeof UNKNOWN> {
  const strike = await gate.pass()
  if (strike === 'busy' || strike === 'lost_before') return UNKNOWN
  if (strike === 'dies_before') return gate.die()
  if (strike === 'late') {
    gate.later(effect)
    return UNKNOWN
  }
  const result = effect()
  if (strike === 'lost_after') return UNKNOWN
  return strike === 'dies_after' ? gate.die() : result
}

/** A service message: whoever hears no answer sends it never again. */
export async function messageSent(gate: Gate, send: () => void): Promise<SendResult> {
  const sent = await called(gate, () => {
    send()
    return { kind: 'sent', errcode: 0 } as const
  })
  return sent.kind === 'unknown' ? { kind: 'unknown', errcode: 0 } : sent
}

/** WeChat Pay's side of the books, without HTTP and signatures: each call is a step of the schedule. */
export class ScheduledWechat {
  constructor(
    private readonly payOrders = new Map<string, PayOrder>(),
    private readonly payRefunds = new Map<string, PayRefund>(),
    private paid = 0,
    readonly papay = new ScheduledPapay(),
    /** Service messages that reached somebody. */
    public messages = 0,
  ) {}

  copy(): ScheduledWechat {
    const orders = new Map<string, PayOrder>()
    for (const [id, order] of this.payOrders)
      orders.set(id, { ...order, transactions: order.transactions.map((one) => ({ ...one })) })
    const refunds = new Map<string, PayRefund>()
    for (const [id, refund] of this.payRefunds) refunds.set(id, { ...refund })
    return new ScheduledWechat(orders, refunds, this.paid, this.papay.copy(), this.messages)
  }

  /** All of it, for comparing. */
  text(): string {
    return JSON.stringify([[...this.payOrders], [...this.payRefunds], this.papay.text(), this.messages])
  }

  orders(): PayOrder[] {
    return [...this.payOrders.values()]
  }

  refunds(): PayRefund[] {
    return [...this.payRefunds.values()]
  }

  /** Somebody pays; what WeChat then says of it. */
  pay(orderId: string, now: number): Transaction {
    const order = this.payOrders.get(orderId)
    if (!order) throw new Error(`no order ${orderId}`)
    this.paid += 1
    const transactionId = `42000000000000000000${String(this.paid).padStart(8, '0')}`
    order.transactions.push({ transactionId, paidAt: now, told: false })
    return this.transaction(order, transactionId)
  }

  /** Callbacks that WeChat would go on sending. */
  untold(): Transaction[] {
    return this.orders().flatMap((order) =>
      order.transactions
        .filter(({ told }) => !told)
        .map(({ transactionId }) => this.transaction(order, transactionId)),
    )
  }

  acknowledge(transactionId: string): void {
    for (const { transactions } of this.payOrders.values())
      for (const one of transactions) if (one.transactionId === transactionId) one.told = true
  }

  /** Refunds that are under way reach the payer. */
  finishRefunds(): void {
    for (const refund of this.payRefunds.values()) refund.done = true
  }

  /** Fen that the shop keeps of an order. */
  kept(orderId: string): number {
    const order = this.payOrders.get(orderId)
    const back = this.refunds().filter((refund) => refund.orderId === orderId && refund.done)
    return (
      (order?.transactions.length ?? 0) * (order?.total ?? 0) -
      back.reduce((sum, { amount }) => sum + amount, 0)
    )
  }

  papayPort(gate: Gate, now: () => number): PapayPort {
    return this.papay.port((effect) => called(gate, effect), this.bank(now))
  }

  /** Callbacks about contracts and debits that WeChat would go on sending. */
  untoldPapay(): PapayNotice[] {
    return this.papay.untold(this.bank(() => 0))
  }

  port(gate: Gate): PaymentPort {
    const call = <R>(effect: () => R) => called(gate, effect)
    return {
      ...ACCOUNT,
      prepay: ({ orderId, total, openid }) =>
        call(() => {
          const known = this.payOrders.get(orderId)
          if (known?.transactions.length) return { kind: 'already_paid' }
          if (known?.closed) return { kind: 'closed' }
          if (!known) this.payOrders.set(orderId, { orderId, total, openid, closed: false, transactions: [] })
          return { kind: 'prepared', prepayId: `prepay-${orderId}` }
        }),
      parameters: (prepayId) => ({
        timeStamp: '0',
        nonceStr: 'nonce',
        package: `prepay_id=${prepayId}`,
        signType: 'RSA',
        paySign: 'signed',
      }),
      query: (orderId) =>
        call(() => {
          const order = this.payOrders.get(orderId)
          const first = order?.transactions[0]
          if (!order) return { kind: 'absent' }
          if (!first) return order.closed ? { kind: 'closed' } : { kind: 'not_paid' }
          const refunded = this.refunds().some((refund) => refund.transactionId === first.transactionId)
          const transaction = this.transaction(order, first.transactionId)
          return { kind: refunded ? 'refunded' : 'paid', transaction }
        }),
      close: (orderId) =>
        call(() => {
          const order = this.payOrders.get(orderId)
          if (!order) return { kind: 'absent' }
          if (order.transactions.length > 0) return { kind: 'already_paid' }
          order.closed = true
          return { kind: 'closed' }
        }),
      refund: ({ refundId, transactionId, amount, total }) =>
        call(() => {
          const known = this.payRefunds.get(refundId)
          if (known) return { kind: known.done ? 'succeeded' : 'processing' }
          const order = this.orders().find(({ transactions }) =>
            transactions.some((one) => one.transactionId === transactionId),
          )
          const earlier = this.refunds().filter((refund) => refund.transactionId === transactionId)
          const given = earlier.reduce((sum, refund) => sum + refund.amount, 0)
          if (order?.total !== total || given + amount > total)
            return { kind: 'rejected', code: 'INVALID_REQUEST', retryable: false }
          const { orderId } = order
          this.payRefunds.set(refundId, { refundId, orderId, transactionId, amount, done: false })
          return { kind: 'processing' }
        }),
      queryRefund: (refundId) =>
        call(() => {
          const known = this.payRefunds.get(refundId)
          return known ? { kind: known.done ? 'succeeded' : 'processing' } : { kind: 'absent' }
        }),
      open: ({ rawBody }) => ({
        kind: 'payment',
        id: 'notice',
        transaction: JSON.parse(rawBody.toString()) as Transaction,
      }),
    }
  }

  /** A debit is a payment that nobody has to make; its callback is another than theirs. */
  private bank(now: () => number): Bank {
    return {
      now,
      take: ({ orderId, openid, amount }) => {
        this.paid += 1
        const transactionId = `42000000000000000000${String(this.paid).padStart(8, '0')}`
        const transactions = [{ transactionId, paidAt: now(), told: true }]
        this.payOrders.set(orderId, { orderId, total: amount, openid, closed: false, transactions })
      },
      find: (orderId) => {
        const order = this.payOrders.get(orderId)
        const [first] = order?.transactions ?? []
        if (!order || !first) throw new Error(`no debit ${orderId}`)
        const refunded = this.refunds().some(({ transactionId }) => transactionId === first.transactionId)
        return { transaction: this.transaction(order, first.transactionId), refunded }
      },
    }
  }

  private transaction({ orderId, total, openid, transactions }: PayOrder, id: string): Transaction {
    const paidAt = transactions.find(({ transactionId }) => transactionId === id)?.paidAt ?? 0
    const amounts = { amount: total, payerTotal: total, currency: 'CNY' }
    return { orderId, transactionId: id, openid, paidAt, ...amounts, ...ACCOUNT }
  }
}
