import { z } from 'zod'
import { action } from './action'
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
} from './primitives'

/**
 * What a member's own month, quarter and habits come to, and what the owner may learn of renewals.
 * Every figure is a sum of the books or a replay of real orders; a forecast says that it is one.
 */

/** buyers: everybody who bought in that month; holders: those of them who held a card in it (M074). */
export const percentilePopulation = z.enum(['buyers', 'holders'])
export type PercentilePopulation = z.infer<typeof percentilePopulation>

/** F20: (below + 0.5 x ties) / n, whole hundredths of a percent, never rounded up. */
const percentile = z.strictObject({
  population: percentilePopulation,
  /** The population in words: "10月到店消费过的全部顾客". */
  populationName: z.string(),
  /** How many the population has: at least 30. */
  people: z.int().min(30),
  /** 9783 is "超过97.83%". */
  basisPoints: z.int().min(0).max(10_000),
  /** The whole sentence, as it is shown. */
  sentence: z.string(),
})

const billOptions = z.strictObject({
  /** Off until the member asks for it (M074). */
  percentile: z.boolean(),
  /** Whether a shared picture says amounts in yuan; off until the member ticks it. */
  amounts: z.boolean(),
})

/** The sums of one month in Shanghai days; an undo counts in the month in which it happened. */
const monthSums = {
  month,
  /** A month that still runs. */
  running: z.boolean(),
  orders: z.int(),
  /** Fen paid for goods; less than zero where more came back than was bought. */
  spent: signedFen,
  saved: signedFen,
  /** Card fees paid less what went back. */
  fees: signedFen,
  /** saved - fees. */
  net: signedFen,
}

const usableThing = z.strictObject({
  kind: z.enum(['coupon', 'benefit', 'voucher', 'points']),
  title: z.string(),
  /** How many of it are left. */
  count: z.int().min(1),
  /** Fen of all of them, where one is worth a sum whatever is bought; else null. */
  worth: fenSum.nullable(),
  /** The last day on which it can be used. */
  through: day,
})

/** What can be used today, the first to end first, with what it comes to (M083). */
export const usableNow = z.strictObject({
  worth: fenSum,
  things: z.array(usableThing).max(60),
  /** How many more there are than the list shows; their worth is in the sum. */
  more: z.int().min(0),
})

const sourceShare = z.strictObject({
  source: savingSource,
  title: z.string(),
  /** Of all that the month saved; they add up to 10000. */
  basisPoints: z.int().min(0).max(10_000),
})

/** One thing that was bought in the 90 days and would be cheaper with the plan. */
const habit = z.strictObject({
  productId: slug,
  name: z.string(),
  photo: z.string(),
  /** Today's prices. */
  listPrice: fen,
  memberPrice: fen,
  /** Units bought in the 90 days, less what came back. */
  uses: z.int().min(1),
  /** F10: (list - member) x uses, money and nothing else (M046). */
  saved: fenSum,
})

const advisedPlan = z.strictObject({
  planId: slug,
  versionId: z.string(),
  name: shortText,
  fee: fen,
  /** Days of the term that the fee buys. */
  days: z.int().min(1),
  /** What it would have saved on the orders of the 90 days, each line at its price of then. */
  saved: fenSum,
  /** On how many of the orders it would have saved anything. */
  orders: z.int().min(0),
  /** A forecast: `saved` by the length of the term, rounded down. */
  expected: fenSum,
  /** expected - fee. */
  net: signedFen,
  /** The arithmetic in words. */
  arithmetic: z.string(),
  /** The most used things first, at most ten, with their sum over all that was used. */
  habits: z.array(habit).max(10),
  habitsSaved: fenSum,
})

const advice = z.strictObject({
  asOf: instant,
  /** The 90 days, both included. */
  from: day,
  through: day,
  /** Orders that stood, and what they cost by the list. */
  orders: z.int().min(0),
  list: fenSum,
  /** More orders than are read at once: only the newest were replayed. */
  cut: z.boolean(),
  /** The largest net first. */
  plans: z.array(advisedPlan),
  /** On sale too, but nothing that a replay could tell: stored value, coupons for a fee. */
  others: z.array(z.strictObject({ planId: slug, name: shortText, reason: z.string() })),
  /** planId null: don't buy. */
  recommendation: z.strictObject({ planId: slug.nullable(), title: z.string(), reason: z.string() }),
  /** What was said is kept under this number with its digest, so that it can be checked later. */
  evidence: z.strictObject({ id: z.string(), digest: z.string().regex(/^[0-9a-f]{64}$/) }),
})

/** What was said on a day, for whoever checks it. */
const keptAdvice = z.strictObject({
  id: z.string(),
  at: instant,
  digest: z.string(),
  /** Whether the kept text still has this digest. */
  intact: z.boolean(),
  orders: z.int(),
  from: day,
  through: day,
  /** False: the advice was not to buy. */
  advisesBuying: z.boolean(),
  title: z.string(),
  reason: z.string(),
  plans: z.array(advisedPlan.pick({ name: true, fee: true, saved: true, expected: true, net: true })),
})

