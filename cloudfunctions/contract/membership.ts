import { z } from 'zod'
import { action } from './action'
import { closingNotice } from './closing'
import { homeEntries } from './home-entries'
import { agreementReference, planDetail } from './plan-detail'
import {
  day,
  fen,
  fenSum,
  instant,
  memberNumber,
  month,
  operationId,
  savingSource,
  shortText,
  signedFen,
  slug,
  ticket,
} from './primitives'
import { peakOfferView } from './renewal-page'
import { usableNow } from './statements'
import {
  breakEvenView,
  cardView,
  latestReceipt,
  openPaymentView,
  planSummary,
  receiptSummary,
  receiptView,
  savedLessFees,
  savingMonth,
  shopView,
  typicalSaving,
} from './views'

const nothing = z.strictObject({})

/** What a partner learns is consented to for each partner by itself, and withdrawn the same way (L9). */
export const consentPurpose = z.union([
  z.enum(['service', 'marketing']),
  z.templateLiteral(['partner:', slug]),
])

const home = z.strictObject({
  now: instant,
  shop: shopView,
  /** guest: never joined; member: joined, no card; holder: a card counts today; lapsed: it ended. */
  standing: z.enum(['guest', 'member', 'holder', 'lapsed']),
  member: z
    .strictObject({
      number: memberNumber,
      displayName: z.string(),
      joinedAt: instant,
      maskedPhone: z.string().nullable(),
      largeText: z.boolean(),
      /** Whether marketing messages are consented to: withdrawn where it was given (PIPL 15). */
      marketing: z.boolean().optional(),
      /** A loss was reported: no code works until the member is back (L5). */
      frozen: z.strictObject({ at: instant, reason: shortText }).optional(),
    })
    .nullable(),
  card: cardView.nullable(),
  savedTotal: fenSum,
  breakEven: breakEvenView.nullable(),
  /** What is unused and can be used today comes to so much (M083); absent where nothing has a sum. */
  usableWorth: fenSum.optional(),
  /** What can be used now, at most three, the largest saving first (M083). */
  usable: z
    .array(
      z.strictObject({
        productId: slug,
        name: z.string(),
        photo: z.string(),
        listPrice: fen,
        memberPrice: fen,
        saves: fen,
      }),
    )
    .max(3),
  receipts: z.array(receiptSummary).max(3),
  openPayment: openPaymentView.nullable(),
  /** Stored value, coupons and gifts in one line each; absent where there are none. */
  assets: z
    .strictObject({
      balance: fenSum,
      coupons: z.int(),
      gifts: z.int(),
      perks: z.int(),
      /** The next charge of an automatic renewal. */
      nextCharge: z.strictObject({ on: day, amount: fen }).nullable(),
      /** Whose card this person may use (M116). */
      household: z.string().nullable(),
    })
    .optional(),
  /** The tier with what comes next and what keeps it (M067, M070); absent where there are none. */
  tier: z
    .strictObject({
      name: shortText,
      rank: z.int(),
      permanent: z.boolean(),
      through: day.nullable(),
      next: z
        .strictObject({
          tierName: shortText,
          growth: z.int(),
          target: z.int(),
          /** Fen that would earn the rest (F12). */
          missingSpend: fen.nullable(),
        })
        .nullable(),
      keep: z.strictObject({ missing: z.int(), missingSpend: fen.nullable(), by: day }).nullable(),
    })
    .optional(),
  /** For who joined: what else there is to use. */
  entries: homeEntries.optional(),
  /** The shop closes: stands above all else (L6). */
  closing: closingNotice.optional(),
  offer: planSummary
    .extend({
      /** Why this plan stands here: in words that can be checked. */
      reason: z.string(),
    })
    .nullable(),
  /** For who has no card: own orders of the last 90 days, replayed with that plan. */
  missed: z.strictObject({ saved: fenSum, orders: z.int(), since: day, planName: z.string() }).nullable(),
  /** An offer that ends with today (M088). */
  peakOffer: peakOfferView.optional(),
  staff: z
    .strictObject({
      role: z.enum(['clerk', 'manager', 'owner']),
      branches: z.array(z.strictObject({ id: slug, name: shortText })),
    })
    .nullable(),
})

const savingsLedger = z.strictObject({
  asOf: instant,
  thisPeriod: savedLessFees.extend({ from: day, through: day }).nullable(),
  lastTwelveMonths: savedLessFees,
  all: savedLessFees,
  /** Twelve months up to this one, the oldest first. */
  months: z.array(savingMonth).length(12),
  bySource: z.record(savingSource, signedFen),
  breakEven: breakEvenView.nullable(),
  /** What makes up the unused value that stands on the card (M083). */
  usable: usableNow.optional(),
})

