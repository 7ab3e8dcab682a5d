import { z } from 'zod'
import { action } from './action'
import { agreementReference } from './plan-detail'
import { fen, instant, operationId } from './primitives'

/** A paid order, or what a person signed so that charges run by themselves. */
export const agreementKind = z.enum(['card', 'coupon_pack', 'top_up', 'charge', 'contract'])
export type AgreementKind = z.infer<typeof agreementKind>

const agreementLine = z.strictObject({
  /** The order's number, or the contract's. */
  id: operationId,
  kind: agreementKind,
  title: z.string(),
  /** When it was paid or signed. */
  at: instant,
  /** Fen paid, or the most of each charge. */
  amount: fen,
})

const copySection = z.strictObject({
  title: z.string(),
  lines: z.array(z.strictObject({ label: z.string(), value: z.string() })),
})

const agreementCopy = agreementLine.extend({
  sections: z.array(copySection),
  agreements: z.array(agreementReference),
  /** Consents as they stand today: no part of the copy, because each can be withdrawn. */
  consents: z.array(z.strictObject({ title: z.string(), granted: z.boolean(), at: instant })),
  /** The copy as a text, agreements in full, its digest in the last line. */
  text: z.string(),
  /** The first 16 hexadecimal digits of SHA-256 over the text without its last line. */
  digest: z.string(),
})

export const agreementCopyActions = {
  /** All that was agreed with the shop, the newest first (法释〔2025〕4号 8). */
  'payment.agreementCopies': action({
    input: z.strictObject({ before: instant.optional() }),
    output: z.strictObject({ agreements: z.array(agreementLine), next: instant.nullable() }),
    roles: ['member'],
    writes: false,
  }),
  /** One of them with everything that was agreed then, whatever is sold or written today. */
  'payment.agreementCopy': action({
    input: z.strictObject({ id: operationId }),
    output: agreementCopy,
    roles: ['member'],
    writes: false,
  }),
  /** The same by an order's number, for the owner whom a member asks for it. */
  'operations.agreementCopy': action({
    input: z.strictObject({ orderId: operationId }),
    output: agreementCopy,
    roles: ['owner'],
    writes: false,
  }),
} as const
