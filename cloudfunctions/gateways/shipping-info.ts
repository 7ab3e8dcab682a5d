import { type OpenApiCaller, callOpenApi } from './open-api'

/**
 * Telling WeChat that an order was delivered: where trade management is on, the money of an order
 * that isn't reported stays frozen (L16, wechat.md 1.13).
 */
export interface ShippingInfo {
  /** Sending the same order again changes nothing: WeChat knows it by its transaction. */
  report(delivery: Delivery): Promise<ShippingReport>
}

export interface Delivery {
  readonly transactionId: string
  readonly openid: string
  /** What was bought, in words; cut to what WeChat takes. */
  readonly description: string
  /** virtual: cards and top-ups; pickup: goods that were handed over at the counter. */
  readonly kind: 'virtual' | 'pickup'
  /** Epoch ms. */
  readonly at: number
}

export type ShippingReport =
  | { readonly kind: 'reported' }
  /** WeChat says no to this order, or can't be reached: `code` is its errcode, 0 without an answer. */
  | { readonly kind: 'failed'; readonly code: number }

/** The name under which the function holds the right (config.json `permissions.openapi`). */
export const UPLOAD_SHIPPING_INFO = 'wxa.sec.order.uploadShippingInfo'

const LOGISTICS_TYPE = { virtual: 3, pickup: 4 } as const
const BY_TRANSACTION = 2
const ALL_AT_ONCE = 1
const MOST_CHARACTERS = 120
/** Delivered before, or reported before with the same words. */
const DONE_BEFORE = new Set([10060002, 10060023])
const SHANGHAI_MS = 8 * 3_600_000

export function shippingInfo(app: OpenApiCaller): ShippingInfo {
  return {
    async report({ transactionId, openid, description, kind, at }) {
      const answer = await callOpenApi(app, UPLOAD_SHIPPING_INFO, {
        order_key: { order_number_type: BY_TRANSACTION, transaction_id: transactionId },
        logistics_type: LOGISTICS_TYPE[kind],
        delivery_mode: ALL_AT_ONCE,
        shipping_list: [{ item_desc: [...description].slice(0, MOST_CHARACTERS).join('') }],
        upload_time: `${new Date(at + SHANGHAI_MS).toISOString().slice(0, 23)}+08:00`,
        payer: { openid },
      })
      if (answer.ok || DONE_BEFORE.has(answer.errcode)) return { kind: 'reported' }
      return { kind: 'failed', code: answer.errcode }
    },
  }
}
