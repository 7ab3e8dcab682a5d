import { z } from 'zod'
import { action } from './action'
import { day, fen, fenSum, instant, month, operationId, shortText, slug, ticket } from './primitives'

const perkView = z.strictObject({
  perkId: z.string(),
  orderId: operationId,
  partnerId: slug,
  partnerName: z.string(),
  title: z.string(),
  /** offered: waits for the consent to what the partner learns. */
  state: z.enum(['offered', 'issued', 'activated', 'used', 'expired', 'void', 'refunded']),
  /** Only once issued, only for the holder. */
  code: z.string().nullable(),
  dataShared: z.string(),
  activateBy: day.nullable(),
  /** The last day on which the code can be redeemed, where the partner said so. */
  codeValidThrough: day.nullable(),
  paidThrough: day,
  /** Fen that a used one takes off when the card is given back: told before it is used. */
  deduction: fen,
  /** Set when another perk or money came in its place, in words. */
  instead: z.string().nullable(),
})

const linkView = z.strictObject({
  partnerId: slug,
  partnerName: z.string(),
  tier: z.string().nullable(),
  state: z.enum(['none', 'linked', 'ending', 'revoked']),
  endsOn: day.nullable(),
  dataShared: z.string(),
})

const staff = ['clerk', 'manager', 'owner'] as const

export const allianceActions = {
  'membership.perks': action({
    input: z.strictObject({}),
    output: z.strictObject({ now: instant, perks: z.array(perkView), links: z.array(linkView) }),
    roles: ['member'],
    writes: false,
  }),
  /** Consents for one partner and gets its code; when none is left: the substitute, or money back. */
  'membership.issuePerk': action({
    input: z.strictObject({ operationId, orderId: operationId, perkId: slug, consent: z.literal(true) }),
    output: perkView,
    roles: ['member'],
    writes: true,
  }),
  'membership.activatedPerk': action({
    input: z.strictObject({ operationId, orderId: operationId, perkId: slug }),
    output: perkView,
    roles: ['member'],
    writes: true,
  }),
  /** Status match (M077): the partner's account is kept as a digest. */
  'membership.linkPartner': action({
    input: z.strictObject({
      operationId,
      partnerId: slug,
      account: z.string().min(4).max(60),
      consent: z.literal(true),
    }),
    output: linkView,
    roles: ['member'],
    writes: true,
  }),
  'membership.unlinkPartner': action({
    input: z.strictObject({ operationId, partnerId: slug }),
    output: linkView,
    roles: ['member'],
    writes: true,
  }),
  /** A perk that is used at our own counter: marked once, at the member's visit. */
  'counter.partnerCode': action({
    input: z.strictObject({ operationId, branchId: slug, visit: ticket, code: z.string().min(4).max(80) }),
    output: z.strictObject({ title: z.string(), partnerName: z.string(), usedAt: instant }),
    roles: staff,
    writes: true,
  }),
  'operations.importCodes': action({
    input: z.strictObject({
      operationId,
      planId: slug,
      perkId: slug,
      codes: z.array(z.string().min(4).max(80)).min(1).max(500),
      validThrough: day,
    }),
    output: z.strictObject({ added: z.int(), known: z.int(), left: z.int() }),
    roles: ['owner'],
    writes: true,
  }),
  'operations.partners': action({
    input: z.strictObject({ month: month.optional() }),
    output: z.strictObject({
      month,
      partners: z.array(
        z.strictObject({
          partnerId: slug,
          name: shortText,
          pools: z.array(
            z.strictObject({ planId: slug, perkId: slug, title: z.string(), left: z.int(), issued: z.int() }),
          ),
        }),
      ),
      /** Each card's price as it is shared out: the shares sum to it. */
      settlement: z.array(
        z.strictObject({
          planId: slug,
          planName: z.string(),
          cards: z.int(),
          price: fenSum,
          refunded: fenSum,
          shares: z.array(z.strictObject({ partnerId: slug.nullable(), name: z.string(), amount: z.int() })),
        }),
      ),
    }),
    roles: ['owner'],
    writes: false,
  }),
} as const

export type PerkView = z.infer<typeof perkView>
export type PartnerLinkView = z.infer<typeof linkView>
