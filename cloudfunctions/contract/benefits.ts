import { z } from 'zod'
import { action } from './action'
import { benefitKey, voucherId, voucherView } from './vouchers'
import {
  basisPoints,
  day,
  fen,
  instant,
  memberNumber,
  operationId,
  shortText,
  slug,
  ticket,
} from './primitives'

const staff = ['clerk', 'manager', 'owner'] as const

export const appointmentView = z.strictObject({
  appointmentId: operationId,
  benefit: benefitKey,
  title: z.string(),
  branchId: slug,
  branchName: z.string(),
  at: instant,
  state: z.enum(['booked', 'completed', 'cancelled', 'missed']),
  cancellableUntil: instant,
})

export type AppointmentView = z.infer<typeof appointmentView>

/** One benefit as its holder sees it now. */
export const benefitView = z.strictObject({
  benefit: benefitKey,
  kind: z.enum([
    'quota',
    'first_of_day',
    'service',
    'capped',
    'delivery',
    'warranty',
    'choice',
    'if_available',
    'fulfilment',
    'birthday',
    'privilege',
  ]),
  title: z.string(),
  detail: z.string(),
  /** From which card or tier. */
  from: z.string(),
  /** Units, times or fen of this window; null where nothing is counted. */
  left: z.int().nullable(),
  of: z.int().nullable(),
  unit: z.string(),
  /** When it counts anew; null where it doesn't. */
  renewsOn: day.nullable(),
  /** Spend that opens it, with what was spent (M040). */
  gate: z.strictObject({ spend: fen, spent: fen, missing: fen, rule: z.string() }).nullable(),
  /** Live price of one use, only if it is sold. */
  worth: fen.nullable(),
  bookable: z.boolean(),
  /** Where it is booked, and the last day whose slots are told yet; null: without an appointment. */
  booking: z
    .strictObject({ branches: z.array(z.strictObject({ id: slug, name: z.string() })), through: day })
    .nullable(),
  choice: z
    .strictObject({
      options: z.array(z.strictObject({ id: slug, title: z.string() })),
      chosen: slug.nullable(),
      changeable: z.boolean(),
    })
    .nullable(),
  /** Null: the holder has it. Else what it takes, with the same number of taps to everything else (M076). */
  locked: z.string().nullable(),
})
export type BenefitView = z.infer<typeof benefitView>

/** One use, as the till and the phone show it. */
export const benefitUse = z.strictObject({
  useId: operationId,
  at: instant,
  title: z.string(),
  units: z.int().min(0),
  /** Fen given for a capped benefit. */
  amount: fen,
  saved: fen,
  outcome: z.enum(['given', 'refused']),
  reason: z.string().nullable(),
  undoUntil: instant.nullable(),
})

/** Pieces of a receipt's line that the shop has promised to replace through this day. */
const coveredGoods = z.strictObject({
  receiptId: operationId,
  line: z.int(),
  name: z.string(),
  boughtOn: day,
  left: z.int().min(1),
  through: day,
})

