import type { BillLine } from './bills'
import type { NoticeFaults } from './state'

export type OrderCallName = 'prepay' | 'query' | 'close' | 'refund' | 'query_refund'

export type CallName =
  OrderCallName | 'query_contract' | 'end_contract' | 'announce' | 'charge' | 'query_charge'

/**
 * What may go wrong with a call. Before anything happened: `server_error`, `too_many_requests`,
 * `hang` (no answer ever), `reset`, `refuse` (any refusal, as somebody in between could forge it). After it happened: `server_error_after`, `lost_answer` (the
 * connection breaks), `slow_answer` (no answer ever). The rest spoils the answer: `forged` (signed
 * with a key that nobody trusts), `tampered`, `unsigned`, `unknown_serial`, `skewed_clock`,
 * `not_json` (signed rightly), or `alter` (other fields, signed rightly).
 */
export type CallFault =
  | 'server_error'
  | 'too_many_requests'
  | 'hang'
  | 'reset'
  | 'server_error_after'
  | 'lost_answer'
  | 'slow_answer'
  | 'forged'
  | 'tampered'
  | 'unsigned'
  | 'unknown_serial'
  | 'skewed_clock'
  | 'not_json'
  | { refuse: { status: number; code: string } }
  | { alter: Record<string, unknown> }

/** An errcode instead of sending; or the call is lost before or after the message went out. */
export type MessageFault = -1 | 40037 | 41030 | 43101 | 45009 | 47003 | 'lost_before' | 'lost_after'

export interface WechatFaults {
  /** The next `times` calls (default 1) of that name, or of any. */
  onCall(fault: CallFault, options?: { call?: CallName; times?: number }): void
  /** Applies to notices made from now on. */
  notices: Partial<NoticeFaults>
  /** The merchant's balance doesn't suffice: refunds are refused with NOT_ENOUGH. */
  notEnough: boolean
  /** What the bill of a day says instead of what happened. */
  billLines: ((lines: BillLine[]) => BillLine[]) | null
  /** The bill's file is another one than its hash says. */
  billTampered: boolean
  /** The errcode of every report of a delivery; null: they are taken. */
  shipping: number | null
  /** Nobody takes service messages: 43101. */
  refuseMessages: boolean
  /** The next `times` messages (default 1) of this template, or of any, meet it. */
  failMessages(fault: MessageFault, options?: { templateId?: string; times?: number }): void
  /** What the message that is sent now meets, if anything. */
  takeMessageFault(templateId: string): MessageFault | null
  /** How refunds made from now on end. */
  refundOutcome: 'SUCCESS' | 'ABNORMAL' | 'CLOSED'
  /** Lets a person pay a paid order once more: another transaction on the same order number. */
  secondPayment: boolean
  /** Lets a person pay an order after it was closed. */
  payAfterClose: boolean
  /** The next `times` accepted debits (default 1) fail in the end, such as NOTENOUGH. */
  failDebits(code: string, times?: number): void
  /** Why the debit that ends now fails, if it does. */
  takeDebitFailure(): string | null
  clear(): void
}

export interface FaultSwitches extends WechatFaults {
  /** Takes the fault for this call, if one waits. */
  take(call: CallName): CallFault | null
}

export function faultSwitches(): FaultSwitches {
  let debitFailures: string[] = []
  let messageFaults: { fault: MessageFault; templateId: string | null; times: number }[] = []
  let waiting: { fault: CallFault; call: CallName | null; times: number }[] = []
  return {
    notices: {},
    notEnough: false,
    billLines: null,
    billTampered: false,
    shipping: null,
    refuseMessages: false,
    refundOutcome: 'SUCCESS',
    secondPayment: false,
    payAfterClose: false,
    onCall(fault, { call, times = 1 } = {}) {
      waiting.push({ fault, call: call ?? null, times })
    },
    take(call) {
      const entry = waiting.find((candidate) => candidate.call === null || candidate.call === call)
      if (!entry) return null
      entry.times -= 1
      waiting = waiting.filter(({ times }) => times > 0)
      return entry.fault
    },
    failDebits(code, times = 1) {
      debitFailures.push(...Array.from({ length: times }, () => code))
    },
    failMessages(fault, { templateId, times = 1 } = {}) {
      messageFaults.push({ fault, templateId: templateId ?? null, times })
    },
    takeMessageFault(templateId) {
      const entry = messageFaults.find((one) => one.templateId === null || one.templateId === templateId)
      if (!entry) return null
      entry.times -= 1
      messageFaults = messageFaults.filter(({ times }) => times > 0)
      return entry.fault
    },
    takeDebitFailure: () => debitFailures.shift() ?? null,
    clear() {
      waiting = []
      debitFailures = []
      messageFaults = []
      this.notices = {}
      this.notEnough = false
      this.billLines = null
      this.billTampered = false
      this.shipping = null
      this.refuseMessages = false
      this.refundOutcome = 'SUCCESS'
      this.secondPayment = false
      this.payAfterClose = false
    },
  }
}
