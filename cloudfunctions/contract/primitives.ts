import { z } from 'zod'
import { OPERATION_ID_PATTERN } from './operation-id'

/** Ten million yuan: nothing that a shop sells costs more, and sums stay far below 2^53. */
export const MOST_FEN = 1_000_000_000

export const fen = z.int().min(0).max(MOST_FEN)
/** A sum that may be negative, such as saved less fees. */
export const signedFen = z
  .int()
  .min(-MOST_FEN * 1000)
  .max(MOST_FEN * 1000)
/** Sums over many receipts. */
export const fenSum = z
  .int()
  .min(0)
  .max(MOST_FEN * 1000)
export const basisPoints = z.int().min(0).max(100_000)
export const instant = z.int().min(0).max(8_640_000_000_000_000)
export const day = z.string().regex(/^[12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
export const month = z.string().regex(/^[12]\d{3}-(0[1-9]|1[0-2])$/)
/** Ids that the owner chooses: products, branches, plans. */
export const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
export const operationId = z.string().regex(OPERATION_ID_PATTERN)
/** A member's number: 64 bits of a keyed hash of the openid, in base 32. */
export const memberNumber = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{13}$/)
/** A signed token of the back end (visit, quote, invitation). */
export const ticket = z
  .string()
  .min(20)
  .max(24_000)
  .regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/)
export const shortText = z.string().min(1).max(60)
export const longText = z.string().min(1).max(20_000)

export const savingSource = z.enum(['member_price', 'coupon', 'benefit', 'delivery', 'points'])
export type SavingSource = z.infer<typeof savingSource>

/** stored_value: from the balance; what it doesn't cover is paid outside, if the clerk says so. */
export const tender = z.enum(['external', 'wechat', 'stored_value'])
export type Tender = z.infer<typeof tender>
