import { z } from 'zod'
import { action } from './action'
import { agreementReference } from './plan-detail'
import { day, fen, fenSum, instant, memberNumber, operationId, shortText, slug } from './primitives'

/** What one transfer passes on: the whole balance, or one card. */
export const transferItem = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('balance') }),
  z.strictObject({ kind: z.literal('card'), membershipId: z.string().min(1).max(64) }),
])
export type TransferItem = z.infer<typeof transferItem>

/** What both saw of it: refused if it is something else by the time it is accepted. */
export const transferWorth = z.strictObject({ principal: fenSum, bonus: fenSum, through: day.nullable() })

const passing = z.strictObject({
  item: transferItem,
  title: shortText,
  worth: transferWorth,
  /** Top-ups with what is left of them and what holds for each, the oldest first. */
  lots: z.array(
    z.strictObject({
      paid: fen,
      bonus: fen,
      principalLeft: fen,
      bonusLeft: fen,
      paidAt: instant,
      /** What the member pays of a list price while it lasts: 10000 is all of it. */
      memberBasisPoints: z.int(),
    }),
  ),
  card: z
    .strictObject({
      through: day,
      daysLeft: z.int(),
      benefits: z.array(z.strictObject({ id: slug, title: z.string(), detail: z.string() })),
      rules: z.array(z.string()),
      /** Coupons, gifts and perks that came with the card, and a promise to refund the difference. */
      comesWith: z.array(z.string()),
    })
    .nullable(),
  /** What ends or stays behind with the transfer. */
  ends: z.array(z.string()),
})

const offered = z.strictObject({ code: z.string(), item: transferItem, validUntil: instant })
const nothing = z.strictObject({})

/** Passing prepaid money or a card on to somebody else, and reporting a loss (法释〔2025〕4号 9, 11, 24; L5). */
export const transferActions = {
  /** What the caller could pass on, and the code that is out now. */
  'membership.transferable': action({
    input: nothing,
    output: z.strictObject({
      items: z.array(passing),
      offered: offered.nullable(),
      /** How a refund goes back afterwards, and what a transfer is, in sentences. */
      rules: z.array(z.string()),
    }),
    roles: ['member'],
    writes: false,
  }),
  /** A code for the receiver: half an hour, once; a new one puts the last out of use. */
  'membership.offerTransfer': action({
    input: z.strictObject({ operationId, item: transferItem }),
    output: offered,
    roles: ['member'],
    writes: true,
  }),
  'membership.withdrawTransfer': action({
    input: z.strictObject({ operationId }),
    output: z.strictObject({ withdrawn: z.literal(true) }),
    roles: ['member'],
    writes: true,
  }),
  /** For the receiver, before anything happens: exactly what passes, and what is to be agreed to. */
  'membership.transferPreview': action({
    input: z.strictObject({ code: z.string().min(1).max(200) }),
    output: passing.extend({
      validUntil: instant,
      from: shortText,
      agreements: z.array(agreementReference),
      rules: z.array(z.string()),
      /** Why it can't be accepted as things are, such as the cap without a registered name (L5). */
      obstacle: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
    }),
    roles: ['member'],
    writes: false,
  }),
  'membership.acceptTransfer': action({
    input: z.strictObject({
      operationId,
      code: z.string().min(1).max(200),
      worth: transferWorth,
      agreements: z.array(z.strictObject({ id: slug, version: z.string().max(80) })).max(20),
    }),
    output: z.strictObject({ item: transferItem, worth: transferWorth, at: instant }),
    roles: ['member'],
    writes: true,
  }),
  /**
   * A member called who lost card or phone: nothing can be spent with a code of theirs, and those
   * shown before are void for good. Looked up by phone number like at the till, counted the same way.
   */
  'operations.freeze': action({
    input: z.strictObject({ operationId, phone: z.string().regex(/^1\d{10}$/), reason: shortText }),
    output: z.strictObject({
      memberNumber,
      displayName: z.string(),
      maskedPhone: z.string().nullable(),
      frozenAt: instant,
    }),
    roles: ['manager', 'owner'],
    writes: true,
  }),
  /** The member is back in the own mini-program: codes are made with a new secret from now on. */
  'membership.unfreeze': action({
    input: z.strictObject({ operationId }),
    output: z.strictObject({ frozen: z.literal(false) }),
    roles: ['member'],
    writes: true,
  }),
} as const