/** What a member and a clerk do with benefits. */
export const benefitActions = {
  'membership.benefits': action({
    input: z.strictObject({}),
    output: z.strictObject({
      now: instant,
      benefits: z.array(benefitView),
      /** What higher tiers or a card would add. */
      more: z.array(benefitView),
      appointments: z.array(appointmentView),
      /**
       * `MM-DD`; absent where no benefit asks for it and none was entered (L9). `given`: this
       * year's gift was, another day counts from next year on.
       */
      birthday: z.strictObject({ monthDay: z.string().nullable(), given: z.boolean() }).optional(),
    }),
    roles: ['member'],
    writes: false,
  }),
  'membership.slots': action({
    input: z.strictObject({ benefit: benefitKey, branchId: slug, day }),
    output: z.strictObject({
      slots: z.array(
        z.strictObject({
          at: instant,
          left: z.int(),
          /** When it opens for this member. */ opensAt: instant,
          why: z.string().nullable(),
        }),
      ),
    }),
    roles: ['member'],
    writes: false,
  }),
  'membership.book': action({
    input: z.strictObject({ operationId, benefit: benefitKey, branchId: slug, at: instant }),
    output: appointmentView,
    roles: ['member'],
    writes: true,
  }),
  'membership.cancelAppointment': action({
    input: z.strictObject({ operationId, appointmentId: operationId }),
    output: appointmentView,
    roles: ['member'],
    writes: true,
  }),
  'membership.chooseBenefit': action({
    input: z.strictObject({ operationId, benefit: benefitKey, optionId: slug }),
    output: z.strictObject({ benefit: benefitKey, optionId: slug, changeable: z.boolean() }),
    roles: ['member'],
    writes: true,
  }),
  /** A day of the year, no year: nobody needs to know the age (L9). */
  'membership.birthday': action({
    input: z.strictObject({
      operationId,
      monthDay: z
        .string()
        .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
        .nullable(),
      /** Tells only whether it is a minor's and is not kept (L9); of who is under 14 no day is either. */
      year: z.int().min(1900).max(2200).optional(),
    }),
    output: z.strictObject({ monthDay: z.string().nullable() }),
    roles: ['member'],
    writes: true,
  }),
  /** What the member before the clerk can use now, and what waits to be handed over. */
  'counter.benefits': action({
    input: z.strictObject({ branchId: slug, visit: ticket }),
    output: z.strictObject({
      benefits: z.array(benefitView),
      vouchers: z.array(voucherView),
      appointments: z.array(appointmentView),
      /** Uses at this branch that can still be undone, the latest first. */
      recent: z.array(benefitUse),
      /** Bought goods that are still replaced, and how many pieces of them (M061). */
      warranties: z.array(coveredGoods).max(20),
    }),
    roles: staff,
    writes: false,
  }),
  'counter.useBenefit': action({
    input: z.strictObject({
      operationId,
      branchId: slug,
      visit: ticket,
      benefit: benefitKey,
      units: z.int().min(1).max(10_000),
      /** For a capped benefit: fen that were asked for; what is given may be less (M118). */
      amount: fen.optional(),
      appointmentId: operationId.optional(),
      /** Given if available: refused, and why (M122). */
      refusedBecause: z.string().min(2).max(100).optional(),
    }),
    output: benefitUse,
    roles: staff,
    writes: true,
  }),
  'counter.undoBenefit': action({
    input: z.strictObject({ branchId: slug, memberNumber, useId: operationId }),
    output: benefitUse,
    roles: staff,
    writes: true,
  }),
  'counter.claimWarranty': action({
    input: z.strictObject({
      operationId,
      branchId: slug,
      visit: ticket,
      receiptId: operationId,
      line: z.int().min(0).max(99),
      quantity: z.int().min(1).max(99),
    }),
    output: z.strictObject({ title: z.string(), quantity: z.int(), through: day }),
    roles: staff,
    writes: true,
  }),
  /** Things to prepare for holders (M031): each exists once, whoever runs the job how often. */
  'counter.tasks': action({
    input: z.strictObject({ branchId: slug }),
    output: z.strictObject({
      tasks: z
        .array(
          z.strictObject({
            taskId: z.string(),
            title: shortText,
            task: z.string(),
            memberNumber,
            displayName: z.string(),
            window: z.string(),
            since: day,
          }),
        )
        .max(100),
      left: z.int(),
    }),
    roles: staff,
    writes: false,
  }),
  'counter.completeTask': action({
    input: z.strictObject({
      operationId,
      branchId: slug,
      taskId: z.string().min(1).max(120),
      note: z.string().max(100),
    }),
    output: z.strictObject({ taskId: z.string(), completedAt: instant }),
    roles: staff,
    writes: true,
  }),
  /** Uses, cost and savings of each benefit, and how many who hold it used it (the 10 % rule, M0xx). */
  'operations.benefitReport': action({
    input: z.strictObject({}),
    output: z.strictObject({
      asOf: instant,
      since: day,
      rows: z.array(
        z.strictObject({
          benefit: benefitKey,
          title: z.string(),
          from: z.string(),
          holders: z.int(),
          users: z.int(),
          /** Users of the holders; null where nobody holds it. */
          usedBasisPoints: basisPoints.nullable(),
          /** Under one in ten: to be mended or taken out. */
          usedByFew: z.boolean(),
          uses: z.int(),
          refused: z.int(),
          saved: fen,
          cost: fen,
        }),
      ),
    }),
    roles: ['owner'],
    writes: false,
  }),
} as const

/** Handing over what a voucher stands for. */
export const voucherActions = {
  'counter.redeemVoucher': action({
    input: z.strictObject({ operationId, branchId: slug, visit: ticket, voucherId }),
    output: voucherView,
    roles: staff,
    writes: true,
  }),
} as const