export const membershipActions = {
  'membership.home': action({
    input: nothing,
    output: home,
    roles: ['anonymous', 'member'],
    writes: false,
  }),
  'membership.plans': action({
    input: nothing,
    output: z.strictObject({ plans: z.array(planSummary) }),
    roles: ['anonymous', 'member'],
    writes: false,
  }),
  'membership.plan': action({
    input: z.strictObject({ planId: slug }),
    output: planDetail,
    roles: ['anonymous', 'member'],
    writes: false,
  }),
  'membership.agreement': action({
    input: z.strictObject({ agreementId: slug, version: z.string().max(80).optional() }),
    output: agreementReference.extend({ text: z.string() }),
    roles: ['anonymous', 'member'],
    writes: false,
  }),
  /** 回本计算器: the arithmetic for each product at one to fourteen times a week. */
  'membership.calculator': action({
    input: z.strictObject({ planId: slug }),
    output: z.strictObject({
      planId: slug,
      planName: z.string(),
      fee: fen,
      items: z.array(
        z.strictObject({
          productId: slug,
          name: z.string(),
          photo: z.string(),
          listPrice: fen,
          memberPrice: fen,
          saves: fen,
          /** How many purchases earn the fee back. */
          timesToBreakEven: z.int(),
          /** Index 0 is once a week; weeks until the fee is earned back, whole weeks up. */
          weeksByTimesAWeek: z.array(z.int()).length(14),
          /** Index 0 is once a week; saved in the plan's whole period less the fee. */
          netByTimesAWeek: z.array(signedFen).length(14),
        }),
      ),
      typical: typicalSaving.nullable(),
    }),
    roles: ['anonymous', 'member'],
    writes: false,
  }),
  'membership.cards': action({
    input: nothing,
    output: z.strictObject({
      cards: z.array(
        cardView.extend({
          benefits: z.array(z.strictObject({ id: slug, title: z.string(), detail: z.string() })),
          rules: z.array(z.string()),
          agreements: z.array(agreementReference),
          periods: z.array(
            z.strictObject({
              orderId: operationId,
              from: day,
              through: day,
              paid: fen,
              refunded: fen,
              boughtAt: instant,
              saved: fenSum,
              /** Ended early by an upgrade, whose price its rest was set against (M017). */
              upgraded: z.boolean(),
              /** What the guarantee would pay today, or has paid; null: none was promised (M047). */
              guarantee: z
                .strictObject({
                  refund: fen,
                  settlesOn: day,
                  state: z.enum(['running', 'settled', 'void']),
                })
                .nullable(),
            }),
          ),
          /** Which pages have something for this card; autoRenew: null where it is not offered. */
          extras: z.strictObject({
            autoRenew: z.enum(['on', 'off']).nullable(),
            household: z.boolean(),
            perks: z.boolean(),
          }),
        }),
      ),
    }),
    roles: ['member'],
    writes: false,
  }),
  'membership.savings': action({ input: nothing, output: savingsLedger, roles: ['member'], writes: false }),
  'membership.receipts': action({
    input: z.strictObject({ month: month.optional(), before: instant.optional() }),
    output: z.strictObject({ receipts: z.array(receiptSummary).max(20), next: instant.nullable() }),
    roles: ['member'],
    writes: false,
  }),
  'membership.receipt': action({
    input: z.strictObject({ receiptId: operationId }),
    output: receiptView,
    roles: ['member'],
    writes: false,
  }),
  /** The secret of the member code and the server's clock, for codes made on the phone. */
  'membership.code': action({
    input: nothing,
    output: z.strictObject({ number: memberNumber, secret: z.string(), now: instant, version: z.int() }),
    roles: ['member'],
    writes: false,
  }),
  /** Asked every two seconds while the code is shown: has something happened since? */
  'membership.pulse': action({
    input: z.strictObject({ since: z.int().min(0) }),
    output: z.strictObject({
      version: z.int(),
      now: instant,
      /** The newest receipt, only if the member changed after `since`. */
      latest: latestReceipt.nullable(),
      openPayment: openPaymentView.nullable(),
      /** Begun by a service that was just marked as done (M088). */
      peakOffer: peakOfferView.optional(),
    }),
    roles: ['member'],
    writes: false,
  }),
  'membership.join': action({
    input: z.strictObject({
      operationId,
      agreement: z.strictObject({ id: slug, version: z.string().max(80) }),
      marketing: z.boolean(),
      nickname: z.string().min(1).max(20).optional(),
    }),
    output: z.strictObject({ number: memberNumber, joinedAt: instant }),
    roles: ['member'],
    writes: true,
  }),
  'membership.bindPhone': action({
    input: z.strictObject({ operationId, code: z.string().min(1).max(200) }),
    output: z.strictObject({ maskedPhone: z.string() }),
    roles: ['member'],
    writes: true,
  }),
  /**
   * Takes over what the same person has under another WeChat (M062): WeChat vouches for the phone
   * number, and the other WeChat shows its own member code. `cards` and `savedTotal` are what came.
   */
  'membership.merge': action({
    input: z.strictObject({
      operationId,
      phoneCode: z.string().min(1).max(200),
      memberCode: z.string().min(1).max(200),
    }),
    output: z.strictObject({
      number: memberNumber,
      maskedPhone: z.string(),
      cards: z.int().min(0),
      savedTotal: signedFen,
    }),
    roles: ['member'],
    writes: true,
  }),
  'membership.consent': action({
    input: z.strictObject({ operationId, purpose: consentPurpose, granted: z.boolean() }),
    output: z.strictObject({ purpose: consentPurpose, granted: z.boolean(), at: instant }),
    roles: ['member'],
    writes: true,
  }),
  'membership.preferences': action({
    input: z.strictObject({
      operationId,
      nickname: z.string().min(1).max(20).optional(),
      largeText: z.boolean().optional(),
    }),
    output: z.strictObject({ displayName: z.string(), largeText: z.boolean() }),
    roles: ['member'],
    writes: true,
  }),
  'membership.acceptInvitation': action({
    input: z.strictObject({ operationId, invitation: ticket }),
    output: z.strictObject({ role: z.enum(['clerk', 'manager']), branchIds: z.array(slug) }),
    roles: ['member'],
    writes: true,
  }),
} as const
