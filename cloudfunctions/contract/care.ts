import { z } from 'zod'
import { action } from './action'
import { admission, audience } from './audience'
import { couponValue } from './coupon-templates'
import { basisPoints, day, fen, instant, memberNumber, operationId, shortText, slug } from './primitives'

const staff = ['clerk', 'manager', 'owner'] as const

/** A day of the shop's own that comes back (M111): it opens and closes by itself in Shanghai. */
export const memberDay = z.strictObject({
  id: slug,
  title: shortText,
  text: z.string().min(1).max(200),
  recurs: z.discriminatedUnion('kind', [
    /** A month without that day has it on its last one: 31 is the last day of every month. */
    z.strictObject({ kind: z.literal('monthly'), dayOfMonth: z.int().min(1).max(31) }),
    /** 1 Monday … 7 Sunday. */
    z.strictObject({ kind: z.literal('weekly'), weekday: z.int().min(1).max(7) }),
    z.strictObject({ kind: z.literal('dates'), days: z.array(day).min(1).max(60) }),
  ]),
  audience,
  /** Points of that day's receipts are multiplied by this on top of the tier's: 20000 is twice. */
  pointsBasisPoints: basisPoints.min(10_001).max(100_000).optional(),
  /** A coupon that each member of the audience can take once on that day, beside what its template counts. */
  templateId: slug.optional(),
})
export type MemberDay = z.infer<typeof memberDay>

/** A greeting on a date (M104); lunar holidays fall on another date each year, so each is a row. */
export const holidayCare = z.strictObject({
  id: slug,
  day,
  title: shortText,
  text: z.string().min(1).max(200),
  /** Can be taken on that day, once. */
  templateId: slug.optional(),
})
export type HolidayCare = z.infer<typeof holidayCare>

/**
 * When the shop thinks of its members (M037, M104, M111). How often at most is the weekly cap of
 * the message settings, across all flows. Absent parts are switched off.
 */
export const careProgramme = z.strictObject({
  memberDays: z.array(memberDay).max(10),
  holidays: z.array(holidayCare).max(60),
  birthday: z
    .strictObject({
      text: z.string().min(1).max(200),
      /** Put into the wallet on the birthday, once a year. */
      templateId: slug.optional(),
    })
    .optional(),
  /** Whom the staff greets through WeCom: a birthday within a week, a card that ends, long away. */
  careList: z
    .strictObject({
      /** Texts to copy; {day} becomes the day that it is about. */
      birthdayText: z.string().min(1).max(300),
      cardEndingText: z.string().min(1).max(300),
      absentText: z.string().min(1).max(300),
    })
    .optional(),
})
export type CareProgramme = z.infer<typeof careProgramme>

/** Which of the days with a coupon is meant. */
const occasion = z.enum(['member_day', 'holiday'])

/** later: the day hasn't come; locked: something else stands against it, and `why` says what. */
export const dayCoupon = z.strictObject({
  title: z.string(),
  value: couponValue,
  /** Fen of the goods in its scope from which it can be used. */
  threshold: fen,
  state: z.enum(['later', 'claimable', 'claimed', 'locked']),
  why: z.string().nullable(),
})

export const memberDayView = z.strictObject({
  occasion,
  id: slug,
  title: z.string(),
  text: z.string(),
  /** When it comes back, such as 「每月最后一天」. */
  rule: z.string(),
  /** Today if it runs, else the next one. */
  day,
  opensAt: instant,
  closesAt: instant,
  running: z.boolean(),
  admission,
  pointsBasisPoints: basisPoints.nullable(),
  coupon: dayCoupon.nullable(),
})
export type MemberDayView = z.infer<typeof memberDayView>

/** Why somebody is on the care list. */
export const careReason = z.enum(['birthday', 'card_ending', 'absent'])

const careItem = z.strictObject({
  careId: z.string(),
  memberNumber,
  /** Masked, as everywhere at the till. */
  displayName: z.string(),
  branchId: slug.nullable(),
  reason: careReason,
  /** The reason in words, with its day. */
  detail: z.string(),
  /** Prepared to be copied; a person sends it (wechat.md 3.4). */
  text: z.string(),
  since: day,
  through: day,
})
export type CareItem = z.infer<typeof careItem>

export const careActions = {
  /** Each member day and holiday of today or to come, the next first. */
  'membership.memberDay': action({
    input: z.strictObject({}),
    output: z.strictObject({ now: instant, days: z.array(memberDayView) }),
    roles: ['member'],
    writes: false,
  }),
  /** Takes the coupon of a day, on that day and once. */
  'membership.claimDayCoupon': action({
    input: z.strictObject({ operationId, occasion, id: slug, day }),
    output: z.strictObject({ title: z.string(), day, through: day }),
    roles: ['member'],
    writes: true,
  }),
  'counter.careList': action({
    input: z.strictObject({ branchId: slug }),
    output: z.strictObject({ items: z.array(careItem).max(100), left: z.int() }),
    roles: staff,
    writes: false,
  }),
  'counter.completeCare': action({
    input: z.strictObject({
      operationId,
      branchId: slug,
      careId: z.string().min(1).max(120),
      outcome: z.enum(['greeted', 'left_out']),
    }),
    output: z.strictObject({ careId: z.string(), completedAt: instant }),
    roles: staff,
    writes: true,
  }),
  /** All branches for the owner. */
  'operations.careList': action({
    input: z.strictObject({ branchId: slug.optional() }),
    output: z.strictObject({
      items: z.array(careItem).max(100),
      left: z.int(),
      /** What the staff did in the last thirty days. */
      done: z.strictObject({ greeted: z.int(), leftOut: z.int() }),
    }),
    roles: ['owner', 'manager'],
    writes: false,
  }),
} as const
