import { z } from 'zod'
import { action } from './action'
import { day, fen, fenSum, instant, memberNumber, month, operationId, shortText, slug } from './primitives'
import { refundQuoteView } from './refunds'

const nothing = z.strictObject({})

/** 引流、留存、活跃、转化、裂变 (M102); the thresholds are in the owner's report, in words. */
export const lifecycleStage = z.enum(['attracted', 'retained', 'active', 'converted', 'advocating'])

/** What can be had as a file, part by part. */
export const exportPart = z.enum([
  'profile',
  'consents',
  'orders',
  'receipts',
  'wallet',
  'points',
  'coupons',
  'messages',
])
export type ExportPart = z.infer<typeof exportPart>

/** How the shop knows people by rules: each tag says its rule, and can be taken off (L10). */
const tagView = z.strictObject({
  tagId: slug,
  title: shortText,
  /** Which rule led to it, from which facts of the member's own. */
  reason: z.string(),
  hidden: z.boolean(),
})

const privacy = z.strictObject({
  now: instant,
  consents: z.array(
    z.strictObject({
      /** As `membership.consent` takes it. */
      purpose: z.enum(['service', 'marketing']),
      title: shortText,
      /** What for, in words. */
      words: z.string(),
      /** What it is needed for; and so what ends with it. */
      neededFor: z.string(),
      granted: z.boolean(),
      /** The agreement and its version, as it was accepted; null: never asked. */
      version: z.string().nullable(),
      at: instant.nullable(),
      /** false: it ends only with the account. */
      withdrawable: z.boolean(),
    }),
  ),
  /** Each partner by itself, with exactly what it learns. */
  partners: z.array(
    z.strictObject({
      partnerId: slug,
      name: shortText,
      dataShared: z.string(),
      granted: z.boolean(),
      version: z.string().nullable(),
      at: instant.nullable(),
    }),
  ),
  /** A version in force that wasn't agreed to, answered by `membership.answerTerms`; `accepted` null: never asked. */
  newVersions: z.array(
    z.strictObject({
      agreementId: slug,
      title: z.string(),
      version: z.string(),
      accepted: z.string().nullable(),
    }),
  ),
  /** What is held about the member, by kind, why and how long. */
  data: z.array(
    z.strictObject({
      kind: slug,
      title: shortText,
      why: z.string(),
      howLong: z.string(),
      /** What is there now: 「138****5678」,「12 笔」; null: nothing. */
      held: z.string().nullable(),
    }),
  ),
  /** Who works on it on the shop's behalf (PIPL 21). */
  processors: z.array(z.strictObject({ name: shortText, data: z.string(), why: z.string() })),
  tags: z.array(tagView),
  switches: z.strictObject({ personalised: z.boolean(), marketing: z.boolean() }),
  /** A birthday under 18 was entered: what follows from it; null: none. */
  minor: z.strictObject({ until: day, words: z.string() }).nullable(),
  /** For the form in which data is corrected. */
  profile: z.strictObject({
    nickname: z.string().nullable(),
    maskedPhone: z.string().nullable(),
    monthDay: z.string().nullable(),
  }),
})

const closing = z.strictObject({
  now: instant,
  /** What must be done before, in words; empty: the account can be closed now. */
  before: z.array(
    z.strictObject({ code: z.enum(['staff', 'frozen', 'payment', 'refund']), words: z.string() }),
  ),
  /** Everything that goes back, each by its own quote. */
  refunds: z.array(refundQuoteView.extend({ title: z.string() })),
  refundTotal: fenSum,
  /** What ends without money coming back; `tick` says what `payment.closeAccount` wants agreed to. */
  ends: z.array(
    z.strictObject({
      kind: z.enum([
        'points',
        'coupons',
        'bonus',
        'vouchers',
        'gifts',
        'perks',
        'cards',
        'contracts',
        'household',
        'partners',
        'tier',
      ]),
      title: z.string(),
      count: z.int(),
      tick: z.enum(['points', 'coupons']).nullable(),
    }),
  ),
  /** Erased with the account, in words. */
  erased: z.array(z.string()),
  /** Kept under a number that says nothing about the person. */
  kept: z.array(z.strictObject({ title: z.string(), why: z.string(), until: day })),
})

