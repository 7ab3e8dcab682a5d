import { z } from 'zod'
import { action } from './action'
import { day, fen, instant, memberNumber, operationId, slug } from './primitives'

/** What the state machine of a contract shows (wechat.md 1.12). */
export const contractState = z.enum([
  'signing',
  'active',
  'announced',
  'charging',
  'retrying',
  'suspended',
  'terminated',
])
export type ContractState = z.infer<typeof contractState>

/** One line of the table that a member can check: every notice and every charge. */
const renewalEvent = z.strictObject({
  at: instant,
  kind: z.enum([
    'signed',
    'notice_sent',
    'notice_delivered',
    'notice_failed',
    'wechat_notice',
    'charge_begun',
    'charged',
    'charge_failed',
    'lapsed',
    'cancelled',
    'ended_at_wechat',
  ]),
  amount: fen.nullable(),
  detail: z.string(),
})

export const contractView = z.strictObject({
  contractCode: z.string(),
  purpose: z.enum(['renewal', 'top_up', 'as_saved']),
  planId: slug,
  planName: z.string(),
  /** The most that is charged each time. */
  amount: fen,
  everyMonths: z.int(),
  state: contractState,
  /** The next time money would be taken; null when nothing will be. */
  next: z.strictObject({ noticeOn: day, chargeOn: day, amount: fen }).nullable(),
  /** The notice of the coming charge, once it was sent: opening it is what delivers it (L1). */
  notice: z
    .strictObject({
      plannedAt: instant,
      chargeOn: day,
      amount: fen,
      sentAt: instant,
      deliveredAt: instant.nullable(),
      text: z.string(),
    })
    .nullable(),
  topUp: z.strictObject({ stepId: slug, below: fen, monthlyMost: fen }).nullable(),
  signedAt: instant.nullable(),
  events: z.array(renewalEvent),
})
export type ContractView = z.infer<typeof contractView>

/** `extraData` for WeChat's signing mini-program, signed with the merchant's V2 key. */
const signing = z.strictObject({
  contract: contractView,
  navigate: z.strictObject({
    appId: z.string(),
    path: z.string(),
    extraData: z.record(z.string(), z.string()),
  }),
})

const agreements = z.array(z.strictObject({ id: slug, version: z.string().max(80) })).max(6)

export const autoRenewActions = {
  'membership.autoRenew': action({
    input: z.strictObject({}),
    output: z.strictObject({
      now: instant,
      /** Off in the shop: what runs goes on, nothing new can be signed. */
      enabled: z.boolean(),
      contracts: z.array(contractView),
      /** Statements of cards that are paid by what they saved (M050). */
      statements: z.array(
        z.strictObject({
          statementId: z.string(),
          planName: z.string(),
          saved: fen,
          cap: fen,
          charge: fen,
          issuedAt: instant,
          disputeUntil: instant,
          state: z.enum(['open', 'disputed', 'charging', 'charged', 'waived', 'failed']),
        }),
      ),
    }),
    roles: ['member'],
    writes: false,
  }),
  /** The member opened the notice of a charge: with a refused message, only this delivers it. */
  'membership.openNotice': action({
    input: z.strictObject({
      operationId,
      contractCode: z.string().min(1).max(40),
      plannedAt: instant,
      chargeOn: day,
    }),
    output: z.strictObject({ contract: contractView }),
    roles: ['member'],
    writes: true,
  }),
  /**
   * Prepares a contract: never pre-ticked, the price and the date of the first charge as seen
   * (M049, L1). Money moves only after notices that were delivered.
   */
  'payment.signContract': action({
    input: z.strictObject({
      operationId,
      purpose: z.enum(['renewal', 'top_up', 'as_saved']),
      planId: slug,
      versionId: z.string().min(1).max(80),
      amount: fen.min(1),
      consent: z.literal(true),
      agreements,
      /** For `top_up`: which step, below which balance, and the most in a month (M117). */
      topUp: z.strictObject({ stepId: slug, below: fen, monthlyMost: fen.min(100) }).optional(),
    }),
    output: signing,
    roles: ['member'],
    writes: true,
  }),
  /** Asks WeChat where a contract stands, after the member came back from signing. */
  'payment.syncContract': action({
    input: z.strictObject({ contractCode: z.string().min(1).max(40) }),
    output: z.strictObject({ contract: contractView }),
    roles: ['member'],
    writes: false,
  }),
  /** Effective at once, without a clerk, without a fee (L1). */
  'payment.cancelContract': action({
    input: z.strictObject({ operationId, contractCode: z.string().min(1).max(40) }),
    output: z.strictObject({ contract: contractView }),
    roles: ['member'],
    writes: true,
  }),
  /** Within 24 hours a statement may be contested: a person looks before anything is charged (M050). */
  'payment.disputeStatement': action({
    input: z.strictObject({
      operationId,
      statementId: z.string().min(1).max(60),
      reason: z.string().min(1).max(200),
    }),
    output: z.strictObject({ statementId: z.string(), state: z.literal('disputed') }),
    roles: ['member'],
    writes: true,
  }),
  /** Statements that members contest, in their own words: nothing is charged until a person looked. */
  'operations.disputedStatements': action({
    input: z.strictObject({}),
    output: z.strictObject({
      statements: z.array(
        z.strictObject({
          memberNumber,
          displayName: z.string(),
          statementId: z.string(),
          planName: z.string(),
          saved: fen,
          cap: fen,
          /** What was stated, and the most that may be charged. */
          charge: fen,
          disputedAt: instant,
          reason: z.string(),
        }),
      ),
    }),
    roles: ['owner'],
    writes: false,
  }),
  'operations.resolveStatement': action({
    input: z.strictObject({
      operationId,
      memberNumber,
      statementId: z.string().min(1).max(60),
      charge: fen,
    }),
    output: z.strictObject({ statementId: z.string(), charge: fen }),
    roles: ['owner'],
    writes: true,
  }),
} as const

export const trialActions = {
  /** Who tried, who stayed: trial to paid, paid to renewed (M052). */
  'operations.trialReport': action({
    input: z.strictObject({}),
    output: z.strictObject({
      asOf: instant,
      cohorts: z.array(
        z.strictObject({
          month: z.string(),
          trials: z.int(),
          converted: z.int(),
          stillOpen: z.int(),
          renewed: z.int(),
          conversionBasisPoints: z.int().nullable(),
          renewalBasisPoints: z.int().nullable(),
        }),
      ),
    }),
    roles: ['owner'],
    writes: false,
  }),
} as const