/** What became of the periods that ended in a month (F19). */
const renewalMonth = z.strictObject({
  month,
  ended: z.int().min(0),
  renewed: z.int().min(0),
  /** Not renewed, and still may be. */
  waiting: z.int().min(0),
  /** Rounded down; null where nothing ended. */
  rateBasisPoints: z.int().min(0).max(10_000).nullable(),
  /** Everybody's grace is over: this figure doesn't change any more. */
  isFinal: z.boolean(),
})

const rateGroup = z.strictObject({
  label: z.string(),
  /** Null: fewer than ten cards, or one that would give such a group away. */
  ended: z.int().nullable(),
  renewed: z.int().nullable(),
  renewedBasisPoints: z.int().min(0).max(10_000).nullable(),
})

export const statementActions = {
  'membership.bills': action({
    input: z.strictObject({}),
    output: z.strictObject({
      /** Up to the running month, the newest first; all of them can be opened. */
      months: z.array(z.strictObject(monthSums)).max(13),
      /** Earlier months, which have a bill too: it is added up from the books when it is opened. */
      earlier: z.array(month).max(240),
      options: billOptions,
    }),
    roles: ['member'],
    writes: false,
  }),
  /** 月账单 (M045): the same sums as the ledger of that month. */
  'membership.bill': action({
    input: z.strictObject({ month }),
    output: z.strictObject({
      ...monthSums,
      asOf: instant,
      bySource: z.record(savingSource, signedFen),
      /** A product that can be bought now for what the month saved; the dearest of them. */
      couldBuy: z
        .strictObject({ productId: slug, name: z.string(), photo: z.string(), price: fen })
        .nullable(),
      /** What can be used now and ends first; at most ten. */
      unused: z.array(usableThing).max(10),
      /** Null: not asked for, fewer than 30 people, not worked out yet, or nothing bought. */
      percentile: percentile.nullable(),
      /** The same among holders of a card, for who held one. */
      percentileOfHolders: percentile.nullable(),
      /** Why there is none, in words; null where there is one. */
      percentileNote: z.string().nullable(),
      options: billOptions,
    }),
    roles: ['member'],
    writes: false,
  }),
  /**
   * For a picture that the member may share: no name, no number, nothing that was bought. Amounts
   * only if the member ticked them, the percentile only if it was asked for.
   */
  'membership.billPicture': action({
    input: z.strictObject({ month }),
    output: z.strictObject({
      month,
      shopName: shortText,
      orders: z.int(),
      /** Null: not ticked. */
      amounts: z
        .strictObject({ spent: signedFen, saved: signedFen, fees: signedFen, net: signedFen })
        .nullable(),
      /** Empty where nothing was saved. */
      shares: z.array(sourceShare).max(5),
      percentile: percentile.nullable(),
      /** As they stand, so that the page can change one of them. */
      options: billOptions,
    }),
    roles: ['member'],
    writes: false,
  }),
  'membership.setBillOptions': action({
    input: z.strictObject({ operationId, percentile: z.boolean(), amounts: z.boolean() }),
    output: billOptions,
    roles: ['member'],
    writes: true,
  }),
  /** 适合我的卡 (M112): the member's own last 90 days, replayed with each plan on sale. */
  'membership.adviser': action({
    input: z.strictObject({}),
    output: advice,
    roles: ['member'],
    writes: false,
  }),
  /** What a member was advised, for whoever wants to check it: facts of that day, and their digest. */
  'operations.adviserEvidence': action({
    input: z.strictObject({ memberNumber }),
    output: z.strictObject({ advices: z.array(keptAdvice).max(20) }),
    roles: ['owner'],
    writes: false,
  }),
  /**
   * Cards that ended in nine months up to a month ago, by whether another followed within 30 days (M082).
   * Counts and rates: what goes together, not what leads to what.
   */
  'operations.renewalDrivers': action({
    input: z.strictObject({}),
    output: z.strictObject({
      /** Worked out on the first of each month; null before the first time. */
      asOf: instant.nullable(),
      from: day.nullable(),
      through: day.nullable(),
      all: rateGroup.nullable(),
      /** Saved in the period that ended, by its fee. */
      bySaved: z.array(rateGroup),
      /** The tier that is held today. */
      byTier: z.array(rateGroup),
      /** Orders a month in the three months up to the end. */
      byVisits: z.array(rateGroup),
      /** What these figures don't say. */
      caution: z.string(),
      /** The renewal rate of each of twelve months, the newest first (F19); empty before the first count. */
      months: z.array(renewalMonth),
      /** What that rate is, in words. */
      rule: z.string(),
    }),
    roles: ['owner'],
    writes: false,
  }),
} as const

export type AdvisedPlan = z.infer<typeof advisedPlan>
export type Advice = z.infer<typeof advice>
export type BillOptions = z.infer<typeof billOptions>
export type UsableThing = z.infer<typeof usableThing>
export type UsableNow = z.infer<typeof usableNow>
export type PercentileView = z.infer<typeof percentile>
export type RenewalMonth = z.infer<typeof renewalMonth>
export type RateGroup = z.infer<typeof rateGroup>