export const privacyActions = {
  /** 隐私中心 (L9, L10). */
  'membership.privacy': action({ input: nothing, output: privacy, roles: ['member'], writes: false }),
  /** A part of the own data, a page at a time, as JSON and as CSV with the same rows. */
  'membership.exportData': action({
    input: z.strictObject({ part: exportPart, after: z.string().max(200).optional() }),
    output: z.strictObject({
      part: exportPart,
      title: shortText,
      asOf: instant,
      rows: z.int(),
      /** An array of objects. */
      json: z.string(),
      /** With a heading, only on the first page. */
      csv: z.string(),
      /** Given as `after` for the next page; null: this was the last. */
      next: z.string().nullable(),
    }),
    roles: ['member'],
    writes: false,
  }),
  /**
   * Corrects or takes out what the member said. A birthday with its year tells whether it is a
   * minor's; of who is of age the year is not kept, and of who is under 14 no birthday at all.
   */
  'membership.correctProfile': action({
    input: z.strictObject({
      operationId,
      nickname: z.string().trim().min(1).max(20).nullable().optional(),
      birthday: day.nullable().optional(),
      /** Takes the number out; another one is bound by `membership.bindPhone`. */
      phone: z.null().optional(),
    }),
    output: z.strictObject({
      displayName: z.string(),
      maskedPhone: z.string().nullable(),
      monthDay: z.string().nullable(),
      minorUntil: day.nullable(),
    }),
    roles: ['member'],
    writes: true,
  }),
  'membership.hideTag': action({
    input: z.strictObject({ operationId, tagId: slug, hidden: z.boolean() }),
    output: z.strictObject({ tagId: slug, hidden: z.boolean() }),
    roles: ['member'],
    writes: true,
  }),
  /** Off: suggestions are the same for everybody (M106). Prices never depend on it. */
  'membership.setPersonalised': action({
    input: z.strictObject({ operationId, on: z.boolean() }),
    output: z.strictObject({ on: z.boolean() }),
    roles: ['member'],
    writes: true,
  }),
  /** What you may like, each with its reason; published rules, nothing learned (M106, L10). */
  'membership.recommended': action({
    input: nothing,
    output: z.strictObject({
      /** Whether own purchases were looked at. */
      personalised: z.boolean(),
      /** How it is chosen, in words. */
      rule: z.string(),
      items: z
        .array(
          z.strictObject({
            productId: slug,
            name: z.string(),
            photo: z.string(),
            listPrice: fen,
            memberPrice: fen,
            reason: z.string(),
          }),
        )
        .max(6),
    }),
    roles: ['anonymous', 'member'],
    writes: false,
  }),
  /** What closing the account gives back, ends, erases and keeps. */
  'membership.closing': action({ input: nothing, output: closing, roles: ['member'], writes: false }),
  /**
   * Closes the account: gives back all that can be given back, then erases. An open balance blocks
   * nothing. Refuses CLOSING_CHANGED (detail: as `membership.closing`) for another total.
   */
  'payment.closeAccount': action({
    input: z.strictObject({
      operationId,
      /** As it was shown. */
      refundTotal: fenSum,
      endsPoints: z.boolean(),
      endsCoupons: z.boolean(),
      confirm: z.literal(true),
    }),
    output: z.strictObject({
      closedAt: instant,
      refunds: z.array(
        z.strictObject({
          orderId: z.string(),
          refund: fen,
          state: z.enum(['refunding', 'refunded', 'manual']),
        }),
      ),
    }),
    roles: ['member'],
    writes: true,
  }),
  /** 会员生命周期: the five stages with who is in them and how members moved (M102). */
  'operations.lifecycle': action({
    input: z.strictObject({
      /** Of who bought there last; absent: the whole shop. */
      branchId: slug.optional(),
      /** Lists the members of this stage, a page at a time. */
      stage: lifecycleStage.optional(),
      after: z.string().max(80).optional(),
    }),
    output: z.strictObject({
      asOf: instant,
      members: z.int(),
      /** In the order of the stages; their counts sum to `members`. */
      stages: z
        .array(
          z.strictObject({
            stage: lifecycleStage,
            title: shortText,
            /** The published rule, in words. */
            rule: z.string(),
            count: z.int(),
          }),
        )
        .length(5),
      /** This month and the five before it, the newest first. */
      transitions: z.array(
        z.strictObject({
          month,
          from: lifecycleStage.nullable(),
          to: lifecycleStage,
          count: z.int(),
        }),
      ),
      list: z
        .strictObject({
          stage: lifecycleStage,
          members: z.array(z.strictObject({ memberNumber, displayName: z.string(), since: instant })),
          next: z.string().nullable(),
        })
        .nullable(),
    }),
    roles: ['owner'],
    writes: false,
  }),
  /** What members asked for about their data, and how far it is: 15 working days at most (L9). */
  'operations.privacyRequests': action({
    input: nothing,
    output: z.strictObject({
      requests: z.array(
        z.strictObject({
          id: z.string(),
          kind: z.enum(['withdrawn', 'corrected', 'switched', 'tag', 'closed']),
          title: shortText,
          memberNumber,
          at: instant,
          state: z.enum(['open', 'done']),
          doneAt: instant.nullable(),
          /** Days from the request to its end, or until today. */
          days: z.int(),
          by: day,
          /** What it waits for; null: nothing. */
          waitsFor: z.string().nullable(),
        }),
      ),
    }),
    roles: ['owner'],
    writes: false,
  }),
} as const
