import { z } from 'zod'
import { action } from './action'
import { topUpStep } from './offers'
import { day, fen, fenSum, instant, operationId, slug } from './primitives'
import { startedPayment } from './payment-views'

const acceptedAgreements = z.array(z.strictObject({ id: slug, version: z.string().max(80) })).max(6)

const walletEvent = z.strictObject({
  id: z.string(),
  at: instant,
  kind: z.enum(['top_up', 'spend', 'friend', 'undo', 'refund', 'transfer']),
  title: z.string(),
  /** What the balance changed by, in fen. */
  principal: z.int(),
  bonus: z.int(),
})

const wallet = z.strictObject({
  now: instant,
  principal: fenSum,
  bonus: fenSum,
  /** What the member pays of a list price now: 10000 is all of it. */
  memberBasisPoints: z.int(),
  /** Top-ups with money left or refundable, the oldest first. */
  lots: z.array(
    z.strictObject({
      orderId: operationId,
      paidAt: instant,
      paid: fen,
      bonus: fen,
      principalLeft: fen,
      bonusLeft: fen,
      /** Through the end of this day all of it comes back on request; null once used or later (L6). */
      returnThrough: day.nullable(),
      /** It came from somebody else: a refund goes back to who paid (L6). */
      received: z.literal(true).optional(),
    }),
  ),
  history: z.array(walletEvent).max(20),
  /** Years whose records can be asked for, the newest first. */
  recordYears: z.array(z.int()),
  /** A budget for this month, set by the member (M117). */
  budget: z.strictObject({ monthly: fen, spent: fenSum }).nullable(),
  /** What may still be paid in, under the cap of this registration (L5). */
  cap: z.strictObject({ level: z.enum(['anonymous', 'named']), most: fen, left: fen }),
  autoTopUp: z
    .strictObject({
      contractCode: z.string(),
      stepId: slug,
      below: fen,
      monthlyMost: fen,
      spentThisMonth: fen,
      state: z.enum(['signing', 'active', 'ended']),
    })
    .nullable(),
  /** What can be paid in now; empty while sales are stopped. */
  offer: z
    .strictObject({
      planId: slug,
      versionId: z.string(),
      name: z.string(),
      spendOrder: z.enum(['principal_first', 'pro_rata']),
      ladder: z.array(topUpStep),
      agreements: z.array(z.strictObject({ id: slug, title: z.string(), version: z.string() })),
      rules: z.array(z.string()),
      /** Whether the shop lets a balance be topped up by itself (M117). */
      autoTopUp: z.boolean(),
    })
    .nullable(),
})

export const storedValueActions = {
  'membership.wallet': action({
    input: z.strictObject({ before: instant.optional() }),
    output: wallet,
    roles: ['member'],
    writes: false,
  }),
  'membership.budget': action({
    input: z.strictObject({ operationId, monthly: fen.min(100).nullable() }),
    output: z.strictObject({ monthly: fen.nullable() }),
    roles: ['member'],
    writes: true,
  }),
  /**
   * A code with which a friend's bill is paid from this balance (M015): 60 s, once, at most `most`
   * fen. Above 20000 fen WeChat must vouch for the own phone number (`phoneCode`).
   */
  'membership.friendCode': action({
    input: z.strictObject({
      operationId,
      most: fen.min(100).max(500_000),
      phoneCode: z.string().min(1).max(200).optional(),
    }),
    output: z.strictObject({ code: z.string(), most: fen, validUntil: instant }),
    roles: ['member'],
    writes: true,
  }),
  /** Registers the name for the higher cap (L5); the number is kept as a keyed digest and masked. */
  'membership.registerName': action({
    input: z.strictObject({
      operationId,
      name: z.string().min(2).max(30),
      identityNumber: z.string().regex(/^\d{17}[\dX]$/),
      consent: z.literal(true),
    }),
    output: z.strictObject({ level: z.literal('named'), maskedName: z.string() }),
    roles: ['member'],
    writes: true,
  }),
  /** All records of the holder's prepaid money, for the holder (法释〔2025〕4号 25). */
  'membership.walletRecords': action({
    input: z.strictObject({ year: z.int().min(2000).max(2200) }),
    output: z.strictObject({ events: z.array(walletEvent), csv: z.string() }),
    roles: ['member'],
    writes: false,
  }),
  'payment.topUp': action({
    input: z.strictObject({
      operationId,
      planId: slug,
      versionId: z.string().min(1).max(80),
      stepId: slug,
      /** Fen that the person saw: refused if it is another amount now. */
      price: fen,
      agreements: acceptedAgreements,
    }),
    output: startedPayment,
    roles: ['member'],
    writes: true,
  }),
  'operations.liability': action({
    input: z.strictObject({}),
    output: z.strictObject({
      asOf: instant,
      holders: z.int(),
      principal: fenSum,
      bonus: fenSum,
      /** Fees of cards for time that has not run yet. */
      unearnedFees: fenSum,
      byMonth: z.array(
        z.strictObject({
          month: z.string(),
          paidIn: fenSum,
          bonusGiven: fenSum,
          /** Less what an undo in this month put back, so it may be negative. */
          spentPrincipal: z.int(),
          spentBonus: z.int(),
          /** Fen that went back to the holders, and what left their wallets with it. */
          refunded: fenSum,
          closedPrincipal: fenSum,
          closedBonus: fenSum,
        }),
      ),
      /** Folded from the journal: what the report must equal. */
      ledger: z.strictObject({ principal: fenSum, bonus: fenSum }),
      stopSales: z.boolean(),
    }),
    roles: ['owner'],
    writes: false,
  }),
} as const
